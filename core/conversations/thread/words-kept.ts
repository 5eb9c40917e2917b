/** How long after the last event of a conversation its words can be read. */
const WORDS_KEPT_DAYS = 365;

export const wordsKeptDays = async (): Promise<number> => WORDS_KEPT_DAYS;
