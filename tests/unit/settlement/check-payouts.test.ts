import { describe, expect, test } from "vitest";
import { checkPayouts } from "../../../core/settlement/check-payouts.ts";
import { type Payout, withEntry } from "../../../core/settlement/payout.ts";
import { type Due, settleAccount } from "../../../core/settlement/settle.ts";

const due: Due = {
  ...{ charity: "GB-CHC-1128267", name: "Rivers Trust", causes: [{ cause: "rivers", minor: 12_345 }] },
  ...{ currency: "EUR", funding: "brand", minor: 12_345 },
};
const settled = settleAccount(undefined, due, {
  at: "2026-12-01T09:00:00Z",
  by: "ann",
  through: "2026-11-30",
});
if (settled.kind !== "batched") throw new Error(settled.kind);
const { account, payout } = settled;
const signed = { at: "2026-12-02T09:00:00Z", by: "ann" };

describe("the check of payouts", () => {
  test("finds nothing where accounts are what is payable, and payouts as they were written", () => {
    expect(checkPayouts([account], [payout], () => [due])).toEqual([]);
  });

  test.each<[string, readonly (typeof account)[], readonly Payout[], number]>([
    ["paid is 12345, by its payouts 0", [account], [], 12_345],
    ["12345 was payable through 2026-11-30, by the ledger 12344", [account], [payout], 12_344],
    ["has no account", [], [payout], 12_345],
    [
      "is not as it was written",
      [account],
      [{ ...withEntry(payout, { kind: "approved" }, signed), name: "Eve" }],
      12_345,
    ],
    [
      "its causes' shares of 12344",
      [account],
      [{ ...payout, shares: [{ cause: "rivers", minor: 12_344 }] }],
      12_345,
    ],
    ["went a way that no payout goes", [account], [withEntry(payout, { kind: "sent" }, signed)], 12_345],
  ])("finds: %s", (problem, accounts, payouts, minor) => {
    const problems = checkPayouts(accounts, payouts, () => [{ ...due, minor }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });
});
