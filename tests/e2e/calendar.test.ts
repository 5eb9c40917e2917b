import { randomBytes, randomInt } from "node:crypto";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { ListExecutionsCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadBrand } from "../../cli/brand/load-brand.ts";
import { calendarSimulation } from "../../cli/journey/calendar-simulation.ts";
import { journeyStage } from "../../cli/journey/journey-stage.ts";
import { peopleOf } from "../../cli/people/people-stage.ts";
import { localCredentials, localRegion } from "../../cli/settings.ts";
import { JourneyCalled, PurchaseCompleted } from "../../core/events/catalog.ts";
import { eventBus } from "../../core/events/event-bus.client.ts";
import { journeyStore } from "../../core/messaging/journeys/journey.store.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { atHour, beginningOf, dayIn, daysAfter } from "../../core/model/days.ts";
import type { CalendarJourney } from "../../core/model/journey.ts";
import type { List } from "../../core/model/preferences.ts";
import type { Topic } from "../../core/model/topic.ts";
import { importPerson } from "../../core/operations/people/import-people.ts";
import { now } from "../../core/platform/clock.ts";
import { pascal } from "../../lib/output-names.ts";
import { currentStage } from "../../local/stage.ts";

/** What a day and a week begin, on the deployed stacks: called by hand here, as the engine's schedules know no bus. */

const stage = await currentStage();
const config = { endpoint: stage.endpoint, region: localRegion, credentials: localCredentials };
const sfn = new SFNClient(config);
const bus = eventBus(new EventBridgeClient(config), stage.output("EventBus"));
const world = peopleOf(stage);
const place = await journeyStage(stage);
const switches = journeyStore(place.dynamo, stage.output("PeopleTable"));
const mark = randomBytes(5).toString("hex");
const WAIT = { timeout: 40_000, interval: 250 };
/** So long nothing more comes, when nothing is to come. */
const SILENCE_MS = 4_000;
const silence = () => new Promise((resolve) => setTimeout(resolve, SILENCE_MS));

beforeAll(async () => {
  await loadBrand(stage, "demo");
}, 60_000);
afterAll(() => {
  world.close();
  place.dynamo.destroy();
  sfn.destroy();
});

const machineOf = (journey: CalendarJourney) => stage.output(`${pascal(journey)}Arn`);

/** Begins a run as `start-journey` does, under a name that no earlier run of these tests has. */
async function begin(journey: CalendarJourney): Promise<void> {
  const at = now();
  const input = { id: mark, time: at, "detail-type": JourneyCalled.name, detail: { journey, at } };
  await sfn.send(
    new StartExecutionCommand({
      stateMachineArn: machineOf(journey),
      name: `${journey}-${randomBytes(5).toString("hex")}`,
      input: JSON.stringify(input),
    }),
  );
}

const FIRST_DAY_HOUR = 8;
/** An hour before daytime ends: no test takes longer. */
const LAST_DAY_HOUR = 18;

/** Nobody is written to at night on their own clock: somewhere it is day, and the same day as in Berlin. */
function whereItIsDay(): string {
  const today = dayIn("Europe/Berlin", now());
  const zones = [
    "Europe/Berlin",
    "Pacific/Auckland",
    "Asia/Tokyo",
    "America/New_York",
    "America/Los_Angeles",
  ];
  const zone = zones.find((one) => {
    const [from, to] = [atHour(one, today, FIRST_DAY_HOUR), atHour(one, today, LAST_DAY_HOUR)];
    return from <= now() && now() < to;
  });
  if (zone === undefined) throw new Error("It is day nowhere");
  return zone;
}

/** Somebody who confirmed elsewhere that they want to hear of this. */
async function customerWhoAskedFor(
  name: string,
  topic: Topic,
  lists: readonly List[] = [],
): Promise<CustomerId> {
  const address = { channel: "email" as const, address: `${name}-${mark}@example.org` };
  const row = {
    line: 2,
    addresses: [address],
    wishes: [{ topic, channel: "email" as const }],
    language: "de" as const,
    words: `Ja, zu ${topic}.`,
    wordsVersion: "1",
    confirmedAt: "2026-01-01T00:00:00Z",
    proof: "a test",
    lists,
    chosen: { timeZone: whereItIsDay() },
  };
  expect(await importPerson(world)(row, { write: true })).toMatchObject({ outcome: "new" });
  const customer = await world.contacts.customerOf(await world.contacts.hashOf(address));
  if (customer === undefined) throw new Error("Nobody was imported");
  return customer;
}

async function history(customer: CustomerId): Promise<string[]> {
  const { entries } = await world.people.history(customer, { limit: 20 });
  return entries.map((one) => `${one.message} ${one.outcome}${"reasons" in one ? `: ${one.reasons}` : ""}`);
}

