import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { EARLY_REFUNDS_MAX } from "../../core/giving/ledger/entry.ts";
import { FOLD_WINDOW_SECONDS } from "../../core/impact/fold-window.ts";
import { TIME_RESERVED_MS, UNDER_WAY_MAX } from "../../core/messaging/broadcast/deliver-batch.ts";
import { HOLD_MAX_MS } from "../../core/messaging/broadcast/paced.ts";
import { IDENTITIES_MAX } from "../../core/model/purchase.ts";
import { choose, evaluate, machine } from "../support/give-share.ts";
import { everyOption, stacksOf } from "../support/synthesis.ts";

/** Limits that depend on each other. Outer limits are AWS's. */

const API_SECONDS_MAX = 29;
/** Shopify's; the others wait longer. */
const SHOP_SYSTEM_SECONDS = 5;
const EXPRESS_SECONDS_MAX = 300;
/** From a claim to its record. */
const SEND_SECONDS = 15;

const stacks = stacksOf(everyOption);
const timeouts = new Map(
  stacks
    .of("AWS::Lambda::Function")
    .map(({ path, properties }) => [path.replace("/Function", ""), Number(properties["Timeout"])]),
);

const Retry = z.object({
  ErrorEquals: z.array(z.string()),
  MaxAttempts: z.number(),
  IntervalSeconds: z.number().default(0),
  MaxDelaySeconds: z.number().optional(),
});
const State = z.object({
  TimeoutSeconds: z.number(),
  Resource: z.string(),
  Arguments: z.object({ FunctionName: z.string().optional(), QueueUrl: z.string().optional() }),
  Retry: z.array(Retry),
});
type State = z.infer<typeof State>;
const definition = definitionIn("give-share.asl.json");
const tasks = tasksIn("", definition.States);

describe("every workflow", () => {
  const called: Record<string, string> = {
    "${LookUpOrderFunction}": "look-up-order",
    "${RecordGiftFunction}": "record-gift",
    "${ReverseGiftFunction}": "reverse-gift",
    "${DeliverMessageFunction}": "deliver-message",
    "${GatherFactsFunction}": "gather-facts",
    "${PublishProofFunction}": "publish-proof",
    "${ReconcileOrdersFunction}": "reconcile-orders",
    "${PlanBroadcastsFunction}": "plan-broadcasts",
    "${ReadPayableFunction}": "read-payable",
    "${BatchPayoutsFunction}": "batch-payouts",
  };
  const calls = readdirSync("state-machines").flatMap((file) =>
    tasksIn("", definitionIn(file).States)
      .filter(([, task]) => task.Arguments.FunctionName !== undefined)
      .map(([path, task]) => [file.replace(".asl.json", path), task] as const),
  );
  test.each(calls)("%s waits longer than its function runs", (_, task) => {
    const name = called[task.Arguments.FunctionName ?? ""] ?? "";
    expect(task.TimeoutSeconds).toBeGreaterThan(timeouts.get(name) ?? Number.POSITIVE_INFINITY);
  });
});

test("no retry is told to wait at most as long as at first: the service may refuse that", () => {
  const Retrier = z.object({ IntervalSeconds: z.number().default(1), MaxDelaySeconds: z.number() });
  const bounded = readdirSync("state-machines").flatMap((file) =>
    valuesOf("Retry", JSON.parse(readFileSync(`state-machines/${file}`, "utf8")))
      .flat()
      .flatMap((retrier) => Retrier.safeParse(retrier).data ?? []),
  );
  expect(bounded.length).toBeGreaterThan(10);
  expect(bounded.filter((each) => each.MaxDelaySeconds <= each.IntervalSeconds)).toEqual([]);
});

