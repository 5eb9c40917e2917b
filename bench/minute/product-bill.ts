import {
  type Bill,
  billedMs,
  cpuMsOf,
  expressGbSeconds,
  gbSeconds,
  logBytes,
  NOTHING_USED,
  workflowMs,
} from "./bill.ts";
import type { Minute } from "./product-minute.ts";

/** fold-impact has 512 MiB, twice the memory of the others: its processor time costs the same, its waiting twice. */
const FOLD_MEMORY = 2;
/** Of mark-milestones and announce-gifts, which do less for a batch than fold-impact does. */
const LOG_LINE = 130;

/** What a purchase of this minute costs: webhook, bus, workflow, ledger and dashboards. */
export function productBill(minute: Minute): Bill {
  const { receive, give, fold, used, purchases, folded, batches } = minute;
  const { "receive-purchase": received = NOTHING_USED, "record-gift": recorded = NOTHING_USED } = used;
  const folding = used["fold-impact"] ?? NOTHING_USED;
  const lookUps = minute.runs.reduce((sum, run) => sum + run.tasks - 1, 0) / purchases;
  const receiveMs = billedMs(cpuMsOf(received), receive.depth / purchases);
  const recordMs = billedMs(cpuMsOf(recorded), give.depth / purchases - lookUps);
  const foldMs = billedMs(cpuMsOf(folding), (FOLD_MEMORY * fold.depth) / batches);
  const foldsPerPurchase = batches / folded;
  return {
    // A function's own address costs nothing beside its call.
    httpApiRequest: 0,
    // mark-milestones follows each batch that is folded; announce-gifts gets batches of as many.
    lambdaRequest: 2 + foldsPerPurchase * (minute.announced > 0 ? 3 : 2),
    lambdaGbSecondArm: gbSeconds(receiveMs + recordMs + foldMs * foldsPerPurchase),
    eventBridgeEvent: receive.events / purchases + minute.announced,
    expressRun: 1,
    expressGbSecond: expressGbSeconds(workflowMs([...Array<number>(Math.round(lookUps)).fill(6), recordMs])),
    standardTransition: 0,
    writeUnit: give.write / purchases + fold.write / folded,
    readUnit: give.read / purchases + fold.read / folded,
    logGigabyte:
      (logBytes(received) + logBytes(recorded) + foldsPerPurchase * (logBytes(folding) + 2 * LOG_LINE)) / 1e9,
  };
}
