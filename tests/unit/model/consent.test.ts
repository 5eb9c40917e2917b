import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ConsentNow,
  type ConsentRecord,
  consentName,
  consentsAfter,
} from "../../../core/model/consent.ts";
import { CustomerId } from "../../../core/model/customer.ts";
import { CHANNELS, TOPICS } from "../../../core/model/topic.ts";

const record = (some: Partial<ConsentRecord> = {}): ConsentRecord => ({
  customer: CustomerId.parse(`cus_${"a".repeat(26)}`),
  topic: "impact",
  channel: "email",
  state: "given",
  at: "2026-11-22T12:00:00Z",
  source: "form",
  words: "Yes",
  wordsVersion: "1",
  locale: "en",
  proof: "form:1",
  ...some,
});

const acts = fc.array(
  fc.uniqueArray(
    fc
      .record({
        topic: fc.constantFrom(...TOPICS),
        channel: fc.constantFrom(...CHANNELS),
        state: fc.constantFrom("pending" as const, "given" as const, "withdrawn" as const),
      })
      .map(record),
    { selector: consentName, maxLength: 5 },
  ),
  { maxLength: 12 },
);

describe("the state of a consent", () => {
  test("is always the last record, under a version that counts the records", () => {
    fc.assert(
      fc.property(acts, (history) => {
        const standing = new Map<string, ConsentNow>();
        for (const said of history)
          for (const { now } of consentsAfter(said, [...standing.values()]))
            standing.set(consentName(now), now);
        const all = history.flat();
        for (const [name, now] of standing) {
          const own = all.filter((one) => consentName(one) === name);
          expect(now.version).toBe(own.length);
          expect(now.state).toBe(own.at(-1)?.state);
        }
        expect(new Set(standing.keys())).toEqual(new Set(all.map(consentName)));
      }),
    );
  });

  test("runs out when its record does", () => {
    const expiresAt = "2027-11-22T12:00:00Z";
    expect(consentsAfter([record({ expiresAt })], [])[0]?.now).toMatchObject({ expiresAt, version: 1 });
    expect(consentsAfter([record()], [])[0]?.now).not.toHaveProperty("expiresAt");
  });

  test("cannot have two records at once", () => {
    expect(() => consentsAfter([record(), record({ state: "withdrawn" })], [])).toThrow("same topic");
  });
});
