import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MINOR_MAX } from "../../../core/model/money.ts";
import { advance } from "../../../core/settlement/advance.ts";
import {
  isReopened,
  isUnchanged,
  Payout,
  type PayoutMove,
  payoutId,
  payoutState,
} from "../../../core/settlement/payout.ts";
import { type Due, settleAccount } from "../../../core/settlement/settle.ts";
import { AccountDiffersError } from "../../../core/settlement/shares.ts";

const dueOf = (minor: number): Due => ({
  ...{ charity: "GB-CHC-1128267", name: "Rivers Trust", causes: [{ cause: "rivers", minor }] },
  ...{ currency: "EUR", funding: "brand", minor },
});
const rules = { secondPersonAbove: { EUR: 12_345 } };

function batched(minor: number): Payout {
  const run = { at: "2026-12-01T09:00:00Z", by: "ann", through: "2026-11-30", rules };
  const settled = settleAccount(undefined, dueOf(minor), run);
  if (settled.kind !== "batched") throw new Error(settled.kind);
  return settled.payout;
}

const moves: Readonly<Record<string, PayoutMove>> = {
  approved: { kind: "approved" },
  filed: { kind: "filed", file: "a".repeat(64) },
  sent: { kind: "sent" },
  booked: { kind: "booked", minor: 12_345, currency: "EUR", bookedOn: "2026-12-03", reference: "B1" },
  received: { kind: "received" },
  returned: { kind: "returned", because: "AC04 closed account", reference: "B2" },
  held: { kind: "held", because: "the register says it is closed" },
  released: { kind: "released" },
  cancelled: { kind: "cancelled", because: "wrong charity" },
};

/** The payout after these moves, each of which must be legal. */
function payoutAfter(...names: readonly string[]): Payout {
  return names.reduce((payout, name) => {
    const moved = moveBy(payout, name, "ann");
    if (moved.kind !== "advanced") throw new Error(`${name}: ${moved.kind}`);
    return moved.payout;
  }, batched(12_345));
}

function moveBy(payout: Payout, name: string, by: string) {
  const move = moves[name];
  if (move === undefined) throw new Error(name);
  return advance(payout, move, { at: "2026-12-02T10:00:00Z", by });
}

/** What each move does in each state, in the order of `moves`: `–` is refused as no payout goes that way. */
const TABLE: Readonly<Record<string, readonly [readonly string[], string]>> = {
  batched: [[], "approved notApproved notApproved notApproved – – held – cancelled"],
  approved: [["approved"], "sameApprover filed sent booked – – held – cancelled"],
  filed: [["approved", "filed"], "– same sent booked – returned held – –"],
  sent: [["approved", "filed", "sent"], "– same same booked – returned – – –"],
  booked: [["approved", "filed", "sent", "booked"], "– same same same received returned – – –"],
  received: [["approved", "filed", "sent", "booked", "received"], "– same same same same returned – – –"],
  returned: [["approved", "filed", "sent", "returned"], "– same same returned – same – – –"],
  held: [["held"], "– – – – – – – batched cancelled"],
  "held with its file": [["approved", "filed", "held"], "– same – – – – – filed –"],
  cancelled: [["approved", "cancelled"], "– – – – – – – – –"],
};

describe("a payout", () => {
  test.each(Object.entries(TABLE))(
    "that is %s goes on as its table says, and no other way",
    (_, [way, does]) => {
      const payout = payoutAfter(...way);
      const found = Object.keys(moves).map((name) => {
        const moved = moveBy(payout, name, "ann");
        if (moved.kind === "refused") return moved.because === "notFromHere" ? "–" : moved.because;
        if (moved.kind === "same") return "same";
        return name === "approved" ? "approved" : payoutState(moved.payout).kind;
      });
      expect(found.join(" ")).toBe(does);
    },
  );

  test("of more than the brand lets one person approve needs two, who are not the same", () => {
    const payout = batched(12_346);
    const once = moveBy(payout, "approved", "ann");
    if (once.kind !== "advanced") throw new Error(once.kind);
    expect(moveBy(once.payout, "sent", "ann")).toMatchObject({ because: "notApproved" });
    expect(moveBy(once.payout, "approved", "ann")).toMatchObject({ because: "sameApprover" });
    const twice = moveBy(once.payout, "approved", "ben");
    if (twice.kind !== "advanced") throw new Error(twice.kind);
    expect(moveBy(twice.payout, "sent", "ann").kind).toBe("advanced");
    expect(moveBy(twice.payout, "approved", "cyd")).toMatchObject({ because: "approvedAlready" });
  });

  test("that one person approved by command is approved at the desk by nobody, nor the other way: they may be one", () => {
    const desk = "staff:00000000-0000-4000-8000-000000000001";
    for (const [first, second] of [
      ["ann", desk],
      [desk, "ann"],
    ] as const) {
      const once = moveBy(batched(12_346), "approved", first);
      if (once.kind !== "advanced") throw new Error(once.kind);
      expect(moveBy(once.payout, "approved", second)).toMatchObject({ because: "otherSignIn" });
    }
  });

  test("needs two people in a currency of which the brand states no amount", () => {
    const run = { at: "2026-12-01T09:00:00Z", by: "ann", through: "2026-11-30", rules };
    expect(settleAccount(undefined, { ...dueOf(1), currency: "JPY" }, run)).toMatchObject({
      payout: { approvals: 2 },
    });
  });

  test("is not booked by another amount or currency, to the minor unit", () => {
    for (const other of [{ minor: 12_344 }, { minor: 12_346 }, { currency: "USD" }]) {
      const booked = { ...moves["booked"], ...other } as PayoutMove;
      const signed = { at: "2026-12-03T10:00:00Z", by: "ann" };
      expect(advance(payoutAfter("approved", "sent"), booked, signed)).toMatchObject({
        because: "otherAmount",
      });
    }
  });

  test("is booked once: the same line of a statement again is nothing new, another line is refused", () => {
    const payout = payoutAfter("approved", "sent", "booked");
    const other: PayoutMove = { ...(moves["booked"] as PayoutMove & { kind: "booked" }), reference: "B9" };
    expect(advance(payout, other, { at: "2026-12-04T10:00:00Z", by: "ann" })).toMatchObject({
      because: "notFromHere",
    });
  });

  test("stays returned where the statement that booked it is read after the one that returned it", () => {
    const payout = payoutAfter("approved", "sent", "returned", "booked");
    expect(payoutState(payout).kind).toBe("returned");
    expect(isReopened(payoutState(payout))).toBe(true);
  });

  test("shows each change of what was written of it", () => {
    const payout = payoutAfter("approved", "filed", "sent", "booked", "received");
    expect(isUnchanged(payout)).toBe(true);
    expect(isUnchanged(Payout.parse(JSON.parse(JSON.stringify(payout))))).toBe(true);
    expect(isUnchanged({ ...payout, minor: payout.minor + 1 })).toBe(false);
    expect(isUnchanged({ ...payout, name: "Another" })).toBe(false);
    for (const [at, entry] of payout.entries.entries()) {
      const others = payout.entries.toSpliced(at, 1);
      if (at < others.length) expect(isUnchanged({ ...payout, entries: others })).toBe(false);
      const changed = payout.entries.with(at, { ...entry, by: "eve" });
      expect(isUnchanged({ ...payout, entries: changed })).toBe(false);
    }
  });
});

