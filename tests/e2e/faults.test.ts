import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { type Fault, type FaultRates, seededFaults } from "../../bench/proxy/faults.ts";
import { startProxy } from "../../bench/proxy/proxy.ts";
import { SignInAsked } from "../../core/events/catalog.ts";
import { eventsClient } from "../../core/events/event-bus.client.ts";
import { parseBucketKey } from "../../core/giving/ledger/ledger.keys.ts";
import { wholeSources } from "../../core/intake/sources/registry.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import type { Source } from "../../core/model/sources.ts";
import { mapBounded } from "../../core/platform/bounded.ts";
import { now } from "../../core/platform/clock.ts";
import { chanceFrom } from "../../demo/chance.ts";
import type { Order, OrderRefund } from "../../demo/facts.ts";
import type { Message } from "../../demo/message.ts";
import { messagesOf, orderIdOf, sampleShopOf } from "../../demo/sample-shops.ts";
import { closeConnections } from "../../local/http.ts";
import { addressOf, close, follower, history, lettersTo } from "../support/broadcast-world.ts";
import { anOrder, deliver, minutesAgo } from "../support/deployed-orders.ts";
import {
  changedTotals,
  eventBridge,
  giftTotals,
  items,
  stage,
  tables,
  untilQuiet,
} from "../support/deployed-stage.ts";
import { netOf, wanted, withoutMatch } from "../support/oracle-totals.ts";
import { close as closeWorld, redrive, withVariables } from "../support/redrive-world.ts";

/** Between the deployed functions and all that they call, calls fail: docs/decisions/88-models-and-faults.md */

const SEED = Number(process.env["FAULTS_SEED"] ?? 20_261_127);
/** Of a thousand calls. The ways in which AWS and a network fail; `hang` is longer than a function waits. */
const RATES: FaultRates = {
  droppedAnswer: 25,
  serverError: 25,
  throttled: 30,
  conflict: 30,
  duplicated: 10,
  tokenForgotten: 5,
  hang: 2,
};
/** A provider that says nothing may have sent the letter: that is another suite's, tests/e2e/delivery.test.ts. */
const SPARED = new Set(["ses", "sns"]);
const FUNCTIONS = ["receivepurchase", "recordgift", "reversegift", "foldimpact", "announcegifts"].concat(
  "markmilestones",
  "delivermessage",
);
const ORDERS_A_SOURCE = 4;
const LETTERS = 6;
const AT_ONCE = 6;
const TRIES_MAX = 12;
const REDRIVES_MAX = 3;
/** For what began with the last webhooks. */
const FAULTS_GO_ON_MS = 5_000;
const TEST_MS_MAX = 180_000;

const chance = chanceFrom(SEED);
const chars = "abcdefghijklmnopqrstuvwxyz0123456789";
const id = () => Array.from({ length: 26 }, () => chars[chance.between(0, chars.length - 1)]).join("");

afterAll(() => {
  close();
  closeWorld();
  closeConnections();
});

/** In part, where the shop pays back amounts. */
function refundIn(source: Source): OrderRefund {
  const isByAmount = sampleShopOf(source).refunds.some(([kind]) => kind === "amount");
  const refund = { id: 1, at: minutesAgo(3) };
  return isByAmount ? { ...refund, kind: "amount", amount: 10_00 } : { ...refund, kind: "full" };
}

/** Every second order is paid back. */
const orders: readonly Order[] = wholeSources.flatMap((source) =>
  Array.from({ length: ORDERS_A_SOURCE }, (_, at) =>
    anOrder(source, {
      ...(at > 1 && { cause: "native-seeds" }),
      ...(at % 2 === 1 && { refunds: [refundIn(source)] }),
    }),
  ),
);

/**
 * In any order: refunds may come before their purchase. Each webhook comes twice, and an order in its updates again; of the
 * standard format only one of each, for what a function takes for done and is not, no second statement makes good.
 */
const deliveries: readonly Message[] = chance.shuffled(
  orders.flatMap((order) => {
    const { purchase, updates, refunds } = messagesOf(order);
    if (order.source === "standard") return [purchase, ...refunds];
    return [purchase, ...updates, ...refunds].flatMap((message) => [message, message]);
  }),
);

const Put = z.object({
  Item: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
});
const EntryWrite = z.union([
  Put,
  z
    .object({ TransactItems: z.tuple([z.object({ Put })], z.unknown()) })
    .transform(({ TransactItems }) => TransactItems[0].Put),
]);

