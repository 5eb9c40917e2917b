import type { TextedWords } from "../../model/texted-words.ts";
import { inLatin, LUNATE_SIGMA } from "./lookalikes.ts";
import { ownWords } from "./own-words.ts";
import { stopRequest } from "./stop-request.ts";
import { STANDARD } from "./stop-words.ts";

/**
 * The meaning of a text.
 * - `stop`: one of the standard words for it; `stopLike`: words that a reasonable person reads as that
 * - `start`, `yes`, `join`, `help`: exactly one of these words and nothing else
 * - `other`: for a person to read
 * `words` are the recognised words, in capitals and without signs: never more of the text.
 */
export interface Reading {
  readonly kind: "stop" | "stopLike" | "start" | "yes" | "join" | "help" | "other";
  readonly words: string;
}

const NO_WORDS: TextedWords = { yes: [], stop: [], help: [] };

const START: readonly string[] = ["START", "UNSTOP"];
/** In each language in which our texts ask, and as people shorten it. */
const YES: readonly string[] = ["YES", "Y", "JA", "J"];
/** HELP and INFO are understood everywhere: operators demand it. */
const HELP: readonly string[] = ["HELP", "INFO", "HILFE"];

/**
 * A text on one line in one case, without decoration: NFKC; apostrophes and invisible characters are removed;
 * every other sign and emoji separates words like a space. All matching starts from this form.
 */
export function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/['’‘`\p{Cf}]/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * Reads a text. A word that turns something on must be the whole text, quotes and all; a request to turn it off may use any
 * words, of the sender's own: what they quote does not count. `joinWord`: the brand's own word for joining; `more`: its words
 * in languages that it adds.
 */
export function readText(text: string, joinWord: string, more: TextedWords = NO_WORDS): Reading {
  const words = plain(text);
  if (START.includes(words)) return { kind: "start", words };
  if ([...YES, ...more.yes].includes(words)) return { kind: "yes", words };
  if ([...HELP, ...more.help].includes(words)) return { kind: "help", words };
  const own = ownWords(text.replaceAll(LUNATE_SIGMA, "c").replaceAll(/[™℠®©]/g, " "));
  const keyword = plain(own);
  const isStop = STANDARD.has(withoutAccents(keyword).replaceAll(" ", "")) || more.stop.includes(keyword);
  if (isStop) return { kind: "stop", words: keyword };
  if (words !== "" && words === plain(joinWord)) return { kind: "join", words };
  const seen = withoutAccents(plain(inLatin(own)))
    .replaceAll(" ", "")
    .replaceAll("0", "O");
  if (STANDARD.has(seen)) return { kind: "stopLike", words: seen };
  const request = stopRequest(own);
  if (request === undefined) return { kind: "other", words: "" };
  return { kind: request.certain ? "stop" : "stopLike", words: request.words };
}

function withoutAccents(words: string): string {
  return words.normalize("NFD").replaceAll(/\p{M}/gu, "");
}