async function boughtAt(placedAt: string, name: string): Promise<void> {
  const identity = await world.contacts.hashOf({ channel: "email", address: `${name}-${mark}@example.org` });
  const purchase = {
    source: "standard" as const,
    connection: "pos",
    orderId: `${name}-${mark}`,
    placedAt,
    currency: "EUR",
    base: 10_000,
    paid: 10_000,
    roundUp: 0,
    lines: [],
    identities: [{ kind: "email" as const, hmac: identity.hmac }],
  };
  await bus.put([{ contract: PurchaseCompleted, detail: { purchase } }]);
}

describe("a day", () => {
  test("starts its message to customers who named it, once, and to none who named another", async () => {
    const [ada, bea] = [await customerWhoAskedFor("ada", "dates"), await customerWhoAskedFor("bea", "dates")];
    const today = dayIn("Europe/Berlin", now());
    const date = { name: "Mum", month: Number(today.slice(5, 7)), day: Number(today.slice(8)) };
    const other = { ...date, month: (date.month % 12) + 1, day: 1 };
    for (const [customer, dates] of [
      [ada, [date]],
      [bea, [other]],
    ] as const) {
      const preferences = await world.people.preferences(customer);
      if (preferences === undefined) throw new Error("no preferences");
      expect(await world.people.savePreferences(customer, { ...preferences, dates: [...dates] })).toBe(
        "saved",
      );
    }
    const from = beginningOf("Europe/Berlin", today);
    const span = { from, to: beginningOf("Europe/Berlin", daysAfter(today, 1)) };
    const { fates } = await calendarSimulation(place, "important-dates", span);
    expect(fates.find(({ fate }) => fate === "sent by email")?.count).toBeGreaterThan(0);
    expect(await history(ada)).toEqual([]);
    await begin("important-dates");
    await vi.waitFor(async () => expect(await history(ada)).toEqual(["important-date sent"]), WAIT);
    await begin("important-dates");
    await silence();
    expect(await history(ada)).toEqual(["important-date sent"]);
    expect(await history(bea)).toEqual([]);
  });
});

describe("a week", () => {
  test("asks customers who gave nothing for half a year, once, and no others", async () => {
    const [cleo, dora] = [
      await customerWhoAskedFor("cleo", "feedback"),
      await customerWhoAskedFor("dora", "feedback"),
    ];
    await boughtAt("2026-04-01T10:00:00Z", "cleo");
    await boughtAt(now(), "dora");
    const bought = async (customer: CustomerId) => (await world.entries.of(customer)).length;
    await vi.waitFor(async () => expect([await bought(cleo), await bought(dora)]).toEqual([1, 1]), WAIT);
    await begin("quiet-customer");
    await vi.waitFor(async () => expect(await history(cleo)).toEqual(["quiet-customer sent"]), WAIT);
    await begin("quiet-customer");
    await silence();
    expect(await history(cleo)).toEqual(["quiet-customer sent"]);
    expect(await history(dora)).toEqual([]);
  });

  test("is reported to the brand's own people, and stopped also for those who are queued", async () => {
    const staff = await customerWhoAskedFor("eve", "community", ["staff"]);
    const nobodys = await customerWhoAskedFor("fay", "community");
    await begin("purpose-brief");
    await vi.waitFor(async () => expect(await history(staff)).toEqual(["purpose-brief sent"]), WAIT);
    const vendor = await customerWhoAskedFor("gil", "community", ["vendor"]);
    await switches.turn("purpose-brief", { state: "stopped", since: now() });
    await begin("purpose-brief");
    const dropped = ["purpose-brief dropped: journeyStopped"];
    await vi.waitFor(async () => expect(await history(vendor)).toEqual(dropped), WAIT);
    await switches.turn("purpose-brief", { state: "running", since: now() });
    expect(await history(nobodys)).toEqual([]);
  });
});

test("a journey that is called twice for a day begins once", async () => {
  const day = `${randomInt(2100, 9000)}-03-0${randomInt(1, 9)}`;
  const detail = { journey: "quiet-customer" as const, at: `${day}T06:00:00Z` };
  const stateMachineArn = machineOf("quiet-customer");
  const runs = async () => {
    const { executions = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn, maxResults: 100 }),
    );
    return executions.filter(({ name }) => name?.startsWith(`quiet-customer-${day}`)).map(({ name }) => name);
  };
  await bus.put([
    { contract: JourneyCalled, detail },
    { contract: JourneyCalled, detail },
  ]);
  await vi.waitFor(async () => expect(await runs()).toHaveLength(1), WAIT);
  await silence();
  expect(await runs()).toEqual([`quiet-customer-${day}`]);
});
