import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PurchaseUnfinishedError } from "../../../../core/giving/ledger/ledger.ts";
import type { PickCause } from "../../../../core/giving/ledger/pick-cause.ts";
import { claimHash, claimToken, readClaimToken } from "../../../../core/model/claim-link.ts";
import { dayIn } from "../../../../core/model/days.ts";
import type { Refund } from "../../../../core/model/purchase.ts";
import { plainTotal, receiptClaim } from "../../../../core/model/receipt.ts";
import { aPurchase, aRefund, aStatement } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";

const token = claimToken("pos", "f2a9c6d41be04f7790d35a1c");
const claim = claimHash(token);
const at = "2026-11-23T10:00:00Z";
const unclaimed = { by: "unclaimed" as const };
const purchase = aPurchase({ claim });

type World = ReturnType<typeof ledgerWorld>;
const causes = ({ ledger }: World) =>
  ledger.entries
    .flatMap(({ parts }) => parts)
    .reduce(
      (all, { cause, minor }) => {
        all[cause] = (all[cause] ?? 0) + minor;
        return all;
      },
      {} as Record<string, number>,
    );

describe("a claim link", () => {
  test("is made alike at both ends, by what the guide says", () => {
    expect(token).toBe("Q7VTF6018CS6T3MJB08Z5NHDHC");
    expect(claimToken("web", "f2a9c6d41be04f7790d35a1c")).not.toBe(token);
  });

  test("is read however it is typed, and nothing else is one", () => {
    expect(readClaimToken(token.toLowerCase())).toBe(token);
    expect(readClaimToken(`${token.slice(0, 13)}-${token.slice(13)} `)).toBe(token);
    expect(readClaimToken(token.replaceAll("0", "o").replaceAll("1", "l"))).toBe(token);
    for (const other of ["", token.slice(1), `${token}0`, `U${token.slice(1)}`]) {
      expect(readClaimToken(other)).toBeUndefined();
    }
  });

  test("moves the gift of its purchase", async () => {
    const world = ledgerWorld();
    await world.give(purchase, undefined, unclaimed);
    expect(await world.pick({ claim, cause: "rivers", at })).toEqual({ outcome: "reassigned" });
    expect(causes(world)).toEqual({ trees: 0, rivers: 100 });
  });

  test("waits for its purchase, which then has the picked cause at once", async () => {
    const world = ledgerWorld();
    expect(await world.pick({ claim, cause: "rivers", at })).toEqual({ outcome: "waiting" });
    await world.give(purchase, undefined, unclaimed);
    expect(causes(world)).toEqual({ trees: 0, rivers: 100 });
  });

  test("is of no use where a cause was chosen, or where the terms give no time", async () => {
    const world = ledgerWorld();
    await world.give(purchase);
    expect(world.claims.rows.size).toBe(0);
    expect(await world.pick({ claim, cause: "bees", at })).toEqual({ outcome: "waiting" });
    await world.give(purchase);
    expect(causes(world)).toEqual({ rivers: 100 });
  });

  test("is used by no pick of a cause that takes no gifts", async () => {
    const world = ledgerWorld();
    await world.give(purchase, undefined, unclaimed);
    expect(await world.pick({ claim, cause: "meadows", at })).toEqual({ outcome: "takesNone" });
    expect(await world.pick({ claim, cause: "rivers", at })).toEqual({ outcome: "reassigned" });
  });

  test("of two orders with one fact is the first one's", async () => {
    const world = ledgerWorld();
    await world.give(purchase, undefined, unclaimed);
    await world.give({ ...purchase, orderId: "1002" }, undefined, unclaimed);
    await world.pick({ claim, cause: "rivers", at });
    await world.give({ ...purchase, orderId: "1002" }, undefined, unclaimed);
    expect(causes(world)).toEqual({ trees: 100, rivers: 100 });
  });
});

