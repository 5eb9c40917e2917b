import type { Command } from "commander";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { bookedParts } from "../../core/giving/ledger/left-of-gift.ts";
import { isMoved, type MoveGift, moveGift, staysBecause } from "../../core/giving/ledger/move-gift.ts";
import { PlacedAtFixed } from "../../core/giving/ledger/order-row.ts";
import type { RecordedOrder } from "../../core/giving/ledger/statement.ts";
import { calendar } from "../../core/impact/calendar.ts";
import type { Cause } from "../../core/model/cause.ts";
import type { Part } from "../../core/model/gift.ts";
import { formatMinor } from "../../core/model/money.ts";
import type { CauseSlug } from "../../core/model/purchase.ts";
import { now } from "../../core/platform/clock.ts";
import { pause } from "../../core/platform/pause.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { type Payout, payoutState } from "../../core/settlement/payout.ts";
import { unpaidFundings } from "../../core/settlement/unpaid.ts";
import { placedAtFixedText } from "../../lib/stages.ts";
import { CliError } from "../cli-error.ts";
import { readOrders } from "../ledger/read-orders.ts";
import { tablesOf } from "../ledger/tables.ts";
import { printable } from "../printable.ts";
import { withProgress } from "../progress.ts";
import { openStage, outputOption, type StageOptions, stageSettings } from "../stage.ts";
import { counted, table } from "../table.ts";

interface MoveOptions extends StageOptions {
  readonly dryRun: boolean;
}

/** A purchase of which an ended cause has something, and why that stays where it is; absent: it moves. */
interface Found {
  readonly order: RecordedOrder;
  readonly task: MoveGift;
  readonly stays?: string | undefined;
}

/** Moves what an ended cause has and was not paid, purchase by purchase. Begun again after it died, it goes on with the others. */
async function move(slug: string, options: MoveOptions): Promise<void> {
  const settings = await stageSettings(options.stage ?? "local");
  const tables = tablesOf(await openStage(options));
  const { dynamo, ledger: name } = tables;
  const config = await brandConfigStore(dynamo, name).read();
  const way = wayOf(slug, config.causes);
  const { dayOf } = calendar(config.brand?.timeZone ?? "UTC");
  const { payouts } = await payoutStore(dynamo, name).read();
  const at = now();
  const found = (await readOrders(tables))
    .filter((order) => bookedParts(order).some(({ cause, minor }) => cause === way.from && minor !== 0))
    .map((order): Found => {
      const { source, connection, orderId, placedAt } = order.accrual;
      const fundings = unpaidFundings(order, way.from, payouts, dayOf);
      const task = { ...way, order: { source, connection, orderId }, placedAt, fundings };
      return { order, task, stays: staysBecause(order, task, config, at) };
    });
  const moving = found.filter(({ stays }) => stays === undefined);
  if (!options.dryRun) {
    const fixed = PlacedAtFixed.parse(placedAtFixedText(settings));
    const ledger = ledgerStore(dynamo, name, settings.ledgerShards, fixed);
    const { balanceOf } = allowanceStore(dynamo, name);
    const moveOne = moveGift({ ledger, balanceOf, brandConfig: async () => config, now, pause });
    await withProgress("Move the gifts", async (progress) => {
      for (const [done, { task }] of moving.entries()) {
        progress("move the gifts", done, moving.length);
        await moveOne(task);
      }
    });
  }
  console.log(printable(movedLines(way, found, payouts, options.dryRun).join("\n")));
}

/** From the cause to the one that the brand states for it. Throws a {@link CliError} where it states none. */
function wayOf(slug: string, causes: readonly Cause[]): { readonly from: CauseSlug; readonly to: CauseSlug } {
  const cause = causes.find((one) => one.slug === slug);
  if (cause === undefined)
    throw new CliError(
      `The brand states no cause ${slug}.`,
      `It has ${causes.map((one) => one.slug).join(", ")}.`,
    );
  if (cause.movesTo === undefined)
    throw new CliError(
      `The brand does not say where gifts of ${slug} go.`,
      "Give it status paused and movesTo in causes.yaml, and run `brand apply` (docs/guides/payouts.md).",
    );
  return { from: cause.slug, to: cause.movesTo.cause };
}

/** What moved, by currency and funding, and what stays and why. */
export function movedLines(
  { from, to }: Pick<MoveGift, "from" | "to">,
  found: readonly Found[],
  payouts: readonly Payout[],
  dryRun: boolean,
): string[] {
  const moving = found.filter(({ stays }) => stays === undefined);
  const claimable = found.filter(({ stays }) => stays === "claimable").length;
  const paid = found.filter(({ stays }) => stays === "nothing").length;
  const underWay = payouts.filter((one) => one.causes.includes(from) && payoutState(one).kind === "batched");
  return [
    ...(moving.length === 0
      ? [`${from} has nothing that can move.`]
      : [
          table(["funding", "gifts", "amount"], sumsOf(moving), new Set([1, 2])),
          `${dryRun ? "Would move" : "Moved"} from ${from} to ${to}.`,
        ]),
    ...(claimable === 0
      ? []
      : [
          `Of ${counted(claimable, "purchase")} a cause can still be picked with the receipt: run this again later.`,
        ]),
    ...(paid === 0 ? [] : [`What ${from} has of ${counted(paid, "purchase")} was paid, and stays.`]),
    ...underWay.map(
      ({ id }) => `${id} is not sent yet: \`money payouts cancel ${id}\` lets what it pays move as well.`,
    ),
  ];
}

function sumsOf(moving: readonly Found[]): string[][] {
  const parts = moving.flatMap(({ order, task }) =>
    bookedParts(order)
      .filter((part) => isMoved(task)(part) && part.minor !== 0)
      .map((part: Part) => ({ ...part, currency: order.accrual.currency })),
  );
  return [...Map.groupBy(parts, ({ currency, funding }) => `${funding} ${currency}`)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, some]) => {
      const { funding = "", currency = "" } = some[0] ?? {};
      const minor = some.reduce((sum, part) => sum + part.minor, 0);
      return [funding, String(some.length), `${formatMinor(minor, currency)} ${currency}`];
    });
}

/** `wellspring money move`: what becomes of gifts whose cause ended before they were paid. */
export function addMove(money: Command): void {
  money
    .command("move")
    .description("moves what an ended cause has and was not paid to the cause that the brand states for it")
    .argument("<cause>", "the cause that ended: it is paused, and has movesTo in causes.yaml")
    .option("--dry-run", "say what would move, and change nothing", false)
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .action((slug: string, _, command: Command) => move(slug, command.optsWithGlobals<MoveOptions>()));
}
