import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { Liquid } from "liquidjs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { allRenditions, previewOf, sampleRenditions } from "../../../../cli/messages/preview.ts";
import { messageTranslations } from "../../../../core/i18n/dictionaries.ts";
import { formatter } from "../../../../core/i18n/formatter.ts";
import { GIFTS_MAX, MessageName, messageOf, messages } from "../../../../core/messaging/content/catalog.ts";
import { compiled } from "../../../../core/messaging/content/generated/compiled.ts";
import { fill } from "../../../../core/messaging/content/liquid.ts";
import { HTML_BYTES_MAX, render, TemplateRefusedError } from "../../../../core/messaging/content/render.ts";
import type { CompiledMessages, EmailTemplates } from "../../../../core/messaging/content/rendition.ts";
import { SMS_ROOMS } from "../../../../core/messaging/content/room.ts";
import { compileMessages, compileTitles } from "../../../../lib/messages/compile-messages.ts";
import { refusalPlace } from "../../../../lib/messages/refusal-place.ts";
import { messagesModule } from "../../../../tools/generate/messages.ts";
import { brand, brief, email, links, oneGift, sms } from "../../../support/briefs.ts";

const names = Object.keys(messages).map((name) => MessageName.parse(name));
const renditions = sampleRenditions(brand);

