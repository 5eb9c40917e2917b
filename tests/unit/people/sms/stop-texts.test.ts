import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleRenditions } from "../../../../cli/messages/preview.ts";
import { ownWords } from "../../../../core/people/sms/own-words.ts";
import { readText } from "../../../../core/people/sms/read-text.ts";
import { brand } from "../../../support/briefs.ts";
import { labelledTexts, measureReader } from "../../../support/labelled-texts.ts";

const kindOf = (text: string) => readText(text, "JOIN").kind;
const STOPS = ["stop", "stopLike"];

/** A tenth of it is usual. An expression that tries all ways through a text takes minutes. */
const PROCESSOR_US_MAX = 500_000;

describe("the reader of customers' texts", () => {
  test("hears the stops of the labelled list, and takes next to nothing else for one", () => {
    const { stops, others, recall, falseRate, keywordsMissed } = measureReader(labelledTexts("labelled.txt"));
    expect(Math.min(stops, others)).toBeGreaterThanOrEqual(200);
    expect(recall).toBeGreaterThanOrEqual(0.98);
    expect(falseRate).toBeLessThanOrEqual(0.01);
    expect(keywordsMissed.length).toBeLessThanOrEqual(others * 0.01);
  });

  test("does as well as it is said to on the list that it was not tuned to", () => {
    const { stops, others, recall, falseRate } = measureReader(labelledTexts("held-out.txt"));
    expect(stops + others).toBeGreaterThanOrEqual(150);
    expect(recall).toBeGreaterThanOrEqual(0.98);
    expect(falseRate).toBeLessThanOrEqual(0.01);
  });

  test("hears what hostile senders disguise: look-alikes, signs, law, and the languages that people answer in", () => {
    const { stops, others, recall, falseRate } = measureReader(labelledTexts("hostile.txt"));
    expect([stops >= 250, others >= 100]).toEqual([true, true]);
    expect(recall).toBeGreaterThanOrEqual(0.98);
    expect(falseRate).toBeLessThanOrEqual(0.01);
  });

  test("takes a capital of another script for the letter that it is read as, an i and no l", () => {
    for (const text of [
      "QUІT",
      "UNЅUBЅCRІBE",
      "QUΙT",
      "quіt",
      "CΑNCEL",
      "СANСEӏ",
      "çɑ ѕuffіt!",
      "Lӧｓcheｎ ѕiе meіnе Daтeｎ",
    ])
      expect(STOPS).toContain(kindOf(text));
  });

  test("answers a long hostile text in less than half a second of processor", () => {
    const bits = [
      "STOP ",
      "DONT ",
      "NO MORE ",
      "a ",
      "WHY DOES IT ",
      "NE PLUS ME ",
      "> ",
      "🛑",
      "reply with ",
    ];
    for (const bit of [...bits, "WHAT IF A B C ", "I HOPE YOU DONT ", "DID THE A ", "on "]) {
      const before = process.cpuUsage();
      kindOf(bit.repeat(Math.ceil(2000 / bit.length)));
      const { user, system } = process.cpuUsage(before);
      expect(user + system, bit).toBeLessThan(PROCESSOR_US_MAX);
    }
  });
});

const ours = sampleRenditions(brand).flatMap(({ name, locale, rendition }) =>
  rendition.channel === "sms" ? [{ name, locale, text: rendition.text }] : [],
);

describe("our own words, quoted back", () => {
  test("stop nothing by a character between them that cannot be seen", () => {
    for (const text of [
      "Reply STOP to \u00adstop",
      "Text ST\u200bOP to end",
      "Reply \u2060STOP\u2060 to cancel",
    ])
      expect(kindOf(text), text).toBe("other");
  });

  test.for(ours)("$name in $locale stops nothing by itself", ({ text }) => {
    const quoted = [
      text,
      `"${text}"`,
      `> ${text}`,
      `Thanks!\n\n> ${text}`,
      `Liked “${text}”`,
      `On Fri, Nov 20, 2026 Tarnfell wrote:\n${text}`,
      `Danke!\nAm 20.11.2026 schrieb Tarnfell:\n${text}`,
    ];
    for (const one of quoted) expect(kindOf(one), one).toBe("other");
  });

  test.for(ours)("$name in $locale hides no STOP beside it", ({ text }) => {
    for (const one of [
      `STOP\n\n> ${text}`,
      `> ${text}\nstop`,
      `${text}\n\nSTOP`,
      `"${text}" Stop texting me`,
    ])
      expect(STOPS, one).toContain(kindOf(one));
  });

  test.for([
    ["STOP to end", "STOP"],
    ["Ende: STOP", "STOP"],
    ["Nice!\n-- \nAnn\nSTOP Ltd", "Nice!"],
    ["Stop\nSent from my phone", "Stop"],
    ["ok\n-----Original Message-----\nReply STOP to end", "ok"],
    ["Reacted 👍 to “HELP for help, STOP to end.”", ""],
  ])("%j says %j", ([text = "", own = ""]) => {
    expect(ownWords(text).trim()).toBe(own);
  });
});

