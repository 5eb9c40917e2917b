import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysAfter } from "../../../core/model/days.ts";
import { acknowledge, openPayment } from "../../../core/settlement/acknowledge.ts";
import {
  type AcknowledgementStore,
  acknowledgementStore,
} from "../../../core/settlement/acknowledgement.store.ts";
import { checkPayouts } from "../../../core/settlement/check-payouts.ts";
import { movePayout } from "../../../core/settlement/move-payout.ts";
import { paymentLetterStore } from "../../../core/settlement/payment-letter.store.ts";
import {
  hashOfToken,
  linkExpiresAt,
  PAYMENT_LINK_DAYS,
  paidSince,
  paymentToken,
  readPaymentToken,
} from "../../../core/settlement/payment-letter.ts";
import { payoutStore } from "../../../core/settlement/payout.store.ts";
import type { PayoutMove } from "../../../core/settlement/payout.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { aPayout, movesOf, OPERATOR } from "../../support/payments.ts";

const payout = aPayout({ causes: ["clean-rivers"], minor: 5_000 });
const { charity, currency, funding, minor, through } = payout;
const account = { charity, currency, funding, version: 1, settled: minor, paid: minor, through };

type Step =
  | { readonly do: "letter" }
  | { readonly do: "confirm"; readonly link: number; readonly beside?: PayoutMove["kind"] | undefined }
  | { readonly do: "move"; readonly move: PayoutMove["kind"] }
  | { readonly do: "wait"; readonly days: number };

const kinds = [
  "approved",
  "filed",
  "sent",
  "booked",
  "booked",
  "returned",
  "held",
  "released",
  "cancelled",
] as const;
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("letter" as const) }),
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant("confirm" as const),
        link: fc.nat(3),
        beside: fc.option(fc.constantFrom("returned" as const, "received" as const), { nil: undefined }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant("move" as const), move: fc.constantFrom(...kinds) }),
    },
    fc.record({ do: fc.constant("wait" as const), days: fc.constantFrom(1, PAYMENT_LINK_DAYS) }),
  ),
  { minLength: 3, maxLength: 16 },
);
/** The usual way, so that many stories get as far as a payment that can be confirmed. */
const way = fc.constantFrom<readonly Step[]>(
  [],
  [
    { do: "move", move: "approved" },
    { do: "move", move: "sent" },
    { do: "letter" },
    { do: "move", move: "booked" },
  ],
);

function moveOf(kind: PayoutMove["kind"]): PayoutMove {
  if (kind === "filed") return { kind, file: "f".repeat(64) };
  if (kind === "booked") return { kind, minor, currency, bookedOn: "2026-11-20", reference: "bank 1" };
  if (kind === "returned" || kind === "held" || kind === "cancelled") return { kind, because: "the bank" };
  return { kind };
}

interface Mutant {
  readonly open?: (open: ReturnType<typeof openPayment>) => ReturnType<typeof openPayment>;
  readonly payouts?: (store: AcknowledgementStore) => AcknowledgementStore;
}

/** Lives through a story, and throws where a payment is confirmed that was not paid, twice, or by a link that does not hold. */
async function liveThrough(story: readonly Step[], mutant: Mutant = {}): Promise<void> {
  const table = memoryTable();
  const store = payoutStore(table.dynamo, "T");
  const letters = paymentLetterStore(table.dynamo, "T");
  const honest = acknowledgementStore(table.dynamo, "T");
  await store.settle({ account }, payout);
  const broken = (mutant.payouts ?? ((same) => same))(honest);
  const tokens: string[] = [];
  let clock = "2026-11-21T12:00:00Z";
  let expiresAt = "";
  const move = (said: PayoutMove) => movePayout({ store })(payout.id, said, { at: clock, by: OPERATOR });
  for (const step of story) {
    const before = await honest.find(payout.id);
    if (step.do === "wait") clock = `${daysAfter(clock.slice(0, 10), step.days)}T12:00:00Z`;
    if (step.do === "move") await move(moveOf(step.move));
    if (step.do === "letter") {
      const token = paymentToken(payout.id, (count) => Buffer.alloc(count, tokens.length + 1));
      tokens.push(token);
      expiresAt = linkExpiresAt(clock);
      const row = { payout: payout.id, hash: hashOfToken(token), writtenAt: clock, by: OPERATOR, expiresAt };
      await letters.put({ ...row, purchases: 7 });
    }
    if (step.do === "confirm") {
      const token = tokens[step.link % Math.max(1, tokens.length)] ?? "";
      let raced = step.beside === undefined;
      const payouts: AcknowledgementStore = {
        find: honest.find,
        async append(one, other) {
          if (!raced && step.beside !== undefined) {
            raced = true;
            await move(moveOf(step.beside));
          }
          return broken.append(one, other);
        },
      };
      const deps = { letters, payouts };
      const open = (mutant.open ?? ((same) => same))(openPayment(deps));
      const opened = await open(token, clock);
      const holds = token !== "" && token === tokens.at(-1) && clock < expiresAt;
      if ((opened !== undefined) !== holds)
        throw new Error("a link opens that does not hold, or does not open");
      if (opened !== undefined) await acknowledge(deps)(opened, "A. Winter", clock);
      const after = await honest.find(payout.id);
      if (!holds && JSON.stringify(after) !== JSON.stringify(before)) throw new Error("a dead link wrote");
    }
    const now = await honest.find(payout.id);
    const entries = now?.entries.map(({ kind }) => kind) ?? [];
    const received = entries.indexOf("received");
    const came = entries.slice(0, Math.max(0, received));
    if (received >= 0 && (!came.includes("booked") || came.includes("returned")))
      throw new Error(`confirmed what was not paid: ${entries}`);
    if (entries.filter((kind) => kind === "received").length > 1) throw new Error("confirmed twice");
    const kept = before?.entries.every(({ hash }, at) => now?.entries[at]?.hash === hash);
    if (kept !== true) throw new Error("an entry was lost");
  }
  const { accounts, payouts } = await store.read();
  const due = { charity, currency, funding, minor, name: "", causes: [] };
  const problems = checkPayouts(accounts, payouts, () => [due]);
  if (problems.length > 0) throw new Error(problems.join("; "));
}