describe("every message", () => {
  test("has each of its channels in both languages", () => {
    for (const name of names)
      for (const channel of messageOf(name).channels)
        expect(
          renditions
            .filter((one) => one.name === name && one.rendition.channel === channel)
            .map((one) => one.locale),
        ).toEqual(["en", "de"]);
  });

  test("names by email who answers for it, in its language", () => {
    for (const { rendition, locale } of renditions) {
      if (rendition.channel !== "email") continue;
      const page = locale === "en" ? "legal-notice" : "impressum";
      const privacy = locale === "en" ? "privacy" : "datenschutz";
      for (const form of [rendition.html, rendition.text]) {
        expect(form).toContain(`https://tarnfell.example/${page}`);
        expect(form).toContain(`https://tarnfell.example/${privacy}`);
        expect(form).toContain("mailto:hello@tarnfell.example");
        expect(form).toContain("Quellenweg 7, 87561 Oberstdorf");
      }
    }
  });

  test("says something else in each language", () => {
    for (const [, [one, other]] of Object.entries(
      Object.groupBy(renditions, ({ name, rendition }) => `${name} ${rendition.channel}`),
    ).map(([key, pair]) => [key, pair ?? []] as const)) {
      // A person's text has their own words alone.
      if (one?.name !== "answer" || one.rendition.channel !== "sms")
        expect(one?.rendition.text).not.toBe(other?.rendition.text);
    }
  });

  test("is compiled from what messages/ holds now", async () => {
    expect(await readFile("core/messaging/content/generated/compiled.ts", "utf8")).toBe(
      await messagesModule(),
    );
  });

  test.for(renditions)(
    "$name in $locale: $rendition.channel is complete, short and clean",
    ({ name, rendition }) => {
      const { transactional } = messageOf(name);
      expect(rendition.text).not.toMatch(/\{\{|\{%|undefined|null|NaN|\[object/);
      if (rendition.channel === "sms") {
        expect(rendition.parts).toBeLessThanOrEqual(2);
        expect(rendition.text.startsWith("Tarnfell: ")).toBe(true);
        if (!transactional) expect(rendition.text).toContain("STOP");
        return;
      }
      expect(rendition.html).not.toMatch(/\{\{|\{%|undefined|NaN|\[object|#fa[0-9a-f]{2}ce/);
      expect(Buffer.byteLength(rendition.html)).toBeLessThan(30_000);
      for (const text of [rendition.html, rendition.text]) {
        expect(text).toContain("Quellenweg 7");
        expect(text).toMatch(/You get this|Sie erhalten diese/);
        expect(text).toContain("/preferences");
        expect(text.includes("/unsubscribe/")).toBe(!transactional);
      }
      // A remote image would reveal that, and when, an email was opened.
      expect(rendition.html).not.toMatch(/<img|<link|<script|@import|url\(|src=|background="/i);
    },
  );
});

describe("a rendition", () => {
  test("prints amounts with all their digits, in the currency's own way", () => {
    expect(email("impact-update", { facts: oneGift(196, "EUR") }).text).toContain("€1.96");
    expect(email("impact-update", { facts: oneGift(1_234_500, "USD") }).text).toContain("$12,345.00");
    expect(email("impact-update", { facts: oneGift(196, "JPY") }).text).toContain("¥196");
    expect(email("impact-update", { facts: oneGift(196, "EUR"), locale: "de" }).text).toContain(
      "1,96\u00a0€",
    );
  });

  test("prints days by the brand's clock", () => {
    // 23:30 UTC is the next day in Berlin.
    expect(email("impact-update", { facts: oneGift(1, "EUR") }).text).toContain("November 21, 2026");
  });

  test("says the same in HTML and as text", () => {
    const amounts = (text: string) => new Set(text.match(/€[\d.]+/g));
    const { html, text } = email("impact-update");
    expect(amounts(html)).toEqual(amounts(text));
    // Each gift and each sum, and what the brand gave in all, which the first sentence says.
    expect(amounts(html).size).toBe(7);
  });

  test("is the same bytes for the same brief", () => {
    expect(render(brief("impact-update"))).toEqual(render(brief("impact-update")));
  });

  test("names in the subject what the brand gave, and never adds other money to it", () => {
    expect(email("impact-update").subject).toBe("€2.45 to Clean rivers and Open paths for your purchase");
    expect(email("impact-update", { locale: "de" }).subject).toBe(
      "Ihr Einkauf hilft: 2,45 € für Saubere Flüsse und Offene Wege".replace("2,45 €", "2,45\u00a0€"),
    );
    const rounded = {
      ...oneGift(60, "EUR"),
      gifts: oneGift(60, "EUR").gifts.map((gift) => ({ ...gift, funding: "customer" })),
    };
    expect(email("impact-update", { facts: rounded }).subject).toBe("Your purchase gave to Clean rivers");
  });

  test("hides its preview line in a color that can be read on the ground", () => {
    const { html } = email("welcome");
    const [, hidden = ""] = /<div style="(display:none;[^"]*)">/.exec(html) ?? [];
    expect(hidden).toContain(`color:${brand.look.light.text};`);
    expect(hidden).not.toMatch(/#ffffff|font-size:1px/);
  });

  test("leaves out sections without facts", () => {
    const { text } = email("impact-update", { facts: oneGift(5, "EUR") });
    expect(text).not.toContain("If you return it by");
    expect(text).not.toContain("So far");
  });

  test("says each kind of trouble with an order in its own words, and sells nothing", () => {
    const { sample } = messages["order-trouble"];
    const late = email("order-trouble", { facts: { ...sample, newDay: null, item: null } });
    expect(late.subject).toBe("Your order TF-20417 is late");
    expect(late.text).toContain("There is no new date yet.");
    expect(late.text).not.toContain("Item");
    const gone = email("order-trouble", { facts: { ...sample, kind: "unavailable" }, locale: "de" });
    expect(gone.subject).toBe("Ein Teil Ihrer Bestellung TF-20417 ist nicht lieferbar");
    expect(gone.text).not.toContain("erwarten");
  });

  test("reminds of a date that the customer named, in their own words", () => {
    const occasion = { kind: "named", name: "Oma <3" };
    const facts = { occasion, day: "2026-11-25", soFar: [] };
    const { subject, html, text } = email("important-date", { facts });
    expect(subject).toBe("Oma <3: November 25, 2026");
    expect(html).toContain("Oma &lt;3, November 25, 2026.");
    expect(text).toContain("Your purchases have not given anything yet.");
    expect(sms("important-date", { facts }).text).toContain("Oma <3, November 25, 2026.");
  });

  test("prints a week without gifts as one", () => {
    const facts = { ...messages["purpose-brief"].sample, gifts: [], milestones: [], purchases: 0 };
    const { text } = email("purpose-brief", { facts });
    expect(text).toContain("Nothing was given this week.");
    expect(text).not.toContain("Milestones");
  });

  test("prints how long a link works in hours where they are whole", () => {
    const facts = (minutes: number) => ({ topics: ["impact"], minutes });
    expect(email("confirm-email", { facts: facts(1440) }).text).toContain("for 24 hours.");
    expect(email("confirm-email", { facts: facts(60), locale: "de" }).text).toContain("1 Stunde lang.");
    expect(email("confirm-email", { facts: facts(90) }).text).toContain("for 90 minutes.");
  });

  test("marks an invented charity", () => {
    expect(email("milestone-reached").text).toContain("sample: invented");
    const facts = {
      ...messages["milestone-reached"].sample,
      charity: { name: "Rivers Trust", sample: false },
    };
    expect(email("milestone-reached", { facts }).text).not.toContain("sample");
  });

  test("holds the longest list of gifts with the longest names below what Gmail shows", () => {
    const cause = { en: "&".repeat(2000), de: "&".repeat(2000) };
    const [gift] = oneGift(999_999_999_999, "USD").gifts;
    const many = { ...oneGift(1, "USD"), gifts: Array.from({ length: GIFTS_MAX }, () => gift) };
    expect(Buffer.byteLength(email("impact-update", { facts: many }).html)).toBeLessThan(HTML_BYTES_MAX);
    const absurd = { ...many, gifts: many.gifts.map((one) => ({ ...one, cause })) };
    const { html } = email("impact-update", { facts: absurd });
    expect(Buffer.byteLength(html)).toBeLessThan(HTML_BYTES_MAX);
    expect(html.match(/\$9,999,999,999\.99/g)?.length).toBeGreaterThanOrEqual(GIFTS_MAX);
  });
});

describe("what is refused", () => {
  test.for(names)("%s without any one of the facts that it needs", (name) => {
    const { facts, sample, channels } = messageOf(name);
    const needed = Object.entries(facts.shape).filter(([, fact]) => !fact.safeParse(undefined).success);
    const { picture: _, ...others } = sample;
    expect(needed.length).toBeGreaterThanOrEqual(Object.keys(others).length);
    for (const [key] of needed) {
      const { [key]: _, ...rest } = sample;
      for (const channel of channels)
        expect(() => render(brief(name, { channel, facts: rest })), key).toThrow(TemplateRefusedError);
    }
  });

  test("names the fact and quotes none", () => {
    const facts = { ...oneGift(5, "EUR"), at: "somebody@example.com" };
    expect(() => email("impact-update", { facts })).toThrow(
      /^impact-update by email in en: its facts are wrong at at$/,
    );
  });

  test.for([1.5, Number.NaN, Number.POSITIVE_INFINITY, "5", null])(
    "an amount that is not in minor units: %s",
    (minor) => {
      const facts = {
        ...oneGift(1, "EUR"),
        soFar: [{ funding: "brand", amount: { minor, currency: "EUR" } }],
      };
      expect(() => email("impact-update", { facts })).toThrow(TemplateRefusedError);
    },
  );

  test("a currency that does not exist", () => {
    expect(() => email("impact-update", { facts: oneGift(1, "EEE") })).toThrow(TemplateRefusedError);
  });

  test("a message that needs a link of its own without it, or one that cannot be ended", () => {
    const { action: _, ...noAction } = links;
    const { unsubscribe: __, ...endless } = links;
    expect(() => email("confirm-email", { links: noAction })).toThrow(TemplateRefusedError);
    expect(() => email("impact-update", { links: endless })).toThrow(TemplateRefusedError);
    expect(email("confirm-email", { links: endless }).text).not.toContain("Unsubscribe:");
  });

  test.for(["javascript:alert(1)", "//evil.example", "https://a b", "https://a\r\nb", 'https://a"b'])(
    "an address such as %j",
    (preferences) => {
      expect(() => email("impact-update", { links: { ...links, preferences } })).toThrow(
        TemplateRefusedError,
      );
    },
  );

  test("a channel on which the message is not written", () => {
    expect(() => sms("confirm-email")).toThrow(TemplateRefusedError);
    expect(() => email("text-help")).toThrow(TemplateRefusedError);
  });

  test.for(["Stiefel\r\nBcc: a@b.example", "two\u2028lines", "\u202egnp.exe", "nul\u0000"])(
    "a line that is more than one, or that turns around: %j",
    (item) => {
      const facts = { ...messages["order-trouble"].sample, item };
      expect(() => email("order-trouble", { facts })).toThrow(TemplateRefusedError);
    },
  );
});

describe("hostile names", () => {
  const hostile = `<script>alert("x")</script>'&{{ links.action }}{% raw %}`;

  test("are text in HTML, and never templates", () => {
    const facts = { ...messages["order-trouble"].sample, order: hostile };
    const { html, text } = email("order-trouble", { facts });
    expect(html).not.toContain("<script");
    expect(html).toContain(
      "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;&#39;&amp;{{ links.action }}{% raw %}",
    );
    expect(text).toContain(hostile);
  });

  test("cannot leave an attribute or a style: whatever a brand, cause, order or charity is called", () => {
    const shape = (html: string) => html.replaceAll(/>[^<]*/g, ">").replaceAll(/aria-label="[^"]*"/g, "");
    const plain = shape(email("milestone-reached").html);
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom(..."<>\"'&{}%/;:=()a \u00e9\\`$-!") }),
        (text) => {
          const localised = { en: text, de: text };
          const sample = messages["milestone-reached"].sample;
          const facts = { ...sample, cause: localised, label: localised };
          const { html } = email("milestone-reached", { facts, brand: { ...brand, name: text } });
          expect(shape(html)).toBe(plain);
        },
      ),
    );
  });

  test("cannot make a second line of the subject", () => {
    const facts = oneGift(1, "EUR", "rivers\r\nBcc: everyone@example.com");
    expect(email("impact-update", { facts }).subject).toBe(
      "€0.01 to rivers Bcc: everyone@example.com for your purchase",
    );
  });
});

describe("templates", () => {
  test("switch no escaping off and name no prototype", () => {
    expect(JSON.stringify(compiled)).not.toMatch(/\|\s*raw|\{%-? raw|__proto__|constructor/);
  });

  test.for(names)("%s names only facts that it has, in branches that no sample takes too", (name) => {
    const liquid = new Liquid();
    const common = ["brand", "links", "words", "look", "locale", "room", "subject", "preview", "why"];
    const offer = messageOf(name).offers === undefined ? [] : ["offer"];
    const known = new Set([...Object.keys(messageOf(name).facts.shape), ...common, ...offer]);
    const { en, de } = compiled.messages[name];
    const used = [en, de]
      .flatMap((channels) => Object.values<string | EmailTemplates>(channels))
      .flatMap((templates): string[] =>
        typeof templates === "string" ? [templates] : Object.values({ ...templates }),
      )
      .flatMap((template) => liquid.globalVariablesSync(template));
    expect(used.filter((variable) => !known.has(variable))).toEqual([]);
  });

  test("refuse a variable or a filter that does not exist, and print none of either", () => {
    const [room = expect.fail("there is no room")] = SMS_ROOMS;
    const voice = { speech: formatter("en"), words: messageTranslations.en, brand: "T", room, isText: true };
    for (const medium of ["html", "text"] as const) {
      expect(() => fill(medium, "{{ missing }}", voice, {})).toThrow(/undefined variable/);
      expect(() => fill(medium, "{% if missing %}x{% endif %}", voice, {})).toThrow(/undefined variable/);
      expect(() => fill(medium, "{{ there | missing }}", voice, { there: 1 })).toThrow(/undefined filter/);
      expect(() => fill(medium, "{{ there | money }}", voice, { there: 1 })).toThrow();
    }
  });
});

/** The file, or the folder around it that our messages lack as well. */
function newPart(file: string): string {
  const parts = file.split("/").map((_, at, all) => join(...all.slice(0, at + 1)));
  return parts.find((part) => !existsSync(join("messages", part))) ?? file;
}

/** A copy of the messages' folder for the tests around: what one of them changes by `write` or `remove` is as it was for the next. */
function copiedMessages() {
  const changed = new Set<string>();
  let path = "";
  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), "messages-"));
    await cp("messages", path, { recursive: true });
  });
  afterEach(async () => {
    for (const file of changed) {
      if (existsSync(join("messages", file))) await cp(join("messages", file), join(path, file));
      else await rm(join(path, newPart(file)), { recursive: true });
    }
    changed.clear();
  });
  afterAll(() => rm(path, { recursive: true }));
  return {
    get path() {
      return path;
    },
    async write(file: string, text: string) {
      changed.add(file);
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), text);
    },
    async remove(file: string) {
      changed.add(file);
      await rm(join(path, file));
    },
  };
}

