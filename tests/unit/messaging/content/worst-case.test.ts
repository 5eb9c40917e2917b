import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageTranslations } from "../../../../core/i18n/dictionaries.ts";
import {
  CAUSES_MAX,
  GIFTS_MAX,
  isLetterMessage,
  LETTER_GIFTS_MAX,
  MessageName,
  messageOf,
  messages,
} from "../../../../core/messaging/content/catalog.ts";
import {
  ADDRESS_LETTERS_MAX,
  type LetterWords,
  PARAGRAPHS_MAX,
  SLOT_LETTERS_MAX,
  slotWords,
} from "../../../../core/messaging/content/letter-words.ts";
import {
  HTML_BYTES_MAX,
  type Links,
  render,
  SUBJECT_LENGTH_MAX,
} from "../../../../core/messaging/content/render.ts";
import { LETTERS_MIN, SMS_ROOMS, shortened } from "../../../../core/messaging/content/room.ts";
import {
  lettersOutsideGsm7,
  plainText,
  SMS_PARTS_MAX,
  smsLength,
} from "../../../../core/messaging/content/sms.ts";
import { Line } from "../../../../core/model/fact.ts";
import { MINOR_MAX } from "../../../../core/model/money.ts";
import { BOUGHT_MAX } from "../../../../core/model/story-slug.ts";
import { brandWithLogo, brief, links, oneGift, sms } from "../../../support/briefs.ts";

const names = Object.keys(messages).map((name) => MessageName.parse(name));
const renditions = names.flatMap((name) =>
  messageOf(name).channels.flatMap((channel) =>
    (["en", "de"] as const).map((locale) => ({ name, channel, locale })),
  ),
);

/** What people write into names: plain, marked, foreign, joined, stacked, and characters of HTML. */
const letter = fc.constantFrom(
  ...[
    "a",
    "W",
    " ",
    "é",
    "ß",
    "Č",
    "ł",
    "Ω",
    "жа",
    "水",
    "ع",
    "&",
    "<",
    '"',
    "'",
    "{{",
    "®",
    "½",
    "·",
    "’",
    "\u00ad",
    "u\u0308",
  ],
  ...["🙂", "👩‍👩‍👧‍👦", "🏳️‍🌈", `z${"\u0301".repeat(9)}`, "\u200b", "\n"],
);
const text = (max: number) =>
  fc
    .tuple(
      fc.constantFrom("x", "x", " ", "\u200b"),
      fc.array(letter, { maxLength: 12 }),
      fc.constantFrom(1, 2, 10, 400),
    )
    .map(([first, some, times]) =>
      `${first}${some.join("").repeat(times)}`.slice(0, max).replace(/\p{Cs}$/u, ""),
    );
const line = text(120).filter((one) => Line.safeParse(one).success);
const localised = fc.record({ en: text(2000), de: text(2000) });

interface Written {
  readonly localised: { readonly en: string; readonly de: string };
  readonly line: string;
  readonly minor: number;
  readonly count: number;
  readonly currency: string;
  readonly lines: number;
}
const written: fc.Arbitrary<Written> = fc.record({
  localised,
  line,
  minor: fc.constantFrom(1, -1, 123_456, MINOR_MAX, -MINOR_MAX),
  count: fc.constantFrom(1, 2, 1_000_000, Number.MAX_SAFE_INTEGER),
  currency: fc.constantFrom("EUR", "USD", "INR", "PLN", "JPY", "CZK", "KWD"),
  lines: fc.constantFrom(1, 2, 12, GIFTS_MAX),
});

/** A message's sample with everything in it that differs from customer to customer as long, as many and as odd as it may be. */
function worst(value: unknown, by: Written, giftsMax: number, key = ""): unknown {
  if (Array.isArray(value)) {
    const most =
      key === "causes" || key === "milestones"
        ? CAUSES_MAX
        : key === "topics"
          ? 2
          : key === "bought"
            ? BOUGHT_MAX
            : key === "own"
              ? messages.answer.sample.own.length
              : giftsMax;
    const [first] = value;
    return Array.from({ length: Math.min(by.lines, most) }, (_, at) =>
      distinct(worst(first, by, giftsMax), at),
    );
  }
  if (typeof value === "number") return key === "minor" ? by.minor : key === "minutes" ? 90 : by.count;
  if (typeof value === "string") {
    if (key === "currency") return by.currency;
    return key === "order" || key === "item" || key === "name" ? by.line : value;
  }
  if (typeof value !== "object" || value === null) return value;
  if ("en" in value && "de" in value) return by.localised;
  if (key === "letter") return worstLetter(by);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, worst(one, by, giftsMax, name)]),
  );
}

