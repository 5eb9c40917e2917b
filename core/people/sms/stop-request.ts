import { DISGUISED, inLatin, undisguised } from "./lookalikes.ts";
import { isMisspelt, squeezed } from "./misspelling.ts";
import { stopBySign, stopElsewhere } from "./stop-elsewhere.ts";
import { NOT_MEANT, STOP_PHRASES } from "./stop-phrases.ts";
import {
  ABSORBERS,
  ACTS,
  CAUSE_SUBJECTS,
  CAUSES,
  FILLERS,
  MODALS,
  NEGATORS,
  NEW_CLAUSE,
  STANDARD,
  STEMS,
  STRONG,
  TEXTS,
  WEAK,
} from "./stop-words.ts";

/**
 * A wish to get no more texts. `certain`: the text says nothing else and is spelt right. `words`: those that were
 * recognised, in capitals and without accents: never more of the text.
 */
export interface StopRequest {
  readonly certain: boolean;
  readonly words: string;
}

/** Says the same without a word. A hand or a forbidden-sign counts only where no words say something else. */
const STOP_SIGNS = /\u{1F6D1}|\u{26D4}\u{FE0F}?/gu;
const OTHER_SIGNS = /[\u{1F6AB}\u{270B}\u{1F91A}\u{1F590}\u{1F645}\u{1F595}]/u;

/** Written as one word: "pleasestop", "STOPTEXTINGME". */
const GLUE =
  "(?:PLEASE|PLS|PLZ|OK|OKAY|JUST|NOW|ALL|IT|THIS|THESE|THAT|TEXTING|TEXTS?|ME|US|THE|MESSAGES?|MESSAGING|MSGS?|SMS|SENDING|BITTE|SVP|YES|TXTS?|SPAM|SPAMMING|THANKS|THX|YOU|U|2END|TOEND|END|PORFAVOR|POR|FAVOR|YA|DAMIT|SOFORT|JETZT|ALREADY|FOREVER|CONTACTING|CALLING|MY|PHONE|\\d+)";
const GLUED = new RegExp(
  `^${GLUE}*(?:STOPP?|UNSUBSCRIBE|CANCEL|ARRETEZ|OPTOUT|PAREN|AUFHOREN)(?:STOP|${GLUE})*$`,
);

/** Words that are looked for behind slips of the finger. */
const SPELT: readonly string[] = [...STRONG, ...WEAK].filter((word) => !word.includes("_"));
const SQUEEZED = new Set(SPELT.filter((word) => word.length > 3).map(squeezed));
const SQUEEZE_EXCEPTIONS = new Set(["STOOP", "STOOPS", "CANAL"]);

/** Several words that say it as one. */
const JOINED: readonly (readonly [RegExp, string])[] = [
  [/\bGO AWAY\b/g, "GO_AWAY"],
  [/\bNO MORE\b/g, "NO_MORE"],
  [/\bNO MAS\b/g, "NO_MAS"],
  [/\b(?:NOT|NO LONGER) INTERESTED\b/g, "NOT_INTERESTED"],
  [/\b(?:OPT+(?:ED)?|OTP|OPY) OU?T+\b/g, "OPT_OUT"],
  [/\bOPT+ING OUT\b/g, "OPTING_OUT"],
  [/\b(?:BACK|BUG|BUZZ|NAFF|CLEAR) OFF\b/g, "BACK_OFF"],
  [/\bBEAT IT\b/g, "BEAT_IT"],
  [/\bGET (?:OUT|AWAY)\b/g, "GET_OUT"],
  [/\bLET (?:ME|US) OUT\b/g, "LET_OUT"],
  [/\bWANT OUT\b/g, "WANT_OUT"],
  [/\bIM OUT\b/g, "IM_OUT"],
  [/\bWANT OFF\b/g, "WANT_OFF"],
  [/\bKEINE MEHR\b/g, "KEINE_MEHR"],
  [/\bNO INTEREST\b/g, "NO_INTEREST"],
  [/\b(?:TURN|SWITCH|SHUT) (?:(?:IT|THIS|THESE|THEM) )?OFF\b/g, "TURN_OFF"],
  [/\bUN SUBSCRIBED?\b/g, "UN_SUBSCRIBE"],
];

