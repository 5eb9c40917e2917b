import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readImport } from "../../../../core/operations/people/import-file.ts";
import type { ImportRules } from "../../../../core/operations/people/import-row.ts";
import { decodeImport } from "../../../../core/operations/people/import-text.ts";
import { everyTextCountry } from "../../../support/text-countries.ts";

const HEAD = "email,phone,country,language,topics,words,words_version,confirmed_at,proof";
const NOW = "2026-11-22T12:00:00Z";
const good = "ann@example.org,,,en,impact.email,Yes please,1,2025-01-02T03:04:05Z,signup log line 7";

const RULES: ImportRules = { now: NOW, countries: everyTextCountry, brand: { letters: ["offers"] } };
const read = (...lines: string[]) => readImport([HEAD, ...lines].join("\n"), RULES);
const problems = async (...lines: string[]) =>
  (await read(...lines)).problems.map(({ line, column, problem }) => `${line} ${column}: ${problem}`);

describe("a file of people", () => {
  test("is read row by row, with addresses in the form in which they are hashed", async () => {
    const file = await read(
      ' Ann@Example.org ,212 555 0142,US,en,impact.email orders.sms,"Yes, please",1,2025-01-02T03:04:05Z,log 7',
    );
    expect(file.problems).toEqual([]);
    expect(file.rows).toEqual([
      {
        line: 2,
        addresses: [
          { channel: "email", address: "ann@example.org" },
          { channel: "sms", address: "+12125550142" },
        ],
        wishes: [
          { topic: "impact", channel: "email" },
          { topic: "orders", channel: "sms" },
        ],
        language: "en",
        words: "Yes, please",
        wordsVersion: "1",
        confirmedAt: "2025-01-02T03:04:05Z",
        proof: "log 7",
        chosen: { country: "US" },
      },
    ]);
  });

  test("accepts the byte order mark and the line ends that spreadsheets write", async () => {
    const file = await readImport(`\uFEFF${HEAD.toUpperCase()}\r\n${good}\r\n\r\n`, RULES);
    expect(file.problems).toEqual([]);
    expect(file.rows).toHaveLength(1);
  });

  test("may put people on a list of the brand, and take them off", async () => {
    const lists = async (list: string) => {
      const file = await readImport(`${HEAD},list\n${good},${list}`, RULES);
      return file.rows[0]?.lists ?? file.problems;
    };
    expect(await lists("staff")).toEqual(["staff"]);
    expect(await lists("none")).toEqual([]);
    expect((await readImport(`${HEAD},list\n${good},`, RULES)).rows[0]).not.toHaveProperty("lists");
    expect(await lists("friends")).toMatchObject([{ column: "list", problem: "is not staff, vendor, none" }]);
  });

  test("accepts no row without words, proof and the time of a double opt-in", async () => {
    expect(await problems("ann@example.org,,,en,impact.email,,,,")).toEqual([
      "2 words: is empty",
      "2 words_version: is empty",
      "2 confirmed_at: is empty",
      "2 proof: is empty",
    ]);
  });

  test("reports every problem at once by line and column, beside the valid rows", async () => {
    const file = await read(
      good,
      "nobody,12,usa,fr,impact.fax,Yes,1,yesterday,mail of ann@example.org",
      good.replace("impact.email", "impact.sms"),
      good.replace("2025", "2027"),
      "too,few",
    );
    expect(file.rows.map(({ line }) => line)).toEqual([2]);
    expect(file.problems.map(({ line, column, problem }) => `${line} ${column}: ${problem}`)).toEqual([
      "3 country: is not two capital letters, such as US",
      "3 email: is not an email address",
      "3 phone: is not a phone number; is the country there?",
      "3 topics: names something that is no topic and channel, such as impact.email",
      "3 language: is not en or de",
      "3 confirmed_at: is not a time in UTC, such as 2026-11-22T13:35:45Z",
      "3 proof: names an address: name where the proof is",
      "4 topics: names impact.sms, but there is no phone",
      "5 confirmed_at: lies in the future",
      "6 : has 2 cells, but there are 9 columns",
    ]);
  });

  test("never quotes what it found", async () => {
    const canary = "canary";
    const text = JSON.stringify(
      await read(
        `${canary},${canary},${canary},${canary},${canary},${canary},${canary},${canary},${canary}@x`,
      ),
    );
    expect(text).not.toContain(canary);
    expect(JSON.stringify(await readImport(`${canary}\n1`, RULES))).not.toContain(canary);
  });

  test("names the columns that are missing, unknown or there twice", async () => {
    const { rows, problems: found } = await readImport(`email,email,colour\n${good}`, RULES);
    expect(rows).toEqual([]);
    expect(found.map(({ column }) => column)).toEqual([
      "language",
      "topics",
      "words",
      "words_version",
      "confirmed_at",
      "proof",
      "column 3",
      "email",
    ]);
  });

  test("names a column that is misspelt, where the others show that it is one", async () => {
    const found = async (text: string) =>
      (await readImport(text, RULES)).problems.find(({ column }) => column === "column 2")?.problem;
    expect(await found(`email,topic\n${good}`)).toBe('"topic" is unknown: did you mean topics?');
    expect(await found(`email,colour\n${good}`)).toBe('"colour" is unknown');
    expect(await found("lovelane,lovelane\n1,2")).toBe("is unknown");
  });

  test("is not taken for CSV when a quotation mark stays open, or when there is nothing", async () => {
    expect((await read('"ann@example.org')).problems).toMatchObject([
      { problem: "opens a quotation mark that nothing closes" },
    ]);
    expect((await readImport("", RULES)).problems).toMatchObject([{ line: 1 }]);
  });

  const written = (delimiter: string, ...lines: string[]) =>
    [HEAD, ...lines].map((line) => line.replaceAll(",", delimiter)).join("\r\n");

  test.each([";", "\t", "|", ","])("may divide its columns by %j", async (delimiter) => {
    const file = await readImport(written(delimiter, good), RULES);
    expect(file.problems).toEqual([]);
    expect(file.rows).toMatchObject([
      { line: 2, words: "Yes please", addresses: [{ address: "ann@example.org" }] },
    ]);
  });

  test.each([
    ["sep=;", ";"],
    ["SEP=;", ";"],
    ['"sep=;"', ";"],
    ["sep=\t", "\t"],
    ["sep=,", ","],
  ])("may say by %j what divides its columns, and counts that line", async (line, delimiter) => {
    const file = await readImport(`\ufeff${line}\r\n${written(delimiter, good, "too,few")}`, RULES);
    expect(file.rows.map((row) => row.line)).toEqual([3]);
    expect(file.problems.map((one) => one.line)).toEqual([4]);
  });

  test("keeps what its cells hold, also where they hold what divides others", async () => {
    const words = "Yes; I want news, by email | weekly: \u00fc";
    const row = `ann@example.org;;;en;impact.email;"${words}";1;2025-01-02T03:04:05Z;log 7`;
    const file = await readImport(`${HEAD.replaceAll(",", ";")}\n${row}`, RULES);
    expect(file.rows[0]?.words).toBe(words);
    const commas = await read(
      `ann@example.org,,,en,impact.email;impact.email,Yes; please,1,2025-01-02T03:04:05Z,log 7`,
    );
    expect(commas.rows[0]?.words).toBe("Yes; please");
  });

  test("is read alike, whatever divides its columns and however its head is written", async () => {
    const cell = fc
      .string({ unit: fc.constantFrom(..."abü,;|'. 1"), minLength: 1, maxLength: 12 })
      .filter((text) => text.trim() !== "");
    const heads = fc.shuffledSubarray(HEAD.split(","), { minLength: 9 });
    await fc.assert(
      fc.asyncProperty(
        cell,
        fc.constantFrom(",", ";", "\t", "|"),
        heads,
        fc.boolean(),
        async (words, delimiter, columns, quoted) => {
          const cells: Readonly<Record<string, string>> = {
            email: "ann@example.org",
            language: "en",
            topics: "impact.email",
            words,
            words_version: "1",
            confirmed_at: "2025-01-02T03:04:05Z",
            proof: "log",
          };
          const quote = (text: string) => `"${text}"`;
          const head = columns.map((name) => (quoted ? quote(name.toUpperCase()) : name)).join(delimiter);
          const row = columns.map((name) => quote(cells[name] ?? "")).join(delimiter);
          const file = await readImport(`${head}\n${row}`, RULES);
          expect(file.problems).toEqual([]);
          expect(file.rows[0]?.words).toBe(words);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("the bytes of a file", () => {
  const text = "email;words\nann@example.org;Grüße";
  const utf16 = Buffer.from(text, "utf16le");
  const swapped = Buffer.from(utf16).swap16();
  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16 as Windows writes it", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ["UTF-16 in the other order", Buffer.concat([Buffer.from([0xfe, 0xff]), swapped])],
    ["UTF-16 without its mark", utf16],
    ["UTF-16 in the other order without its mark", swapped],
  ])("are read as %s", (_, bytes) => {
    expect(decodeImport(bytes)).toBe(text);
  });

  test.each([
    ["Latin-1", Buffer.from("email,words\nann@example.org,Gr\u00fc\u00dfe", "latin1")],
    ["half a character", Buffer.from([0xff, 0xfe, 0x41])],
  ])("are refused as %s", (_, bytes) => {
    expect(decodeImport(bytes)).toBeUndefined();
  });
});
