import { describe, expect, test } from "vitest";
import { totalsOf } from "../../../cli/journey/command.ts";
import { connectionNamed } from "../../../cli/pos/test-command.ts";
import { describeAnswer } from "../../../cli/pos/test-webhook.ts";
import { describeGift } from "../../../cli/pos/trace-order.ts";
import { counted } from "../../../cli/table.ts";
import { accrual } from "../../support/ledger-entries.ts";

describe("what `pos test` says", () => {
  test("of an answer: each fault, what is not counted, and each warning with what was meant", () => {
    const answer = {
      outcome: "quarantined",
      faults: [{ field: "data.paid", reason: "is missing" }],
      ignored: ["topicUnknown"],
      warnings: [{ kind: "unknownMember", path: "data.couse", message: "Not read.", didYouMean: "cause" }],
    };
    expect(describeAnswer(202, JSON.stringify(answer), 45)).toEqual([
      "Answered 202 quarantined after 45 ms.",
      "  data.paid: is missing",
      "  not counted: topicUnknown (docs/operating/shops.md)",
      "  data.couse: Not read. Did you mean cause?",
    ]);
  });
  test("of an answer that is none of ours: its beginning", () => {
    expect(describeAnswer(502, "<html>Bad gateway</html>", 9)).toEqual([
      "Answered 502 after 9 ms. <html>Bad gateway</html>",
    ]);
  });
  test("of a gift: each part and who pays it, or why it gives nothing", () => {
    const gift = accrual({ orderId: "1", currency: "EUR", terms: "everyday@1", causeBy: "order" });
    const parts = [{ cause: "rivers", funding: "brand" as const, minor: 40 }];
    expect(describeGift({ ...gift, parts })).toEqual([
      "It gives 0.40 EUR, under everyday@1, as the order says:",
      "  0.40 EUR for rivers (brand)",
    ]);
    expect(describeGift({ ...gift, parts: [], noGift: "belowMinimum" })).toEqual([
      "It gives nothing: the order is below the minimum of its terms, under everyday@1.",
    ]);
  });
  test("of a connection that there is not: those that there are", () => {
    expect(() => connectionNamed([{ source: "standard", name: "pos" }], "standard/till")).toThrow(
      "The stage has no connection standard/till.",
    );
  });
});

test("a simulation ends with what becomes of all messages", () => {
  const fates = [
    { fate: "sent", count: 2 },
    { fate: "dropped: noConsent", count: 1 },
    { fate: "sent", count: 3 },
  ];
  expect(totalsOf(fates).slice(1)).toEqual([
    ["in all", "sent", "5"],
    ["in all", "dropped: noConsent", "1"],
    ["in all", "", "6"],
  ]);
  expect(totalsOf([])).toEqual([]);
});

test("one row is not `1 rows`", () => {
  expect([counted(1, "row"), counted(2, "row"), counted(0, "person", "people")]).toEqual([
    "1 row",
    "2 rows",
    "0 people",
  ]);
});
