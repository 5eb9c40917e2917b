import { type Now, now } from "../../core/runtime/clock.ts";
import { readBrand } from "../brand-ledger.ts";
import type { Stage } from "../stage.ts";
import { Trouble } from "../trouble.ts";
import { connectShops, introduceShoppers } from "./connect.ts";
import type { Order } from "./facts.ts";
import { type DaySeed, sampleOrders, withRefunds } from "./generate.ts";
import { expect, mayRefund } from "./oracle.ts";
import { post } from "./post.ts";
import { hashOf, recallDays, rememberDays, type SentDay } from "./remembered-days.ts";
import type { Progress, SampleReport } from "./report.ts";
import { scheduled } from "./schedule.ts";
import { untilEqual, untilFolded, untilIdle } from "./settle.ts";
import { sampleShoppers } from "./shoppers.ts";
import { type OracleStated, readStated } from "./stated.ts";

const BRAND = "demo";
const SEED = 7;

/**
 * Posts a day of signed webhooks, waits until nothing moves, and compares each figure with the oracle's.
 *
 * What was sent is remembered beside the ledger. Running again on the same day (UTC) sends the very same
 * webhooks, which must change nothing; on a later day a new day is sent. The oracle always sums over every day that was
 * sent, for that is what the ledger holds. A run that broke off is finished by the next.
 */
export async function runSampleDay(
  stage: Stage,
  progress: Progress,
  clock: Now = now,
): Promise<SampleReport> {
  const stated = await readDemo();
  const shoppers = sampleShoppers();
  const drawn = (day: DaySeed): readonly Order[] => {
    const plain = sampleOrders(day, shoppers);
    return withRefunds(plain, day, mayRefund(plain, stated));
  };
  const days = await daysWithToday(stage, drawn, clock());
  const today = days.at(-1);
  if (today === undefined) throw new Error("There is always today.");
  const orders = drawn(today);
  const all = days.flatMap((day) => [...drawn(day)]);
  const messages = scheduled(orders, today.seed);
  const entries = expect(all, stated, today.at.slice(0, 10)).entries;

  progress("introducing shoppers", 0, 1);
  await introduceShoppers(stage, shoppers);
  const keys = await connectShops(stage);
  await post(stage.webhookUrl, messages, keys, (count) => progress("posting", count, messages.length));
  const counted = (count: number) => progress("counting", count, entries);
  await untilFolded(stage, entries, counted);
  await untilIdle(stage);
  await untilFolded(stage, entries, counted);
  const { figures, differences } = await untilEqual(stage, (asOf) => expect(all, stated, asOf));
  return {
    purchases: orders.length,
    deliveries: messages.length,
    sources: distinct(orders.map(({ source }) => source)),
    currencies: distinct(orders.map(({ currency }) => currency)),
    refunds: orders.reduce((sum, { refunds }) => sum + refunds.length, 0),
    figures,
    mismatches: differences.length,
    differences,
  };
}

async function readDemo(): Promise<OracleStated> {
  const { brand, causes, terms, pools } = await readBrand(BRAND);
  return readStated({ brand: brand.text, causes: causes.text, terms: terms.text, pools: pools.text });
}

/** Every day that was sent, today's last; today is remembered before it is sent, so that a broken run is known. */
async function daysWithToday(
  stage: Stage,
  drawn: (day: DaySeed) => readonly Order[],
  at: string,
): Promise<readonly SentDay[]> {
  const sent = await recallDays(stage);
  const changed = sent.find((day) => hashOf(drawn(day)) !== day.facts);
  if (changed !== undefined) {
    throw new Trouble(
      `The sample has changed since its day of ${changed.at.slice(0, 10)} was sent.`,
      "Delete .local for a fresh start, or use npm start -- --empty.",
    );
  }
  if (sent.at(-1)?.at.slice(0, 10) === at.slice(0, 10)) return sent;
  const today = { seed: SEED + sent.length, at };
  const days = [...sent, { ...today, facts: hashOf(drawn(today)) }];
  await rememberDays(stage, days);
  return days;
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}
