import { type CardToken, readCardToken } from "../../model/customer-card.ts";
import { isNamed } from "./payload.ts";

/** Under this name orders carry what was read from the customer's card: an attribute, or words of a note. */
export const CARD_NAME = "wellspring_card";

/** Something that is written as a card's token is, whatever stands around it; a scanner may say right before it that it read a QR code. */
const LIKE_CARD = /(?:(?<![0-9a-z])|(?<=\]Q[0-6]))w[0-9a-z]{26}(?![0-9a-z])/gi;
/** A note is shorter; what is behind is not looked at. */
const NOTE_CHARS_MAX = 5_000;

/** Whether a name means the customer's card. */
export function isCardName(name: string | null | undefined): boolean {
  return isNamed(name, CARD_NAME);
}

/**
 * The first customer's card that stands in these texts, alone or among other words: a scanner that acts as a keyboard types it
 * wherever the cursor is. Nothing else has its form.
 */
export function cardIn(...texts: readonly unknown[]): CardToken | undefined {
  for (const text of texts) {
    if (typeof text !== "string") continue;
    const alone = readCardToken(text);
    if (alone !== undefined) return alone;
    for (const [found] of text.slice(0, NOTE_CHARS_MAX).matchAll(LIKE_CARD)) {
      const card = readCardToken(found);
      if (card !== undefined) return card;
    }
  }
  return undefined;
}
