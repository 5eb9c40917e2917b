import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeEventBusCommand,
  DescribeReplayCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListRulesCommand,
} from "@aws-sdk/client-eventbridge";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareWith, readPresent } from "../../cli/ledger/compare.ts";
import { copyMissing } from "../../cli/ledger/restore.ts";
import { engineOf } from "../../cli/settings.ts";
import { EVENT_SOURCE } from "../../core/events/catalog.ts";
import { orderKey } from "../../core/giving/ledger/ledger.keys.ts";
import { messagesOf } from "../../demo/sample-shops.ts";
import { closeConnections } from "../../local/http.ts";
import { anOrder, deliverAll, idOf, line, minutesAgo } from "../support/deployed-orders.ts";
import {
  changedTotals,
  dynamo,
  eventBridge,
  type GiftTotals,
  giftTotals,
  items,
  ledgerOf,
  stage,
  tables,
  totalsChangedBy,
  untilQuiet,
  wellspring,
} from "../support/deployed-stage.ts";

/** What docs/operating/ledger.md says to do after an accident, done after one. */

afterAll(closeConnections);

const orders = () => [
  anOrder("shopify", { cause: "native-seeds", currency: "EUR" }),
  anOrder("shopify", { cause: "native-seeds", currency: "EUR", lines: [line(3, 20_00)] }),
];
const purchasesOf = (some: ReturnType<typeof orders>) => some.map((order) => messagesOf(order).purchase);
const silent = () => {};
const byKey = (rows: readonly Record<string, unknown>[]) =>
  Object.fromEntries(rows.map((row) => [`${row["pk"]} ${row["sk"]}`, row]));

describe("the bus's archive, fed again to the rule that was switched off", () => {
  const EventBusName = stage.output("EventBus");
  const ArchiveName = `rehearsal-${Date.now()}`;
  const unheard = orders();
  let Name = "";
  let gives: GiftTotals = {};
  const span = ["--from", minutesAgo(1)];
  const replay = () => wellspring("pos", "replay-archive", ...span, "--archive", ArchiveName);

  beforeAll(async () => {
    gives = await totalsChangedBy(() => deliverAll(purchasesOf(orders())));
    const { Arn } = await eventBridge.send(new DescribeEventBusCommand({ Name: EventBusName }));
    const EventPattern = JSON.stringify({ source: [EVENT_SOURCE] });
    await eventBridge.send(new CreateArchiveCommand({ ArchiveName, EventSourceArn: Arn, EventPattern }));
    const { Rules } = await eventBridge.send(new ListRulesCommand({ EventBusName }));
    Name = Rules?.find((rule) => rule.Name?.includes("PurchasesAndRefunds"))?.Name ?? "";
    await eventBridge.send(new DisableRuleCommand({ Name, EventBusName }));
  });
  afterAll(async () => {
    await eventBridge.send(new EnableRuleCommand({ Name, EventBusName }));
    await eventBridge.send(new DeleteArchiveCommand({ ArchiveName }));
  });

  test("finds purchases that were accepted and gave nothing", async () => {
    expect(Object.keys(gives)).not.toEqual([]);
    expect(await totalsChangedBy(() => deliverAll(purchasesOf(unheard)))).toEqual({});
    for (const order of unheard) expect(await ledgerOf(idOf(order))).toEqual([]);
    // The archive knows whole seconds only.
    await sleep(1000);
    span.push("--to", minutesAgo(0));
  });

  test("gives for each as if it had been received at once", async () => {
    await eventBridge.send(new EnableRuleCommand({ Name, EventBusName }));
    const before = await giftTotals();
    const { code, output: said } = await replay();
    expect([code, said]).toEqual([0, expect.stringContaining("Replayed.")]);
    // The engine tells every rule of the bus; AWS those that the replay names.
    const ReplayName = /Replay (\S+) goes to/.exec(said)?.[1];
    const { Destination } = await eventBridge.send(new DescribeReplayCommand({ ReplayName }));
    expect(Destination?.FilterArns).toEqual([expect.stringContaining(Name)]);
    await untilQuiet();
    expect(changedTotals(before, await giftTotals())).toEqual(gives);
  });

  test("changes nothing when it is fed once more", async () => {
    const before = await items(tables.ledger);
    expect((await replay()).code).toBe(0);
    await untilQuiet();
    expect(byKey(await items(tables.ledger))).toEqual(byKey(before));
  });

  test("is not begun for a rule that is not there, or for no span", async () => {
    const nobody = await wellspring("pos", "replay-archive", ...span, "--rule", "Nobody");
    expect([nobody.code, nobody.output]).toEqual([
      2,
      expect.stringContaining("No rule of the bus has Nobody"),
    ]);
    const never = await wellspring("pos", "replay-archive", "--from", "today", "--to", "tomorrow");
    expect([never.code, never.output]).toEqual([2, expect.stringContaining("--from is not an instant")]);
  });
});

