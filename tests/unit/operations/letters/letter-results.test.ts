import { describe, expect, test } from "vitest";
import type { ClaimRow } from "../../../../core/messaging/delivery/claim.ts";
import type { ConsentNow } from "../../../../core/model/consent.ts";
import type { LetterRecord } from "../../../../core/operations/letters/letter-results.store.ts";
import { letterResults } from "../../../../core/operations/letters/letter-results.ts";
import type { HistoryEntry } from "../../../../core/people/records/history.ts";
import { customers } from "../../../support/batch-world.ts";
import { noon } from "../../../support/eligibility-builders.ts";

const LATER = "2026-11-26T08:00:00Z";
const EARLIER = "2026-11-01T08:00:00Z";
const all = customers(8);
const address = (one: number) => String(one).repeat(43);

const claim = (one: number, state: ClaimRow["state"] = "sent"): ClaimRow => ({
  state,
  at: noon,
  topic: "offers",
  channel: "email",
  address: address(one),
});
const entry = (over: Partial<HistoryEntry>): HistoryEntry =>
  ({
    at: noon,
    message: "offer-letter",
    topic: "offers",
    channel: "email",
    transactional: false,
    sendKey: "letter:winter-repair:once",
    ...over,
  }) as HistoryEntry;

function record(one: number, over: Partial<LetterRecord>): LetterRecord {
  const customer = all[one];
  if (customer === undefined) throw new Error("no such customer");
  return { customer, claim: undefined, last: undefined, ...over };
}

const nothing = { suppressions: [], consents: new Map() };

describe("the results of a letter", () => {
  test("count each customer once, by what became of the letter last", () => {
    const { outcomes } = letterResults(
      [
        record(0, { claim: claim(0), last: entry({ outcome: "sent", consentVersion: 1 }) }),
        record(1, { claim: claim(1) }),
        record(2, { claim: claim(2, "claimed") }),
        record(3, { claim: claim(3, "refused") }),
        record(4, { last: entry({ outcome: "deferred", until: LATER, reasons: ["quietHours"] }) }),
        record(5, { last: entry({ outcome: "dropped", reasons: ["noConsent"] }) }),
        record(6, { last: entry({ outcome: "dropped", reasons: ["journeyStopped"] }) }),
        record(7, { last: entry({ outcome: "dropped", reasons: ["journeyStopped"] }) }),
      ],
      nothing,
    );
    expect(outcomes).toEqual([
      { outcome: "sent", because: "email", customers: 2 },
      { outcome: "putOff", because: "quietHours", customers: 1 },
      { outcome: "held", because: "journeyStopped", customers: 2 },
      { outcome: "held", because: "noConsent", customers: 1 },
      { outcome: "held", because: "notAccepted", customers: 1 },
      { outcome: "unknown", because: "email", customers: 1 },
    ]);
  });

  test("count what its readers did since they got it, and nothing that was before", () => {
    const withdrawn = (at: string): ConsentNow => ({
      topic: "offers",
      channel: "email",
      state: "withdrawn",
      version: 2,
      at,
    });
    const [a, b] = all;
    if (a === undefined || b === undefined) throw new Error("no customers");
    const { since } = letterResults(
      [0, 1, 2, 3].map((one) => record(one, { claim: claim(one) })),
      {
        suppressions: [
          { channel: "email", hmac: address(2), reason: "bounce", at: LATER },
          { channel: "email", hmac: address(3), reason: "complaint", at: LATER },
          { channel: "email", hmac: address(1), reason: "bounce", at: EARLIER },
          { channel: "sms", hmac: address(0), reason: "complaint", at: LATER },
        ],
        consents: new Map([
          [a, withdrawn(LATER)],
          [b, withdrawn(EARLIER)],
        ]),
      },
    );
    expect(since).toEqual({ bounced: 1, complained: 1, optedOut: 1 });
  });
});
