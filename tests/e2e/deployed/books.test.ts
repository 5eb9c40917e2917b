import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, ScanCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ordersIn } from "../../../cli/ledger/orders-in.ts";
import { tablesOf } from "../../../cli/ledger/tables.ts";
import { makeProofKey, readProofKey } from "../../../cli/proof/proof-key.ts";
import { proofsOf, publishOrders } from "../../../cli/proof/publish-orders.ts";
import { engineOf } from "../../../cli/settings.ts";
import { allTimeKey } from "../../../core/impact/impact.keys.ts";
import { CustomerId } from "../../../core/model/customer.ts";
import { sessionStore } from "../../../core/people/sessions/session.store.ts";
import { now } from "../../../core/platform/clock.ts";
import { randomBytes as random } from "../../../core/platform/random.ts";
import { GIFTS_MIN } from "../../../core/proof/day-trees.ts";
import { sessionCookie } from "../../../core/site/auth/session-cookie.ts";
import { publishAhead } from "../../../demo/quarter/publish-ahead.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { http } from "../../../local/http.ts";
import { openSite } from "../../../local/open-site.ts";
import {
  checkDays,
  checkGift,
  checkTotals,
  proofsIn,
  reader,
  readKey,
  readLog,
} from "../../../verify/wellspring-verify.mjs";
import { anOrder, deliver, minutesAgo } from "../../support/deployed-orders.ts";
import {
  changedTotals,
  community,
  dynamo,
  eventually,
  giftTotals,
  items,
  sfn,
  stage,
  tables,
  untilQuiet,
  wellspring,
} from "../../support/deployed-stage.ts";

const verify = () => wellspring("ledger", "verify");
const rebuild = () => wellspring("ledger", "rebuild");

/** The two digests that a rebuild prints. */
function digestsIn(output: string): readonly (string | undefined)[] {
  return ["before", "after"].map((when) => new RegExp(`^${when}\\s+([0-9a-f]{64}) `, "m").exec(output)?.[1]);
}

/** Puts one minor unit more into a row of Impact, as an administrator could. Returns the row's name as verify has it. */
async function falsify(): Promise<void> {
  const update = new UpdateItemCommand({
    TableName: tables.impact,
    Key: marshall({ ...allTimeKey() }),
    UpdateExpression: "SET sums[0].net = sums[0].net + :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
  });
  await dynamo.send(update);
}

/** A night takes half a second, and other suites' purchases may be of some months. */
const NIGHTS_MS = 240_000;

/** Starts a workflow and waits for its end. */
async function untilSucceeded(stateMachineArn: string): Promise<void> {
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: "{}" }));
  const describe = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
  const hasEnded = ({ status }: { readonly status?: string | undefined }) => status !== "RUNNING";
  const ended = await eventually("the run ends", describe, hasEnded, NIGHTS_MS);
  expect([ended.status, ended.error, ended.cause]).toEqual(["SUCCEEDED", undefined, undefined]);
}

async function* oncePaged<Row>(rows: readonly Row[]) {
  yield rows;
}

/** Each gift's proof in what the site answers at this path. */
async function proofsAt(path: string, headers: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { status, body } = await http(`${stage.siteUrl}${path}`, { headers });
  expect(status, `${path}: ${body.slice(0, 300)}`).toBe(200);
  return proofsIn(body);
}

/** So that some days are over whatever other suites sold. */
const DAYS_OVER = 3;

/** The paths at which two customers find their proofs: behind the link of a receipt, and on a page of their own. */
async function pathsOfProofs() {
  const placedAt = minutesAgo(DAYS_OVER * 24 * 60);
  const { purchase } = messagesOf(anOrder("standard", { store: "mill-lane", currency: "USD", placedAt }));
  const secret = randomBytes(16).toString("hex");
  const message = JSON.parse(purchase.body);
  const body = JSON.stringify({ ...message, data: { ...message.data, claimSecret: secret } });
  const answer = await deliver({ ...purchase, body });
  const { claimLink } = z.object({ claimLink: z.url() }).parse(JSON.parse(answer.body));
  await untilQuiet();
  const known = (await items(tables.ledger)).find(
    ({ kind, customer, parts }) =>
      kind === "accrual" && customer !== undefined && Array.isArray(parts) && parts.length > 0,
  );
  const { customer, gift } = z.object({ customer: CustomerId, gift: z.string() }).parse(known);
  const token = await sessionStore(dynamo, tables.people, { random, now }).start(customer);
  const [cookie = ""] = sessionCookie(token).split(";");
  const { body: page } = await http(claimLink);
  const [, behindLink = expect.fail("the page of the link leads to no proof")] =
    /href="(\/c\/[^"]+\/proof)"/i.exec(page) ?? [];
  return {
    behindLink,
    own: { path: `/me/gifts/${gift}/proof`, headers: { cookie } },
  };
}

