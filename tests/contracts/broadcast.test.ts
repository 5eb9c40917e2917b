import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { MilestoneReached } from "../../core/events/catalog.ts";
import { BATCH_CUSTOMERS_MAX, Broadcast, BroadcastBatch } from "../../core/messaging/broadcast/broadcast.ts";
import { LETTER_AHEAD_DAYS_MAX } from "../../core/operations/letters/schedule-letter.ts";
import { followersOf } from "../../core/people/audiences/audience.ts";
import { AUDIENCE_SHARDS, audiencePartition } from "../../core/people/keys/audience.keys.ts";
import { customers } from "../support/batch-world.ts";
import { choose, evaluate, readMachine } from "../support/state-machine.ts";

/** The arguments of a state, and the message of a queue. */
const PAYLOAD_BYTES_MAX = 256 * 1024;

const at = "2026-11-22T13:35:45Z";
const event = {
  time: at,
  detail: MilestoneReached.detail.parse({ cause: "clean-rivers", currency: "EUR", amount: 30_000, at }),
};
const { path, file, machine, inner, tasks } = readMachine("broadcast");
const of = (name: string) => inner.find((one) => one.name === name)?.state;

async function fromMilestone(): Promise<Broadcast> {
  const states = { input: event, context: { Execution: { Input: event } } };
  const start = readMachine("milestone-reached").machine.States["BroadcastToFollowers"]?.Arguments;
  return Broadcast.parse(z.object({ Input: z.unknown() }).parse(await evaluate(start, { states })).Input);
}

describe("broadcast", () => {
  test("is valid, names no resource, and its tasks time out, try again with jitter, and are caught", () => {
    const answer = execFileSync("node_modules/.bin/asl-validator", ["--no-arn-check", "--json-path", path]);
    expect(answer.toString()).toContain("is valid");
    expect(file).not.toMatch(/arn:|https?:|\d{12}/);
    for (const { state, within } of tasks) {
      expect(state.TimeoutSeconds).toBeGreaterThan(0);
      expect(state.Retry?.at(-1)).toMatchObject({ ErrorEquals: ["States.ALL"], JitterStrategy: "FULL" });
      expect(within).toBe("EachPart");
    }
    const parts = machine.States["EachPart"];
    expect(parts?.Catch).toEqual([{ ErrorEquals: ["States.ALL"], Next: "QueueingFailed" }]);
    expect(parts?.MaxConcurrency).toBeGreaterThan(0);
  });

  test("is started by a milestone for the followers of its cause", async () => {
    expect(await fromMilestone()).toEqual({
      journey: { name: "milestone-reached", startedAt: at },
      message: "milestone-reached",
      key: "clean-rivers:EUR:30000",
      audience: followersOf("clean-rivers"),
      about: { about: "milestone", ...event.detail },
    });
  });

  test("waits for the time of a letter, of which its run lasts long enough, and begins every other at once", async () => {
    const at = "2026-12-01T09:00:00Z";
    expect(await choose(machine, "RouteByTime", { at })).toBe("WaitForTime");
    expect(await choose(machine, "RouteByTime", await fromMilestone())).toBe("EachPart");
    expect(await evaluate(machine.States["WaitForTime"]?.Timestamp, { states: { input: { at } } })).toBe(at);
    const DAY_SECONDS = 86_400;
    expect(machine.TimeoutSeconds).toBeGreaterThan((LETTER_AHEAD_DAYS_MAX + 1) * DAY_SECONDS);
  });

  test("reads every part of an audience, under the key of the store, from its beginning to an empty page", async () => {
    const parts = await evaluate(machine.States["EachPart"]?.Items, {});
    expect(parts).toEqual(Array.from({ length: AUDIENCE_SHARDS }, (_, part) => part));
    const input = await fromMilestone();
    const begun = await evaluate(of("StartAtFirstPage")?.Assign, { states: { input: 3 } });
    const variables = z.object({ part: z.string(), after: z.string() }).parse(begun);
    const [first] = customers(1);
    expect(variables.after < (first ?? "")).toBe(true);
    const asked = await evaluate(of("ReadPage")?.Arguments, {
      ...variables,
      states: { context: { Execution: { Input: input } } },
    });
    expect(asked).toMatchObject({
      ExpressionAttributeValues: { ":part": { S: audiencePartition(input.audience, 3) } },
      Limit: BATCH_CUSTOMERS_MAX,
    });
    const read = (ids: readonly string[]) =>
      evaluate(of("ReadPage")?.Output, { states: { result: { Items: ids.map((S) => ({ sk: { S } })) } } });
    expect(await read([])).toEqual({ customers: [] });
    expect(await read(customers(1))).toEqual({ customers: customers(1) });
    const left = { ...machine, States: Object.fromEntries(inner.map(({ name, state }) => [name, state])) };
    expect(await choose(left, "RouteByPage", { customers: [] })).toBe("PartDone");
    expect(await choose(left, "RouteByPage", { customers: customers(1) })).toBe("QueuePage");
  });

  test("queues a page as one batch that deliver-batch accepts, and goes on after its last customer", async () => {
    const page = customers(BATCH_CUSTOMERS_MAX);
    const states = { input: { customers: page }, context: { Execution: { Input: await fromMilestone() } } };
    const sent = z
      .object({ MessageBody: z.string() })
      .parse(await evaluate(of("QueuePage")?.Arguments, { states }));
    expect(sent.MessageBody.length).toBeLessThan(PAYLOAD_BYTES_MAX);
    expect(BroadcastBatch.parse(JSON.parse(sent.MessageBody))).toMatchObject({
      key: "clean-rivers:EUR:30000",
      customers: page,
      attempt: 0,
    });
    expect(await evaluate(of("QueuePage")?.Assign, { states })).toEqual({ after: page.at(-1) });
    const answer = JSON.stringify({ Items: page.map((S) => ({ sk: { S } })) });
    expect(answer.length).toBeLessThan(PAYLOAD_BYTES_MAX / 2);
  });
});
