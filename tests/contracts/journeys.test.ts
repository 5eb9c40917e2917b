import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  AddressChangeAsked,
  AddressChanged,
  CATALOG,
  CustomerConfirmed,
  CustomerJoined,
  type EventContract,
  GiftAccrued,
  ItemUnavailable,
  JourneyCalled,
  MilestoneReached,
  PurchaseDelayed,
  SignInAsked,
  StoryTold,
  TextAnswer,
  TextAnswered,
} from "../../core/events/catalog.ts";
import { messageOf } from "../../core/messaging/content/catalog.ts";
import { TemplateRefusedError } from "../../core/messaging/content/render.ts";
import { DeliverMessage, type MessageDelivered } from "../../core/messaging/delivery/delivery.ts";
import { calendarJourneys } from "../../core/messaging/journeys/calendar/registry.ts";
import { digestSpan } from "../../core/messaging/journeys/digest-span.ts";
import { GatherFacts } from "../../core/messaging/journeys/event/gather-facts.ts";
import { declaredJourney, eventJourneys } from "../../core/messaging/journeys/event/registry.ts";
import type { FactsGathered } from "../../core/messaging/journeys/facts.ts";
import { journeyKey } from "../../core/messaging/journeys/journey.keys.ts";
import { CustomerId } from "../../core/model/customer.ts";
import { isStopped, JOURNEYS, type Journey } from "../../core/model/journey.ts";
import { troubleId } from "../../core/model/order-trouble.ts";
import { MESSAGE_CHANNELS } from "../../core/model/topic.ts";
import { identityRowKey, sharedIdentityKey } from "../../core/people/keys/customer.keys.ts";
import { preferencesKey } from "../../core/people/keys/people.keys.ts";
import { startingPreferences, ticked } from "../../core/people/preferences/starting-preferences.ts";
import { TaskInputError } from "../../core/platform/lambda/task.ts";
import {
  definitionOf,
  journeyDefinitions,
  startJourneyDefinition,
} from "../../lib/engagement/journey-definitions.ts";
import { pascal } from "../../lib/output-names.ts";
import { choose, evaluate, readMachine } from "../support/state-machine.ts";

const START = "start-journey";
const EXPRESS = [START, "send-link"];
const EXPRESS_SECONDS_MAX = 300;
/** What Step Functions calls it, and what the engine on one machine calls it. */
const STARTED_BEFORE = ["StepFunctions.ExecutionAlreadyExistsException", "ExecutionAlreadyExists"];
const definitions = journeyDefinitions();
const machineOf = (journey: Journey) => readMachine(definitionOf(journey));

/** Workflows that are no journeys. */
const OTHERS = ["broadcast", "give-share", "propose-payouts", "publish-days", "reconcile-shop"];

test("every journey has its file, and every other file is known", () => {
  const files = readdirSync("state-machines").map((file) => file.replace(".asl.json", ""));
  const used = new Set([...definitions.values()].map(({ file }) => file));
  expect(files.filter((file) => !OTHERS.includes(file)).sort()).toEqual([...used].sort());
});

test("the names of journeys are those that are declared, each once", () => {
  const declared = [...eventJourneys, ...calendarJourneys].map(({ name }) => name);
  expect(declared).toEqual(JOURNEYS);
  expect(new Set(declared).size).toBe(declared.length);
  const catalog: readonly EventContract[] = CATALOG;
  expect(eventJourneys.flatMap(({ on }) => on).filter((event) => !catalog.includes(event))).toEqual([]);
});

