import * as fc from "fast-check";
import { expect } from "vitest";
import { readText } from "../../../core/people/sms/read-text.ts";
import { labelledTexts } from "../../support/labelled-texts.ts";
import { kind } from "../kind.ts";

type Read = (text: string) => ReturnType<typeof readText>["kind"];
interface Input {
  readonly plain: string;
  readonly text: string;
}

const asItIs: Read = (text) => readText(text, "JOIN").kind;
const isStop = (read: string) => read === "stop" || read === "stopLike";
const labelled = labelledTexts("labelled.txt").filter(({ text }) => !/["'<>|\n“”„«»]/.test(text));
const heard = labelled.filter(({ kind: label, text }) => label === "stop" && isStop(asItIs(text)));
const others = labelled.filter(({ kind: label, text }) => label === "other" && asItIs(text) === "other");

const OWN_STOPS = [
  ...[
    "I said STOP",
    "I revoke my consent",
    "I withdraw my consent to these texts",
    "consent revoked",
    "STOP NOW!!!",
  ],
  ...[
    "opt me out of everything",
    "unsubscribe me immediately",
    "remove my number from your list",
    "no more texts please",
  ],
  ...[
    "do not text me again",
    "Ich widerrufe meine Einwilligung",
    "bitte abmelden",
    "je retire mon consentement",
    "🛑",
    "⛔",
  ],
];

/** Letters of other scripts that look the same (Unicode TR39). */
const LOOKALIKES: Readonly<Record<string, readonly string[]>> = {
  ...{
    s: ["ѕ", "ꜱ", "ｓ", "𝐬"],
    t: ["т", "τ", "ｔ", "𝐭"],
    o: ["о", "ο", "օ", "𝐨"],
    p: ["р", "ρ", "ｐ", "𝐩"],
  },
  ...{
    e: ["е", "ｅ"],
    a: ["а", "ɑ", "ａ"],
    c: ["с", "ϲ", "ｃ"],
    u: ["ս", "ｕ"],
    n: ["ｎ", "ո"],
    i: ["і", "ｉ"],
  },
};
const UNSEEN = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f"];
const AROUND = ["!", "!!!", ".", "…", " 🙏", " 😡", " 👍🏽", "\n", "  ", "\t", " 🤬🤬", "\u00a0", "?!"];

type Dress = (text: string, at: number) => string;
const lookalike: Dress = (text, at) =>
  [...text]
    .map((letter, index) => {
      const same = LOOKALIKES[letter.toLowerCase()];
      return same !== undefined && (at + index) % 2 === 0
        ? (same[(at + index) % same.length] ?? letter)
        : letter;
    })
    .join("");
const withUnseen: Dress = (text, at) => {
  const letters = [...text];
  const place = at % (letters.length + 1);
  return [...letters.slice(0, place), UNSEEN[at % UNSEEN.length], ...letters.slice(place)].join("");
};
const fullWidth: Dress = (text) =>
  text.replaceAll(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
const after: Dress = (text, at) => `${text}${AROUND[at % AROUND.length]}`;
const before: Dress = (text, at) => `${AROUND[at % AROUND.length]?.trim()} ${text}`;
/** Whatever a text means, it means this way too. */
const KEEPS: readonly Dress[] = [withUnseen, fullWidth, after, before, (text) => text.normalize("NFD")];
/** A stop is a stop still: these words only turn something off. */
const KEEPS_STOPS: readonly Dress[] = [
  ...KEEPS,
  lookalike,
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
];

const dressed = (texts: readonly string[], dresses: readonly Dress[]) =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.constantFrom(...dresses), fc.nat({ max: 60 })), { maxLength: 2 }),
    )
    .map(
      ([plain, some]): Input => ({ plain, text: some.reduce((text, [dress, at]) => dress(text, at), plain) }),
    );

export const stopsInput = dressed(
  [...heard.map(({ text }) => text), ...OWN_STOPS, ...OWN_STOPS],
  KEEPS_STOPS,
);
export const othersInput = dressed(
  others.map(({ text }) => text),
  KEEPS,
);

export const stopsHeard = kind<Read, Input>({
  name: "STOP in disguise",
  share: 10,
  input: stopsInput,
  product: asItIs,
  async tried(read, { text }) {
    expect(isStop(read(text)), `${JSON.stringify(text)} is read as ${read(text)}`).toBe(true);
    return "accepted";
  },
  mutants: {
    "its reader of stops": () => "other",
    "letters of other scripts": (text) =>
      /[^\p{Script=Latin}\p{Script=Common}]/u.test(text) ? "other" : asItIs(text),
  },
});

export const othersKept = kind<Read, Input>({
  name: "texts that are no STOP, in disguise",
  share: 6,
  input: othersInput,
  product: asItIs,
  async tried(read, { text }) {
    expect(isStop(read(text)), `${JSON.stringify(text)} is read as ${read(text)}`).toBe(false);
    expect(["start", "yes", "join"]).not.toContain(read(text));
    return "refused";
  },
  mutants: { "a word of its own": (text) => (/stop|end/i.test(text) ? "stop" : asItIs(text)) },
});
