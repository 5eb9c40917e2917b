import { createServer } from "node:http";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { wholeSources } from "../../core/intake/sources/registry.ts";
import { mapBounded } from "../../core/platform/bounded.ts";
import type { Order } from "../../demo/facts.ts";
import { messagesOf, orderIdOf } from "../../demo/sample-shops.ts";
import { signedMessage } from "../../demo/signing.ts";
import { closeConnections, http } from "../../local/http.ts";
import { readTexts } from "../../local/inbox/texts.ts";
import { anOrder, keysOf } from "../support/deployed-orders.ts";
import {
  changedTotals,
  community,
  type GiftTotals,
  giftTotals,
  items,
  quarantineKeys,
  stage,
  tables,
  untilQuiet,
  wellspring,
} from "../support/deployed-stage.ts";
import { everything, placesOf, tracesOf } from "../support/forgotten-places.ts";
import { someoneAsked } from "../support/fuzz-customer.ts";
import { FORM, MARK, type Probe } from "../support/fuzz-probe.ts";
import { probes, type SignedWebhook } from "../support/fuzz-requests.ts";
import { netOf, wanted, withoutMatch } from "../support/oracle-totals.ts";
import { judged } from "../support/phone-numbers.ts";
import {
  CANARY_DOMAIN,
  CANARY_NAME,
  countsUntold,
  keptNames,
  type Sent,
  send,
  type Told,
  told,
  unusable,
} from "./deployed-webhooks.ts";
import { engineRequests, refusedAt } from "./engine-requests.ts";
import { faultOf, type Outcome, seedOf, type Verdict } from "./kind.ts";
import { typedNumbers } from "./kinds/numbers.ts";
import { settings } from "./settings.ts";
import { pathOf } from "./shop-world.ts";
import { note } from "./table.ts";
import { verdictOf } from "./webhook-body.ts";

const MINUTE_MS = 60_000;
/** Of the run's time, what posting takes at most: looking through everything afterwards needs the rest. */
const TIME_SHARE = 0.25;
/** Of a hundred inputs: orders (each of several webhooks), numbers in a form, requests that nobody may send, calls of the engine. */
const SHARES = { orders: 3, numbers: 3, requests: 5, engine: 4 };
const AT_ONCE = 6;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\]|.*\.localhost)$/;
/** Where the stage is open to texts: lib/stages.ts, stated here again. */
const OPEN = ["CA", "DE", "FR", "GB", "IE", "NZ", "US"];

/** These inputs are for one machine's engine alone: nothing is sent anywhere else. */
for (const url of [stage.endpoint, stage.siteUrl, stage.webhookUrl]) {
  if (!LOOPBACK.test(new URL(url).hostname))
    throw new Error(`The hostile suite is for the local engine, and the stage is at ${url}.`);
}

const seed = seedOf(settings.seed, "deployed");
const countOf = (share: number) => Math.max(5, Math.ceil((settings.inputs * share) / 100));

/** Tries one after the other while there is time, and notes what became of them; gives the first fault. */
async function tryAll<Input>(
  kind: string,
  inputs: readonly Input[],
  shown: (input: Input) => unknown,
  tried: (input: Input) => Promise<readonly Verdict[]>,
): Promise<string | undefined> {
  const counts = { accepted: 0, refused: 0, quarantined: 0 };
  const faults: string[] = [];
  const giveUpAt = Date.now() + (settings.minutes * MINUTE_MS * TIME_SHARE) / 4;
  await mapBounded(inputs, AT_ONCE, async (input) => {
    if (Date.now() > giveUpAt) return;
    try {
      for (const verdict of await tried(input)) counts[verdict] += 1;
    } catch (error) {
      faults.push(faultOf(kind, shown(input), error));
    }
  });
  const [fault] = faults;
  const all = counts.accepted + counts.refused + counts.quarantined + faults.length;
  const outcome: Outcome = { kind, inputs: all, counts, ...(fault !== undefined && { fault }) };
  return note(outcome).fault;
}

