import { readBrand } from "../cli/brand/brand-ledger.ts";
import { CliError } from "../cli/cli-error.ts";
import type { Progress } from "../cli/progress.ts";
import { type Now, now } from "../core/platform/clock.ts";
import type { Letter } from "../local/inbox/letters.ts";
import type { Stage } from "../local/stage.ts";
import { dayIn, type Manner, mannersOf } from "./behaviour.ts";
import { type OracleStated, readStated } from "./brand-terms.ts";
import { callImportantDates } from "./call-journey.ts";
import { connectShops, introduceShoppers } from "./connect.ts";
import { type Enrolled, enrolCustomers } from "./customers.ts";
import type { Order, Shopper } from "./facts.ts";
import { type DaySeed, sampleOrders, withHappenings, withPicks, withRefunds } from "./generate.ts";
import { happeningsOf } from "./happenings.ts";
import type { Message } from "./message.ts";
import { expect, mayRefund } from "./oracle.ts";
import { troublesOf } from "./order-troubles.ts";
import { post } from "./post.ts";
import { pickByReceipts } from "./receipts.ts";
import { hashOf, recallDays, rememberDays, type SentDay } from "./remembered-days.ts";
import type { SampleReport } from "./report.ts";
import { messagesOf } from "./sample-shops.ts";
import { scheduled } from "./schedule.ts";
import { sendAgain, untilEqual, untilFolded, untilIdle } from "./settle.ts";
import { sampleShoppers } from "./shoppers.ts";
import { inTimeLapse, untilDigest } from "./time-lapse.ts";

const SEED = 7;
/** A day that was counted to its end is sent again in so many parts, one at each start. */
const REPEAT_PARTS = 5;

/**
 * Lets customers join and posts a day of signed webhooks, waits until nothing moves, and compares each figure with the
 * oracle's.
 *
 * What was sent is remembered beside the ledger. Running again on the same day (UTC) sends a part of the very same
 * webhooks, another part each time, which must change nothing; on a later day a new day is sent. The oracle always sums over
 * every day that was sent, for that is what the ledger holds. A run that broke off is finished by the next.
 */
export async function runSampleDay(
  stage: Stage,
  brand: string,
  letters: () => Promise<readonly Letter[]>,
  progress: Progress,
  clock: Now = now,
): Promise<SampleReport> {
  const stated = await readTerms(brand);
  const shoppers = sampleShoppers();
  const drawn = drawnOf(stated, shoppers);
  const days = await daysWithToday(stage, drawn, clock());
  const today = days.at(-1);
  if (today === undefined) throw new Error("There is always today.");
  const orders = drawn(today);
  const all = days.flatMap((day) => [...drawn(day)]);
  const entries = expect(all, stated, today.at.slice(0, 10)).entries;

  progress("introducing shoppers", 0, 1);
  await introduceShoppers(stage, shoppers);
  const people = mannersOf(shoppers, orders, today.at);
  const { customers, deliveries } = await letPeopleBuy(
    stage,
    letters,
    people,
    { ...today, orders },
    progress,
  );
  const counted = (count: number) => progress("counting", count, entries);
  await untilFolded(stage, entries, counted);
  await untilIdle(stage);
  await untilFolded(stage, entries, counted);
  const { figures, differences, picked } = await untilEqual(stage, (asOf) => expect(all, stated, asOf));
  if (differences.length === 0) {
    const repeats = today.repeats === undefined ? 0 : today.repeats + 1;
    await rememberDays(stage, [...days.slice(0, -1), { ...today, repeats }]);
  }
  return {
    purchases: orders.length,
    deliveries,
    again: today.repeats !== undefined,
    sources: distinct(orders.map(({ source }) => source)),
    currencies: distinct(orders.map(({ currency }) => currency)),
    refunds: orders.reduce((sum, { refunds }) => sum + refunds.length, 0),
    happenings: happeningsOf(orders),
    picked,
    figures,
    mismatches: differences.length,
    differences,
    customers,
  };
}

/** All orders of the days that were sent to a stage, and when the last of these was; undefined before the first. */
export async function recallSample(
  stage: Stage,
  brand: string,
): Promise<
  { readonly stated: OracleStated; readonly orders: readonly Order[]; readonly at: string } | undefined
