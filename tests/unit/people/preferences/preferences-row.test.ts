import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DATES_MAX, INTERESTS_MAX, NAME_CHARS_MAX } from "../../../../core/model/preferences.ts";
import {
  hidePreferences,
  openPreferences,
  PreferencesRow,
  sealPreferences,
} from "../../../../core/people/preferences/preferences-row.ts";
import { startingPreferences } from "../../../../core/people/preferences/starting-preferences.ts";
import { ada } from "../../../support/eligibility-builders.ts";

const key = "the key of addresses in these tests, long enough";
const salt = new Uint8Array(32).fill(7);
const nonce = new Uint8Array(12).fill(9);
const name = fc.string({ minLength: 1, maxLength: NAME_CHARS_MAX });
const written = fc.record({
  interests: fc.array(name, { maxLength: INTERESTS_MAX }),
  dates: fc.array(
    fc.record({ name, month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 31 }) }),
    { maxLength: DATES_MAX },
  ),
});

describe("what a customer wrote", () => {
  test("is read back as it was, by whoever has key and salt, and is not in the row", () => {
    fc.assert(
      fc.property(written, (words) => {
        const chosen = { ...startingPreferences("en"), ...words };
        const row = PreferencesRow.parse(sealPreferences({ key, salt, nonce }, ada, chosen));
        expect(openPreferences({ key, salt }, ada, row)).toEqual(chosen);
        const { sealed: _, ...clear } = row;
        expect(clear.interests).toEqual([]);
        expect(clear.dates).toEqual(words.dates.map(({ month, day }) => ({ month, day })));
      }),
    );
  });

  test("opens for its own customer and under its own salt alone", () => {
    const chosen = { ...startingPreferences("en"), interests: ["hiking"] };
    const row = sealPreferences({ key, salt, nonce }, ada, chosen);
    expect(() => openPreferences({ key, salt: new Uint8Array(32) }, ada, row)).toThrow();
    expect(() => openPreferences({ key, salt }, `${ada.slice(0, -1)}0` as typeof ada, row)).toThrow();
  });

  test("is hidden from a reader without the key, and its days are not", () => {
    const dates = [{ name: "My birthday", month: 2, day: 29 }];
    const chosen = { ...startingPreferences("en"), interests: ["hiking"], dates };
    const hidden = hidePreferences(sealPreferences({ key, salt, nonce }, ada, chosen));
    expect(hidden).toMatchObject({ interests: [], dates: [{ name: "…", month: 2, day: 29 }] });
    expect(hidePreferences(chosen)).toMatchObject({ interests: [] });
  });
});