const stories = fc.tuple(way, steps).map(([first, rest]) => [...first, ...rest]);
const findsBroken = async (mutant: Mutant) => {
  const found = await fc.check(
    fc.asyncProperty(stories, (story) => liveThrough(story, mutant)),
    { seed: 7, numRuns: 200, endOnFailure: true },
  );
  return found.failed;
};

describe("a payment that a charity confirms by the link of its letter", () => {
  test("was paid and did not come back, is confirmed once, and by the newest letter alone, in any order of what happens", async () => {
    await fc.assert(
      fc.asyncProperty(stories, (story) => liveThrough(story)),
      { numRuns: 40 },
    );
  });

  test.each<[string, Mutant]>([
    ["its link holds for ever", { open: (open) => async (token) => open(token, "2026-11-21T12:00:00Z") }],
    [
      "it is written over what others wrote meanwhile",
      {
        payouts: (store) => ({
          ...store,
          async append(_, after) {
            const now = await store.find(after.id);
            return now === undefined ? "lost" : store.append(now, after);
          },
        }),
      },
    ],
  ])("fails as soon as %s", async (_, mutant) => {
    expect(await findsBroken(mutant)).toBe(true);
  });

  test("says who signed it, in the payout's own history, and who was asked is the charity", async () => {
    const table = memoryTable();
    const store = payoutStore(table.dynamo, "T");
    await store.settle({ account }, payout);
    for (const [said, at] of movesOf(payout, "2026-11-20"))
      await movePayout({ store })(payout.id, said, { at, by: OPERATOR });
    const payouts = acknowledgementStore(table.dynamo, "T");
    const letter = {
      ...{ payout: payout.id, hash: "h".repeat(43), writtenAt: "2026-11-20T12:00:00Z", by: OPERATOR },
      ...{ expiresAt: "2027-05-19T12:00:00Z", purchases: 3 },
    };
    const confirm = () =>
      acknowledge({ payouts })({ letter, payout }, "A. Winter, treasurer", "2026-11-22T12:00:00Z");
    const both = await Promise.all([confirm(), confirm()]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(["advanced", "same"]);
    expect((await store.find(payout.id))?.entries.at(-1)).toMatchObject({
      ...{ kind: "received", signer: "A. Winter, treasurer", at: "2026-11-22T12:00:00Z" },
      by: "GB-CHC-1128267, by the link of its letter",
    });
  });
});

describe("the token of a letter's link", () => {
  test("names its payout, and holds 130 bits of chance", () => {
    const token = paymentToken(payout.id, (count) => Buffer.alloc(count, 0xff));
    expect(token).toBe(`${payout.id.slice(4)}${"z".repeat(26)}`);
    expect(readPaymentToken(token)).toEqual({ payout: payout.id, hash: hashOfToken(token) });
  });
  test.each(["", "x", "Z".repeat(52), `${"0".repeat(51)}l`, "0".repeat(53), `${"0".repeat(52)}\n`])(
    "is not %j",
    (text) => expect(readPaymentToken(text)).toBeUndefined(),
  );
});

describe("the days that a payout is of", () => {
  const before = aPayout({ causes: ["clean-rivers"], minor: 100, through: "2026-09-30", version: 1 });
  const now = aPayout({ causes: ["clean-rivers"], minor: 100, through: "2026-10-31", version: 2 });
  const returned = (at: string) =>
    aPayout({ causes: ["clean-rivers"], minor: 100, through: "2026-09-30", version: 1 }, [
      [{ kind: "returned", because: "AC04" }, at],
    ]);
  test("begin after the payout before, unless that had come back by then", () => {
    expect(paidSince(now, [before, now])).toBe("2026-09-30");
    expect(paidSince(now, [returned("2026-10-05T12:00:00Z"), now])).toBeUndefined();
    expect(paidSince(now, [returned("2026-11-05T12:00:00Z"), now])).toBe("2026-09-30");
    expect(paidSince(before, [before, now])).toBeUndefined();
  });
  test("are not those of another account", () => {
    const other = aPayout({ causes: ["clean-rivers"], minor: 1, through: "2026-09-30", funding: "match" });
    expect(paidSince(now, [other, now])).toBeUndefined();
  });
});
