import { bucketKey } from "../core/giving/ledger/ledger.keys.ts";
import { daysAfter } from "../core/model/days.ts";
import { publishProof } from "../core/proof/publish-proof.ts";
import { PRICES_OF, priceOf } from "../lib/cost/price-book.ts";
import { LOG, ORIGIN, PROOF_KEY, signerOf } from "../tests/support/gift-log.ts";
import { accrual } from "../tests/support/ledger-entries.ts";
import { MemoryLog } from "../tests/support/memory-log.ts";
import { MemoryFiles } from "../tests/support/memory-proof.ts";

/**
 * Prints what a stage's public log costs for the purchases of one day, from the night that publishes them to the one that says they are
 * settled: `node bench/public-log.ts [purchases] [shards]`. The log is made by the code that a stage runs; what it calls is counted and
 * priced by the dated price book, and takes no time here, so it is no claim.
 */
const purchases = Number(process.argv[2] ?? 20_000);
const shards = Number(process.argv[3] ?? 4);

const DAY = "2026-11-22";
const SETTLES = "2026-12-22";
/** Shops are open for so long. */
const MINUTES = 14 * 60;
/** An entry is one write unit, and a row of counts no more than two. */
const ENTRY_BYTES = 1024;
const COUNT_BYTES = 2048;
/** A read that may be some milliseconds old: half a read unit for each 4 KB, rounded up once a query. */
const unitsOf = (bytes: number) => Math.ceil(Math.max(bytes, 1) / 4096) / 2;
/** A round trip within a region, and how many buckets are read at once. */
const ROUND_TRIP_S = 0.01;
const AT_ONCE = 32;
const MEMORY_GB = 1769 / 1024;

const counted = { readUnit: 0, writeUnit: 0, objectRead: 0, objectWrite: 0, keySignature: 0 };

const ordersOf = Map.groupBy(
  Array.from({ length: purchases }, (_, index) => {
    const minute = 6 * 60 + (index % MINUTES);
    const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    const placedAt = `${DAY}T${clock}:00Z`;
    const settled = { placedAt, recordedAt: placedAt, settlesOn: SETTLES };
    const gift = `gift_${String(index).padStart(26, "0")}`;
    return accrual({ orderId: String(index), ...settled, gift });
  }),
  ({ placedAt, orderId }) =>
    bucketKey(`${placedAt.slice(0, 16)}Z`, Math.floor(Number(orderId) / MINUTES) % shards),
);

const nameOf = (bucket: string) => bucket.replace(/^bucket#/, "");
const quarterOf = (bucket: string) => {
  const [hour = "", minute = ""] = nameOf(bucket).slice(11, 16).split(":");
  return `${DAY}T${hour}:${String(Math.floor(Number(minute) / 15) * 15).padStart(2, "0")}Z`;
};

function counts(keyOf: (bucket: string) => string | undefined): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [bucket, { length }] of ordersOf) {
    const key = keyOf(bucket);
    if (key !== undefined) found.set(key, (found.get(key) ?? 0) + length);
  }
  counted.readUnit += unitsOf(found.size * COUNT_BYTES);
  return found;
}

const files = new MemoryFiles();
const counting = {
  read: (path: string) => {
    counted.objectRead += 1;
    return files.read(path);
  },
  span: (path: string, from: number, length: number) => {
    counted.objectRead += 1;
    return files.span(path, from, length);
  },
  add: (path: string, bytes: Buffer | string) => {
    counted.objectWrite += 1;
    return files.add(path, bytes);
  },
  replace: (path: string, bytes: string, tag: string | undefined) => {
    counted.objectWrite += 1;
    return files.replace(path, bytes, tag);
  },
};

let nights = 0;
let roundTrips = 0;
const heads = new MemoryLog();
const signing = signerOf(LOG);

async function night(now: string): Promise<void> {
  const publish = publishProof({
    files: counting,
    heads,
    counts: {
      days: async () => counts(() => DAY),
      quarters: async () => counts(quarterOf),
      buckets: async (quarter) => counts((one) => (quarterOf(one) === quarter ? nameOf(one) : undefined)),
    },
    buckets: {
      async *read({ minute, shard }) {
        const entries = ordersOf.get(bucketKey(minute, shard)) ?? [];
        counted.readUnit += unitsOf(entries.length * ENTRY_BYTES);
        roundTrips += 1 / AT_ONCE;
        yield { entries, unreadable: [] };
      },
    },
    signer: {
      publicKey: signing.publicKey,
      sign: async (text) => {
        counted.keySignature += 1;
        return signing.sign(text);
      },
    },
    origin: ORIGIN,
    salts: async () => PROOF_KEY,
    timeZone: async () => "UTC",
    now: () => now,
  });
  for (let more = true; more; ) {
    const before = counted.objectRead + counted.objectWrite;
    more = (await publish()).outcome === "more";
    nights += 1;
    roundTrips += counted.objectRead + counted.objectWrite - before;
    // The row of the log's head is read and written once a day.
    counted.readUnit += 1;
    counted.writeUnit += 1;
  }
}

const started = process.cpuUsage();
await night(`${daysAfter(SETTLES, 10)}T12:00:00Z`);
const { user, system } = process.cpuUsage(started);
const processorS = (user + system) / 1e6;
const bytes = files.all().reduce((sum, [, text]) => sum + text.length, 0);

const perMillion = 1_000_000 / purchases;
const gbSeconds = (roundTrips * ROUND_TRIP_S + processorS) * MEMORY_GB;
const bill = { ...counted, lambdaGbSecondArm: gbSeconds, lambdaRequest: nights };
console.log(`${purchases} purchases of one day in ${ordersOf.size} buckets, ${nights} nights (${PRICES_OF})`);
let total = 0;
for (const [item, count] of Object.entries(bill)) {
  const usd = count * priceOf(item) * perMillion;
  total += usd;
  console.log(
    `  ${item.padEnd(18)} ${count.toFixed(1).padStart(10)}   $${usd.toFixed(4)} per million purchases`,
  );
}
console.log(`  ${"all".padEnd(18)} ${"".padStart(10)}   $${total.toFixed(4)} per million purchases`);
console.log(`  kept: ${(bytes / purchases).toFixed(0)} bytes a purchase`);
console.log(
  `  Lambda's time is ${(roundTrips * ROUND_TRIP_S).toFixed(1)} s of waiting (10 ms a call) and ${processorS.toFixed(1)} s of this machine's processor.`,
);