describe.each([...definitions])("%s", (name, definition) => {
  const { file, machine, states, inner, tasks } = readMachine(definition);

  // As a file it is validated by `npm run check`.
  test("is valid as it is deployed, names no resource, and fits on a few screens", () => {
    const given = ["--no-arn-check", "--json-definition", file];
    expect(execFileSync("node_modules/.bin/asl-validator", given).toString()).toContain("is valid");
    expect(file).not.toMatch(/arn:|https?:|\d{12}/);
    expect(tasks.every(({ state }) => /^\$\{\w+\}$/.test(state.Resource ?? ""))).toBe(true);
    expect(file.replaceAll(/"(?:[^"\\]|\\.)*"/g, "")).not.toContain("$");
    expect(states.length).toBeLessThanOrEqual(16);
  });

  test("reaches every state, and goes to no state that does not exist", () => {
    const reached = new Set([
      machine.StartAt,
      ...states.flatMap(([, { ItemProcessor }]) =>
        ItemProcessor === undefined ? [] : [ItemProcessor.StartAt],
      ),
      ...[...states.map(([, state]) => state), ...inner.map(({ state }) => state)].flatMap((state) => [
        ...(state.Choices ?? []).map((rule) => rule.Next),
        ...(state.Catch ?? []).map((catcher) => catcher.Next),
        ...(state.Default === undefined ? [] : [state.Default]),
        ...(state.Next === undefined ? [] : [state.Next]),
      ]),
    ]);
    const all = [...states.map(([state]) => state), ...inner.map((one) => one.name)];
    expect([...reached].sort()).toEqual(all.sort());
    expect(states.filter(([, state]) => state.Type === "Succeed")).toEqual([]);
  });

  test.each(tasks)("$name times out, tries again with jitter, and is caught", (one) => {
    const { name: task, state, within } = one;
    expect(state.TimeoutSeconds).toBeGreaterThan(0);
    const last = state.Retry?.at(-1);
    expect(last).toMatchObject({ ErrorEquals: ["States.ALL"], JitterStrategy: "FULL" });
    expect(last?.MaxAttempts).toBeGreaterThan(0);
    const map = within === undefined ? undefined : machine.States[within];
    if (map !== undefined) expect(map.MaxConcurrency).toBeGreaterThan(0);
    const caught = (map ?? state).Catch?.at(-1);
    expect(caught?.ErrorEquals).toEqual(["States.ALL"]);
    expect(caught?.Next).toBe(task === "SendToDeadLetterQueue" ? state.Next : "SendToDeadLetterQueue");
  });

  test("knows errors by the names that the classes carry", () => {
    const own: string[] = [TaskInputError, TemplateRefusedError].map((OwnError) => new OwnError("").name);
    const used = tasks.flatMap(({ state }) => (state.Retry ?? []).flatMap((retrier) => retrier.ErrorEquals));
    const known = [...own, ...STARTED_BEFORE, "States.ALL"];
    expect(used.filter((error) => !known.includes(error))).toEqual([]);
  });

  test("if it is Express, ends in time however often each of its tasks is tried", () => {
    if (!EXPRESS.includes(name)) return;
    const worst = tasks.map(({ state }) => {
      const { MaxAttempts = 0, MaxDelaySeconds = 0 } = state.Retry?.at(-1) ?? {};
      return (state.TimeoutSeconds ?? 0) * (1 + MaxAttempts) + MaxDelaySeconds * MaxAttempts;
    });
    // A run sends one message: the others are other branches.
    const keep = worst.at(-1) ?? 0;
    const longest = name === START ? worst.reduce((sum, one) => sum + one, 0) : Math.max(...worst) + keep;
    expect(machine.TimeoutSeconds).toBeLessThan(EXPRESS_SECONDS_MAX);
    if (name !== START) expect(longest).toBeLessThan(machine.TimeoutSeconds);
  });
});

