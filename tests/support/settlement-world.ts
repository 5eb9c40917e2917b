import fc from "fast-check";
import type { Cause } from "../../core/model/cause.ts";
import type { Day, Instant } from "../../core/model/purchase.ts";
import { checkPayouts } from "../../core/settlement/check-payouts.ts";
import { type AccountDue, accountText, duesOf } from "../../core/settlement/due.ts";
import { movePayout } from "../../core/settlement/move-payout.ts";
import type { PayableSum } from "../../core/settlement/payable.ts";
import { type PayoutStore, payoutStore } from "../../core/settlement/payout.store.ts";
import { isReopened, type Payout, type PayoutMove, payoutState } from "../../core/settlement/payout.ts";
import { proposePayouts } from "../../core/settlement/propose.ts";
import type { SettlementRun } from "../../core/settlement/settle.ts";
import { memoryTable } from "./memory-table.ts";

export function aCause(slug: string, org: string | undefined, over: Partial<Cause["charity"]> = {}): Cause {
  const text = { en: slug, de: slug };
  return {
    ...{ slug, name: text, summary: text, status: "active" },
    charity: {
      name: `Charity ${org ?? slug}`,
      registration: `Register ${org ?? slug}`,
      ...(org !== undefined && { org: { scheme: "GB-CHC", number: org } }),
      url: "https://charity.example",
      sample: false,
      ...over,
    },
  };
}

/** Two causes of one charity, and one of another. */
export const causes = [aCause("rivers", "1128267"), aCause("lakes", "1128267"), aCause("paths", "123456")];

/** What the ledger comes to hold: an amount that is payable, or taken back, from a day on. */
interface Moving extends PayableSum {
  readonly day: number;
}

/** A run dies at its n-th write, just before it happens or just after it, as its answer is lost. */
interface Death {
  readonly atWrite: number;
  readonly written: boolean;
}

type Run = Extract<Step, { readonly do: "run" }>;
type Step =
  | {
      readonly do: "run";
      readonly daysAgo: number;
      readonly dies?: Death | undefined;
      readonly beside: boolean;
    }
  | {
      readonly do: "move";
      readonly payout: number;
      readonly move: PayoutMove["kind"];
      readonly by: "ann" | "ben";
    };

/** One step a day: what becomes payable by then, and what an operator does. */
export interface Story {
  readonly moving: readonly Moving[];
  readonly steps: readonly Step[];
  readonly minimum: number;
}

const DAYS = 24;
const moves = [
  "approved",
  "approved",
  "filed",
  "sent",
  "booked",
  "received",
  "returned",
  "held",
  "released",
  "cancelled",
] as const;

export const settlementStories: fc.Arbitrary<Story> = fc.record({
  moving: fc.array(
    fc.record({
      day: fc.nat(DAYS - 1),
      cause: fc.constantFrom("rivers", "lakes", "paths"),
      currency: fc.constantFrom("EUR", "JPY"),
      funding: fc.constantFrom("brand" as const, "customer" as const),
      minor: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 1, max: 900 }) },
        fc.integer({ min: -700, max: -1 }),
      ),
    }),
    { minLength: 1, maxLength: 20 },
  ),
  steps: fc.array(
    fc.oneof(
      fc.record({
        do: fc.constant("run" as const),
        daysAgo: fc.constantFrom(0, 1, 5),
        dies: fc.option(fc.record({ atWrite: fc.integer({ min: 1, max: 4 }), written: fc.boolean() }), {
          nil: undefined,
          freq: 2,
        }),
        beside: fc.boolean(),
      }),
      fc.record({
        do: fc.constant("move" as const),
        payout: fc.nat(5),
        move: fc.constantFrom(...moves),
        by: fc.constantFrom("ann" as const, "ben" as const),
      }),
    ),
    { minLength: 3, maxLength: DAYS },
  ),
  minimum: fc.constantFrom(0, 0, 200),
});