/**
 * The engine restores a table as it is, whatever instant is named: so here it is restored before the accident, and on AWS
 * after it, to an instant before it.
 */
describe("the ledger, after entries were deleted", () => {
  const older = `rehearsal-${Date.now()}`;
  const lost = orders();
  const ledger = (...args: string[]) => wellspring("ledger", ...args);
  const copying = (...options: string[]) => ledger("copy-missing", "--from-table", older, ...options);
  const digestOf = (said: string) => /^after\s+([0-9a-f]{64}) /m.exec(said)?.[1];
  let figures: GiftTotals = {};
  let rows: Record<string, unknown>[] = [];
  let deleted: Record<string, unknown>[] = [];
  let digest: string | undefined;

  beforeAll(async () => {
    await deliverAll(purchasesOf(lost));
    await untilQuiet();
    figures = await giftTotals();
    digest = digestOf((await ledger("rebuild")).output);
    rows = await items(tables.ledger);
  });
  afterAll(() => dynamo.send(new DeleteTableCommand({ TableName: older })));

  test("is restored beside itself, whole", async () => {
    const { code, output: said } = await ledger("restore", "--at", minutesAgo(0), "--to-table", older);
    expect([code, said]).toEqual([0, expect.stringContaining(`0 are in ${older} alone.`)]);
    expect(byKey(await items(older))).toEqual(byKey(rows));
    expect(byKey(await items(tables.ledger))).toEqual(byKey(rows));
    const again = await ledger("restore", "--at", minutesAgo(0), "--to-table", older);
    expect([again.code, again.output]).toEqual([2, expect.stringContaining("The restore was not started.")]);
  });

  test("shows too little by then, and the command names what is missing", async () => {
    deleted = (await Promise.all(lost.map((order) => ledgerOf(idOf(order))))).flat();
    expect(deleted.length).toBeGreaterThanOrEqual(lost.length);
    for (const { pk, sk } of deleted) {
      await dynamo.send(new DeleteItemCommand({ TableName: tables.ledger, Key: marshall({ pk, sk }) }));
    }
    const { output: said } = await ledger("rebuild");
    expect(digestOf(said)).not.toBe(digest);
    expect(Object.keys(changedTotals(figures, await giftTotals()))).not.toEqual([]);
    const { code, output: dry } = await copying("--dry-run");
    expect([code, dry]).toEqual([0, expect.stringContaining(`${deleted.length} are in ${older} alone.`)]);
    expect(await items(tables.ledger)).toHaveLength(rows.length - deleted.length);
  });

  test("gets what is missing, once, and gives every figure again to the byte", async () => {
    expect((await copying()).code).toBe(0);
    expect(byKey(await items(tables.ledger))).toEqual(byKey(rows));
    expect((await copying()).output).toContain(`0 are in ${older} alone.`);
    await untilQuiet();
    const { code, output: said } = await ledger("rebuild");
    expect([code, digestOf(said)]).toEqual([0, digest]);
    expect(await giftTotals()).toEqual(figures);
    expect((await ledger("verify")).code).toBe(0);
  });

  test("is never overwritten: a changed entry is named", async () => {
    const [row] = deleted.filter(({ kind }) => kind === "accrual");
    const Key = marshall({ pk: row?.["pk"], sk: row?.["sk"] });
    const set = (paid: unknown) =>
      dynamo.send(
        new UpdateItemCommand({
          TableName: tables.ledger,
          Key,
          UpdateExpression: "SET paid = :paid",
          ExpressionAttributeValues: { ":paid": { N: String(paid) } },
        }),
      );
    await set(1);
    const { code, output: said } = await copying();
    expect([code, said]).toEqual([1, expect.stringContaining(`${row?.["pk"]} ${row?.["sk"]}`)]);
    expect((await ledgerOf(String(row?.["orderId"]))).map(({ paid }) => paid)).toContain(1);
    await set(row?.["paid"]);
    expect((await copying()).code).toBe(0);
  });

  test("keeps what came in while it was copied", async () => {
    const [row] = deleted.filter(({ kind }) => kind === "accrual");
    const keep = (item: Record<string, unknown>, TableName = tables.ledger) =>
      dynamo.send(new PutItemCommand({ TableName, Item: marshall(item) }));
    const Key = marshall({ pk: row?.["pk"], sk: row?.["sk"] });
    await dynamo.send(new DeleteItemCommand({ TableName: tables.ledger, Key }));
    const copier = new DynamoDBClient(engineOf(stage));
    copier.middlewareStack.add(
      (next, context) => async (args) => {
        if (context["commandName"] === "PutItemCommand") await keep({ ...row, paid: 1 });
        return next(args);
      },
      { step: "initialize" },
    );
    await copyMissing({ ...tables, dynamo: copier }, { fromTable: older, dryRun: false }, silent);
    expect((await ledgerOf(String(row?.["orderId"]))).map(({ paid }) => paid)).toContain(1);
    await keep(row ?? {});
  });

  test("takes from before what waits for its purchase, and nothing that is only right as it is now", async () => {
    const order = { source: "square", connection: "till", orderId: `early-${Date.now()}` };
    const parked = { ...orderKey({ ...order, source: "square" }), ...order, kind: "parked", refunds: [] };
    const shard = rows.find(({ pk, sk }) => String(pk).startsWith("allowance#") && sk === "shard#00") ?? {};
    const Key = marshall({ pk: shard["pk"], sk: shard["sk"] });
    await dynamo.send(new PutItemCommand({ TableName: older, Item: marshall(parked) }));
    await dynamo.send(new DeleteItemCommand({ TableName: tables.ledger, Key }));
    const { code, output: said } = await copying();
    expect([code, said]).toEqual([1, expect.stringContaining(`${shard["pk"]} ${shard["sk"]}`)]);
    const now = byKey(await items(tables.ledger));
    expect(now[`${parked.pk} ${parked.sk}`]).toEqual(parked);
    expect(now[`${shard["pk"]} ${shard["sk"]}`]).toBeUndefined();
    await dynamo.send(new PutItemCommand({ TableName: tables.ledger, Item: marshall(shard) }));
    const key = marshall({ pk: parked.pk, sk: parked.sk });
    await dynamo.send(new DeleteItemCommand({ TableName: tables.ledger, Key: key }));
    expect(byKey(await items(tables.ledger))).toEqual(byKey(rows));
  });

  test("knows a restored table that lacks an entry of its time", async () => {
    const [row] = deleted.filter(({ kind }) => kind === "accrual");
    const Key = marshall({ pk: row?.["pk"], sk: row?.["sk"] });
    await dynamo.send(new DeleteItemCommand({ TableName: older, Key }));
    const present = await readPresent(dynamo, tables.ledger, silent);
    const lostBy = async (until: Date) =>
      (await compareWith({ dynamo, present, older }, silent, { until })).lost;
    const minute = 60_000;
    expect(await lostBy(new Date(Date.now() + 10 * minute))).toEqual([`${row?.["pk"]} ${row?.["sk"]}`]);
    expect(await lostBy(new Date(Date.now() - 10 * minute))).toEqual([]);
  });
});