describe("give-share", () => {
  const DARK_SECONDS = 60;
  const STILL_TO_ASK = { facts: { lookUp: { of: "order", id: "1" } } };
  const task = (name: string) => {
    const found = tasks.find(([path]) => path.split("/").at(-1) === name)?.[1];
    if (found === undefined) throw new Error(`There is no task ${name}`);
    return found;
  };
  const roundsOf: Record<string, number> = {
    FindIdentity: Math.ceil(IDENTITIES_MAX / (machine.States.FindCustomer?.MaxConcurrency ?? 1)),
    ReverseForEarlyRefund: Math.ceil(
      EARLY_REFUNDS_MAX / (machine.States.ApplyEarlyRefunds?.MaxConcurrency ?? 1),
    ),
  };
  const atMost = (...names: string[]) =>
    names
      .map((name) => secondsAtMost(task(name)) * (roundsOf[name] ?? 1))
      .reduce((sum, each) => sum + each, 0);
  const wait = async (name: string, chance: number) =>
    z.number().parse(await evaluate(machine.States[name]?.Seconds, { random: () => chance }));
  /** The last second at which a run may still choose to wait, as its file says. */
  async function lastSecond(
    name: string,
    waiting: string,
    counter: string,
    after: number,
    more: object = {},
  ): Promise<number> {
    const goesOn = async (seconds: number) => {
      const StartTime = new Date(Date.now() - seconds * 1000).toISOString();
      const states = { context: { Execution: { StartTime } } };
      return (await choose(name, {}, { [counter]: after, states, ...more })) === waiting;
    };
    let last = 0;
    while (last < EXPRESS_SECONDS_MAX && (await goesOn(last + 1))) last += 1;
    return last + 1;
  }
  const keepOnce = atMost("SendToDeadLetterQueue");

  test("leaves a run that waited as long as it may the time for every task, and to keep what failed", async () => {
    const waited =
      (await lastSecond("CanRetryInTime", "BackOffOutage", "waits", 2)) + (await wait("BackOffOutage", 1));
    expect(await wait("BackOffThrottle", 1)).toBeLessThan(await wait("BackOffOutage", 0));
    const purchase = atMost(
      "FindIdentity",
      "CountEmails",
      "ReadCustomer",
      "RecordGift",
      "ReverseForEarlyRefund",
    );
    expect(waited + purchase + keepOnce).toBeLessThan(definition.TimeoutSeconds);
    expect(waited + atMost("ReverseGift") + keepOnce).toBeLessThan(definition.TimeoutSeconds);
    const keeping = await lastSecond("CanRetryDeadLetter", "BackOffDeadLetter", "keeps", 0);
    expect(keeping + (await wait("BackOffDeadLetter", 1)) + keepOnce).toBeLessThan(definition.TimeoutSeconds);
    expect(definition.TimeoutSeconds).toBeLessThan(EXPRESS_SECONDS_MAX);
  });
  test("leaves one that still has to ask the shop the time for that as well, and outlasts a minute without the shop", async () => {
    const last = await lastSecond("CanRetryInTime", "BackOffOutage", "waits", 2, STILL_TO_ASK);
    const waited = last + (await wait("BackOffOutage", 1));
    const purchase = atMost(
      "FindIdentity",
      "CountEmails",
      "ReadCustomer",
      "RecordGift",
      "ReverseForEarlyRefund",
    );
    expect(waited + atMost("LookUpOrder") + purchase + keepOnce).toBeLessThan(definition.TimeoutSeconds);
    expect(last - task("LookUpOrder").TimeoutSeconds).toBeGreaterThan(DARK_SECONDS);
  });
  test("outlasts a minute without a service, whatever chance says: it gives up after waits that are longer", async () => {
    const waits = [0, 1, 2, 3, 4, 5];
    const StartTime = new Date().toISOString();
    const states = { context: { Execution: { StartTime } } };
    const chosen = await Promise.all(
      waits.map((count) => choose("CanRetryInTime", {}, { waits: count, states })),
    );
    const times = chosen.filter((state) => state === "BackOffOutage").length;
    expect(times * (await wait("BackOffOutage", 0))).toBeGreaterThan(DARK_SECONDS);
    // Who gives up for lack of time tried last when the minute was over.
    const longestTry = Math.max(
      ...["FindIdentity", "ReadCustomer", "RecordGift"].map((name) => task(name).TimeoutSeconds),
    );
    expect((await lastSecond("CanRetryInTime", "BackOffOutage", "waits", 2)) - longestTry).toBeGreaterThan(
      DARK_SECONDS,
    );
    const keeps = 15;
    expect(keeps * (await wait("BackOffDeadLetter", 0))).toBeGreaterThan(DARK_SECONDS);
  });
  test("tries again within a second what a moment heals", () => {
    for (const [, { Retry }] of tasks.filter(([, { Arguments }]) => !("QueueUrl" in Arguments))) {
      expect(Retry.at(-1)).toMatchObject({ MaxAttempts: 1, IntervalSeconds: 1 });
    }
  });
});