describe("the id of a payout", () => {
  test("is a bank's reference of 30 characters, and another for each account, day and version", () => {
    const name = {
      charity: fc.constantFrom("GB-CHC-1", "GB-CHC-12"),
      currency: fc.constantFrom("EUR", "JPY"),
    };
    const account = fc.record({ ...name, funding: fc.constantFrom("brand" as const, "match" as const) });
    const made = fc.tuple(
      account,
      fc.constantFrom("2026-11-30", "2026-12-31"),
      fc.integer({ min: 1, max: 30 }),
    );
    fc.assert(
      fc.property(made, made, (one, other) => {
        expect(payoutId(...one)).toMatch(/^pay_[0-9a-hjkmnp-tv-z]{26}$/);
        expect(payoutId(...one) === payoutId(...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});

describe("an account", () => {
  const run = { at: "2026-12-01T09:00:00Z", by: "ann", through: "2026-11-30" };

  test("waits below the brand's minimum, and carries what refunds took beyond it", () => {
    const minimum = { ...run, rules: { minimum: { EUR: 500 } } };
    expect(settleAccount(undefined, dueOf(499), minimum)).toMatchObject({
      kind: "waits",
      owed: 499,
    });
    expect(settleAccount(undefined, dueOf(500), minimum)).toMatchObject({ kind: "batched" });
    const paid = settleAccount(undefined, dueOf(500), minimum);
    if (paid.kind !== "batched") throw new Error(paid.kind);
    const next = { ...minimum, through: "2026-12-31" };
    const less = settleAccount(paid.account, dueOf(450), next);
    expect(less).toMatchObject({ kind: "carried", owed: -50 });
    if (less.kind !== "carried") throw new Error(less.kind);
    expect(
      settleAccount(less.account, dueOf(1_100), { ...next, through: "2027-01-31" }, [paid.payout]),
    ).toMatchObject({
      payout: { minor: 600 },
    });
  });

  test("is not paid from where its payouts are of other sums than it says", () => {
    const paid = settleAccount(undefined, dueOf(500), run);
    if (paid.kind !== "batched") throw new Error(paid.kind);
    const next = { ...run, through: "2026-12-31" };
    expect(() => settleAccount(paid.account, dueOf(900), next)).toThrow(AccountDiffersError);
  });

  test("says of each cause how much a payout has for it, also where refunds took more than was left", () => {
    const of = (rivers: number, lakes: number): Due => ({
      ...dueOf(rivers + lakes),
      causes: [
        { cause: "rivers", minor: rivers },
        { cause: "lakes", minor: lakes },
      ],
    });
    const first = settleAccount(undefined, of(700, 200), run);
    if (first.kind !== "batched") throw new Error(first.kind);
    expect(first.payout.shares).toEqual([
      { cause: "lakes", minor: 200 },
      { cause: "rivers", minor: 700 },
    ]);
    const next = { ...run, through: "2026-12-31" };
    const second = settleAccount(first.account, of(1_000, 150), next, [first.payout]);
    if (second.kind !== "batched") throw new Error(second.kind);
    expect(second.payout.shares).toEqual([
      { cause: "lakes", minor: -50 },
      { cause: "rivers", minor: 300 },
    ]);
    const most = settleAccount(undefined, of(MINOR_MAX + 5, -3), run);
    expect(most).toMatchObject({
      payout: {
        shares: [
          { cause: "lakes", minor: -3 },
          { cause: "rivers", minor: MINOR_MAX + 3 },
        ],
      },
    });
  });

  test("is not settled for a day before its last", () => {
    const paid = settleAccount(undefined, dueOf(12_345), run);
    if (paid.kind !== "batched") throw new Error(paid.kind);
    expect(settleAccount(paid.account, dueOf(99_999), { ...run, through: "2026-11-29" })).toEqual({
      kind: "laterDay",
      through: "2026-11-30",
    });
  });
});