describe("compiling", () => {
  const folder = copiedMessages();

  test.for([
    "impact-update/de/email.mjml",
    "impact-update/en/email.txt",
    "impact-update/de/sms.txt",
    "welcome/de/subject.txt",
    "confirm-email/en/why.txt",
  ])("fails without %s", async (file) => {
    await folder.remove(file);
    await expect(compileMessages([folder.path])).rejects.toThrow(`messages/${file} is missing`);
  });

  test("fails without the title of a message, which a customer's history shows", async () => {
    await folder.remove("confirm-phone/de/title.txt");
    await expect(compileTitles([folder.path])).rejects.toThrow(
      "messages/confirm-phone/de/title.txt is missing",
    );
  });

  test.for(["confirm-email/en/sms.txt", "impact-update/fr/sms.txt", "farewell/en/sms.txt"])(
    "fails with %s, which no message asks for",
    async (file) => {
      await folder.write(file, "Hello");
      await expect(compileMessages([folder.path])).rejects.toThrow(file);
    },
  );

  const letter = (line: string) =>
    `<mj-preview>x</mj-preview>\n<mj-section>\n<mj-column>\n${line}\n</mj-column>\n</mj-section>`;

  test.for([
    [
      letter("<mj-text>{{ x | raw }}</mj-text>"),
      /^messages\/welcome\/en\/email\.mjml:4: it switches escaping off/,
    ],
    [
      letter("<mj-txt>x</mj-txt>"),
      /^messages\/welcome\/en\/email\.mjml:4: Element mj-txt doesn't exist[^/]*\(mj-txt\)\.$/,
    ],
    [
      letter("<mj-text>x</mj-text>").slice(28),
      /^messages\/welcome\/en\/email\.mjml:1: it must begin with a line <mj-preview>/,
    ],
    [
      letter("<mj-text>x</mj-text>").replace("<mj-column", '<mj-column width="50%"'),
      /^messages\/welcome\/en\/email\.mjml needs styles/,
    ],
  ] as const)("fails with %s, and names the line", async ([mjml, why]) => {
    await folder.write("welcome/en/email.mjml", mjml);
    await expect(compileMessages([folder.path])).rejects.toThrow(why);
  });

  test.for(["welcome/de/email.mjml", "welcome/en/email.txt", "offer-letter/en/email.txt"])(
    "fails with %s where it has no place for what stands beside an offer",
    async (file) => {
      const mjml = letter("<mj-text>From now on your purchases give.</mj-text>");
      await folder.write(file, file.endsWith(".mjml") ? mjml : "From now on your purchases give.");
      await expect(compileMessages([folder.path])).rejects.toThrow(
        `messages/${file} says what purchases give, and has no place`,
      );
    },
  );

  test("fails with a part that is written wrong, and names the part's own line", async () => {
    await folder.write("parts/so-far.mjml", "<mj-text>x</mj-text>\n<mj-txt>x</mj-txt>");
    await expect(compileMessages([folder.path])).rejects.toThrow(
      /^messages\/parts\/so-far\.mjml:2: Element mj-txt/,
    );
  });
});

