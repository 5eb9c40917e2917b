import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MessageName } from "../../../../core/messaging/content/catalog.ts";
import { htmlText } from "../../../../core/messaging/inbound/html-text.ts";
import { MAIL_CHARS_MAX, newWords } from "../../../../core/messaging/inbound/new-words.ts";
import { email } from "../../../support/briefs.ts";
import { mailClients } from "../../../support/mail-clients.ts";

const letters: readonly MessageName[] = [
  ...["welcome", "impact-update", "impact-digest", "milestone-reached", "story"],
  ...["order-trouble", "important-date", "quiet-customer", "purpose-brief"],
] as MessageName[];

const PHRASES = {
  en: [
    "I have a question about that.",
    "Could somebody ring me on Tuesday?",
    "The parcel came, but it was broken :(",
    "No.",
    "My order was 1042; what happened?",
    "It is for my sister's birthday - can you wrap it?",
    "see https://example.org/photo",
    "😀",
  ],
  de: [
    "Eine Frage dazu hätte ich noch.",
    "Kann mich am Dienstag jemand anrufen?",
    "Das Paket kam an, war aber kaputt :(",
    "Nein.",
    "Meine Bestellung 1042 – was ist damit?",
    "Vielen lieben Dank, das freut mich sehr!",
    "siehe https://example.org/foto",
    "😀",
  ],
} as const;

const answers = fc
  .record({
    locale: fc.constantFrom("en" as const, "de" as const),
    letter: fc.constantFrom(...letters),
    form: fc.constantFrom("text" as const, "html" as const),
    client: fc.constantFrom(...Object.keys(mailClients)),
  })
  .chain((about) =>
    fc.record({
      about: fc.constant(about),
      words: fc
        .array(fc.constantFrom(...PHRASES[about.locale]), { minLength: 1, maxLength: 5 })
        .chain((lines) =>
          fc
            .array(fc.constantFrom("\n", "\n\n"), { minLength: lines.length, maxLength: lines.length })
            .map((gaps) =>
              lines.reduce((text, line, at) => (at === 0 ? line : `${text}${gaps[at]}${line}`), ""),
            ),
        ),
    }),
  );

function quotedIn(
  client: string,
  {
    words,
    locale,
    letter,
    form,
  }: { words: string; locale: "en" | "de"; letter: MessageName; form: "text" | "html" },
) {
  const { subject, text, html } = email(letter, { locale });
  const quoted = form === "text" ? text : htmlText(html);
  const from = "Tarnfell <letters@tarnfell.example>";
  return {
    text,
    answer: mailClients[client]?.({ words, quoted, from, to: "ada@example.com", subject, locale }) ?? "",
  };
}

describe("what a customer adds to a letter", () => {
  test("is exactly their new words, however one of a dozen mail programs quotes it, in English and German", () => {
    expect(Object.keys(mailClients).length).toBeGreaterThanOrEqual(12);
    fc.assert(
      fc.property(answers, ({ about, words }) => {
        const { text, answer } = quotedIn(about.client, { ...about, words });
        expect(newWords(answer, ["Something else that was sent to them.", text])).toBe(words);
      }),
      { numRuns: 150 },
    );
  });

  test("is nothing where they sent back only what was sent to them", () => {
    for (const client of ["gmail", "outlook", "thunderbird", "yahoo", "gmx", "samsung", "proton", "mutt"]) {
      const { text, answer } = quotedIn(client, { words: "", locale: "de", letter: "welcome", form: "text" });
      expect(newWords(answer, [text]), client).toBe("");
    }
  });

  test("keeps what is written between the lines that are quoted", () => {
    const { text } = email("impact-update");
    const [first = "", , second = ""] = text.split("\n");
    const answer = `On Sat, Ada wrote:\n> ${first}\nLovely!\n> ${second}\nWhich path is it?\n`;
    expect(newWords(answer, [text])).toContain("Lovely!");
    expect(newWords(answer, [text])).toContain("Which path is it?");
    expect(newWords(answer, [text])).not.toContain(first.slice(0, 20));
  });

  test("keeps a word for stopping that stands alone in the middle of what is quoted without marks", () => {
    const { text } = email("impact-update");
    const lines = text.split("\n");
    const answer = [...lines.slice(0, 8), "Unsubscribe", ...lines.slice(8)].join("\n");
    expect(newWords(answer, [text])).toContain("Unsubscribe");
  });

  test("keeps short words that happen to be in the letter, too", () => {
    expect(
      newWords("Clean rivers\n\n> You bought something at Tarnfell.", [email("impact-update").text]),
    ).toBe("Clean rivers");
  });

  test("is found in a bounded time in what is made to be slow", () => {
    for (const slow of ["On ", "> ", "From: <", "wrote:\n", "\n\n-", "am schrieb <"]) {
      const text = slow.repeat(500_000 / slow.length);
      expect(newWords(text, ["You bought something at Tarnfell once more."]).length).toBeLessThanOrEqual(
        MAIL_CHARS_MAX,
      );
    }
  });
});