/** A question that the sender answers themselves. */
const RHETORICAL = /\b(?:stop|quit)\b[\s?!.]+(?:never|no way|not a chance|don['’]?t)\b/giu;

const POLITE = new Set(["PLEASE", "PLS", "PLZ", "BITTE", "SVP", "FAVOR", "PORFAVOR", "KINDLY"]);

/** Characters that cannot be seen, and the mark that an emoji is drawn in colour. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Stands in the place of what was not meant. */
const NOT_SAID = "_";

/** Every word that this reader looks for by itself. */
const VOCABULARY = new Set([
  ...[...STANDARD, ...STRONG, ...WEAK, ...FILLERS, ...NEGATORS],
  ...STOP_PHRASES.flatMap(({ source }) => source.replaceAll(/\\\w/g, " ").match(/[A-Z]{2,}/g) ?? []),
]);

/** A word of the vocabulary, or a longer one with an ending of one letter: "MELDE" is in it, "MELDEN" is known. */
function isKnown(word: string): boolean {
  return VOCABULARY.has(word) || (word.length > 5 && VOCABULARY.has(word.slice(0, -1)));
}

const STOP_VERB = /^(?:STOP+|QUIT|CEASE|DISCONTINUE)$/;

/** Finds a wish to stop in a sender's own words. Accents are removed: these words only turn something off. */
export function stopRequest(text: string): StopRequest | undefined {
  const spoken = inLatin(text.replaceAll(UNSEEN, ""))
    .replaceAll(DISGUISED, (word) => undisguised(word, STANDARD))
    .replaceAll(STOP_SIGNS, " STOP ");
  if (!/[\p{L}\p{N}]/u.test(spoken))
    return OTHER_SIGNS.test(spoken) || stopBySign(spoken) ? { certain: false, words: "STOP" } : undefined;
  const sentences = split(
    spoken.replaceAll(RHETORICAL, " "),
    /[.!?;\n…()[\]"“”„«»¡¿]+|(?<=\p{L}):\s|\s[-–—]+\s|\p{Extended_Pictographic}/u,
  );
  const found = sentences.map((sentence) => inSentence(sentence));
  const first = found.find((one) => one !== undefined);
  if (first === undefined) return lastInCapitals(spoken) ?? unsure(text);
  return { ...first, certain: found.every((one) => one?.certain) };
}

/** What another language, or a sign beside our texts' names, says. */
function unsure(text: string): StopRequest | undefined {
  const words = stopElsewhere(text) ?? (stopBySign(text) ? "STOP" : undefined);
  return words === undefined ? undefined : { certain: false, words };
}

function split(text: string, at: RegExp): string[] {
  return text.split(at).filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** One sentence, from the surest way of saying it to the least. */
function inSentence(sentence: string): StopRequest | undefined {
  const whole = heard(sentence);
  const bare = standsAlone(whole, true);
  if (bare !== undefined) return bare;
  const clauses = split(sentence, /,|\s[-–—]+\s?|\/|\|/u).map(heard);
  const clause = clauses.map((one) => standsAlone(one, false)).find((one) => one !== undefined);
  if (clause !== undefined && clauses.length > 1 && !whole.includes(NOT_SAID))
    return { ...clause, certain: false };
  const phrase = STOP_PHRASES.map((pattern) => pattern.exec(whole)?.[0]).find((one) => one !== undefined);
  const words = phrase ?? namesOurTexts(whole) ?? stem(whole) ?? lastWord(whole);
  return words === undefined ? undefined : { certain: false, words: recognised(words) };
}

/** A phrase may span words that it does not know, such as a name: those are left out of what is kept. */
function recognised(words: string): string {
  return words
    .split(" ")
    .filter((word) => isKnown(word) || STEMS.test(word) || TEXTS.test(word) || STOP_VERB.test(word))
    .join(" ");
}

/** Capitals, no accents, French elisions apart, what is not meant taken out. */
function heard(text: string): string {
  const flat = text
    .normalize("NFKC")
    .replaceAll(/(?<![\p{L}\p{N}])(?=\p{L}*[57$0])[s5$][t7][0o]+p+(?![\p{L}\p{N}])/giu, "stop")
    .replaceAll(/(?<!\p{L})([nmdljstc]|qu)['’‘`](?=\p{L}{2})/giu, "$1 ")
    .toUpperCase()
    .normalize("NFD")
    .replaceAll(/[\p{M}\p{Cf}'’‘`]/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .replaceAll(/\bNIX\b/gu, "NICHTS")
    .trim();
  return NOT_MEANT.reduce((left, pattern) => left.replaceAll(pattern, ` ${NOT_SAID} `), flat)
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** A clause that holds a word for stopping and nothing else of weight. */
function standsAlone(clause: string, isSentence: boolean): StopRequest | undefined {
  const tokens = JOINED.reduce((left, [apart, one]) => left.replaceAll(apart, one), clause).split(" ");
  if (clause.replaceAll(" ", "").length <= 7 && tokens.every((token) => token.length <= 2)) {
    const together = tokens.join("").replaceAll("0", "O");
    if (STANDARD.has(together)) return { certain: true, words: together };
  }
  const others = tokens.filter((token) => !FILLERS.has(token));
  if (tokens.length === 1 && SQUEEZE_EXCEPTIONS.has(clause)) return undefined;
  const isAsked = tokens.some((token) => POLITE.has(token));
  const says = others.map((token) => meaning(token, isSentence || isAsked));
  if (others.length === 0 || says.includes("other")) return undefined;
  const misspelt = says.filter((one) => one === "misspelt").length;
  if (misspelt > 1) return undefined;
  if (isSpanishNo(tokens)) return undefined;
  return { certain: misspelt === 0, words: clause };
}

/** "No" before a Spanish verb turns it round; "no gracias" and English "no" do not. */
function isSpanishNo(tokens: readonly string[]): boolean {
  return tokens.some(
    (token, at) =>
      token === "NO" && /^(?:PAR[AE]N?|CANCEL[AE]N?|BORREN|ELIMINEN|BAJA|DENME?)$/.test(tokens[at + 1] ?? ""),
  );
}

function meaning(token: string, isSentence: boolean): "stop" | "misspelt" | "other" {
  if (STRONG.has(token) || STEMS.test(token) || (isSentence && (WEAK.has(token) || STANDARD.has(token))))
    return "stop";
  if (GLUED.test(token) || GLUED.test(squeezed(token))) return "stop";
  if (token.length > 3 && SQUEEZED.has(squeezed(token))) {
    return isSentence || STRONG.has(squeezed(token)) ? "stop" : "other";
  }
  return SPELT.some((word) => isMisspelt(token, word)) ? "misspelt" : "other";
}

function stem(clause: string): string | undefined {
  return clause.split(" ").find((token) => STEMS.test(token));
}

/** "Stop" with an object: ours when it names the texts, the sender, or nothing more. */
function namesOurTexts(clause: string): string | undefined {
  const tokens = clause.split(" ");
  for (const [at, token] of tokens.entries()) {
    if (
      !STOP_VERB.test(token) &&
      !(
        at === 0 &&
        (token === "STOPPING" ||
          (squeezed(token) === "STOP" && tokens.length > 1) ||
          isMisspelt(token, "STOP"))
      )
    )
      continue;
    const before = tokens.slice(0, at);
    const rest = tokens.slice(at + 1, at + 6);
    if (NEGATORS.has(before.at(-1) ?? "") && !before.includes("YOU") && !before.includes("U")) continue;
    const named = textsIn(rest);
    if (named !== undefined) return [token, ...rest.slice(0, named + 1)].join(" ");
    if (before.some((word) => CAUSE_SUBJECTS.has(word))) continue;
    const isThis =
      rest.length > 0 &&
      /^(?:IT|THIS|THESE|THAT)$/.test(rest[0] ?? "") &&
      at + 1 + rest.length === tokens.length;
    if (isThis && rest.every((word) => FILLERS.has(word)) && !before.some((word) => NEGATORS.has(word)))
      return [token, ...rest].join(" ");
    if (!before.every((word) => FILLERS.has(word))) continue;
    if (isOpenEnded(rest, at, tokens.length)) return token;
  }
  return undefined;
}

/** Where among the words after "stop" our texts are named. */
function textsIn(rest: readonly string[]): number | undefined {
  const at = rest.findIndex((word, index) => {
    if (TEXTS.test(word)) return true;
    const next = rest[index + 1];
    if (ACTS.test(word))
      return next === undefined || FILLERS.has(next) || next === "US" || next === "ME" || TEXTS.test(next);
    return (
      /ING$/.test(word) &&
      (next === "ME" ||
        /\b(?:MY|THIS) (?:\w+ )?(?:TIME|PHONE|NUMBER|INBOX|CELL)\b/.test(rest.slice(index).join(" ")))
    );
  });
  return at === -1 ? undefined : at;
}

/** "Stop it", "stop, who is this", "stop dude": nothing names a cause. */
function isOpenEnded(rest: readonly string[], at: number, length: number): boolean {
  const [first = "", second] = rest;
  if (rest.every((word) => FILLERS.has(word))) return true;
  if (NEW_CLAUSE.has(first)) return true;
  if (first === "IT" || first === "FOR")
    return second === undefined || FILLERS.has(second) || NEW_CLAUSE.has(second);
  if (first === "THIS" || first === "THESE" || first === "THAT")
    return at === 0 && length <= 4 && !rest.some((word) => CAUSES.test(word) || /ING$/.test(word));
  if (first === "WITH") return !rest.some((word) => CAUSES.test(word));
  const isShort = at === 0 && length === 2;
  return isShort && !CAUSES.test(first) && !/ING$|S$|_/.test(first) && !ABSORBERS.has(first);
}

/** "I love rivers but please stop". */
function lastWord(clause: string): string | undefined {
  const tokens = clause.split(" ");
  const [last = "", previous = "", earlier = ""] = tokens.toReversed();
  const before = tokens.slice(0, -1);
  if (/^(?:ARRETEZ|PAREN|AUFHOREN)$/.test(last)) {
    return before.some(
      (word) => NEGATORS.has(word) || word === "NO" || word === "QUE" || CAUSE_SUBJECTS.has(word),
    )
      ? undefined
      : last;
  }
  if (!/^(?:S+T+O+P+|STOPALL|UNSUBSCRIBE|OPTOUT)$/.test(last) || SQUEEZE_EXCEPTIONS.has(last))
    return undefined;
  if (previous === NOT_SAID || ABSORBERS.has(previous)) return undefined;
  if (MODALS.has(previous)) {
    const isUs = before.some((word) => /^(?:YOU|U|YALL)$/.test(word) || TEXTS.test(word));
    return isUs && !before.some((word) => NEGATORS.has(word) || CAUSE_SUBJECTS.has(word)) ? last : undefined;
  }
  const isPlace = /^(?:A|AN|THE|MY|OUR|YOUR|EACH|EVERY|AT|NEXT|LAST)$/.test(earlier) && !TEXTS.test(previous);
  return isPlace || NEGATORS.has(previous) || NEGATORS.has(earlier) ? undefined : last;
}

/** "we love rivers STOP": a keyword in capitals at the end of a text in small letters. */
function lastInCapitals(text: string): StopRequest | undefined {
  const words = text.match(/[\p{L}\p{N}'’]+/gu) ?? [];
  const last = words.at(-1) ?? "";
  const others = words.slice(0, -1).join(" ");
  if (!STANDARD.has(last.normalize("NFD").replaceAll(/\p{M}/gu, "")) || !/\p{Ll}/u.test(others))
    return undefined;
  const whole = heard(text);
  const previous = whole.split(" ").at(-2) ?? "";
  if (whole.endsWith(NOT_SAID) || NEGATORS.has(previous) || /^(?:BUS|THE|A|TO|MUST)$/.test(previous))
    return undefined;
  return { certain: false, words: last };
}