const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
const at = "2026-11-22T13:35:45Z";
const gift = `gift_${"0".repeat(26)}`;
const join = `join_${"0".repeat(26)}`;
const event = (contract: (typeof CATALOG)[number], detail: object) => ({
  id: "11111111-2222-3333-4444-555555555555",
  source: "wellspring",
  time: at,
  "detail-type": contract.name,
  detail: contract.detail.parse(detail),
});
const order = { source: "standard", connection: "pos", orderId: "B-1001" } as const;
const told = { ...order, at, item: "Fell jacket", identities: [] };
const delayed = { ...told, kind: "delayed", id: troubleId(order, "delayed", "N-1"), newDay: "2026-12-02" };
const unavailable = { ...told, kind: "unavailable", id: troubleId(order, "unavailable", "N-2") };
const events = {
  delayed: event(PurchaseDelayed, { trouble: delayed }),
  unavailable: event(ItemUnavailable, { trouble: unavailable }),
  gift: event(GiftAccrued, {
    gift,
    order: { source: "standard", connection: "pos", orderId: "1" },
    placedAt: at,
    currency: "USD",
    parts: [{ cause: "clean-rivers", funding: "brand", minor: 100 }],
    customer: ann,
  }),
  joined: event(CustomerJoined, { customer: ann, join, channel: "email", topics: ["impact"], at }),
  joinedByText: event(CustomerJoined, { customer: ann, join, channel: "sms", topics: ["impact"], at }),
  stopped: event(TextAnswered, {
    customer: ann,
    text: `text_${"0".repeat(26)}`,
    answer: "stopped",
    at,
    until: "2026-11-22T13:40:45Z",
  }),
  signIn: event(SignInAsked, { customer: ann, request: join.replace("join", "ask"), at }),
  changeAsked: event(AddressChangeAsked, {
    customer: ann,
    request: join.replace("join", "ask"),
    channel: "sms",
    at,
  }),
  changed: event(AddressChanged, { customer: ann, change: "c".repeat(43), channel: "email", at }),
  changedNumber: event(AddressChanged, { customer: ann, change: "c".repeat(43), channel: "sms", at }),
  dates: event(JourneyCalled, { journey: "important-dates", at }),
  quiet: event(JourneyCalled, { journey: "quiet-customer", at }),
  brief: event(JourneyCalled, { journey: "purpose-brief", at }),
  milestone: event(MilestoneReached, { cause: "clean-rivers", currency: "EUR", amount: 30_000, at }),
  story: event(StoryTold, { story: "ten-test-kits", version: 2, cause: "clean-rivers", at }),
  confirmed: event(CustomerConfirmed, { customer: ann, channel: "email", at }),
};
const Payload = z.object({ Payload: z.unknown() });

