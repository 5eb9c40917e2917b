const WORDS_MAX = 6;

/** Of which a closing phrase is made, in the languages of our texts: whoever writes nothing else waits for nothing. */
const CLOSING: ReadonlySet<string> = new Set(
  [
    "thanks thank thankyou thx ty cheers you so much very many great perfect lovely ok okay kk fine good got it super",
    "danke dankeschön dankeschoen vielen dank besten herzlichen schön sehr lieben alles klar gut prima passt perfekt in ordnung",
    "merci beaucoup bien parfait entendu reçu accord d",
    "gracias muchas mil perfecto vale genial muy bien",
  ]
    .join(" ")
    .split(" "),
);
/** At least one of these: "very good" alone may be an answer to a question. */
const SAYS_THANKS: ReadonlySet<string> = new Set(
  "thanks thank thankyou thx ty cheers ok okay kk danke dankeschön dankeschoen dank klar merci gracias vale".split(
    " ",
  ),
);

/** Whether a text is nothing but thanks, such as "ok thanks" or "Vielen Dank!". A question mark makes it none. */
export function isThanks(said: string): boolean {
  if (said.length > 200 || said.includes("?")) return false;
  const words =
    said
      .normalize("NFKC")
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  if (words.length === 0 || words.length > WORDS_MAX) return false;
  return words.every((word) => CLOSING.has(word)) && words.some((word) => SAYS_THANKS.has(word));
}