> {
  const stated = await readTerms(brand);
  const days = await recallDays(stage);
  const last = days.at(-1);
  const drawn = drawnOf(stated, sampleShoppers());
  return last && { stated, orders: days.flatMap((day) => [...drawn(day)]), at: last.at };
}

/** How the orders of a day are drawn: the same again for the same day. */
function drawnOf(stated: OracleStated, shoppers: readonly Shopper[]): (day: DaySeed) => readonly Order[] {
  return (day) => {
    const plain = sampleOrders(day, shoppers);
    const refundable = mayRefund(plain, stated);
    return withPicks(withHappenings(withRefunds(plain, day, refundable), day, refundable), day);
  };
}

/** Shoppers who never join buy while customers join; then these buy, and last those whose day has to end. */
async function letPeopleBuy(
  stage: Stage,
  letters: () => Promise<readonly Letter[]>,
  people: readonly Manner[],
  { orders, seed, at, repeats }: SentDay & { readonly orders: readonly Order[] },
  progress: Progress,
): Promise<{ readonly customers: Enrolled; readonly deliveries: number }> {
  const keys = await connectShops(stage);
  const waiting = people.find(({ waitsForTheEnd }) => waitsForTheEnd !== undefined);
  const messages = turnsOf(orders, people, waiting, seed);
  const news = troublesOf(people, at);
  const later = afterwardsOf(orders);
  const all = [news, ...Object.values(messages), ...later].flat();
  const again =
    repeats === undefined ? all : all.filter((_, index) => index % REPEAT_PARTS === repeats % REPEAT_PARTS);
  const deliveries = again.length;
  let posted = 0;
  const send = (some: readonly Message[]) =>
    post(stage, some, keys, () => {
      posted += 1;
      progress("posting", posted, deliveries);
    });
  if (repeats !== undefined) {
    const [customers] = await Promise.all([enrolCustomers(stage, letters, people), send(again)]);
    await pickByReceipts(stage, orders);
    return { customers, deliveries };
  }
  // Some are faster than the till's webhook.
  await pickByReceipts(
    stage,
    orders.filter(({ number }) => number % 3 === 0),
  );
  const [customers] = await Promise.all([enrolCustomers(stage, letters, people), send(messages.strangers)]);
  await callImportantDates(stage, at);
  await send([...news, ...messages.customers]);
  await pickByReceipts(stage, orders);
  for (const turn of later) {
    await untilIdle(stage);
    await send(turn);
  }
  if (waiting?.waitsForTheEnd !== undefined) {
    const { day } = waiting.waitsForTheEnd;
    await untilIdle(stage);
    await inTimeLapse(stage, async () => {
      await send(messages.atTheEnd);
      await untilDigest(stage, waiting, day);
    });
    await sendAgain(stage);
    await send(messages.afterIt);
  }
  return { customers, deliveries };
}

/** What is sent once all before it is recorded, turn by turn. */
function afterwardsOf(orders: readonly Order[]): readonly (readonly Message[])[] {
  const all = orders.map((order) => messagesOf(order).afterwards ?? []);
  const turns = Math.max(0, ...all.map(({ length }) => length));
  return Array.from({ length: turns }, (_, turn) =>
    all.flatMap((messages) => messages.slice(turn, turn + 1)),
  );
}

/** Whose purchases come when. */
function turnsOf(
  orders: readonly Order[],
  people: readonly Manner[],
  waiting: Manner | undefined,
  seed: number,
): Record<"strangers" | "customers" | "atTheEnd" | "afterIt", readonly Message[]> {
  const joining = new Set(people.map(({ shopper }) => shopper));
  const { day, zone } = waiting?.waitsForTheEnd ?? { day: "", zone: "UTC" };
  const turns = Map.groupBy(orders, ({ shopper, placedAt }) => {
    if (shopper === undefined || !joining.has(shopper)) return "strangers";
    if (shopper !== waiting?.shopper) return "customers";
    return dayIn(zone, placedAt) === day ? "atTheEnd" : "afterIt";
  });
  const of = (turn: "strangers" | "customers" | "atTheEnd" | "afterIt") =>
    scheduled(turns.get(turn) ?? [], seed);
  return {
    strangers: of("strangers"),
    customers: of("customers"),
    atTheEnd: of("atTheEnd"),
    afterIt: of("afterIt"),
  };
}

async function readTerms(name: string): Promise<OracleStated> {
  const { brand, causes, terms, pools } = await readBrand(name);
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
    throw new CliError(
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
