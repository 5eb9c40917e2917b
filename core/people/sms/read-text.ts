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

/** CTIA's words, those of 47 CFR 64.1200(a)(10) and, for Canada, the French ones. Spaces do not count. */
const STOP = new Set([
  "STOP",
  "STOPALL",
  "END",
  "QUIT",
  "CANCEL",
  "UNSUBSCRIBE",
  "REVOKE",
  "REMOVE",
  "OPTOUT",
  "ARRET",
  "TD",
]);
const START: readonly string[] = ["START", "UNSTOP"];
const YES: readonly string[] = ["YES"];
const HELP: readonly string[] = ["HELP", "INFO"];

const ME = "(?:US |ME |MICH |UNS )?";
/** A request not to stop means the opposite. */
const NOT_STOPPING = /\b(?:DONT|DO NOT|NEVER|CANT|WONT|NOT) (?:EVER )?(?:STOP|END|QUIT|CANCEL)\b/g;
/** Matched anywhere in the text: a customer reverses a mistaken STOP with one word, a mistaken message cannot be unsent. */
const STOP_LIKE: readonly RegExp[] = [
  /^STOPP?\b/,
  /\b(?:PLEASE|PLS|PLZ|JUST|BITTE|NOW|TO) STOPP?\b/,
  /\bSTOPP? (?:IT|THIS|THAT|THESE|THE|ALL|ALREADY|NOW|PLEASE|SENDING|TEXTING|MESSAGING|CONTACTING|WRITING|CALLING|SPAMMING|BOTHERING|TEXTS?|MESSAGES?|SMS|DAMIT|BITTE)\b/,
  /\b(?:UNSUBSCRIBE|UNSUB|OPT (?:ME )?OUT|OPTOUT)\b/,
  /\b(?:REMOVE|DELETE|ERASE|TAKE) (?:ME|MY (?:PHONE )?(?:NUMBER|DATA))\b/,
  /\b(?:LEAVE ME (?:ALONE|BE)|GO AWAY|LOSE MY NUMBER|WRONG (?:NUMBER|PERSON))\b/,
  /\bNO (?:MORE|FURTHER) (?:TEXTS?|MESSAGES?|SMS|CONTACT|UPDATES?|SPAM)\b/,
  /\b(?:DONT|DO NOT|NEVER|QUIT|CEASE) (?:EVER )?(?:TEXT|TEXTING|MESSAGE|MESSAGING|CONTACT|CONTACTING|WRITE|WRITING|SMS|CALL|CALLING|SEND|SENDING|BOTHER|BOTHERING)\b/,
  /\b(?:DONT|DO NOT|NO LONGER) (?:WANT|WISH|LIKE) (?:TO (?:GET|RECEIVE|HEAR)|ANY|MORE|THESE|THIS|YOUR|THOSE)\b/,
  /\bCANCEL (?:IT|THIS|THESE|ALL|MY|THE) ?(?:SUBSCRIPTION|TEXTS?|MESSAGES?|SMS|UPDATES?)?\b/,
  /\bKEINE? (?:SMS|NACHRICHT(?:EN)?|TEXTE?|WERBUNG|INFOS?|POST)\b/,
  new RegExp(
    `\\b(?:NICHTS?|NIE|NIEMALS) (?:MEHR )?${ME}(?:MEHR )?(?:AN)?(?:SCHREIBEN|SENDEN|SCHICKEN|KONTAKTIEREN|TEXTEN)\\b`,
  ),
  new RegExp(
    `\\b(?:SCHREIBT?|SCHREIBEN|SENDET?|SENDEN|SCHICKT?|SCHICKEN|KONTAKTIEREN) (?:SIE )?(?:MIR|${ME.trimEnd()}) ?(?:BITTE )?(?:NICHTS?|NIE|KEINE)\\b`,
  ),
  /\b(?:HOR|HOER)(?:T|EN)? (?:SIE )?(?:BITTE )?(?:DAMIT )?(?:BITTE )?AUF\b/,
  /\b(?:AUFHOREN|AUFHOEREN|ABMELDEN|ABMELDUNG|ABBESTELLEN|AUSTRAGEN|STOPPEN)\b/,
  /\b(?:LASST?|LASSEN) (?:SIE )?MICH (?:BITTE )?(?:ENDLICH )?IN (?:RUHE|FRIEDEN)\b/,
  /\b(?:LOSCHEN?|LOSCHT|LOESCHEN?) (?:SIE )?(?:BITTE )?(?:MEINE|DIESE) (?:\w+ )?(?:NUMMER|DATEN)\b/,
  /\b(?:FALSCHE NUMMER|WIDERRUFE?|KUNDIGEN?|KUENDIGEN?)\b/,
];

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

/** Removes accents as well: only for words that turn something off. */
function bare(words: string): string {
  return words.normalize("NFD").replaceAll(/\p{M}/gu, "");
}

/**
 * Reads a text. A word that turns something on must be the whole text; a request to turn it off may use any words.
 * `joinWord`: the brand's own word for joining.
 */
export function readText(text: string, joinWord: string): Reading {
  const words = plain(text);
  if (STOP.has(bare(words).replaceAll(" ", ""))) return { kind: "stop", words };
  if (START.includes(words)) return { kind: "start", words };
  if (YES.includes(words)) return { kind: "yes", words };
  if (HELP.includes(words)) return { kind: "help", words };
  if (words !== "" && words === plain(joinWord)) return { kind: "join", words };
  const matched = stopLike(bare(words));
  return matched === undefined ? { kind: "other", words: "" } : { kind: "stopLike", words: matched };
}

function stopLike(words: string): string | undefined {
  const meant = words.replaceAll(NOT_STOPPING, " ");
  return STOP_LIKE.map((pattern) => pattern.exec(meant)?.[0]).find((found) => found !== undefined);
}