const dayNumbered = (day: number): Day => `2026-11-${String(day + 1).padStart(2, "0")}`;
const atDay = (day: number): Instant => `${dayNumbered(day)}T12:00:00Z`;

class Died extends Error {}

/** What a broken settlement would do, to see that the promises fail with it. */
export interface Mutant {
  readonly store?: (store: PayoutStore) => PayoutStore;
  /** In place of what is payable. */
  readonly sums?: (sums: readonly PayableSum[]) => readonly PayableSum[];
}

/** One for each cause, currency and funding, as `Payable` sums them. */
function payableOn(moving: readonly Moving[], day: number): PayableSum[] {
  const until = moving.filter((one) => one.day <= day).map(({ day: _, ...one }) => one);
  return [...Map.groupBy(until, ({ cause, currency, funding }) => [cause, currency, funding].join(" "))]
    .flatMap(([, some]) => {
      const minor = some.reduce((all, one) => all + one.minor, 0);
      return some[0] === undefined ? [] : [{ ...some[0], minor }];
    })
    .filter(({ minor }) => minor !== 0);
}

function moveOf(kind: PayoutMove["kind"], { minor, currency }: Payout, day: number): PayoutMove {
  switch (kind) {
    case "filed":
      return { kind, file: "f".repeat(64) };
    case "booked":
      return { kind, minor, currency, bookedOn: dayNumbered(day), reference: `bank ${day}` };
    case "returned":
      return { kind, because: "AC04", reference: `bank ${day}` };
    case "held":
    case "cancelled":
      return { kind, because: "the charity asked" };
    default:
      return { kind };
  }
}

const byName = (
  accounts: readonly { charity: string; currency: string; funding: "brand" | "match" | "customer" }[],
) => new Map(accounts.map((account) => [accountText(account), account]));

const live = (payouts: readonly Payout[], name: string) =>
  payouts.filter((one) => accountText(one) === name && !isReopened(payoutState(one)));
const sum = (payouts: readonly Payout[]) => payouts.reduce((all, { minor }) => all + minor, 0);

/**
 * Lives through a story, and throws at the first promise that is broken: nothing is paid beyond what is payable, nothing is left
 * behind, accounts are the sum of their payouts, and a run that died and is begun again wrote what it would have written.
 */
export async function liveThrough(story: Story, mutant: Mutant = {}): Promise<void> {
  const table = memoryTable();
  const store = (mutant.store ?? ((one) => one))(payoutStore(table.dynamo, "T"));
  const honest = payoutStore(table.dynamo, "T");
  const sumsOn = (day: number) => (mutant.sums ?? ((one) => one))(payableOn(story.moving, day));
  const rules = { minimum: { EUR: story.minimum, JPY: story.minimum }, secondPersonAbove: { EUR: 300 } };
  const runOf = (day: number, through: number): SettlementRun => ({
    ...{ at: atDay(day), by: "ann", through: dayNumbered(through), rules },
  });
  let latest = -1;
  const seen = new Map<string, Payout>();
  for (const [day, step] of story.steps.entries()) {
    if (step.do === "run") {
      const through = Math.max(0, day - step.daysAgo);
      const before = await honest.read();
      const other = step.beside ? ([sumsOn(day), runOf(day, day)] as const) : undefined;
      const wasBeside = await makeRun(store, sumsOn(through), runOf(day, through), { ...step, other });
      const last = wasBeside ? day : through;
      const dues = duesOf(payableOn(story.moving, last), causes, before.paidCauses);
      const now = await honest.read();
      if (last >= latest) checkRun(dues, byName(before.accounts), now, story.minimum);
      else if (now.payouts.length > before.payouts.length) throw new Error("an earlier day paid");
      latest = Math.max(latest, last);
    } else {
      const { payouts } = await honest.read();
      const payout = payouts[step.payout % Math.max(1, payouts.length)];
      if (payout !== undefined) {
        await movePayout({ store })(payout.id, moveOf(step.move, payout, day), {
          at: atDay(day),
          by: step.by,
        });
      }
    }
    const now = await honest.read();
    checkHistory(seen, now.payouts);
    checkAccounts(now);
    const dayNumber = ({ through }: { readonly through: Day }) => Number(through.slice(-2)) - 1;
    const problems = checkPayouts(now.accounts, now.payouts, (account) =>
      duesOf(payableOn(story.moving, dayNumber(account)), causes, now.paidCauses),
    );
    if (problems.length > 0) throw new Error(problems.join("; "));
  }
}

