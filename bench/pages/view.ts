import type { Browser } from "playwright-core";
import { priceOf } from "../../lib/cost/price-book.ts";
import {
  ACCESS_LOG_BYTES,
  billedMs,
  cpuMsOf,
  gbSeconds,
  LAMBDA_LOG_BYTES,
  logBytes,
  MEMORY_MIB,
} from "../minute/bill.ts";
import type { Meter } from "../minute/meter.ts";
import { median } from "../rounds.ts";
import type { Site } from "./site.ts";
import { type Visit, visit } from "./visit.ts";

const VISITS = 5;
const MILLION = 1_000_000;

/** The first view of a page, by somebody whose browser keeps nothing of the site yet: the median of some. Prices are in US dollars. */
export interface Viewed extends Visit {
  readonly processorMs: number;
  readonly readUnits: number;
  readonly usdPerMillionViews: number;
  readonly usdOfTransfer: number;
}

export interface ViewOf {
  readonly browser: Browser;
  readonly site: Site;
  readonly path: string;
  readonly seen: Meter;
  /** Our functions write no lines of Lambda's own. */
  readonly isOurs: boolean;
  readonly memoryMiB?: number;
}

export async function viewOf({
  browser,
  site,
  path,
  seen,
  isOurs,
  memoryMiB = MEMORY_MIB,
}: ViewOf): Promise<Viewed> {
  const url = `${site.url}${path}`;
  // The first visit warms the function up, the second brings what it remembers.
  await visit(browser, url);
  await visit(browser, url);
  seen.take();
  site.takeUsed();
  const visits: Visit[] = [];
  for (let count = 0; count < VISITS; count += 1) visits.push(await visit(browser, url));
  const calls = seen.take();
  const serving = site.takeUsed();
  const callsPerView = serving.calls / VISITS;
  const ms = billedMs(cpuMsOf(serving), calls.depth / VISITS / callsPerView, memoryMiB);
  const lines = logBytes(serving) + ACCESS_LOG_BYTES + (isOurs ? 0 : LAMBDA_LOG_BYTES);
  const usd =
    callsPerView *
      (priceOf("httpApiRequest") +
        priceOf("lambdaRequest") +
        gbSeconds(ms, memoryMiB) * priceOf("lambdaGbSecondArm") +
        (lines / 1e9) * priceOf("logGigabyte")) +
    (calls.read / VISITS) * priceOf("readUnit");
  const of = (name: keyof Visit) => median(visits.map((one) => one[name]));
  return {
    requests: of("requests"),
    bytes: of("bytes"),
    firstByteMs: of("firstByteMs"),
    largestPaintMs: of("largestPaintMs"),
    processorMs: cpuMsOf(serving),
    readUnits: calls.read / VISITS,
    usdPerMillionViews: usd * MILLION,
    usdOfTransfer: (of("bytes") / 1e9) * priceOf("transferGigabyte") * MILLION,
  };
}
