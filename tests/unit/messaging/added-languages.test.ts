import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { formatter } from "../../../core/i18n/formatter.ts";
import { messageLanguage, messageLanguages } from "../../../core/i18n/message-language.ts";
import {
  isLetterMessage,
  MessageName,
  messageOf,
  messages,
} from "../../../core/messaging/content/catalog.ts";
import { fill } from "../../../core/messaging/content/liquid.ts";
import { type Rendition, render } from "../../../core/messaging/content/render.ts";
import { SMS_ROOMS } from "../../../core/messaging/content/room.ts";
import { SMS_PARTS_MAX } from "../../../core/messaging/content/sms.ts";
import { variantsOf } from "../../../core/messaging/content/variants.ts";
import { brandTexts } from "../../../core/messaging/delivery/brand-texts.ts";
import { Localised } from "../../../core/model/cause.ts";
import { Preferences } from "../../../core/model/preferences.ts";
import { startingPreferences } from "../../../core/people/preferences/starting-preferences.ts";
import { readLanguages } from "../../../lib/messages/added-languages.ts";
import { messagesOfFiles } from "../../../lib/messages/brand-messages.ts";
import { missingFiles, translatable } from "../../../lib/messages/compile-messages.ts";
import { MESSAGES } from "../../../lib/messages/message-sources.ts";
import { brand, links } from "../../support/briefs.ts";
import {
  copyOf,
  INVENTED,
  inventedFile,
  inventedMessages,
  inventedWords,
  turned,
} from "../../support/invented-language.ts";

const names = Object.keys(messages).map((name) => MessageName.parse(name));
const samples = names.flatMap((name) =>
  [messageOf(name).sample, ...variantsOf(name).map(([, facts]) => facts)].flatMap((facts) =>
    messageOf(name).channels.map((channel) => ({ name, channel, facts })),
  ),
);
type Sample = (typeof samples)[number];

let folder: string;
let read: Awaited<ReturnType<typeof messagesOfFiles>>;

beforeAll(async () => {
  folder = await inventedMessages();
  read = await messagesOfFiles([folder, MESSAGES]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  globalThis.BRAND_LANGUAGES = undefined;
});

/** Each localised text among facts, by what it is in English. */
function textsOf(facts: unknown): Readonly<Record<string, string>> {
  if (typeof facts !== "object" || facts === null) return {};
  const text = Array.isArray(facts) ? undefined : Localised.safeParse(facts).data;
  if (text !== undefined) return { [text.en]: turned(text.en) };
  return Object.assign({}, ...Object.values(facts).map(textsOf));
}

/** What is rendered in a language, where the brand has named everything in it and its stories are told in it. */
function said({ name, channel, facts }: Sample, locale: string, languages = read.languages): Rendition {
  globalThis.BRAND_LANGUAGES = languages;
  const texts = textsOf(facts);
  const own = name === "story" ? { ...facts, translations: { [INVENTED]: texts } } : facts;
  const brief = {
    name,
    channel,
    facts: own,
    locale,
    texts,
    brand,
    links,
    postalAddress: "Tarnfell, Oberstdorf",
  };
  return render(brief, read.written);
}

function wordsOf(rendition: Rendition): string {
  return rendition.channel === "sms" ? rendition.text : `${rendition.subject}\n${rendition.text}`;
}

const tokensOf = (text: string) => text.replaceAll(/(?:https?:|mailto:)\S+/g, "").match(/\p{L}{3,}/gu) ?? [];

/** What is the same in every language: names among facts and of the brand, and what a calendar or a list writes. */
function namesIn(facts: unknown): readonly string[] {
  if (typeof facts === "string") return [facts];
  if (typeof facts !== "object" || facts === null || Localised.safeParse(facts).success) return [];
  const days = ["2026-11-20", "2026-12-02", "2026-05-22"].map(formatter("en").day);
  return [...days, "and", ...Object.values(facts).flatMap(namesIn)];
}

const figures = (text: string) => text.replaceAll(/https?:\S+/g, "").match(/\d[\d.,:]*/g) ?? [];

describe("a language that a brand adds to its messages", () => {
  test("has every message with all its parts, and can be chosen", () => {
    expect(read.missing).toEqual([]);
    globalThis.BRAND_LANGUAGES = read.languages;
    expect(messageLanguages().map(({ tag }) => tag)).toEqual(["en", "de", INVENTED]);
    expect(Object.keys(read.written.added?.[INVENTED] ?? {}).toSorted()).toEqual(
      names.filter((name) => !isLetterMessage(name)).toSorted(),
    );
  });

  test.each(samples.filter(({ name }) => !isLetterMessage(name)))(
    "says the same figures by $channel in $name, and no sentence of English",
    (sample) => {
      const [english = "", invented = ""] = [said(sample, "en"), said(sample, INVENTED)].map(wordsOf);
      expect(figures(invented)).toEqual(figures(english));
      const named = new Set(tokensOf(namesIn([brand, sample.facts]).join(" ")));
      const left = tokensOf(invented).filter(
        (word) => tokensOf(english).some((one) => one === word) && !named.has(word),
      );
      expect(left).toEqual([]);
    },
  );

  test("is as long as ours by text, and at most as many parts", () => {
    for (const sample of samples.filter(({ channel }) => channel === "sms")) {
      const [english, invented] = [said(sample, "en"), said(sample, INVENTED)];
      if (english.channel !== "sms" || invented.channel !== "sms") throw new Error("Both are texts");
      expect(invented.parts).toBe(english.parts);
      expect(invented.parts).toBeLessThanOrEqual(SMS_PARTS_MAX);
    }
  });

  test("names itself to mail programs, and the brand's addresses as they are in it", () => {
    const [sample] = samples.filter(({ name, channel }) => name === "welcome" && channel === "email");
    if (sample === undefined) throw new Error("There is a welcome");
    const email = said(sample, INVENTED);
    expect(email.channel === "email" && email.html).toContain(`<html lang="${INVENTED}"`);
  });

  test("leaves each message in ours as it is", () => {
    for (const sample of samples.filter(({ name, facts }) => facts === messageOf(name).sample))
      for (const locale of ["en", "de"])
        expect(said(sample, locale), `${sample.name} in ${locale}`).toEqual(said(sample, locale, []));
  });

  test("is not that of a letter that the brand wrote in ours, nor of a story that is not told in it", () => {
    for (const { name, channel, facts } of samples.filter((one) => messageOf(one.name).ownWords)) {
      globalThis.BRAND_LANGUAGES = read.languages;
      const brief = { name, channel, facts, brand, links, postalAddress: "Tarnfell, Oberstdorf" };
      expect(render({ ...brief, locale: INVENTED }, read.written)).toEqual(
        render({ ...brief, locale: "en" }, read.written),
      );
    }
  });
});

describe("a language that is taken back", () => {
  test("is its base's while it is away, and itself again when it is back, without a new choice", () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(fc.boolean(), { maxLength: 4 }), (sample, days) => {
        const { language } = Preferences.parse(JSON.parse(JSON.stringify(startingPreferences(INVENTED))));
        expect(language).toBe(INVENTED);
        const [there, away] = [said(sample, INVENTED), said(sample, "en", [])];
        for (const isThere of days) {
          const today = said(sample, language, isThere ? read.languages : []);
          expect(today).toEqual(isThere ? there : away);
        }
      }),
      { numRuns: 15 },
    );
  });

  test("falls back to the base that its file still names", () => {
    const [only] = read.languages;
    if (only === undefined) throw new Error("It was read");
    const { words: _, ...stub } = only;
    globalThis.BRAND_LANGUAGES = [{ ...stub, base: "de", isWhole: false }];
    expect(messageLanguage(INVENTED).tag).toBe("de");
    expect(messageLanguages().map(({ tag }) => tag)).toEqual(["en", "de"]);
  });
});