describe("a receipt", () => {
  const receipt = "r".repeat(43);
  const { timeZone = "" } = aStatement().brand ?? {};
  const day = dayIn(timeZone, purchase.placedAt);
  const byReceipt = receiptClaim(receipt, plainTotal(purchase.paid, purchase.currency), day);

  test("finds a purchase without a link, by its own number, total and day", async () => {
    const world = ledgerWorld();
    const { claim: _, ...printed } = { ...purchase, receipts: [receipt] };
    await world.give(printed, undefined, unclaimed);
    expect(world.claims.rows.get(byReceipt)?.of?.order.orderId).toBe(purchase.orderId);
    expect(await world.pick({ claim: byReceipt, cause: "rivers", at })).toEqual({ outcome: "reassigned" });
    expect(causes(world)).toEqual({ trees: 0, rivers: 100 });
  });

  test("leads to the link of its purchase, so that one pick counts, whichever way it came", async () => {
    const world = ledgerWorld();
    await world.give({ ...purchase, receipts: [receipt] }, undefined, unclaimed);
    expect(world.claims.rows.get(byReceipt)).toEqual({ link: claim });
    expect(world.claims.rows.get(claim)?.of?.order.orderId).toBe(purchase.orderId);
  });

  test("may name its purchase by two numbers, which lead to one row", async () => {
    const world = ledgerWorld();
    const { claim: _, ...printed } = { ...purchase, receipts: [receipt, "c".repeat(43)] };
    await world.give(printed, undefined, unclaimed);
    const inCode = receiptClaim("c".repeat(43), plainTotal(purchase.paid, purchase.currency), day);
    expect(world.claims.rows.get(inCode)).toEqual({ link: byReceipt });
    expect([...world.claims.rows.keys()].toSorted()).toEqual([byReceipt, inCode].toSorted());
  });

  test("keeps the total of the first statement, which is the one that is printed", async () => {
    const world = ledgerWorld();
    const { claim: _, ...printed } = { ...purchase, receipts: [receipt] };
    await world.give(printed, undefined, unclaimed);
    await world.give({ ...printed, base: 7_500, paid: printed.paid + 2_500 }, undefined, unclaimed);
    expect([...world.claims.rows.keys()]).toEqual([byReceipt]);
  });

  test("of two purchases with the same three facts is the first one's", async () => {
    const world = ledgerWorld();
    await world.give({ ...purchase, receipts: [receipt] }, undefined, unclaimed);
    const { claim: _, ...other } = { ...purchase, receipts: [receipt], orderId: "1002" };
    await world.give(other, undefined, unclaimed);
    expect(world.claims.rows.get(byReceipt)?.link).toBe(claim);
  });

  test("is of no use where a cause was chosen", async () => {
    const world = ledgerWorld();
    await world.give({ ...purchase, receipts: [receipt] });
    expect(world.claims.rows.size).toBe(0);
  });
});

describe("picks, the purchase and its refund, at once and again", () => {
  const events = fc.array(fc.constantFrom("give", "refund", "rivers", "bees", "rivers again"), {
    minLength: 1,
    maxLength: 8,
  });

  test("move the gift once, and all of it", async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.scheduler(), async (told, scheduler) => {
        const step = async (name: string) => scheduler.schedule(Promise.resolve(), name);
        const world = ledgerWorld(aStatement(), step);
        const picks: Record<string, PickCause["pick"]> = {
          rivers: { claim, cause: "rivers", at },
          bees: { claim, cause: "bees", at: "2026-11-23T10:00:01Z" },
          "rivers again": { claim, cause: "rivers", at: "2026-11-23T10:00:02Z" },
        };
        const refund = aRefund({ scope: { of: "goods", goods: 2_500, roundUp: 0, lines: [] } });
        const run = async (event: string) => {
          const pick = picks[event];
          if (pick !== undefined) await world.pick(pick);
          else if (event === "refund") await takeBack(refund);
          else await given();
        };
        // A refund that meets a purchase of which only the order's row is written is tried again, as its run is.
        const unfinished: Refund[] = [];
        const takeBack = async (one: Refund) => {
          try {
            await world.refund(one);
          } catch (error) {
            if (!(error instanceof PurchaseUnfinishedError)) throw error;
            unfinished.push(one);
          }
        };
        const given = async () => {
          const recorded = await world.give(purchase, undefined, unclaimed);
          for (const early of recorded.outcome === "conflict" ? [] : recorded.early) await takeBack(early);
        };
        await scheduler.waitFor(Promise.all(told.map(run)));
        await scheduler.waitFor(given());
        for (const one of unfinished.splice(0)) await scheduler.waitFor(world.refund(one));
        const moved = world.ledger.entries.filter(({ kind }) => kind === "reassignment");
        const picked = world.claims.rows.get(claim)?.picked;
        const left = told.includes("refund") ? 50 : 100;
        expect(moved).toHaveLength(picked === undefined ? 0 : 1);
        expect(moved.map((entry) => "claimedAt" in entry && entry.claimedAt)).toEqual(
          picked ? [picked.at] : [],
        );
        expect(causes(world)[picked?.cause ?? "trees"]).toBe(left);
      }),
      { numRuns: 100 },
    );
  });
});
