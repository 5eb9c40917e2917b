import { LOOKALIKES } from "./generated/lookalikes.ts";

/** Letters that look like a Latin one in some typefaces, beside those of Unicode's list. */
const LIKE: Readonly<Record<string, string>> = {
  a: "Ɑᴀ",
  b: "ʙ",
  d: "ᴅ",
  e: "єᴇ",
  f: "ϝꜰҒ",
  g: "ɢ",
  h: "ʜ",
  j: "ᴊ",
  k: "кκᴋ",
  l: "ʟ",
  m: "мᴍ",
  n: "пɴᑎ",
  p: "ᴘ",
  q: "Ԛ",
  r: "ʀ",
  s: "ς",
  t: "тτᴛ",
  x: "χ",
  o: "Ꮎ",
};
const LATIN: ReadonlyMap<string, string> = new Map(
  [...Object.entries(LOOKALIKES), ...Object.entries(LIKE)].flatMap(([latin, all]) =>
    [...all].map((letter): [string, string] => [letter, latin]),
  ),
);

/** Letters in a circle, in a square and of flags, each a row from A to Z: no word is written so but to be seen. */
const ROWS = [0x1_f150, 0x1_f170, 0x1_f1e6];
const OF_ROWS =
  /[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}\u{1F1E6}-\u{1F1FF}](?:\s*[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}\u{1F1E6}-\u{1F1FF}]){3,}/gu;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** A Greek sigma in the form of a C, of which NFKC makes another. */
export const LUNATE_SIGMA = /[\u03f2\u03f9]/gu;

/**
 * A text whose words are in Latin letters where they look so: words that mix scripts, and words of another script of which
 * every letter looks like a Latin one; a 0 within a word is an O. Only to find what turns something off: a customer who wrote
 * in their own alphabet meant none of these.
 */
export function inLatin(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(OF_ROWS, (letters) => [...letters].map(ofRow).join(""))
    .replaceAll(WORD, latinWord);
}

function ofRow(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const row = ROWS.find((first) => code >= first && code < first + 26);
  return row === undefined ? "" : String.fromCodePoint(0x41 + code - row);
}

function latinWord(word: string): string {
  // Without their accents first: a letter with one may have no entry of its own.
  const apart = [...word.normalize("NFD")]
    .map((letter) => LATIN.get(letter) ?? LATIN.get(letter.toUpperCase()) ?? letter)
    .join("");
  const isLatin = /[a-z]/i.test(word.normalize("NFD")) || /^[a-z\p{M}\p{N}]+$/iu.test(apart);
  return isLatin && /[a-z]/i.test(apart)
    ? apart.normalize("NFC").replaceAll(/(?<=\p{L})0(?!\p{N})|(?<!\p{N})0(?=\p{L})/gu, "o")
    : word;
}

/** A word with digits or signs in the place of letters. */
export const DISGUISED =
  /(?<![\p{L}\p{N}$@|!])(?=\S*[a-z])[a-z]*[0134578$@|!][a-z0134578$@|!]*(?![\p{L}\p{N}])/giu;
const MEANT_BY: Readonly<Record<string, string>> = {
  ...{ "0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", $: "s", "@": "a", "|": "i", "!": "i" },
};

/** The word that is meant, where it is one of these. */
export function undisguised(word: string, words: ReadonlySet<string>): string {
  const read = (one: string) =>
    [...word].map((sign) => (sign === "1" ? one : (MEANT_BY[sign] ?? sign))).join("");
  return [read("i"), read("l")].find((meant) => words.has(meant.toUpperCase())) ?? word;
}
