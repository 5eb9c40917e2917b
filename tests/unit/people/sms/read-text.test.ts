import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plain, type Reading, readText } from "../../../../core/people/sms/read-text.ts";

const kindOf = (text: string) => readText(text, "Join").kind;
const STOPS =
  "STOP,STOPALL,STOP ALL,END,QUIT,CANCEL,UNSUBSCRIBE,REVOKE,REMOVE,OPT OUT,OPT-OUT,OPTOUT,ARRET,TD,STOPP,STOPPEN,ENDE,ABMELDEN,ABBESTELLEN";

describe("the standard keywords", () => {
  test.each(STOPS.split(","))("%s stops, in any case, decorated or not", (word) => {
    const decorated = [
      word,
      word.toLowerCase(),
      ` ${word}! `,
      `"${word}".`,
      `${word} 🙏🏽`,
      `\n${word}\u200b`,
    ];
    for (const text of decorated) expect(kindOf(text), text).toBe("stop");
    expect(readText(` ${word.toLowerCase()}!`, "JOIN").words).toBe(word.replace("-", " "));
  });
  test.each([
    ["ＳＴＯＰ", "stop"],
    ["S.T.O.P", "stop"],
    ["arrêt", "stop"],
    ["Start", "start"],
    ["unstop.", "start"],
    ["yes!", "yes"],
    ["YES ✅", "yes"],
    ["help?", "help"],
    ["Info", "help"],
    ["join", "join"],
    ["“JOIN”", "join"],
  ] as const)("%s is %s", (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });
});

describe("an answer in either language", () => {
  const decoration = fc.array(fc.constantFrom(" ", "!", ".", "…", "-", "✅", "\u200d", "\n", "*", "'", "“"), {
    maxLength: 6,
  });
  const spelt = (word: string) =>
    fc
      .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
      .map((upper) => [...word].map((letter, at) => (upper[at] ? letter : letter.toLowerCase())).join(""));
  test.each([
    ["yes", ["YES", "Y", "JA", "J"]],
    ["help", ["HELP", "INFO", "HILFE"]],
    ["stop", ["STOP", "STOPP", "ENDE"]],
  ] as const)("is %s in any case, whatever decorates it", (kind, words) => {
    fc.assert(
      fc.property(decoration, fc.constantFrom(...words).chain(spelt), decoration, (before, word, after) => {
        expect(kindOf(`${before.join("")}${word}${after.join("")}`)).toBe(kind);
      }),
    );
  });
  test.each(["ja bitte nicht mehr", "nein", "Jahr", "hilfsbereit", "yes but stop", "j y"])(
    "is not %j",
    (text) => {
      expect(["yes", "help"]).not.toContain(kindOf(text));
    },
  );
});

describe("other words that mean stop", () => {
  test.each([
    "stop texting me",
    "Stop.",
    "Please stop!!",
    "pls stop",
    "stop it now",
    "STOPP",
    "Stop, I mean it",
    "I'd like you to stop",
    "leave me alone",
    "Don’t text me again",
    "do not contact me",
    "no more texts please",
    "take me off your list",
    "remove me",
    "unsubscribe me from this",
    "I don't want these messages",
    "I no longer wish to receive this",
    "wrong number",
    "quit sending me this",
    "opt me out",
    "cancel my subscription",
    "keine SMS mehr",
    "Bitte keine Nachrichten mehr!",
    "bitte nicht mehr schreiben",
    "Schreiben Sie mir nicht mehr",
    "schickt mir nichts mehr",
    "hört auf",
    "Hören Sie bitte auf",
    "lasst mich in Ruhe",
    "Abmelden",
    "Bitte löschen Sie meine Nummer",
    "falsche Nummer",
    "Hiermit widerrufe ich",
  ])("%s", (text) => {
    expect(["stop", "stopLike"]).toContain(kindOf(text));
  });
  test.each([
    "Thank you!",
    "Don't stop, I love these",
    "please never stop",
    "When is my order coming?",
    "I met you at the bus stop",
    "yes please",
    "Yes, I want to join",
    "Where do I start",
    "how do I join?",
    "Danke, sehr schön",
    "Wann kommt meine Jacke?",
    "ENDLICH",
    "Pretend",
    "",
    "👍",
  ])("but not %j", (text) => {
    expect(kindOf(text)).toBe("other");
  });
});

const ON = ["START", "UNSTOP", "YES", "Y", "JA", "J", "JOIN", "HELP", "INFO", "HILFE"];
type Reader = (text: string, joinWord: string) => Reading;

/** A keyword that turns something on, or gets an answer, is the whole text: with one more letter, or spaces in it, it is none. */
function neverByAPart(reader: Reader) {
  const word = fc.constantFrom(...ON, ...ON.map((on) => [...on].join(" ")));
  const more = fc.oneof(fc.constant(""), fc.string({ unit: "grapheme", maxLength: 20 }));
  return fc.property(more, word, more, fc.constantFrom("", " ", ", "), (before, on, after, gap) => {
    const text = `${before}${gap}${on.toLowerCase()}${gap}${after}`;
    fc.pre(!ON.includes(plain(text)));
    expect(["start", "yes", "join", "help"], text).not.toContain(reader(text, "JOIN").kind);
  });
}

describe("a part of a text", () => {
  test("never subscribes a customer, and answers nothing", () => {
    fc.assert(neverByAPart(readText), { numRuns: 3000 });
  });
  const mutants: Record<string, (words: string, on: string) => boolean> = {
    anywhere: (words, on) => words.includes(on),
    "at the beginning": (words, on) => words.startsWith(on),
    "as a word": (words, on) => words.split(" ").includes(on),
    "when the spaces are gone": (words, on) => words.replaceAll(" ", "") === on,
  };
  test.each(Object.entries(mutants))("a reader that looks for it %s is found out", (_, matches) => {
    const mutant: Reader = (text) =>
      matches(plain(text), "YES") ? { kind: "yes", words: "YES" } : { kind: "other", words: "" };
    expect(fc.check(neverByAPart(mutant), { numRuns: 3000 }).failed).toBe(true);
  });
});

describe("a STOP", () => {
  test("is recognised whatever decorates it", () => {
    const decoration = fc.array(fc.constantFrom(" ", "!", ".", "…", "-", "🛑", "\u200d", "\n", "*", "'"), {
      maxLength: 8,
    });
    const stop = fc.constantFrom(...STOPS.split(","));
    fc.assert(
      fc.property(decoration, stop, decoration, fc.boolean(), (before, word, after, lower) => {
        const text = `${before.join("")}${lower ? word.toLowerCase() : word}${after.join("")}`;
        expect(readText(text, "JOIN").kind).toBe("stop");
      }),
    );
  });
  test("below dashes is no signature, as no words are above them", () => {
    expect(readText("--\nSTOP", "JOIN").kind).toBe("stop");
    expect(readText("Thanks for the map!\n--\nStop Smith", "JOIN").kind).toBe("other");
  });
  test("is not a brand's word for joining", () => {
    expect(readText("stop", "STOP").kind).toBe("stop");
    expect(readText("", "").kind).toBe("other");
  });
});