describe("a language that lacks something", () => {
  const files = translatable().flatMap((name) => missingFiles([], name, INVENTED));
  /** Each file takes its turn as the messages do: every fourth is of every kind. */
  const some = files.filter((_, at) => at % 4 === 0);

  test("cannot be chosen, whichever file is missing, and the file is named", async () => {
    const copy = await copyOf(folder);
    for (const file of some) {
      await rm(join(copy, file));
      const { languages, missing } = await readLanguages([copy, MESSAGES]);
      expect(languages.map(({ isWhole }) => isWhole)).toEqual([false]);
      expect(missing.join()).toContain(`messages/ lacks ${file}`);
      await writeFile(join(copy, file), "x");
    }
    await rm(copy, { recursive: true });
  });

  test("has nothing in it while a text around messages or of what is agreed to is missing", async () => {
    const copy = await copyOf(folder);
    const words = inventedWords();
    for (const path of [...words.keys()].filter((_, at) => at % 4 === 0)) {
      const others = new Map([...words].filter(([one]) => one !== path));
      await writeFile(join(copy, `${INVENTED}.yaml`), inventedFile(others));
      const { languages, missing } = await readLanguages([copy, MESSAGES]);
      expect(languages.map((one) => one.words)).toEqual([undefined]);
      expect(missing.join()).toContain(path);
    }
    await rm(copy, { recursive: true });
  });

  test.each([
    [
      "a word that nobody hears",
      (file: string) => file.replace("- LRF", "- FVPURE"),
      "asks for no word that is heard",
    ],
    [
      "a word that means another thing",
      (file: string) => file.replace("- LRF", "- STOP"),
      "STOP is heard as stop already",
    ],
    [
      "a text of pages",
      (file: string) => file.replace("auth:\n", "auth:\n  join: { send: x }\n"),
      "stands on pages",
    ],
    ["a value that is missing", (file: string) => file.replaceAll("{count}", "x"), "lacks {count}"],
    ["an unknown section", (file: string) => `${file}\ncommunity: {}\n`, '"community" is not known here'],
  ])("is refused with %s", async (_, edit, message) => {
    const copy = await copyOf(folder);
    const file = edit(inventedFile());
    expect(file).not.toBe(inventedFile());
    await writeFile(join(copy, `${INVENTED}.yaml`), file);
    await expect(readLanguages([copy, MESSAGES])).rejects.toThrow(message);
    await rm(copy, { recursive: true });
  });
});

test("the brand's own texts are read for a reader of such a language alone", async () => {
  let reads = 0;
  const texts = { "Clean rivers": "Rivières propres" };
  const textsIn = brandTexts(async () => {
    reads += 1;
    return [{ language: "fr", base: "en", name: "Français", words: {}, texts }];
  });
  expect([await textsIn("en"), await textsIn("de"), reads]).toEqual([{}, {}, 0]);
  expect([await textsIn("fr"), await textsIn("nl"), reads]).toEqual([texts, {}, 2]);
});

test("a template counts in as many forms as its language has", () => {
  const [room] = SMS_ROOMS;
  if (room === undefined) throw new Error("There is room");
  const voice = {
    speech: formatter("en", undefined, "pl"),
    words: Object(undefined),
    brand: "T",
    room,
    isText: true,
  };
  const template = '{{ n | counted: one: "zakup", few: "zakupy", many: "zakupów", other: "zakupu" }}';
  expect([1, 3, 5].map((n) => fill("text", template, voice, { n }))).toEqual([
    "1 zakup",
    "3 zakupy",
    "5 zakupów",
  ]);
});
