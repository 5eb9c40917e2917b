import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  PutItemCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digest, rebuild } from "../../cli/ledger/rebuild.ts";
import type { Tables } from "../../cli/ledger/tables.ts";
import { verify } from "../../cli/ledger/verify.ts";
import { engineAddress, localCredentials, localRegion, projectRoot } from "../../cli/settings.ts";
import { brandKey, causeKey } from "../../core/giving/config/brand-config.keys.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { bucketStore } from "../../core/giving/ledger/bucket.store.ts";
import type { Entry } from "../../core/giving/ledger/entry.ts";
import { accrualSortKey, amendmentSortKey } from "../../core/giving/ledger/ledger.keys.ts";
import { EXAMPLE_COMMUNITY } from "../../core/impact/api/examples.ts";
import { type FoldDeps, foldImpact } from "../../core/impact/fold-impact.ts";
import { allTimeKey, dayKey } from "../../core/impact/impact.keys.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { readCommunity } from "../../core/impact/read-community.ts";
import type { Key } from "../../core/platform/aws/key.ts";
import type { StreamRecord } from "../../core/platform/lambda/stream.ts";
import { payoutsReader } from "../../core/settlement/read-payouts.store.ts";
import { run as runProgram } from "../../local/run-program.ts";
import { accrual, bucketName, clawback } from "../support/ledger-entries.ts";
import { noneUnreadable } from "../support/ledger-rows.ts";
import { aCause } from "../support/settlement-world.ts";

const dynamo = new DynamoDBClient({
  endpoint: engineAddress().endpoint,
  region: localRegion,
  credentials: localCredentials,
});
const run = randomUUID().slice(0, 8);
const tables: Tables = { dynamo, ledger: `fold-ledger-${run}`, impact: `fold-impact-${run}` };
const silent = () => {};

function keyOf(entry: Entry): Key {
  const sk = entry.kind === "accrual" ? accrualSortKey(entry) : amendmentSortKey(entry, entry.sequence);
  return { pk: bucketName(entry), sk };
}

async function put(table: string, item: Record<string, unknown>): Promise<void> {
  await dynamo.send(
    new PutItemCommand({ TableName: table, Item: marshall(item, { removeUndefinedValues: true }) }),
  );
}

/** What `wellspring money …` prints of these tables. */
async function money(...command: readonly string[]): Promise<string> {
  const named = ["--ledger-table", tables.ledger, "--impact-table", tables.impact];
  const { code, output } = await runProgram(
    process.execPath,
    ["cli/wellspring.ts", "money", ...command, ...named],
    {
      cwd: projectRoot,
      env: {
        AWS_ENDPOINT_URL: engineAddress().endpoint,
        AWS_REGION: localRegion,
        AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
      },
    },
  );
  expect(code, output).toBe(0);
  return output;
}

async function record(entry: Entry): Promise<StreamRecord> {
  const key = keyOf(entry);
  await put(tables.ledger, { ...key, ...entry });
  return { id: `${key.pk} ${key.sk}`, at: "2026-11-22T13:36:00Z", key, item: { ...entry } };
}

class Killed extends Error {}

/** A folder like the deployed one; `putsToLive` is how many rows it may set before it is killed. */
function folder(putsToLive = Number.POSITIVE_INFINITY) {
  const impact = impactStore(dynamo, tables.impact, noneUnreadable);
  let puts = 0;
  const mortal: FoldDeps["impact"] = {
    children: impact.children,
    put: async (key, totals) => {
      puts += 1;
      if (puts > putsToLive) throw new Killed();
      return await impact.put(key, totals);
    },
  };
  const buckets = bucketStore(dynamo, tables.ledger);
  return foldImpact({ buckets, impact: mortal, timeZone: async () => EXAMPLE_COMMUNITY.brand.timeZone });
}

/** Three days over the end of a year in the brand's zone, three currencies, every fourth purchase taken back. */
const ORDERS = 90;
function entries(first: number, count = ORDERS): Entry[] {
  const minutes = [
    "2026-12-30T22:58:01Z",
    "2026-12-31T22:59:59Z",
    "2026-12-31T23:00:00Z",
    "2027-01-01T09:07:30Z",
  ];
  return Array.from({ length: count }, (_, index) => {
    const order = first + index;
    const gift = accrual({
      orderId: String(order),
      placedAt: minutes[order % minutes.length] ?? "2026-12-30T22:58:01Z",
      currency: ["USD", "EUR", "JPY"][order % 3] ?? "USD",
      settlesOn: "2027-01-30",
      parts: [
        { cause: "example-rivers", funding: "brand", minor: 100 + order },
        { cause: "bike-paths", funding: order % 2 ? "match" : "customer", minor: 7 },
      ],
      firstFor: order % 5 === 0 ? ["*", "example-rivers"] : [],
    });
    return order % 4 === 0 ? [gift, clawback(gift, { sequence: 1 })] : [gift];
  }).flat();
}

