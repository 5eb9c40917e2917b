import { describe, expect, test } from "vitest";
import { readImport } from "../../../../core/operations/people/import-file.ts";

const HEAD = "email,phone,country,language,topics,words,words_version,confirmed_at,proof";
const NOW = "2026-11-22T12:00:00Z";
const good = "ann@example.org,,,en,impact.email,Yes please,1,2025-01-02T03:04:05Z,signup log line 7";

const read = (...lines: string[]) => readImport([HEAD, ...lines].join("\n"), NOW);
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
    const file = await readImport(`\uFEFF${HEAD.toUpperCase()}\r\n${good}\r\n\r\n`, NOW);
    expect(file.problems).toEqual([]);
    expect(file.rows).toHaveLength(1);
  });

  test("may put people on a list of the brand, and take them off", async () => {
    const lists = async (list: string) => {
      const file = await readImport(`${HEAD},list\n${good},${list}`, NOW);
      return file.rows[0]?.lists ?? file.problems;
    };
    expect(await lists("staff")).toEqual(["staff"]);
    expect(await lists("none")).toEqual([]);
    expect((await readImport(`${HEAD},list\n${good},`, NOW)).rows[0]).not.toHaveProperty("lists");
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
    expect(JSON.stringify(await readImport(`${canary}\n1`, NOW))).not.toContain(canary);
  });

  test("names the columns that are missing, unknown or there twice", async () => {
    const { rows, problems: found } = await readImport(`email,email,colour\n${good}`, NOW);
    expect(rows).toEqual([]);
    expect(found.map(({ column }) => column)).toEqual([
      "language",
      "topics",
      "words",
      "words_version",
      "confirmed_at",
      "proof",
      "the 3.",
      "email",
    ]);
  });

  test("is not taken for CSV when a quotation mark stays open, or when there is nothing", async () => {
    expect((await read('"ann@example.org')).problems).toMatchObject([
      { problem: "opens a quotation mark that nothing closes" },
    ]);
    expect((await readImport("", NOW)).problems).toMatchObject([{ line: 1 }]);
  });
});
