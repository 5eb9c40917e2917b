import { describe, expect, test } from "vitest";
import { advance } from "../../../core/settlement/advance.ts";
import { isUnchanged, type Payout, payoutState } from "../../../core/settlement/payout.ts";
import { REGISTERS_PARTITION } from "../../../core/settlement/registers/register.keys.ts";
import { type Due, settleAccount } from "../../../core/settlement/settle.ts";
import { type DeskWorld, deskWorld, signedInAt, staffId } from "../../support/desk-world.ts";

const CHARITY = "GB-CHC-1128267";
const dueOf = (minor: number): Due => ({
  ...{ charity: CHARITY, name: "Rivers Trust", causes: [{ cause: "rivers", minor }] },
  ...{ currency: "EUR", funding: "brand", minor },
});

/** A payout of so much, in the table; above 100 euros it needs two people. */
async function proposed(minor: number) {
  const world = deskWorld();
  const run = {
    ...{ at: "2026-12-01T09:00:00Z", by: "arn:aws:iam::111122223333:user/eve", through: "2026-11-25" },
    rules: { secondPersonAbove: { EUR: 10_000 } },
  };
  const settled = settleAccount(undefined, dueOf(minor), run);
  if (settled.kind !== "batched") throw new Error(settled.kind);
  await world.payouts.settle({ account: settled.account }, settled.payout);
  return { world, id: settled.payout.id };
}
const approve = async (world: DeskWorld, n: number, id: string) =>
  (await signedInAt(world, n, ["finance"])).post("/desk/payouts", { payout: id });
const approvedBy = async (world: DeskWorld, id: Payout["id"]) => {
  const payout = await world.payouts.find(id);
  const state = payout && payoutState(payout);
  return state?.kind === "batched" ? state.approvedBy : state?.kind;
};
const [ANA, BEN] = [`staff:${staffId(1)}`, `staff:${staffId(2)}`];

describe("payouts at the desk", () => {
  test("are approved in the name of who is signed in, with a line of the audit, and of nothing else a row changes", async () => {
    const { world, id } = await proposed(10_000);
    const before = world.ledger.rows();
    const answer = await approve(world, 1, id);
    expect([answer.status, answer.headers?.["location"]]).toEqual([303, "/desk/payouts?did=approved"]);
    expect(await approvedBy(world, id)).toEqual([ANA]);
    const kept = ({ entries: _, head: __, ...row }: Readonly<Record<string, unknown>>) => row;
    expect(world.ledger.rows().map(kept)).toEqual(before.map(kept));
    const payout = await world.payouts.find(id);
    expect(payout && isUnchanged(payout)).toBe(true);
    expect((await world.audited()).filter(({ on }) => on !== undefined)).toMatchObject([
      { who: staffId(1), act: "approvePayout", outcome: "done", on: id },
    ]);
  });

  test("above the brand's amount need two people, who are not the same", async () => {
    const { world, id } = await proposed(10_001);
    await approve(world, 1, id);
    const again = await approve(world, 1, id);
    expect([again.status, again.body?.includes("You approved it already")]).toEqual([409, true]);
    expect(await approvedBy(world, id)).toEqual([ANA]);
    await approve(world, 2, id);
    expect(await approvedBy(world, id)).toEqual([ANA, BEN]);
    const third = await approve(world, 3, id);
    expect([third.status, await approvedBy(world, id)]).toEqual([409, [ANA, BEN]]);
  });

  test("that a command approved first are approved by a command again: nobody can tell whether it was the same person", async () => {
    const { world, id } = await proposed(10_001);
    const before = await world.payouts.find(id);
    if (before === undefined) throw new Error("No payout");
    const signed = { at: "2026-12-02T09:00:00Z", by: "arn:aws:iam::111122223333:user/ana" };
    const moved = advance(before, { kind: "approved" }, signed);
    if (moved.kind !== "advanced") throw new Error(moved.kind);
    await world.payouts.advance(before, moved.payout);
    const page = await (await signedInAt(world, 1, ["finance"])).get("/desk/payouts");
    expect([page.body?.includes("ana, by command"), page.body?.includes('name="payout"')]).toEqual([
      true,
      false,
    ]);
    const answer = await approve(world, 1, id);
    expect([answer.status, answer.body?.includes("Its first approval was by command.")]).toEqual([409, true]);
    expect(await approvedBy(world, id)).toEqual([signed.by]);
  });

  test("of a charity that its register lost are held and not approved", async () => {
    const { world, id } = await proposed(10_000);
    world.ledger.put({
      ...{
        pk: REGISTERS_PARTITION,
        sk: CHARITY,
        charity: CHARITY,
        kind: "notListed",
        source: "charityCommission",
      },
      ...{ day: "2026-11-20", at: "2026-11-21T09:00:00Z", by: "eve" },
      files: [{ register: "charityCommission", hash: "a".repeat(64), day: "2026-11-20" }],
    });
    const answer = await approve(world, 1, id);
    expect([answer.status, answer.body?.includes("the payout is held now")]).toEqual([409, true]);
    expect(await approvedBy(world, id)).toBe("held");
  });

  test.each(["pay_nothing", `pay_${"0".repeat(26)}`, ""])("that do not exist are said so: %j", async (id) => {
    const { world } = await proposed(10_000);
    const answer = await approve(world, 1, id);
    expect([answer.status, answer.body?.includes("There is no such payout.")]).toEqual([409, true]);
    expect((await world.audited()).some(({ act }) => act === "approvePayout")).toBe(false);
  });

  test("are seen by stewards, who approve none; the first page counts them for whoever sees them", async () => {
    const { world, id } = await proposed(10_000);
    const steward = await signedInAt(world, 1, ["steward"]);
    const page = await steward.get("/desk/payouts");
    expect([
      page.body?.includes("€100.00, Rivers Trust"),
      page.body?.includes('<button type="submit">'),
    ]).toEqual([true, false]);
    expect((await steward.post("/desk/payouts", { payout: id })).status).toBe(403);
    expect((await steward.get("/desk")).body).toContain("1 payout to approve");
    const marketer = await signedInAt(world, 2, ["marketer"]);
    expect((await marketer.get("/desk/payouts")).status).toBe(403);
    expect((await marketer.get("/desk")).body).not.toContain("/desk/payouts");
    expect(await approvedBy(world, id)).toEqual([]);
  });

  test("are not told where a row cannot be read", async () => {
    const { world } = await proposed(10_000);
    world.ledger.put({ pk: "payouts", sk: `payout#pay_${"0".repeat(26)}` });
    const page = await (await signedInAt(world, 1, ["finance"])).get("/desk/payouts");
    expect([page.body?.includes("Payouts cannot be read"), page.body?.includes("Rivers Trust")]).toEqual([
      true,
      false,
    ]);
  });
});