beforeAll(async () => {
  for (const TableName of [tables.ledger, tables.impact]) {
    await dynamo.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      }),
    );
    await waitUntilTableExists({ client: dynamo, maxWaitTime: 30 }, { TableName });
  }
  await put(tables.ledger, { ...brandKey(), ...EXAMPLE_COMMUNITY.brand });
});

afterAll(async () => {
  for (const TableName of [tables.ledger, tables.impact]) {
    await dynamo.send(new DeleteTableCommand({ TableName }));
  }
});

describe("Impact on the engine's tables", () => {
  test("equals the ledger after overlapping, repeated and killed folds", async () => {
    const records: StreamRecord[] = [];
    for (const entry of entries(0)) records.push(await record(entry));
    const slice = (from: number, to: number) => records.slice(from, to);
    const killed = await Promise.allSettled([
      folder(1)(slice(0, 40)),
      folder(3)(slice(20, 80)),
      folder(5)(slice(60, records.length)),
      folder()(slice(10, 30)),
      folder()(slice(15, 70)),
    ]);
    expect(killed.map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    // Lambda hands a batch that failed out again.
    await Promise.all([
      folder()(slice(0, 40)),
      folder()(slice(20, 80)),
      folder()(slice(60, records.length)),
      folder()(slice(15, 70)),
    ]);
    const found = await verify(tables, silent);
    expect(found.problems).toEqual([]);
    expect(found).toMatchObject({ entries: records.length, purchases: ORDERS });
  });

  test("is in the books as the ledger took it, day by day", async () => {
    const out = join(await mkdtemp(join(tmpdir(), "journal-")), "november.csv");
    await money("journal", "--from", "2026-11-22", "--to", "2026-11-23", "--out", out);
    const [, ...lines] = (await readFile(out, "utf8")).trimEnd().split("\r\n");
    const postings = lines.map((line) => line.split(","));
    const total = (day: string, account: string, currency: string) =>
      postings
        .filter((one) => one[0] === day && one[3] === account && one[5] === currency)
        .reduce((sum, one) => sum + Math.round(Number(one[4]) * (currency === "JPY" ? 1 : 100)), 0);
    for (const currency of ["USD", "EUR", "JPY"]) {
      const all = entries(0).filter((entry) => entry.currency === currency);
      const given = all.filter(({ kind }) => kind === "accrual").flatMap(({ parts }) => parts);
      const own = given.filter(({ funding }) => funding !== "customer");
      expect(total("2026-11-22", "accrued", currency), currency).toBe(
        own.reduce((sum, { minor }) => sum + minor, 0),
      );
      expect(total("2026-11-22", "payable", currency)).toBe(0);
    }
    expect(postings.some(([day, , debit]) => day === "2026-11-23" && debit === "accrued")).toBe(true);
  });

  test("is rebuilt to identical bytes, also after a rebuild that was killed half way", async () => {
    const before = await digest(dynamo, tables.impact, silent);
    const rebuilt = await rebuild(tables, silent);
    expect(rebuilt.before).toEqual(before);
    expect(rebuilt.after).toEqual(before);
    const dies = () => {
      throw new Killed();
    };
    await expect(rebuild(tables, (phase) => (phase === "fold buckets" ? dies() : undefined))).rejects.toThrow(
      Killed,
    );
    expect((await rebuild(tables, silent)).after).toEqual(before);
  });

  test("is right after a rebuild during which purchases go on arriving", async () => {
    const rebuilding = rebuild(tables, silent);
    for (const entry of entries(1000, 40)) await folder()([await record(entry)]);
    await rebuilding;
    expect((await verify(tables, silent)).problems).toEqual([]);
  });

  test("is compared by verify: a changed figure, a missing row and a row without entries are named", async () => {
    const all = await impactStore(dynamo, tables.impact, noneUnreadable).allTime();
    const customers = all?.counts.find(({ cause }) => cause === "*")?.customers ?? 0;
    const counts = all?.counts.map((count) => (count.cause === "*" ? { ...count, customers: 99 } : count));
    await put(tables.impact, { ...allTimeKey(), ...all, counts });
    await put(tables.impact, { ...dayKey("2031-01-01"), entries: 0, sums: [], counts: [] });
    await dynamo.send(
      new DeleteItemCommand({ TableName: tables.impact, Key: marshall(dayKey("2026-12-30")) }),
    );
    const row = (key: Key) => `${key.pk} ${key.sk}`;
    expect((await verify(tables, silent)).problems).toEqual([
      `${row(allTimeKey())}: * customers is 99, by the ledger ${customers}`,
      `${row(dayKey("2026-12-30"))}: is missing`,
      `${row(dayKey("2031-01-01"))}: has no entry in the ledger`,
    ]);
    await rebuild(tables, silent);
    expect((await verify(tables, silent)).problems).toEqual([]);
  });

  test("is compared by verify: a second accrual, too much taken back and an unreadable entry are named", async () => {
    const [gift] = entries(2001, 1);
    if (gift?.kind !== "accrual") throw new Error("a purchase");
    const elsewhere = { ...gift, placedAt: "2027-01-01T10:00:00Z" };
    const back = clawback(gift, {
      sequence: 1,
      parts: [{ cause: "bike-paths", funding: "match", minor: -99 }],
    });
    for (const entry of [gift, elsewhere, back]) await folder()([await record(entry)]);
    const broken = { pk: bucketName(gift), sk: "standard#pos#2003#accrual", kind: "accrual", base: 1.5 };
    await put(tables.ledger, broken);
    const { problems } = await verify(tables, silent);
    expect(problems).toEqual([
      `${broken.pk} ${broken.sk}: is not an entry`,
      "order standard#pos#2001#: has 2 accruals",
      "order standard#pos#2001#: bike-paths match USD was taken back below zero, to -85",
    ]);
    const again = await folder()([await record(gift)]);
    expect(again.failed).toEqual([]);
    expect(again.facts).toMatchObject({ unreadable: 1 });
    expect(JSON.stringify(again.facts)).toContain(broken.sk);
    for (const key of [broken, keyOf(gift), keyOf(elsewhere), keyOf(back)]) {
      const Key = marshall({ pk: key.pk, sk: key.sk });
      await dynamo.send(new DeleteItemCommand({ TableName: tables.ledger, Key }));
    }
    await rebuild(tables, silent);
    expect((await verify(tables, silent)).problems).toEqual([]);
  });

  test("is what the community sees, over the end of a year, with milestones marked once", async () => {
    const milestones = milestoneStore(dynamo, tables.ledger, noneUnreadable);
    const mark = { cause: "example-rivers", currency: "EUR", amount: 200_000, at: "2026-12-31T23:00:00Z" };
    expect(await milestones.mark(mark)).toBe("marked");
    expect(await milestones.mark({ ...mark, at: "2027-01-01T00:00:00Z" })).toBe("markedBefore");
    expect(await milestones.reached([mark, { ...mark, amount: 500_000 }])).toEqual([mark]);
    const view = await readCommunity({
      brandConfig: brandConfigStore(dynamo, tables.ledger).read,
      impact: impactStore(dynamo, tables.impact, noneUnreadable),
      allowances: allowanceStore(dynamo, tables.ledger),
      milestones,
      payouts: payoutsReader(dynamo, tables.ledger, noneUnreadable),
      now: () => "2027-01-02T12:00:00Z",
    })();
    const all = await impactStore(dynamo, tables.impact, noneUnreadable).allTime();
    expect(view.purchases).toBe(ORDERS + 40);
    expect([...new Set(view.series.map(({ day }) => day))]).toEqual([
      "2026-12-30",
      "2026-12-31",
      "2027-01-01",
    ]);
    for (const figure of view.figures) {
      const sums = all?.sums.filter((s) => s.funding === figure.funding && s.currency === figure.currency);
      expect(figure.pending + figure.settled).toBe(sums?.reduce((net, sum) => net + sum.net, 0));
      expect(figure.settled).toBe(0);
    }
  });

  test("is what charities are paid: what is settled, once, as the person whom AWS names approves it", async () => {
    const settled = { currency: "EUR", placedAt: "2026-10-01T10:00:00Z", settlesOn: "2026-10-22" };
    await record(accrual({ orderId: "70000", ...settled, recordedAt: "2026-10-01T10:00:01Z" }));
    for (const cause of [aCause("example-rivers", "1128267"), aCause("bike-paths", "1128268")])
      await put(tables.ledger, { ...causeKey(cause.slug), ...cause });
    await put(tables.ledger, { ...causeKey("clean-rivers"), ...aCause("clean-rivers", "1128267") });
    const proposal = await money("payouts", "propose", "--through", "2026-11-21");
    const [id = ""] = /pay_[0-9a-z]{26}/.exec(proposal) ?? [];
    expect(proposal).toContain("1 payout of what is payable");
    expect(await money("payouts", "approve", id)).toContain(`${id}: batched, 1 of 2 approved`);
    const folder = await mkdtemp(join(tmpdir(), "evidence-"));
    const site = ["--site-url", "https://give.example.com"];
    await money("evidence", "2026", "--through", "2026-11-21", "--to", folder, ...site);
    const files = await readFile(join(folder, "manifest.sha256"), "utf8");
    expect(files).toContain("  sums.csv\n");
    expect(await readFile(join(folder, "sums.csv"), "utf8")).toContain(",EUR,brand,");
    for (const line of files.trimEnd().split("\n")) {
      const [hash = "", name = ""] = line.split("  ");
      const content = await readFile(join(folder, name));
      expect(createHash("sha256").update(content).digest("hex"), name).toBe(hash);
    }
  });
});
