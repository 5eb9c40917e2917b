/**
 * Characters that nobody sees and that do something: they turn the direction of what follows, or make two names of what reads
 * as one. Joiners and variation selectors stay, since emoji and many scripts are written with them.
 */
const UNSEEN = /(?!\u200c|\u200d|[\ufe00-\ufe0f])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;
const TURNS = /\p{Bidi_Control}/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The same text without what cannot be seen, such as the marks of direction around a name that was copied. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, "");
}

/** The same text without what turns its direction; soft hyphens and the like stay, as its author put them there. */
export function withoutTurns(text: string): string {
  return text.replace(TURNS, "");
}

/** Whether there is anything to read in it. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}