describe("the books", () => {
  beforeAll(untilQuiet);

  test("were kept by functions that may do no more than they are allowed: IAM is enforced here", async () => {
    const credentials = { accessKeyId: "AKIANOBODYATALL00000", secretAccessKey: "nothing" };
    const stranger = new DynamoDBClient({ ...engineOf(stage), credentials });
    await expect(stranger.send(new ScanCommand({ TableName: tables.ledger, Limit: 1 }))).rejects.toThrow();
  });

  test("agree with every figure that is shown, after all that happened", async () => {
    const { code, output } = await verify();
    expect(output).toContain("Every figure is what the ledger says.");
    expect(code).toBe(0);
  });

  test("give every figure again to the byte", async () => {
    const before = await items(tables.impact);
    const figures = await giftTotals();
    const { code, output } = await rebuild();
    const [one, other] = digestsIn(output);
    expect(one).toBeDefined();
    expect(other).toBe(one);
    expect(output).toContain("Identical.");
    expect(code).toBe(0);
    const byKey = (rows: readonly Record<string, unknown>[]) =>
      Object.fromEntries(rows.map((row) => [`${row["pk"]} ${row["sk"]}`, row]));
    expect(byKey(await items(tables.impact))).toEqual(byKey(before));
    expect(await giftTotals()).toEqual(figures);
  });

  test("are published as a log in which anybody finds the figures that are shown, and each gift", async () => {
    const orders = await ordersIn(oncePaged(await items(tables.ledger)));
    const folder = mkdtempSync(join(tmpdir(), "wellspring-log-"));
    const vkey = makeProofKey("give.example.com/proof", join(folder, "key.json"));
    const key = readProofKey(join(folder, "key.json"));
    const shown = await community();
    const { timeZone } = shown.brand;
    const frame = { origin: key.note.name, timeZone, key: key.salts, giftsMin: GIFTS_MIN };
    const month = new Date(`${shown.asOf.slice(0, 7)}-01`);
    const last = new Date(month.setUTCMonth(month.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
    await publishOrders(orders, folder, key, frame, last);
    const trust = { key: readKey(vkey) };
    const days = checkDays(await readLog(reader(join(folder, "log")), trust));
    checkTotals(days, shown);
    const found = await Promise.all(
      orders.slice(0, 12).map((order) => proofsOf(order, orders, folder, key, frame)),
    );
    const proofs = found.flat().filter(({ leaf }) => leaf.day <= last);
    expect(proofs.length).toBeGreaterThan(0);
    for (const { leaf, proof = "" } of proofs) await checkGift(proof, trust, { order: leaf.order });
    rmSync(folder, { recursive: true });
  });

  test("are published by the stage itself, where anybody checks them, and each gift's proof is made of its order and handed to its customer", async () => {
    const paths = await pathsOfProofs();
    const shown = await community();
    const { timeZone } = shown.brand;
    await untilSucceeded(stage.output("PublishDaysArn"));
    const site = await openSite(stage.siteUrl);
    try {
      const through = shown.asOf;
      // Two at once: the row and the files of the store decide.
      const both = [1, 2].map(() => publishAhead(stage, tablesOf(stage), { timeZone, through }));
      const [store] = await Promise.all(both);
      const vkey = (await store?.verifierKey()) ?? "";
      const trust = { key: readKey(vkey) };
      const log = await readLog(reader(`${site.address}/proof`), trust);
      checkTotals(checkDays(log), shown);
      const orders = await ordersIn(oncePaged(await items(tables.ledger)));
      const proofs = (
        await Promise.all(orders.slice(0, 12).map((order) => store?.proofsOf(order) ?? []))
      ).flat();
      const published = proofs.filter(({ proof }) => proof !== undefined);
      expect(published.length).toBeGreaterThan(0);
      for (const { leaf, proof = "" } of published) await checkGift(proof, trust, { order: leaf.order });
      const page = await http(`${stage.siteUrl}/verify`);
      expect(page.body).toContain(vkey);
      const handed = [
        ...(await proofsAt(paths.behindLink)),
        ...(await proofsAt(paths.own.path, paths.own.headers)),
      ];
      expect(handed.length).toBeGreaterThanOrEqual(2);
      for (const proof of handed) await checkGift(proof, trust);
      expect((await http(`${stage.siteUrl}${paths.own.path}`)).status).not.toBe(200);
    } finally {
      site.close();
    }
  }, 300_000);

  test("find a figure that was falsified, and put it right", async () => {
    const [figures, shown] = [await giftTotals(), await community()];
    await falsify();
    const found = await verify();
    expect(found.output).toContain("1 difference:");
    expect(found.code).toBe(1);
    expect(Object.values(changedTotals(figures, await giftTotals()))).toEqual([1]);
    const { code, output } = await rebuild();
    const [one, other] = digestsIn(output);
    expect(one).not.toBe(other);
    expect(code).toBe(0);
    expect((await verify()).code).toBe(0);
    expect(await giftTotals()).toEqual(figures);
    // A minute or a midnight may pass meanwhile.
    const { asOf, readAt } = shown;
    expect({ ...(await community()), asOf, readAt }).toEqual(shown);
  });
});