describe("start-journey", () => {
  const { machine: outer, inner } = readMachine(startJourneyDefinition);
  const machine = { ...outer, States: Object.fromEntries(inner.map(({ name, state }) => [name, state])) };
  const find = outer.States["FindJourneys"]?.Output;
  const contextOf = (input: object) => ({ input, context: { Execution: { Input: input } } });
  const found = async (input: object) =>
    z
      .object({ journeys: z.array(z.record(z.string(), z.string())) })
      .parse(await evaluate(find, { states: contextOf(input) })).journeys;

  test.each([
    ["impact-update", events.gift, gift],
    ["welcome", events.confirmed, ann],
    ["order-trouble", events.delayed, delayed.id],
    ["order-trouble", events.unavailable, unavailable.id],
    ["important-dates", events.dates, "important-dates-2026-11-22"],
    ["milestone-reached", events.milestone, "clean-rivers-EUR-30000"],
    ["story", events.story, "ten-test-kits-2"],
    ["quiet-customer", events.quiet, "quiet-customer-2026-11-22"],
    ["purpose-brief", events.brief, "purpose-brief-2026-11-22"],
  ] as const)("starts %s under the name of what it is about", async (journey, input, runName) => {
    // Another journey may start on the same event.
    const journeys = (await found(input)).filter((one) => one["journey"] === journey);
    const stateMachine = `\${${pascal(journey)}}`;
    expect(journeys).toMatchObject([{ journey, runName, stateMachine }]);
    const each = await evaluate(outer.States["StartEach"]?.Items, { states: { input: { journeys } } });
    expect(each).toEqual(journeys);
    const assign = machine.States["AssignJourney"]?.Assign;
    expect(await evaluate(assign, { states: { input: journeys[0] } })).toEqual(journeys[0]);
    const start = machine.States["Start"]?.Arguments;
    const again = machine.States["RedriveRun"]?.Arguments;
    const bindings = { runName, stateMachine: "m", states: contextOf(input) };
    expect(await evaluate(start, bindings)).toMatchObject({ Name: runName, Input: input });
    expect(await evaluate(again, bindings)).toMatchObject({ Name: `${runName}-11111111` });
    // What Step Functions takes as a name.
    expect(`${runName}-11111111`).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
  });
  test("starts every journey that is not started otherwise, and fails on an event that starts none", async () => {
    const called = calendarJourneys.map(({ name }) => [name, JourneyCalled, { journey: name, at }] as const);
    const begun = eventJourneys.flatMap(({ name, on, start }) =>
      start === undefined ? [] : on.map((contract) => [name, contract, {}] as const),
    );
    const all = [...called, ...begun];
    for (const [name, contract, detail] of all) {
      const input = { "detail-type": contract.name, detail };
      expect(await evaluate(find, { states: contextOf(input) })).toMatchObject({
        journeys: expect.arrayContaining([expect.objectContaining({ journey: name })]),
      });
    }
    const others: readonly string[] = ["send-link", "impact-digest"];
    expect(new Set(all.map(([name]) => name))).toEqual(
      new Set(JOURNEYS.filter((name) => !others.includes(name))),
    );
    expect(await found(events.signIn)).toEqual([]);
    const journeys = await found(events.gift);
    expect(await choose(outer, "RouteByEvent", { journeys })).toBe("StartEach");
    expect(await choose(outer, "RouteByEvent", { journeys: [] })).toBe("UnknownEvent");
  });
  test("reads the switch that the store writes, and starts no run while it is stopped", async () => {
    const key = z
      .object({ Key: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }) })
      .parse(await evaluate(machine.States["ReadSwitch"]?.Arguments, { journey: "welcome" })).Key;
    expect({ pk: key.pk.S, sk: key.sk.S }).toEqual(journeyKey("welcome"));
    const read = (Item?: object) =>
      evaluate(machine.States["ReadSwitch"]?.Output, { states: { result: { Item } } });
    expect(await choose(machine, "RouteBySwitch", await read())).toBe("Start");
    expect(await choose(machine, "RouteBySwitch", await read({ state: { S: "running" } }))).toBe("Start");
    expect(await choose(machine, "RouteBySwitch", await read({ state: { S: "stopped" } }))).toBe("Stopped");
  });
  test("starts no update for a customer who does not want any: the key and the row are those of the store", async () => {
    const { Key } = z
      .object({ Key: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }) })
      .parse(
        await evaluate(machine.States["ReadPreferences"]?.Arguments, {
          states: { context: { Execution: { Input: events.gift } } },
        }),
      );
    expect({ pk: Key.pk.S, sk: Key.sk.S }).toEqual(preferencesKey(ann));
    const { topic } = messageOf("impact-update");
    expect((await found(events.gift))[0]).toMatchObject({ topic });
    expect(await choose(machine, "RouteByTopic", {}, { topic })).toBe("ReadPreferences");
    expect(await choose(machine, "RouteByTopic", {}, { topic: "" })).toBe("ReadSwitch");
    const nobody = startingPreferences("en");
    const next = async (Item?: object) => {
      const read = await evaluate(machine.States["ReadPreferences"]?.Output, {
        topic,
        states: { result: Item === undefined ? {} : { Item: marshall(Item) } },
      });
      return choose(machine, "RouteByPreference", read);
    };
    expect(await next()).toBe("NotWanted");
    expect(await next(nobody)).toBe("NotWanted");
    expect(await next(ticked(nobody, [{ topic: "milestones", channel: "email" }], true))).toBe("NotWanted");
    for (const channel of MESSAGE_CHANNELS) {
      expect(await next(ticked(nobody, [{ topic, channel }], true))).toBe("ReadSwitch");
    }
  });
  test("starts again only a failed run: an event that is sent again from the dead-letter queue", async () => {
    for (const status of ["FAILED", "TIMED_OUT", "ABORTED"]) {
      expect(await choose(machine, "PreviousRunFailed", { status })).toBe("RedriveRun");
    }
    for (const status of ["RUNNING", "SUCCEEDED", "PENDING_REDRIVE"]) {
      expect(await choose(machine, "PreviousRunFailed", { status })).toBe("StartedBefore");
    }
    const arguments_ = machine.States["DescribeExistingRun"]?.Arguments;
    const stateMachine = "arn:aws:states:eu-west-1:0:stateMachine:welcome";
    expect(await evaluate(arguments_, { stateMachine, runName: ann })).toEqual({
      ExecutionArn: `arn:aws:states:eu-west-1:0:execution:welcome:${ann}`,
    });
  });
});