describe("the APIs", () => {
  test.each(["receive-purchase", "receive-consent", "serve-pages", "serve-api", "serve-people"])(
    "%s answers before the API gives up",
    (name) => {
      expect(timeouts.get(name)).toBeLessThan(API_SECONDS_MAX);
    },
  );
  test("receive-purchase gives up on its own soon after the shop system did", () => {
    expect(timeouts.get("receive-purchase")).toBeLessThanOrEqual(2 * SHOP_SYSTEM_SECONDS);
  });
});

const mappings = stacks.of("AWS::Lambda::EventSourceMapping");
const ofStreams = mappings.filter(({ properties }) => "StartingPosition" in properties);

describe("the queue of broadcasts", () => {
  const timeout = timeouts.get("deliver-batch") ?? Number.POSITIVE_INFINITY;
  test("hands a batch to no second worker while the first may still be at it", () => {
    const queue = stacks.of("AWS::SQS::Queue").find(({ path }) => path === "Batches");
    expect(Number(queue?.properties["VisibilityTimeout"])).toBeGreaterThan(timeout);
  });
  test("is read by as many workers as share its rate, each of one batch", () => {
    const [mapping, ...others] = mappings.filter((one) => !ofStreams.includes(one));
    expect(others).toEqual([]);
    expect(mapping?.properties).toMatchObject({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } });
    const worker = stacks.of("AWS::Lambda::Function").find(({ path }) => path === "deliver-batch/Function");
    expect(worker?.properties["Environment"]).toMatchObject({
      Variables: { EMAILS_PER_SECOND: "6", TEXTS_PER_SECOND: "1" },
    });
  });
  test("leaves a worker the time to end what is under way, at the slowest rate and with a provider that holds it up", () => {
    const slowestPerSecond = 1 / 2;
    const seconds = UNDER_WAY_MAX / slowestPerSecond + HOLD_MAX_MS / 1000;
    expect(TIME_RESERVED_MS / 1000).toBeGreaterThan(seconds + SEND_SECONDS);
    expect(timeout).toBeGreaterThan(2 * (TIME_RESERVED_MS / 1000));
  });
});

describe("the streams", () => {
  const mappings = ofStreams.map(({ path, properties }) => {
    const lambda = String(stacks.resolve(properties["FunctionName"])).slice(1, -1).replace("/Function", "");
    return [path, Limits.parse(properties), timeouts.get(lambda) ?? Number.POSITIVE_INFINITY] as const;
  });
  test.each(mappings)(
    "%s: a batch can fail many times before its records are too old",
    (_, limits, timeout) => {
      const longest = limits.MaximumBatchingWindowInSeconds + timeout;
      expect(limits.MaximumRecordAgeInSeconds).toBeGreaterThan(100 * longest);
      // DynamoDB keeps a stream for a day.
      expect(limits.MaximumRecordAgeInSeconds).toBeLessThan(86_400);
    },
  );

  test("the fold's gathers briefly until its load is known, and never longer than a try may take", () => {
    const fold = mappings.find(([path]) => path.endsWith("LedgerToImpact/Mapping"));
    expect(fold?.[1].MaximumBatchingWindowInSeconds).toBe(FOLD_WINDOW_SECONDS.quiet);
    expect(FOLD_WINDOW_SECONDS.busy).toBeLessThanOrEqual(timeouts.get("fold-impact") ?? 0);
  });
});

const Limits = z.object({
  MaximumBatchingWindowInSeconds: z.number(),
  MaximumRecordAgeInSeconds: z.number(),
});

/** Each try times out, and each wait between two is as long as it may be; one wait alone is the interval. */
function secondsAtMost(task: State): number {
  const retry = task.Retry.find(({ ErrorEquals }) => ErrorEquals.includes("States.ALL"));
  const tries = 1 + (retry?.MaxAttempts ?? 0);
  return tries * task.TimeoutSeconds + (tries - 1) * (retry?.MaxDelaySeconds ?? retry?.IntervalSeconds ?? 0);
}

/** The values of a field, wherever it is. */
function valuesOf(field: string, value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === field ? [inner] : []),
    ...valuesOf(field, inner),
  ]);
}

function tasksIn(path: string, value: unknown): readonly (readonly [string, State])[] {
  if (typeof value !== "object" || value === null) return [];
  const state = State.safeParse(value);
  if (state.success) return [[path, state.data]];
  return Object.entries(value).flatMap(([name, inner]) => tasksIn(`${path}/${name}`, inner));
}

function definitionIn(file: string) {
  return z
    .object({ TimeoutSeconds: z.number(), States: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(`state-machines/${file}`, "utf8")));
}
