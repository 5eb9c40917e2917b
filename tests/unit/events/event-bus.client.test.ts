import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { MatchPoolExhausted, MilestoneReached } from "../../../core/events/catalog.ts";
import {
  EventsRefusedError,
  eventBus,
  eventsClient,
  PUT_EVENTS_ENTRIES_MAX,
} from "../../../core/events/event-bus.client.ts";

const bus = mockClient(EventBridgeClient);
const events = eventsClient(new EventBridgeClient({ region: "us-east-1" }), "wellspring");

function milestone(amount: number) {
  return { cause: "clean-rivers", currency: "USD", amount, at: "2026-11-22T13:35:45Z" };
}
const milestones = (count: number) => Array.from({ length: count }, (_, amount) => milestone(amount));

beforeEach(() => {
  bus.reset();
  bus.on(PutEventsCommand).callsFake((input) => ({
    Entries: input.Entries.map((_: unknown, index: number) => ({ EventId: `e${index}` })),
  }));
});

describe("events client", () => {
  test("publishes under the contract's name with our source", async () => {
    await events.publish(MilestoneReached, [milestone(5)]);
    expect(bus.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries).toEqual([
      {
        EventBusName: "wellspring",
        Source: "wellspring",
        DetailType: "MilestoneReached.v1",
        Detail: JSON.stringify(milestone(5)),
      },
    ]);
  });

  test("sends no call for no events, and at most ten events in one call, in order", async () => {
    await events.publish(MilestoneReached, []);
    expect(bus.commandCalls(PutEventsCommand)).toHaveLength(0);
    await events.publish(MilestoneReached, milestones(23));
    const sizes = bus.commandCalls(PutEventsCommand).map((call) => call.args[0].input.Entries?.length);
    expect(sizes).toEqual([PUT_EVENTS_ENTRIES_MAX, PUT_EVENTS_ENTRIES_MAX, 3]);
  });

  test("names each event that the bus refused although the call answered 200", async () => {
    bus.on(PutEventsCommand).callsFake((input) => ({
      FailedEntryCount: 1,
      Entries: input.Entries.map((entry: { Detail: string }) =>
        JSON.parse(entry.Detail).amount === 12 ? { ErrorCode: "ThrottlingException" } : { EventId: "e" },
      ),
    }));
    const failure = await events.publish(MilestoneReached, milestones(14)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EventsRefusedError);
    expect(failure).toMatchObject({ refused: [{ index: 12, code: "ThrottlingException" }] });
  });

  test("sends nothing of a list of which one event is larger than the bus takes, and names that one", async () => {
    const words = "ü".repeat(131_040);
    const contract = { ...MilestoneReached, detail: z.object({ words: z.string() }) };
    const put = eventBus(new EventBridgeClient({ region: "us-east-1" }), "wellspring").put;
    const small = { contract, detail: { words: "small" } };
    const failure = await put([
      small,
      { contract, detail: { words: `${words}${"ü".repeat(40)}` } },
      small,
    ]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EventsRefusedError);
    expect(failure).toMatchObject({ refused: [{ index: 1, code: "EntryTooLarge" }] });
    expect(bus.commandCalls(PutEventsCommand)).toHaveLength(0);
    await put([small, { contract, detail: { words } }, small]);
    expect(bus.commandCalls(PutEventsCommand).map((call) => call.args[0].input.Entries?.length)).toEqual([
      1, 1, 1,
    ]);
  });

  test("puts events of several contracts in one call", async () => {
    const pool = { pool: "autumn", at: "2026-11-22T13:35:45Z" };
    await eventBus(new EventBridgeClient({ region: "us-east-1" }), "wellspring").put([
      { contract: MilestoneReached, detail: milestone(5) },
      { contract: MatchPoolExhausted, detail: pool },
    ]);
    const calls = bus.commandCalls(PutEventsCommand).map((call) => call.args[0].input.Entries);
    expect(calls).toMatchObject([
      [
        { DetailType: "MilestoneReached.v1" },
        { DetailType: "MatchPoolExhausted.v1", Detail: JSON.stringify(pool) },
      ],
    ]);
  });

  test("takes an answer without entries for a refusal", async () => {
    bus.on(PutEventsCommand).resolves({});
    await expect(events.publish(MilestoneReached, [milestone(1)])).rejects.toThrow(EventsRefusedError);
  });

  test("sends nothing when a detail does not fit its contract", async () => {
    await expect(
      events.publish(MilestoneReached, [milestone(1), { ...milestone(2), amount: 2.5 }]),
    ).rejects.toThrow();
    expect(bus.commandCalls(PutEventsCommand)).toHaveLength(0);
  });
});
