import { describe, expect, test } from "vitest";
import { quarterText, quarterTitle } from "../../../demo/quarter/quarter-text.ts";
import type { QuarterReport } from "../../../demo/quarter/report.ts";
import type { SampleReport } from "../../../demo/report.ts";
import {
  figuresTable,
  isAsExpected,
  messagesText,
  sampleText,
  summarise,
} from "../../../demo/start-report.ts";
import type { MessageReport } from "../../../local/inbox/check-messages.ts";

const sample: SampleReport = {
  purchases: 3,
  deliveries: 5,
  again: false,
  sources: ["stripe"],
  currencies: ["JPY", "USD"],
  refunds: 1,
  happenings: {
    pendingRefunds: 1,
    exchanges: 2,
    giftCards: 3,
    renewals: 4,
    disputesLost: 5,
    disputesWon: 6,
  },
  picked: { order: 180, stored: 110, card: 10, claimed: 11, unclaimed: 150 },
  figures: [
    { cause: "clean-rivers", funding: "brand", currency: "USD", given: 1999, expected: 1999 },
    { cause: "trees", funding: "match", currency: "JPY", given: 500, expected: 501 },
  ],
  mismatches: 1,
  differences: ["trees match JPY given: 500 is shown, 501 expected"],
  customers: { joined: 3, confirmed: 2, left: 1 },
};

const quarter: QuarterReport = {
  ...{ through: "2027-02-28", folder: `${process.cwd()}/.local/quarter`, differences: [] },
  money: {
    accrued: { EUR: { brand: 120_499, match: 9_000 }, JPY: { customer: 500 } },
    settled: { EUR: { brand: 120_499, match: 9_000 }, JPY: { customer: 500 } },
    paid: { EUR: { brand: 120_000, match: 9_000 }, JPY: { customer: 500 } },
    carried: { EUR: { brand: 499 } },
    mismatches: 0,
    proof: { leaves: 1_234, verified: 100 },
  },
};

const messages: MessageReport = {
  sent: 4,
  captured: 3,
  withoutConsent: 0,
  deferred: { quietHours: 1 },
  dropped: { noConsent: 2, topicOff: 1 },
  differences: ["impact-update:gift_1 to cus_1 is recorded as sent and arrived 0 times"],
};

describe("the report of npm start", () => {
  test("sets what was given beside what is expected, in the currency's own decimals", () => {
    expect(figuresTable(sample).split("\n")).toEqual([
      "cause         paid by  currency  given  expected",
      "────────────  ───────  ────────  ─────  ────────  ───────",
      "clean-rivers  brand    USD       19.99     19.99  equal",
      "trees         match    JPY         500       501  DIFFERS",
    ]);
  });

  test("says in one line what happened, and whether customers had joined before", () => {
    expect(sampleText(sample)).toBe(
      "Sample day: 3 purchases in 5 deliveries, 1 refunds, among them 1 refunds on their way, 2 exchanges, 3 gift cards sold, 4 subscription renewals, 5 disputes lost and 6 won; 3 customers joined, 2 confirmed their address, 1 left again",
    );
    const joinedBefore = { ...sample, customers: { joined: 0, confirmed: 0, left: 0 } };
    expect(sampleText(joinedBefore)).toContain("customers have joined before");
  });

  test("says of a day that was counted before what came again", () => {
    expect(sampleText({ ...sample, again: true })).toBe(
      "Sample day: 3 purchases and 1 refunds were counted before; 5 of their webhooks came again and changed nothing",
    );
  });

  test("sums the day up with a tenth of a second", () => {
    const pages = { community: "http://site/" };
    expect(summarise({ sample, quarter, messages }, { readySeconds: 12.345, seconds: 34.56 }, pages)).toEqual(
      {
        purchases: 3,
        deliveries: 5,
        sources: ["stripe"],
        currencies: ["JPY", "USD"],
        refunds: 1,
        happenings: sample.happenings,
        picked: { order: 180, stored: 110, card: 10, claimed: 11, unclaimed: 150 },
        mismatches: 1,
        money: quarter.money,
        messages: {
          sent: 4,
          captured: 3,
          withoutConsent: 0,
          deferred: { quietHours: 1 },
          dropped: { noConsent: 2, topicOff: 1 },
        },
        readySeconds: 12.3,
        seconds: 34.6,
        pages,
      },
    );
  });

  test("says how many messages went out, what held others back, and what does not fit together", () => {
    const text = messagesText(messages);
    expect(text).toContain("4 sent, 3 arrived. Put off: quietHours 1. Dropped: noConsent 2, topicOff 1.");
    expect(text).toContain("1 things do not fit together:\nimpact-update:gift_1");
    expect(messagesText({ ...messages, differences: [] })).toContain("Each was allowed");
  });

  test("counts nothing for a day that was left out", () => {
    expect(summarise({}, { readySeconds: 1, seconds: 2 }, {})).toMatchObject({
      purchases: 0,
      sources: [],
      mismatches: 0,
      money: { accrued: {}, paid: {}, mismatches: 0, proof: { leaves: 0, verified: 0 } },
    });
  });

  test("sets what the quarter paid beside what was settled, in the currency's own decimals", () => {
    expect(quarterText(quarter).split("\n")).toEqual([
      "paid by   currency  accrued  settled     paid  carried",
      "────────  ────────  ───────  ───────  ───────  ───────",
      "brand     EUR       1204.99  1204.99  1200.00     4.99",
      "customer  JPY           500      500      500        0",
      "match     EUR         90.00    90.00    90.00     0.00",
      "",
      expect.stringContaining("equals what the oracle expects of a quarter that ends on 2027-02-28"),
      expect.stringContaining("less than the brand pays out at once"),
      expect.stringContaining("The bank's files are in .local/quarter."),
    ]);
    expect(quarterTitle(quarter)).toBe(
      "A quarter, as if it were over on 2027-02-28: charities paid, 1234 gifts published, 100 receipts verified",
    );
  });

  test("names each thing of the quarter that does not fit, and is not as expected for one of them", () => {
    const money = { ...quarter.money, mismatches: 1 };
    const differing = { ...quarter, money, differences: ["clean-rivers EUR brand paid: 1, 2 expected"] };
    expect(quarterText(differing)).toContain("do not fit:\nclean-rivers EUR brand paid: 1, 2 expected");
    expect(quarterTitle(differing)).toContain("1 things do not fit");
    const whole = { ...messages, differences: [] };
    expect(isAsExpected({ mismatches: 0, money: quarter.money }, whole)).toBe(true);
    expect(isAsExpected({ mismatches: 0, money: quarter.money }, undefined)).toBe(true);
    expect(isAsExpected({ mismatches: 0, money }, whole)).toBe(false);
    expect(isAsExpected({ mismatches: 1, money: quarter.money }, whole)).toBe(false);
    expect(isAsExpected({ mismatches: 0, money: quarter.money }, messages)).toBe(false);
  });
});