/** The first try to write each entry of the ledger meets a conflict: with another transaction at its item. */
function firstWritesConflict(): (operation: string, request: unknown) => Fault | undefined {
  const tried = new Set<string>();
  return (_, request) => {
    const { pk, sk } = EntryWrite.safeParse(request).data?.Item ?? {};
    const name = `${pk?.S} ${sk?.S}`;
    if (pk === undefined || parseBucketKey(pk.S) === undefined || tried.has(name)) return undefined;
    tried.add(name);
    return "conflict";
  };
}

/** As shop systems do: again, until it is taken. */
async function insist(message: Message): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { status } = await deliver(message).catch(() => ({ status: 0 }));
    if (status === 200 || status === 202) return;
    if (tries === TRIES_MAX) throw new Error(`${message.source} was answered ${status} ${tries} times`);
  }
}

async function detour(endpoint: string, parts: readonly string[], work: () => Promise<void>): Promise<void> {
  const [part, ...others] = parts;
  if (part === undefined) return await work();
  await withVariables(part, { AWS_ENDPOINT_URL: endpoint }, () => detour(endpoint, others, work));
}

/** What failed for good is handed back, as an operator would. */
async function redriveAll(): Promise<void> {
  for (let round = 0; round < REDRIVES_MAX; round += 1) {
    await untilQuiet();
    const { output } = await redrive("PurchasesDlq");
    if (output.includes("none")) break;
  }
  await redrive("JourneysDlq");
  await untilQuiet();
}

describe("under dropped answers, refusals, conflicts and connections that hang", () => {
  const faults = seededFaults(RATES, SEED);
  const befell = new Map<string, number>();
  const customers: CustomerId[] = [];
  let before = {};

  test("webhooks are taken, workflows go on, and letters are written", { timeout: TEST_MS_MAX }, async () => {
    console.log(`    seed ${SEED}: FAULTS_SEED draws others`);
    for (let letter = 0; letter < LETTERS; letter += 1) customers.push(await follower(`faults-${letter}`));
    await untilQuiet();
    before = await giftTotals();
    const proxy = await startProxy({ port: Number(new URL(stage.endpoint).port) });
    try {
      await detour(proxy.endpoint, FUNCTIONS, async () => {
        proxy.rule({
          faults,
          certain: firstWritesConflict(),
          spared: SPARED,
          befell: (fault, operation) => {
            for (const name of [fault, `${fault} of ${operation}`])
              befell.set(name, (befell.get(name) ?? 0) + 1);
          },
        });
        const asked = customers.map((customer) =>
          SignInAsked.detail.parse({ customer, request: `ask_${id()}`, at: now() }),
        );
        await eventsClient(eventBridge, stage.output("EventBus")).publish(SignInAsked, asked);
        await mapBounded(deliveries, AT_ONCE, insist);
        await sleep(FAULTS_GO_ON_MS);
        proxy.rule({});
        await redriveAll();
      });
    } finally {
      await proxy.close();
    }
    console.log(`    ${proxy.arrived} calls, of which ${JSON.stringify(Object.fromEntries(befell))}`);
  });

  test("each kind of fault befell some call, and the ledger's writes met conflicts", () => {
    const often: readonly Fault[] = ["droppedAnswer", "serverError", "throttled", "duplicated"];
    expect(often.filter((fault) => !befell.has(fault))).toEqual([]);
    expect(befell.get("conflict") ?? 0).toBeGreaterThanOrEqual(orders.length);
  });

  test("every purchase is in the books once, with all that its refunds took back", async () => {
    const rows = Map.groupBy(await items(tables.ledger), ({ source, orderId }) => `${source} ${orderId}`);
    const wrong = orders.flatMap((order) => {
      const entries = rows.get(`${order.source} ${orderIdOf(order)}`) ?? [];
      const accruals = entries.filter(({ kind }) => kind === "accrual").length;
      const [has, should] = [netOf(entries), wanted([order])];
      if (accruals === 1 && isDeepStrictEqual(has, should)) return [];
      return [JSON.stringify({ accruals, has, should, order })];
    });
    expect(wrong).toEqual([]);
  });

  test("every figure is what an independent calculation expects", async () => {
    expect(withoutMatch(changedTotals(before, await giftTotals()))).toEqual(wanted(orders));
  });

  test("no letter is written twice, and one that is not says why", async () => {
    const letters = await lettersTo(customers.map((_, letter) => addressOf(`faults-${letter}`)));
    expect(letters.filter((count) => count > 1)).toEqual([]);
    for (const [at, customer] of customers.entries()) {
      const said = await history(customer);
      expect([letters[at], said]).toEqual([letters[at], expect.arrayContaining([expect.any(String)])]);
      if (letters[at] === 0) expect(said).not.toContain("sent");
    }
    expect(letters.filter((count) => count === 1).length).toBeGreaterThan(LETTERS / 2);
  });
});