describe("a preview", () => {
  const folder = copiedMessages();

  const previewed = async () =>
    allRenditions(
      { brand, picture: null },
      (await compileMessages([folder.path])) as CompiledMessages,
      (one) => refusalPlace([folder.path], one),
    );

  test("shows what the files say now, and each variant of a message", async () => {
    await folder.write("welcome/en/subject.txt", "Hello from {{ brand.name }}");
    const all = await previewed();
    const subjects = all.flatMap(({ name, locale, rendition }) =>
      name === "welcome" && locale === "en" && rendition.channel === "email" ? [rendition.subject] : [],
    );
    expect(subjects).toEqual(Array.from({ length: 3 }, () => "Hello from Tarnfell"));
    const troubles = all.filter(({ name, locale }) => name === "order-trouble" && locale === "de");
    expect(new Set(troubles.map(({ variant }) => variant)).size).toBe(5);
    for (const { rendition } of all)
      expect(rendition.text).not.toMatch(/\{\{|\{%|undefined|null|NaN|\[object/);
    const files = [...previewOf(all).keys()];
    expect(files).toHaveLength(new Set(files).size);
    expect(files).toContain("order-trouble.no-new-day.de.html");
    expect(previewOf(all).get("index.html")).toContain("19 characters");
  });

  test.for([
    [
      "welcome/en/why.txt",
      "{{ brnad.name }}",
      /^messages\/welcome\/en\/why\.txt:1: undefined variable: brnad/,
    ],
    [
      "welcome/de/subject.txt",
      "{{ brand.name | shout }}",
      /^messages\/welcome\/de\/subject\.txt:1: undefined filter: shout/,
    ],
    [
      "order-trouble/en/sms.txt",
      "x {% if item %}",
      /^messages\/order-trouble\/en\/sms\.txt:1: tag \{% if item %\} not closed/,
    ],
    [
      "parts/so-far.mjml",
      "<mj-text>x</mj-text>\n<mj-text>{{ sum }}</mj-text>",
      /^messages\/parts\/so-far\.mjml:2: undefined variable: sum/,
    ],
    ["layout.txt", "{{ body }}\n\n{{ adress }}", /^messages\/layout\.txt:3: undefined variable: adress/],
  ] as const)("of %s with %s fails, and names the line", async ([file, text, why]) => {
    await folder.write(file, text);
    await expect(previewed()).rejects.toThrow(why);
  });
});
