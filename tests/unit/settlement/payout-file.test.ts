import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { advance } from "../../../core/settlement/advance.ts";
import type { Payout, PayoutMove } from "../../../core/settlement/payout.ts";
import { mayBeFiled, PayoutFormat, payoutFile } from "../../../core/settlement/payout-file.ts";
import { settleAccount } from "../../../core/settlement/settle.ts";
import { takePain001 } from "../../../demo/stand-in-bank.ts";
import { debtor, payee } from "../../support/bank-builders.ts";

const RUN = { at: "2026-12-01T09:00:00Z", by: "ann", through: "2026-11-30", rules: undefined };
const FRAME = { executeOn: "2026-12-02", brand: "Tarnfell" };
const PAIN001 = PayoutFormat.parse({ format: "pain001", account: debtor });

function payoutOf(funding: Payout["funding"], currency = "EUR"): Payout {
  const due = {
    charity: "GB-CHC-1128267",
    name: "Rivers Trust",
    causes: [{ cause: "rivers", minor: 12_345 }],
    currency,
    funding,
    minor: 12_345,
  };
  const settled = settleAccount(undefined, due, RUN);
  if (settled.kind !== "batched") throw new Error(settled.kind);
  return settled.payout;
}

function moved(payout: Payout, move: PayoutMove, by: string): Payout {
  const after = advance(payout, move, { at: "2026-12-01T10:00:00Z", by });
  if (after.kind !== "advanced") throw new Error(after.kind);
  return after.payout;
}

describe("a file of payouts", () => {
  const two = (["brand", "customer"] as const).map((funding) => ({
    payout: payoutOf(funding),
    payee: payee("iban"),
  }));

  test("is the same bytes in any order, holds each payout, and says whose gifts they are", () => {
    const file = payoutFile(PAIN001, FRAME, two);
    expect(payoutFile(PAIN001, FRAME, two.toReversed())).toEqual(file);
    expect(file).toMatchObject({ minor: 24_690, currency: "EUR" });
    expect(file.hash).toBe(createHash("sha256").update(file.text).digest("hex"));
    expect(takePain001(file.text).map(({ amount }) => amount)).toEqual(["123.45", "123.45"]);
    expect(file.text).toContain("<Ustrd>Gifts by Tarnfell through 2026-11-30</Ustrd>");
    expect(file.text).toContain("<Ustrd>Gifts by customers of Tarnfell through 2026-11-30</Ustrd>");
  });

  test("has another name for other payouts and for another day", () => {
    const nameOf = (...args: Parameters<typeof payoutFile>) =>
      /<MsgId>(.*)</.exec(payoutFile(...args).text)?.[1];
    const names = [
      nameOf(PAIN001, FRAME, two),
      nameOf(PAIN001, FRAME, two.slice(1)),
      nameOf(PAIN001, { ...FRAME, executeOn: "2026-12-03" }, two),
    ];
    expect(new Set(names).size).toBe(3);
  });

  test.each([
    ["uk", "uk", "GBP"],
    ["paypal", "paypal", "USD"],
  ] as const)("is a table for %s", (format, method, currency) => {
    const one = { payout: payoutOf("brand", currency), payee: payee(method) };
    expect(payoutFile(PayoutFormat.parse({ format }), FRAME, [one]).text).toContain(",123.45,");
  });

  test("holds what as many people approved as it needs, or what it held before", () => {
    const payout = payoutOf("brand");
    const hash = "a".repeat(64);
    expect(mayBeFiled(payout, hash)).toBe(false);
    const once = moved(payout, { kind: "approved" }, "ann");
    expect(mayBeFiled(once, hash)).toBe(false);
    const twice = moved(once, { kind: "approved" }, "bea");
    expect(mayBeFiled(twice, hash)).toBe(true);
    const filed = moved(twice, { kind: "filed", file: hash }, "ann");
    expect(mayBeFiled(filed, hash)).toBe(true);
    expect(mayBeFiled(filed, "b".repeat(64))).toBe(false);
    expect(mayBeFiled(moved(twice, { kind: "sent" }, "ann"), hash)).toBe(false);
  });
});
