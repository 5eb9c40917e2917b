/**
 * What somebody means by a text.
 * - `stop`: one of the words that everywhere mean it; `stopLike`: words that a reasonable person reads as that
 * - `start`, `yes`, `join`, `help`: exactly one of these words and nothing else
 * - `other`: for a person to read
 * `said` is what it was recognised by, in capitals and without signs: never more of the text than that.
 */
export interface Reading {
  readonly kind: "stop" | "stopLike" | "start" | "yes" | "join" | "help" | "other";
  readonly said: string;
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
/** Who asks somebody not to stop asks for the opposite. */
const NOT_STOPPING = /\b(?:DONT|DO NOT|NEVER|CANT|WONT|NOT) (?:EVER )?(?:STOP|END|QUIT|CANCEL)\b/g;
/** Anywhere in the text: to hear no more by mistake is put right with one word, to be written to is not. */
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
 * A text on one line in one case, without what only decorates it: NFKC; apostrophes and what is not seen are taken out;
 * every other sign and emoji parts words like a space. The start of all matching.
 */
export function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/['’‘`\p{Cf}]/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Also without accents: only for what turns something off. */
function bare(words: string): string {
  return words.normalize("NFD").replaceAll(/\p{M}/gu, "");
}

/**
 * Reads a text. What turns something on is the whole text or it is not meant; what turns it off may be said in any words.
 * `joinWord`: the brand's own word for joining.
 */
export function readText(text: string, joinWord: string): Reading {
  const words = plain(text);
  if (STOP.has(bare(words).replaceAll(" ", ""))) return { kind: "stop", said: words };
  if (START.includes(words)) return { kind: "start", said: words };
  if (YES.includes(words)) return { kind: "yes", said: words };
  if (HELP.includes(words)) return { kind: "help", said: words };
  if (words !== "" && words === plain(joinWord)) return { kind: "join", said: words };
  const said = stopLike(bare(words));
  return said === undefined ? { kind: "other", said: "" } : { kind: "stopLike", said };
}

function stopLike(words: string): string | undefined {
  const meant = words.replaceAll(NOT_STOPPING, " ");
  return STOP_LIKE.map((pattern) => pattern.exec(meant)?.[0]).find((found) => found !== undefined);
}