/** A letter has slots, each with a bound of its own: as long, as many and as odd as they take. */
function worstLetter({ localised: { en, de }, lines }: Written): LetterWords {
  const fitting = (words: string, max: number) =>
    slotWords(max).safeParse(words.slice(0, max)).data ?? "x".repeat(max);
  const slot = (max: number) => ({ en: fitting(en, max), de: fitting(de, max) });
  const url = `https://${"w".repeat(ADDRESS_LETTERS_MAX - "https://.example".length)}.example`;
  const { subject, preview, headline, lede, paragraph, label, text: byText } = SLOT_LETTERS_MAX;
  return {
    subject: slot(subject),
    preview: slot(preview),
    headline: slot(headline),
    lede: slot(lede),
    paragraphs: Array.from({ length: Math.min(lines, PARAGRAPHS_MAX) }, () => slot(paragraph)),
    button: { label: slot(label), url: { en: url, de: url } },
    text: slot(byText),
  };
}

/** Another cause in each line, so that a list of names is as long as it may be. */
function distinct(value: unknown, at: number): unknown {
  if (typeof value !== "object" || value === null || !("cause" in value)) return value;
  const cause = { en: `${at} cause`, de: `${at} Anliegen` };
  return at % 2 === 0 ? value : { ...value, cause };
}

const longLinks = fc.constantFrom(...[0, 60, 400, 1900]).map((more): Links => {
  const site = `https://${"w".repeat(10)}.execute-api.ap-southeast-2.amazonaws.com${"/stage".repeat(Math.floor(more / 6))}`;
  return { ...links, site, preferences: `${site}/preferences`, impact: `${site}/impact/me` };
});