describe("hostile inputs at the deployed stacks", () => {
  const counted: Order[] = [];
  const kept: Sent[] = [];
  const faults: Record<string, string | undefined> = {};
  let before: GiftTotals;
  let textedBefore = 0;

  async function tell({ order, sent, later }: Told): Promise<readonly Verdict[]> {
    const verdicts: Verdict[] = [];
    const sendOne = async (one: Sent): Promise<void> => {
      const verdict = verdictOf(await send(one));
      verdicts.push(verdict);
      if (verdict === "quarantined" && Object.keys(one.headers).length === 0) kept.push(one);
    };
    for (const one of sent) await sendOne(one);
    for (const one of later) {
      await untilQuiet();
      await sendOne(one);
    }
    if (order !== undefined) counted.push(order);
    return verdicts;
  }

  async function joins(typed: string): Promise<readonly Verdict[]> {
    const fields = new URLSearchParams({ phone: typed, wishes: "impact.sms", language: "en", place: "" });
    const headers = { "content-type": FORM, "sec-fetch-site": "same-origin" };
    const { status } = await http(`${stage.siteUrl}/join`, { method: "POST", headers, body: `${fields}` });
    expect([200, 422]).toContain(status);
    return [status === 200 ? "accepted" : "refused"];
  }

  async function asks({ to, path, method, headers, body, answers }: Probe): Promise<readonly Verdict[]> {
    const base = to === "site" ? stage.siteUrl : stage.webhookUrl;
    const answer = await http(`${base}${path}`, { method, headers, ...(body && { body }) });
    expect(answers, `answered ${answer.status} ${answer.body.slice(0, 200)}`).toContain(answer.status);
    expect(MARK.test(answer.body), "what was sent comes back as it was").toBe(false);
    return [answer.status < 400 ? "accepted" : "refused"];
  }

  /** As an operator does: what failed for good on a busy machine waits there, and is not lost. */
  async function redriven(): Promise<void> {
    await untilQuiet();
    await wellspring("redrive", "PurchasesDlq");
    await untilQuiet();
  }

  beforeAll(async () => {
    await redriven();
    before = await giftTotals();
    textedBefore = (await readTexts(stage)).length;
    const drawn = fc.sample(told, { seed, numRuns: countOf(SHARES.orders) });
    const orders: Told[] = [...unusable()];
    for (const one of drawn) if (!(await countsUntold(one))) orders.push(one);
    faults["webhooks"] = await tryAll(
      "deployed: webhooks of shops",
      orders,
      ({ sent, order }) => ({
        order,
        sent: sent.map(({ message: { source, topic, body }, headers }) => ({ source, topic, headers, body })),
      }),
      tell,
    );
    const numbers = fc.sample(typedNumbers, { seed, numRuns: countOf(SHARES.numbers) });
    faults["numbers"] = await tryAll("deployed: numbers typed into a form", numbers, (one) => one, joins);
    const signed = wholeSources.map((source): SignedWebhook => {
      const sold = messagesOf(anOrder(source)).purchase;
      const { headers, ...message } = signedMessage(sold, keysOf(source), 0, Date.now());
      return { message, headers, path: pathOf(source) };
    });
    const causes = (await community()).causes.map(({ slug }) => slug);
    const requests = fc.sample(probes(signed, causes, await someoneAsked()), {
      seed,
      numRuns: countOf(SHARES.requests),
    });
    faults["requests"] = await tryAll(
      "deployed: requests that nobody may send",
      requests,
      (one) => one,
      asks,
    );
    const { port } = new URL(stage.endpoint);
    const calls = fc.sample(engineRequests(port), { seed, numRuns: countOf(SHARES.engine) });
    faults["engine"] = await tryAll(
      "deployed: calls of the engine by others",
      calls,
      (one) => one,
      (one) => refusedAt(Number(port), one),
    );
    await redriven();
  }, 15 * MINUTE_MS);
  afterAll(closeConnections);

  test.each(["webhooks", "numbers", "requests", "engine"])("get the answers that they should: %s", (name) => {
    if (faults[name] !== undefined) throw new Error(faults[name]);
  });

  test("would find an engine without its guard", async () => {
    const open = createServer((_, response) => {
      response.writeHead(200, { "access-control-allow-origin": "*" }).end('{"TableNames":[]}');
    });
    await new Promise<void>((ready) => open.listen(0, "127.0.0.1", ready));
    const { port } = z.object({ port: z.number() }).parse(open.address());
    const [call] = fc.sample(engineRequests(String(port)), { seed, numRuns: 1 });
    if (call === undefined) throw new Error("There is no call");
    await expect(refusedAt(port, call)).rejects.toThrow();
    await new Promise((closed) => open.close(closed));
  });

  test("leave the ledger as the oracle says, with nothing forged, lost or doubled", async () => {
    expect(counted.length).toBeGreaterThan(0);
    const rows = Map.groupBy(await items(tables.ledger), ({ source, orderId }) => `${source} ${orderId}`);
    const wrong = counted.flatMap((order) => {
      const entries = rows.get(`${order.source} ${orderIdOf(order)}`) ?? [];
      const [has, should] = [netOf(entries), wanted([order])];
      return isDeepStrictEqual(has, should) ? [] : [JSON.stringify({ has, should, order, entries })];
    });
    expect(wrong).toEqual([]);
    expect(withoutMatch(changedTotals(before, await giftTotals()))).toEqual(wanted(counted));
    const accruals = (await items(tables.ledger)).filter(({ kind }) => kind === "accrual");
    const times = Map.groupBy(accruals, ({ source, orderId }) => `${source} ${orderId}`);
    const names = counted.map((order) => `${order.source} ${orderIdOf(order)}`);
    expect(names.filter((name) => times.get(name)?.length !== 1)).toEqual([]);
  });

  test("are in quarantine, each that was answered so", async () => {
    const keys = await quarantineKeys();
    expect(kept.length).toBeGreaterThan(0);
    expect(
      kept.filter((one) => !keptNames(one).some((name) => keys.some((key) => key.endsWith(name)))),
    ).toEqual([]);
  });

  test("cause no text to a number that costs or whose country is closed", async () => {
    const sent = (await readTexts(stage)).slice(textedBefore);
    const wrong = sent.filter(({ to }) => {
      const { country, isMobile } = judged(to);
      return !isMobile || !OPEN.includes(country ?? "");
    });
    expect(wrong).toEqual([]);
  });

  test("leave no trace of their people outside of quarantine", { timeout: 5 * MINUTE_MS }, async () => {
    const traces = tracesOf([CANARY_DOMAIN, CANARY_NAME, "2065550177", "sq-1-canary"], await everything());
    expect(placesOf(traces)).toEqual(["quarantine"]);
  });
});
