import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { disclosedLines } from "../../../cli/money/disclosed.ts";
import { disclose, exampleCurrency } from "../../../core/disclosures/disclose.ts";
import type { DisclosedStore } from "../../../core/disclosures/disclosed.store.ts";
import {
  DisclosedWords,
  disclosedAt,
  disclosedWithin,
  wordsToRecord,
} from "../../../core/disclosures/disclosed-words.ts";
import { ANYWHERE, DISCLOSURE_PLACES } from "../../../core/disclosures/places.ts";
import { termsView } from "../../../core/impact/read-offers.ts";
import { Locale } from "../../../core/model/cause.ts";
import { instantAfter } from "../../../core/model/days.ts";
import { recordDisclosures } from "../../../core/operations/brand/record-disclosures.ts";
import { aCause, brand, someTerms } from "../../support/giving-builders.ts";

const SITE = "https://give.example.com/";
const causes = [aCause("rivers"), aCause("trees")];
const BEGIN = "2026-11-22T12:00:00Z";

/** What is kept of words when they are stored as JSON and read again. */
function memoryDisclosed() {
  const rows = new Map<string, string>();
  const store: DisclosedStore = {
    async of(terms, language) {
      return [...rows]
        .filter(([key]) => key.startsWith(`${terms} ${language} `))
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([, row]) => DisclosedWords.parse(JSON.parse(row)));
    },
    async add(words) {
      const key = `${words.terms} ${words.language} ${words.recordedAt}`;
      if (rows.has(key)) return "taken";
      rows.set(key, JSON.stringify(words));
      return "added";
    },
  };
  return { store, rows };
}

const minor = fc.integer({ min: 1, max: 100_000 });
const amounts = fc.record({ EUR: minor, USD: minor });
const terms = fc
  .record(
    {
      share: fc.oneof(
        fc.record({
          kind: fc.constant("percentage" as const),
          basisPoints: fc.integer({ min: 1, max: 10_000 }),
        }),
        fc.record({ kind: fc.constant("flat" as const), amounts }),
      ),
      minimumOrder: amounts,
      capPerCampaign: amounts,
    },
    { requiredKeys: ["share"] },
  )
  .map((changes) => someTerms(changes));
const place = fc.constantFrom(ANYWHERE, "FR", "GB-SCT", ...DISCLOSURE_PLACES.map(({ code }) => code));

describe("the words beside offers that are recorded", () => {
  test("are read back as they were shown at apply, at each place, in each language, whatever changed since", async () => {
    await fc.assert(
      fc.asyncProperty(terms, place, fc.constantFrom(...Locale.options), async (one, at, locale) => {
        const { store } = memoryDisclosed();
        let now = BEGIN;
        const record = recordDisclosures({ disclosed: store, now: () => now });
        const shown = disclose(
          {
            ...{ brand, causes, site: SITE, locale },
            terms: termsView(one),
            currency: exampleCurrency(termsView(one)),
          },
          at,
        );
        expect(await record({ brand, causes, terms: [one] }, SITE)).toBe(Locale.options.length);
        now = instantAfter(BEGIN, 3);
        await record({ brand: { ...brand, name: "Renamed" }, causes: causes.slice(1), terms: [one] }, SITE);
        const [first, second] = await store.of("everyday@1", locale);
        if (first === undefined || second === undefined) throw new Error("both were recorded");
        expect(disclosedAt(first, at)).toEqual(shown);
        expect(JSON.stringify(second.lines)).toContain("Renamed");
        const day = { from: instantAfter(BEGIN, 1), to: instantAfter(BEGIN, 2) };
        expect(disclosedWithin([first, second], day)).toEqual([first]);
      }),
      { numRuns: 40 },
    );
  });

  test("are written once however often the same is applied, and anew when they change back", async () => {
    const { store, rows } = memoryDisclosed();
    let now = BEGIN;
    const record = recordDisclosures({ disclosed: store, now: () => now });
    const draft = {
      brand,
      causes,
      terms: [someTerms(), someTerms({ version: 2, from: "2027-01-01T00:00:00Z" })],
    };
    expect(await record(draft, SITE)).toBe(4);
    expect(await record(draft, SITE)).toBe(0);
    const before = new Map(rows);
    now = instantAfter(BEGIN, 1);
    expect(await record(draft, SITE)).toBe(0);
    expect(await record({ ...draft, brand: { ...brand, name: "Other" } }, SITE)).toBe(4);
    await expect(record(draft, SITE)).rejects.toMatchObject({ name: "DisclosuresChangedMeanwhileError" });
    now = instantAfter(BEGIN, 2);
    expect(await record(draft, SITE)).toBe(4);
    for (const [key, row] of before) expect(rows.get(key)).toBe(row);
    expect(rows.size).toBe(12);
  });

  test("are none of terms that are over", async () => {
    const { store } = memoryDisclosed();
    const over = someTerms({ until: BEGIN });
    expect(
      await recordDisclosures({ disclosed: store, now: () => BEGIN })({ brand, causes, terms: [over] }, SITE),
    ).toBe(0);
  });

  test("are all that stood there on a day, and said to be missing where they are not recorded", () => {
    const words = (day: number) =>
      wordsToRecord(
        someTerms({ capPerCampaign: { EUR: 500_000 } }),
        { brand: { ...brand, name: `Brand ${day}` }, causes, site: SITE },
        "en",
        instantAfter(BEGIN, day),
      );
    const records = [words(0), words(1)];
    const within = (from: number, to: number) =>
      disclosedWithin(records, { from: instantAfter(BEGIN, from), to: instantAfter(BEGIN, to) });
    expect([within(-2, 0), within(0, 1), within(0.5, 1.5), within(2, 3)]).toEqual([
      [],
      records.slice(0, 1),
      records,
      records.slice(1),
    ]);
    const found = { terms: "everyday@1", language: "en" as const, first: BEGIN };
    expect(disclosedLines([{ ...found, records: [] }], ANYWHERE)[0]).toBe(
      `everyday@1, en: what stood beside its offers then was not recorded; the first record of them is of ${BEGIN}.`,
    );
    const said = disclosedLines([{ ...found, records }], "DE").join("\n");
    expect(said).toContain(`Terms everyday@1, text 1 · en · recorded ${BEGIN}`);
    expect(said).toContain("All that Brand 1 set aside for this is given, €5,000 in total");
    expect(said).not.toContain("Pick a cause");
  });
});