/** Whether another run, of that day, came between what this one read and what it wrote. */
async function makeRun(
  store: PayoutStore,
  sums: readonly PayableSum[],
  run: SettlementRun,
  {
    dies,
    other,
  }: Pick<Run, "dies"> & { readonly other: readonly [readonly PayableSum[], SettlementRun] | undefined },
): Promise<boolean> {
  let writes = 0;
  let wasBeside = false;
  const hindered: PayoutStore = {
    ...store,
    async settle(change, payout) {
      writes += 1;
      if (other !== undefined && !wasBeside) {
        wasBeside = true;
        await proposePayouts({ store, causes })(...other);
      }
      if (dies?.atWrite === writes && !dies.written) throw new Died();
      const written = await store.settle(change, payout);
      if (dies?.atWrite === writes) throw new Died();
      return written;
    },
  };
  const death = await proposePayouts({ store: hindered, causes })(sums, run).catch((error: unknown) => error);
  if (death instanceof Died) await proposePayouts({ store, causes })(sums, run);
  else if (death instanceof Error) throw death;
  return wasBeside;
}

function checkRun(
  dues: readonly AccountDue[],
  before: ReadonlyMap<string, unknown>,
  { accounts, payouts }: Awaited<ReturnType<PayoutStore["read"]>>,
  minimum: number,
): void {
  for (const due of dues) {
    const name = accountText(due);
    const paid = sum(live(payouts, name));
    const earlier = before.get(name) as { readonly paid: number } | undefined;
    if (paid > Math.max(due.minor, earlier?.paid ?? 0))
      throw new Error(`${name}: ${paid} paid of ${due.minor}`);
    const owed = due.minor - paid;
    if (owed > 0 && owed >= minimum) throw new Error(`${name}: ${owed} was left behind`);
    const account = accounts.find((one) => accountText(one) === name);
    if (account?.settled !== due.minor)
      throw new Error(`${name}: settled ${account?.settled} of ${due.minor}`);
    const isPaidOut = payouts.some((one) => accountText(one) === name && one.version === account.version);
    if (isPaidOut) checkShares(due, live(payouts, name));
  }
}

/** After a payout, all of them have of each cause what was payable for it. */
function checkShares({ causes: payable }: AccountDue, payouts: readonly Payout[]): void {
  for (const { cause, minor } of payable) {
    const shares = payouts.flatMap((one) => one.shares).filter((share) => share.cause === cause);
    const paid = shares.reduce((all, share) => all + share.minor, 0);
    if (paid !== minor) throw new Error(`${cause}: ${paid} in shares, of ${minor}`);
  }
}

function checkAccounts({ accounts, payouts }: Awaited<ReturnType<PayoutStore["read"]>>): void {
  for (const account of accounts) {
    const name = accountText(account);
    if (account.paid !== sum(live(payouts, name))) throw new Error(`${name}: its account is not its payouts`);
  }
}

/** No payout goes away, changes its amount, or loses an entry. */
function checkHistory(seen: Map<string, Payout>, payouts: readonly Payout[]): void {
  if (new Set(payouts.map(({ id }) => id)).size !== payouts.length) throw new Error("an id came twice");
  for (const before of seen.values()) {
    const now = payouts.find(({ id }) => id === before.id);
    const kept = JSON.stringify(now && { ...now, entries: now.entries.slice(0, before.entries.length) });
    if (kept !== JSON.stringify(before)) throw new Error(`${before.id} is not what it was`);
  }
  for (const payout of payouts) seen.set(payout.id, payout);
}
