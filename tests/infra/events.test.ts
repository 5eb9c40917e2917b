import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  CATALOG,
  EVENT_SOURCE,
  GiftReassigned,
  GiftTakenBack,
  MatchPoolExhausted,
} from "../../core/events/catalog.ts";
import { everyOption, permissionsOf, stacksOf } from "../support/synthesis.ts";

const stacks = stacksOf(everyOption);

/** Published for rules that a brand sets itself. */
const forJourneys = [GiftTakenBack, GiftReassigned, MatchPoolExhausted];

const OurRule = z.object({
  EventBusName: z.literal("<Bus>"),
  EventPattern: z.object({ source: z.tuple([z.literal(EVENT_SOURCE)]), "detail-type": z.array(z.string()) }),
});
const caught = stacks.of("AWS::Events::Rule").flatMap((rule) => {
  const ours = OurRule.safeParse(stacks.resolve(rule.properties));
  return ours.success ? ours.data.EventPattern["detail-type"] : [];
});

test("each event of the catalog is caught by one rule or is for journeys", () => {
  const names = CATALOG.map((event) => event.name);
  expect([...caught, ...forJourneys.map((event) => event.name)].sort()).toEqual(names.sort());
});

/** No function: its schedules put their events on the bus themselves. */
const CALENDAR = "calendar";
/** No function: an operator's command, with their own credentials. */
const COMMAND = "wellspring";

test("each producer of each event is a function that may put events on our bus", () => {
  const permissions = permissionsOf(stacks);
  const published = CATALOG.flatMap(({ name, producers }) =>
    producers.filter((producer) => producer !== COMMAND).map((producer) => [name, producer]),
  );
  for (const [name, producer] of published) {
    expect(producer === CALENDAR || existsSync(`functions/${producer}`), name).toBe(true);
    expect(permissions.get(`${producer}/Role`), name).toContain("events:PutEvents on <Bus.Arn>");
  }
});

/** They publish the events of webhooks. */
const RECEIVE_FOR_THEM = ["receive-native-event", "reconcile-orders", "look-up-order"];

test("only producers, and functions that receive for them, may put events on our bus", () => {
  const putters = [...permissionsOf(stacks)]
    .filter(([, list]) => list.some((permission) => permission.startsWith("events:PutEvents")))
    .map(([role]) => role.replace("/Role", ""));
  const producers = CATALOG.flatMap((event) => event.producers).filter((one) => one !== COMMAND);
  expect(putters.sort()).toEqual([...new Set([...producers, ...RECEIVE_FOR_THEM])].sort());
});

test("the archive keeps what is ours", () => {
  const [archive] = stacks.of("AWS::Events::Archive");
  expect(archive?.properties).toMatchObject({ RetentionDays: 30, EventPattern: { source: [EVENT_SOURCE] } });
});