describe("a stop in words of one's own", () => {
  const stop = fc.constantFrom(
    "stop",
    "Stop",
    "STOP",
    "stopp",
    "please stop",
    "unsubscribe",
    "arrêtez",
    "abmelden",
    "paren",
  );
  const before = fc.constantFrom(
    "Who is this?",
    "Thanks for the river news.",
    "Hallo!",
    "Bonjour!",
    "Hola.",
    "ok.",
  );
  test("is heard after any sentence, before any sentence, and doubled", () => {
    fc.assert(
      fc.property(before, stop, fc.constantFrom("", ".", "!", "!!", " 🙏"), (first, word, mark) => {
        for (const text of [`${first} ${word}${mark}`, `${word}. ${first}`, `${word} ${word}${mark}`])
          expect(STOPS, text).toContain(kindOf(text));
      }),
    );
  });

  test("is heard with one slip of the finger in a long word", () => {
    const word = fc.constantFrom("unsubscribe", "abmelden", "desabonner", "cancelar", "desuscribir");
    const slips: Record<string, (one: string, next: string) => string> = {
      "left out": (_, next) => next,
      doubled: (one, next) => `${one}${one}${next}`,
      swapped: (one, next) => `${next}${one}`,
    };
    fc.assert(
      fc.property(
        word,
        fc.integer({ min: 2, max: 6 }),
        fc.constantFrom(...Object.keys(slips)),
        (meant, at, slip) => {
          const slipped = slips[slip]?.(meant.charAt(at), meant.charAt(at + 1)) ?? "";
          const text = `${meant.slice(0, at)}${slipped}${meant.slice(at + 2)}`;
          expect(STOPS, text).toContain(kindOf(text));
        },
      ),
    );
  });

  test.for([
    "ѕtoр",
    "ՏTОР",
    "ꜱᴛᴏᴘ",
    "ᏚᎢᎾᏢ".replace("Ꮎ", "О"),
    "ꓢꓔꓳꓑ",
    "uոsսbѕcrіbе",
    "ϲancel",
    "🅂🅃🄾🄿",
    "🅢🅣🅞🅟",
    "🆂🆃🅾🅿",
    "🇸🇹🇴🇵",
    "n0 more texts",
    "0pt-0ut",
    "і no longer waոt tо receіve these",
    "quit? ne\u2060ver mind, ѕtор",
    "I revoke my cօnsent",
    "consent revoked",
    "my permission is hereby withdrawn",
  ])("is heard in letters that look like those of Latin: %j", (text) => {
    expect(STOPS, text).toContain(kindOf(text));
  });

  test.for([
    "Доставка была хорошая",
    "τι κάνετε",
    "ο ρόλος σας",
    "сор",
    "рот",
    "🇺🇸 love it",
    "🅿️ lot?",
    "quit? ne\u2060ver",
    "R0B1N",
  ])("is not heard in another alphabet's own words: %j", (text) => {
    expect(kindOf(text), text).toBe("other");
  });

  test("records words that it knows, and no name", () => {
    for (const text of [
      "stop texting Ann Smith",
      "STOP this is Karen",
      "get me off Annabel's list, please",
      "sick of these texts from Bob",
    ])
      expect(readText(text, "JOIN").words, text).not.toMatch(/ANN|SMITH|KAREN|BOB/);
  });

  test("turns nothing on, though it stands beside a word that would", () => {
    fc.assert(
      fc.property(fc.constantFrom("yes", "start", "help", "join", "ja", "si"), stop, (on, off) => {
        for (const text of [`${on} ${off}`, `${on}, ${off}`, `${off} ${on}`, `"${on}" - ${off}`])
          expect(["start", "yes", "join", "help"], text).not.toContain(kindOf(text));
      }),
    );
  });
});