describe("the inputs that journeys pass", () => {
  const paths: readonly (readonly [Journey, object, string])[] = [
    ["send-link", events.joined, "AskToConfirm"],
    ["send-link", events.joinedByText, "AskByText"],
    ["send-link", events.stopped, "AnswerText"],
    ["send-link", events.signIn, "SendSignInLink"],
    ["send-link", events.changeAsked, "AskNewAddress"],
    ["send-link", events.changed, "NotifyFormerAddress"],
    ["send-link", events.changedNumber, "NotifyFormerAddress"],
    ["impact-update", events.gift, "Deliver"],
    ["welcome", events.confirmed, "Deliver"],
    ["impact-digest", { begun: true }, "Deliver"],
    ["order-trouble", events.delayed, "Deliver"],
    ["order-trouble", events.unavailable, "Deliver"],
  ];
  const gathered = { outcome: "current", facts: { some: "fact" }, validUntil: "2026-12-06T13:35:45Z" };
  const digest = digestSpan("weekly", at, "Europe/Berlin");
  const begun = { ...digest, customer: ann, startedAt: at, event: events.gift };

  test.each(paths)(
    "%s: the schema of a delivery accepts what %j makes of %s",
    async (journey, event, state) => {
      const { machine } = machineOf(journey);
      const input = "begun" in event ? begun : event;
      const first = machine.States["RouteByEventType"];
      if (first !== undefined) expect(await choose(machine, "RouteByEventType", input)).toBe(state);
      const states = { input: first ? input : gathered, context: { Execution: { Input: input } } };
      const bindings = { states, customer: ann };
      const payload = Payload.parse(await evaluate(machine.States[state]?.Arguments, bindings)).Payload;
      const delivery = DeliverMessage.parse(JSON.parse(JSON.stringify(payload)));
      expect(delivery).toMatchObject({
        customer: ann,
        holds: true,
        journey: { name: journey, startedAt: at },
      });
      // A message that waits for a consent or an hour has an end; the answer to a question does not wait.
      if (!messageOf(delivery.message).transactional) expect(delivery.validUntil).toBe(gathered.validUntil);
      if (delivery.message === "confirm-phone") expect(delivery.validUntil).toBe("2026-11-22T14:05:45Z");
      if (delivery.message === "change-address")
        expect(delivery).toMatchObject({ channel: "sms", validUntil: "2026-11-22T14:05:45Z" });
      if (delivery.message === "address-changed") {
        // Once for each link, and a text only while it is no surprise.
        expect(delivery).toMatchObject({ sendKey: `send-link:${"c".repeat(43)}`, change: "c".repeat(43) });
        const isText = delivery.channel === "sms";
        expect(delivery.validUntil).toBe(isText ? "2026-11-22T14:05:45Z" : "2026-11-28T13:35:45Z");
      }
      if (delivery.message === "confirm-email") expect(delivery.facts).toEqual({ topics: ["impact"] });
    },
  );
  test.each(TextAnswer.options)(
    "a text that is answered with `%s` has a message, for minutes only",
    async (answer) => {
      const input = {
        ...events.stopped,
        detail: TextAnswered.detail.parse({ ...Object(events.stopped.detail), answer }),
      };
      const states = { input, context: { Execution: { Input: input } } };
      const { machine } = readMachine("send-link");
      const payload = Payload.parse(
        await evaluate(machine.States["AnswerText"]?.Arguments, { states }),
      ).Payload;
      expect(DeliverMessage.parse(payload)).toMatchObject({
        message: `text-${answer}`,
        validUntil: "2026-11-22T13:40:45Z",
      });
    },
  );
  test("a delivery knows when its message is no longer true", async () => {
    const { machine } = readMachine("impact-update");
    const input: FactsGathered = { outcome: "noLongerTrue", facts: {}, validUntil: gathered.validUntil };
    const states = { input, context: { Execution: { Input: events.gift } } };
    const payload = Payload.parse(await evaluate(machine.States["Deliver"]?.Arguments, { states })).Payload;
    expect(DeliverMessage.parse(payload).holds).toBe(false);
  });
  test.each([
    ["impact-update", events.gift, events.gift.detail],
    ["welcome", events.confirmed, events.confirmed.detail],
    ["order-trouble", events.delayed, events.delayed.detail],
    ["order-trouble", events.unavailable, events.unavailable.detail],
    ["impact-digest", "begun", { rhythm: "weekly", from: "2026-11-16", to: "2026-11-22" }],
  ] as const)("%s asks for facts as they are gathered", async (journey, event, detail) => {
    const { machine } = machineOf(journey);
    const input = event === "begun" ? begun : event;
    const states = { context: { Execution: { Input: input } } };
    const bindings = { states, customer: ann };
    const payload = Payload.parse(await evaluate(machine.States["GatherFacts"]?.Arguments, bindings)).Payload;
    expect(GatherFacts.parse(payload)).toEqual({ journey, customer: ann, detail });
    expect(declaredJourney(journey).gather).toBeDefined();
  });
  test("the customer of an order with trouble is found by the first known identity", async () => {
    const { machine, inner } = readMachine("order-trouble");
    const identity = { kind: "email", hmac: "h".repeat(43) } as const;
    const find = inner.find(({ name }) => name === "FindIdentity")?.state;
    const { Key } = z
      .object({ Key: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }) })
      .parse(await evaluate(find?.Arguments, { states: { input: identity } }));
    expect({ pk: Key.pk.S, sk: Key.sk.S }).toEqual(identityRowKey(identity));
    const found = (result: string[]) =>
      evaluate(machine.States["FindCustomer"]?.Assign, { states: { result } });
    expect(await found(["", ann, "other"])).toEqual({ customer: ann, doubtful: {} });
    expect(await found([])).toEqual({ customer: "", doubtful: {} });
    expect(await choose(machine, "RouteByCustomer", {}, { customer: ann })).toBe("GatherFacts");
    expect(await choose(machine, "RouteByCustomer", {}, { customer: "" })).toBe("CustomerUnknown");
  });
  test("an order's phone that came with many customers' emails that day leads to nobody", async () => {
    const { machine } = readMachine("order-trouble");
    const email = { kind: "email", hmac: "e".repeat(43) } as const;
    const phone = { kind: "phone", hmac: "p".repeat(43) } as const;
    const input = { detail: { trouble: { identities: [email, phone] } } };
    const { doubtful } = z
      .object({ doubtful: z.object({ pk: z.string() }) })
      .parse(
        await evaluate(machine.States["FindCustomer"]?.Assign, { states: { input, result: ["", ann] } }),
      );
    expect(await choose(machine, "RouteByCustomer", {}, { customer: ann, doubtful })).toBe("ReadEmails");
    const read = machine.States["ReadEmails"];
    const context = { Execution: { Input: { detail: { trouble: { at: "2026-11-22T13:00:00Z" } } } } };
    const { Key } = z
      .object({ Key: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }) })
      .parse(await evaluate(read?.Arguments, { doubtful, states: { context } }));
    expect({ pk: Key.pk.S, sk: Key.sk.S }).toEqual(sharedIdentityKey(phone, "2026-11-22"));
    const readBack = (SS: string[] | undefined) =>
      evaluate(read?.Assign, { customer: ann, states: { result: SS ? { Item: { emails: { SS } } } : {} } });
    expect(await readBack(undefined)).toEqual({ customer: ann, doubtful: {} });
    expect(await readBack(["a", "b", "c"])).toEqual({ customer: ann, doubtful: {} });
    expect(await readBack(["a", "b", "c", "d"])).toEqual({ customer: "", doubtful: {} });
  });
  test("the gift of a customer who wants a digest starts the digest of its week, once", async () => {
    const { machine } = readMachine("impact-update");
    const input: FactsGathered = { outcome: "gathered", digest };
    expect(await choose(machine, "RouteByFrequency", input)).toBe("StartDigest");
    expect(await choose(machine, "RouteByFrequency", gathered)).toBe("Deliver");
    const states = { input, context: { Execution: { Input: events.gift } } };
    const start = z
      .object({ Name: z.string(), Input: z.unknown() })
      .parse(await evaluate(machine.States["StartDigest"]?.Arguments, { states }));
    expect(start.Name).toBe(`${ann}-weekly-2026-11-22`);
    expect(start.Name).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
    expect(start.Input).toEqual(begun);
    const { machine: own } = readMachine("impact-digest");
    const wait = await evaluate(own.States["WaitForPeriodEnd"]?.Timestamp, { states: { input: begun } });
    expect(wait).toBe("2026-11-22T23:00:00Z");
    const kept = await evaluate(own.States["SendToDeadLetterQueue"]?.Arguments, {
      error: "E",
      states: { context: { Execution: { Input: begun } } },
    });
    expect(JSON.parse(z.object({ MessageBody: z.string() }).parse(kept).MessageBody)).toEqual(events.gift);
  });

  // A new outcome does not compile until it is named here, and then needs a way through the journeys.
  const after: Record<MessageDelivered["outcome"], string> = {
    sent: "Done",
    duplicate: "Done",
    unknown: "Done",
    dropped: "Done",
    deferred: "WaitUntilAllowed",
  };
  test.each(Object.entries(after))("%s leads to %s", async (outcome, state) => {
    for (const journey of JOURNEYS.filter((one) => one !== "send-link")) {
      const { machine } = machineOf(journey);
      // Journeys that broadcast leave it to deliver-batch.
      if (machine.States["RouteByDeliveryOutcome"] === undefined) continue;
      expect(await choose(machine, "RouteByDeliveryOutcome", { outcome })).toBe(state);
      const wait = machine.States["WaitUntilAllowed"];
      expect(await evaluate(wait?.Timestamp, { states: { input: { until: at } } })).toBe(at);
      // Everything is decided anew after a wait, also the message's facts.
      expect(wait?.Next).toBe("GatherFacts");
    }
  });
});

describe("the stop switch", () => {
  test("stops runs that started before it, also after it is resumed, and lets through those that start then", () => {
    const earlier = "2026-11-22T13:35:44Z";
    expect(isStopped(undefined, at)).toBe(false);
    expect(isStopped({ state: "stopped", since: at }, earlier)).toBe(true);
    expect(isStopped({ state: "stopped", since: earlier }, at)).toBe(true);
    expect(isStopped({ state: "running", since: at }, earlier)).toBe(true);
    expect(isStopped({ state: "running", since: at }, at)).toBe(false);
  });
});