describe("whatever a brand, a shop or a customer writes", () => {
  test.for(renditions)(
    "$name by $channel in $locale is sent, and short enough",
    { timeout: 60_000 },
    ({ name, channel, locale }) => {
      fc.assert(
        fc.property(written, text(80), longLinks, (by, brandName, long) => {
          const facts = worst(
            messageOf(name).sample,
            by,
            isLetterMessage(name) ? LETTER_GIFTS_MAX : GIFTS_MAX,
          );
          const written = render(
            brief(name, {
              channel,
              locale,
              facts,
              links: long,
              brand: { ...brandWithLogo, name: brandName },
            }),
          );
          if (written.channel === "sms") {
            expect(written.parts).toBeLessThanOrEqual(SMS_PARTS_MAX);
            expect(written.text).not.toMatch(/\p{Cc}|\{%|undefined|null/u);
            if (!messageOf(name).transactional)
              expect(written.text.endsWith(messageTranslations[locale].optOut)).toBe(true);
            return;
          }
          expect(Buffer.byteLength(written.html)).toBeLessThanOrEqual(HTML_BYTES_MAX);
          expect(written.subject.length).toBeLessThanOrEqual(SUBJECT_LENGTH_MAX);
          expect(written.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        }),
        { numRuns: 25 },
      );
    },
  );
});

describe("a text that is too long", () => {
  const gifts = (count: number, name: string) => ({
    ...messages["impact-digest"].sample,
    gifts: Array.from({ length: count }, (_, at) => ({
      cause: { en: `${name} ${at + 1}`, de: `${name} ${at + 1}` },
      funding: "brand",
      amount: { minor: 1234, currency: "EUR" },
    })),
  });

  test("names fewer causes first, and counts the rest", () => {
    const twelve = sms("impact-digest", {
      facts: gifts(12, "A cause with a rather long name of its own"),
    }).text;
    expect(twelve).toContain("A cause with a rather long name of its own 3, and 9 more.");
    expect(twelve).toContain("https://shop.example/impact/me");
    const german = sms("impact-digest", {
      locale: "de",
      facts: gifts(12, "Ein Anliegen mit langem Namen, o ja, lang"),
    });
    expect(german.text).toContain("und 9 weitere unterstützt.");
    const few = sms("impact-digest", { facts: gifts(12, "Cause") }).text;
    expect(few).toContain("Cause 12.");
  });

  test("then cuts names, and keeps its link", () => {
    const { text: cut, parts } = sms("impact-update", { facts: oneGift(100, "EUR", `${"Ř".repeat(1500)}`) });
    expect(parts).toBeLessThanOrEqual(SMS_PARTS_MAX);
    expect(cut).toContain("Ř...");
    expect(cut).toContain("https://shop.example/impact/me");
  });

  test("drops its link last, and no sentence around it is left hanging", () => {
    const far = `https://shop.example/${"far/".repeat(120)}`;
    const away = { ...links, impact: far, preferences: far };
    expect(sms("impact-update", { links: away }).text).toMatch(
      / and 3 more\. STOP to end$|more\. STOP to end$/,
    );
    expect(sms("welcome", { links: away }).text).toBe("Tarnfell: welcome. STOP to end");
    expect(sms("quiet-customer", { links: away }).text).toMatch(/which is fine\. STOP to end$/);
    expect(sms("text-help", { links: away }).text).toMatch(/STOP to end\.$/);
  });

  test("cuts no name within a character, nor a date", () => {
    const family = "👩‍👩‍👧‍👦";
    expect(shortened(family.repeat(9), 30)).toBe(`${family.repeat(2)}…`);
    expect(shortened("Clean\r\nrivers", 80)).toBe("Clean rivers");
    expect(Math.min(...SMS_ROOMS.map(({ letters }) => letters))).toBeGreaterThanOrEqual(LETTERS_MIN);
    expect("2026-11-20T16:12:00Z".length).toBeLessThan(LETTERS_MIN);
  });
});

describe("letters that texts carry at twice the price", () => {
  test.for([
    ["Tarnfell® – Čisté řeky", ["Č", "ř"]],
    ["Gr\u00f6ße ½ · m² × 2 ™ © “x” ´y` …", []],
    ["mu\u0308de Flu\u0308sse", []],
    ["un\u00adseen\u200b", []],
    ["Łódź", ["Ł", "ó", "ź"]],
    ["Rivers 💧", ["💧"]],
  ] as const)("%j has %j", ([name, letters]) => {
    expect(lettersOutsideGsm7(name)).toEqual(letters);
  });

  test.for(["INR", "PLN", "CZK", "ILS", "VND", "KRW", "TRY", "UAH", "BRL"])(
    "an amount in %s needs none of them",
    (currency) => {
      for (const locale of ["en", "de"] as const)
        expect(
          smsLength(sms("impact-update", { locale, facts: oneGift(123_400, currency) }).text).encoding,
        ).toBe("GSM-7");
    },
  );

  test("plain text stays plain when it is made plain again", () => {
    fc.assert(
      fc.property(text(200), (one) => {
        expect(plainText(plainText(one))).toBe(plainText(one));
      }),
    );
  });
});

describe("the words of a letter", () => {
  test.each(['"', "&", "水", "🙂"])("are never cut in an email, also where all of them are %s", (sign) => {
    const fill = (max: number) => sign.repeat(max / sign.length);
    const slot = (max: number) => ({ en: fill(max), de: fill(max) });
    const { subject, preview, headline, lede, paragraph, label } = SLOT_LETTERS_MAX;
    const letter: LetterWords = {
      subject: slot(subject),
      preview: slot(preview),
      headline: slot(headline),
      lede: slot(lede),
      paragraphs: Array.from({ length: PARAGRAPHS_MAX }, () => slot(paragraph)),
      button: { label: slot(label), url: { en: "https://a.example/", de: "https://a.example/" } },
      text: null,
    };
    const cause = slot(120);
    const [gift] = messages["offer-letter"].sample.gifts;
    const gifts = Array.from({ length: LETTER_GIFTS_MAX }, () => ({ ...gift, cause }));
    const written = render(
      brief("offer-letter", {
        ...{ channel: "email", locale: "de", facts: { letter, gifts }, brand: brandWithLogo },
      }),
    );
    if (written.channel !== "email") throw new Error("no email");
    expect(Buffer.byteLength(written.html)).toBeLessThanOrEqual(HTML_BYTES_MAX);
    expect(written.subject).toBe(fill(subject));
    expect(written.text.split(fill(paragraph)).length).toBe(PARAGRAPHS_MAX + 1);
  });

  test("keep their address whole in a text, or leave it out", () => {
    const url = `https://tarnfell.example/${"x".repeat(ADDRESS_LETTERS_MAX - 25)}`;
    const sample = messages["offer-letter"].sample;
    const button = { label: { en: "Go", de: "Los" }, url: { en: url, de: url } };
    for (const length of [1, 60, SLOT_LETTERS_MAX.text]) {
      const text = { en: "x".repeat(length), de: "x".repeat(length) };
      const facts = { ...sample, letter: { ...sample.letter, button, text } };
      const written = render(brief("offer-letter", { channel: "sms", locale: "en", facts }));
      expect(written).toMatchObject({ text: expect.stringContaining(` ${url} `) });
    }
  });
});
