/** A shorter sentence ("Hello Ada", "All the best") is a courtesy: it makes no answer one's own. */
const SENTENCE_WORDS_MIN = 4;
/** An answer counts by so many sentences at most; what stands below them makes no difference. */
const SENTENCES_MAX = 40;
/** Words may go to so many other conversations in a month; then an answer needs a sentence of its own. */
export const SAME_WORDS_MAX = 3;

/** Words as they are compared: neither case, marks, figures' spacing nor letters' forms make them others. */
function sameWords(text: string): string {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(" ");
}

/**
 * What may be an answer's own: its sentences without courtesies, each once; an answer of courtesies alone is one sentence.
 * None for an answer without a word.
 */
export function sentencesOf(words: string): readonly string[] {
  const sentences = words
    .split(/[.!?…。！？]+(?=\s|$)|\n+/u)
    .map(sameWords)
    .filter((sentence) => sentence.split(" ").length >= SENTENCE_WORDS_MIN);
  const whole = sameWords(words);
  const own = sentences.length > 0 ? sentences : [whole].filter((one) => one !== "");
  return [...new Set(own)].slice(0, SENTENCES_MAX);
}

/** What makes an answer a canned one: the sentence of it that fewest others got, and how many did. */
export interface Canned {
  readonly sentence: string;
  readonly sentTo: number;
}

/**
 * Whether every sentence of an answer went to many others; undefined: it has one of its own.
 * @param sentTo for each of its sentences, to how many other conversations this month
 */
export function cannedIn(sentences: readonly string[], sentTo: readonly number[]): Canned | undefined {
  const counted = sentences.map((sentence, index) => ({ sentence, sentTo: sentTo[index] ?? 0 }));
  const [rarest] = counted.toSorted((one, other) => one.sentTo - other.sentTo);
  return rarest !== undefined && rarest.sentTo > SAME_WORDS_MAX ? rarest : undefined;
}
