import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Day } from "../../../../core/model/purchase.ts";
import { holdLost } from "../../../../core/settlement/hold-lost.ts";
import { movePayout } from "../../../../core/settlement/move-payout.ts";
import { type PayoutStore, payoutStore } from "../../../../core/settlement/payout.store.ts";
import { type PayoutId, type PayoutMove, payoutState } from "../../../../core/settlement/payout.ts";
import { proposePayouts } from "../../../../core/settlement/propose.ts";
import { registerStore } from "../../../../core/settlement/registers/register.store.ts";
import { knowledgeOf, RegisterRecord } from "../../../../core/settlement/registers/register-record.ts";
import { memoryTable } from "../../../support/memory-table.ts";
import { causes } from "../../../support/settlement-world.ts";

const CHARITY = "GB-CHC-1128267";
const sums = [{ cause: "rivers", currency: "EUR", funding: "brand", minor: 700 }] as const;
const rules = { secondPersonAbove: { EUR: 10_000 } };
const signed = { at: "2026-12-01T09:00:00Z", by: "ann" };
const record = (kind: RegisterRecord["kind"], day: Day = "2026-11-30") =>
  RegisterRecord.parse({
    ...{ charity: CHARITY, kind, source: "charityCommission", day, ...signed },
    files: [{ register: "charityCommission", hash: "a".repeat(64), day }],
  });

function world(change: (store: PayoutStore) => PayoutStore = (store) => store) {
  const { dynamo } = memoryTable();
  const store = change(payoutStore(dynamo, "T"));
  const registers = registerStore(dynamo, "T");
  const propose = () => proposePayouts({ store, causes })(sums, { ...signed, through: "2026-11-30", rules });
  const move = (id: PayoutId, said: PayoutMove) => movePayout({ store })(id, said, signed);
  return { store, registers, propose, move };
}

const FILED = { kind: "filed", file: "f".repeat(64) } as const;
const steps = fc.array(
  fc.oneof(
    fc.constantFrom("propose" as const, "hold" as const),
    fc.record({ says: fc.constantFrom("listed" as const, "revoked" as const, "notListed" as const) }),
    fc.record({
      move: fc.constantFrom(
        "approved" as const,
        "filed" as const,
        "sent" as const,
        "released" as const,
        "cancelled" as const,
      ),
      // What the register says between the look at it and the write.
      meanwhile: fc.option(fc.constantFrom("listed" as const, "revoked" as const), {
        nil: undefined,
        freq: 2,
      }),
    }),
  ),
  { minLength: 4, maxLength: 25 },
);

function moveOf(kind: "approved" | "filed" | "sent" | "released" | "cancelled"): PayoutMove {
  if (kind === "filed") return FILED;
  return kind === "cancelled" ? { kind, because: "asked" } : { kind };
}

/** Throws where a payout is approved, filed, or sent without a file while its charity is lost. */
async function live(
  story: typeof steps extends fc.Arbitrary<infer S> ? S : never,
  change?: (store: PayoutStore) => PayoutStore,
) {
  let says: RegisterRecord["kind"] | undefined;
  let meanwhile: "listed" | "revoked" | undefined;
  const here = world((plain) => {
    const store = change?.(plain) ?? plain;
    return {
      ...store,
      async advance(before, payout, also) {
        if (meanwhile !== undefined) {
          says = meanwhile;
          meanwhile = undefined;
          await here.registers.write(record(says));
        }
        const written = await store.advance(before, payout, also);
        const last = payout.entries.at(-1)?.kind;
        const isStep = last === "approved" || last === "filed" || last === "sent";
        const isLost = says === "revoked" || says === "notListed";
        if (written === "written" && isStep && isLost && payoutState(before).kind === "batched")
          throw new Error(`${last} while it was lost`);
        return written;
      },
    };
  });
  for (const step of story) {
    if (step === "propose") {
      const before = (await here.store.read()).payouts.length;
      await here.propose();
      const isLost = says === "revoked" || says === "notListed";
      if (isLost && (await here.store.read()).payouts.length > before)
        throw new Error("proposed while it was lost");
    } else if (step === "hold") await holdLost({ store: here.store })(signed);
    else if ("says" in step) {
      says = step.says;
      await here.registers.write(record(says));
    } else {
      const { payouts } = await here.store.read();
      const payout = payouts.at(-1);
      if (payout === undefined) continue;
      meanwhile = step.meanwhile;
      await here.move(payout.id, moveOf(step.move));
      meanwhile = undefined;
    }
  }
  says = "listed";
  await here.registers.write(record(says));
  await here.propose();
  for (const { id } of (await here.store.read()).payouts) {
    await here.move(id, { kind: "released" });
    await here.move(id, { kind: "approved" });
    await here.move(id, FILED);
  }
  const { payouts } = await here.store.read();
  const waiting = payouts.filter((payout) => ["batched", "held"].includes(payoutState(payout).kind));
  if (waiting.length > 0) throw new Error("does not go on although it is listed again");
}

describe("a charity that its register lost", () => {
  test("is proposed, approved and filed nothing, in any order of events, and goes on once it is listed again", async () => {
    await fc.assert(
      fc.asyncProperty(steps, (story) => live(story)),
      { numRuns: 60 },
    );
  });

  test.each<[string, (store: PayoutStore) => PayoutStore]>([
    [
      "looked at and not held to it as it is written",
      (store) => ({
        ...store,
        advance: (before, payout, also) => store.advance(before, payout, { ...also, gated: false }),
      }),
    ],
    [
      "forgotten in runs",
      (store) => ({ ...store, read: async () => ({ ...(await store.read()), registers: new Map() }) }),
    ],
  ])("breaks that where it is %s", async (_, mutant) => {
    const found = await fc.check(
      fc.asyncProperty(steps, (story) => live(story, mutant)),
      { numRuns: 400, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  });

  test("has its payouts held, also those in a file, with the reason and who read it", async () => {
    const { store, registers, propose, move } = world();
    await propose();
    const [{ id } = { id: undefined }] = (await store.read()).payouts;
    if (id === undefined) throw new Error("nothing was proposed");
    await move(id, { kind: "approved" });
    await move(id, FILED);
    await registers.write(record("revoked"));
    const [held] = await holdLost({ store })(signed);
    expect(held && payoutState(held)).toEqual({
      ...{ kind: "held", was: { kind: "filed", file: FILED.file } },
      because: "GB-CHC-1128267 is no longer listed, by charityCommission of 2026-11-30",
    });
    expect(await holdLost({ store })(signed)).toEqual([]);
  });

  test("stays lost whatever older files say", async () => {
    const { registers } = world();
    await registers.write(record("revoked", "2026-11-30"));
    expect(await registers.write(record("listed", "2026-10-31"))).toBe("older");
    expect((await registers.find(CHARITY))?.kind).toBe("revoked");
    expect(await registers.write(record("listed", "2026-11-30"))).toBe("written");
  });
});

test("files count for 95 days", () => {
  expect(knowledgeOf(undefined, "2026-12-01")).toBe("unknown");
  expect(knowledgeOf(record("listed", "2026-08-28"), "2026-12-01")).toBe("good");
  expect(knowledgeOf(record("listed", "2026-08-27"), "2026-12-01")).toBe("outdated");
  expect(knowledgeOf(record("notListed", "2026-01-01"), "2026-12-01")).toBe("lost");
});
