import { expect, test } from "vitest";
import { z } from "zod";
import { JourneyCalled } from "../../core/events/catalog.ts";
import { Broadcast } from "../../core/messaging/broadcast/broadcast.ts";
import {
  type BroadcastsPlanned,
  PlanBroadcasts,
} from "../../core/messaging/journeys/calendar/plan-broadcasts.ts";
import { broadcastsOn } from "../../core/messaging/journeys/calendar/registry.ts";
import { CalendarJourney } from "../../core/model/journey.ts";
import { definitionOf } from "../../lib/engagement/journey-definitions.ts";
import { production } from "../../stages.ts";
import { evaluate, readMachine } from "../support/state-machine.ts";
import { stacksOf } from "../support/synthesis.ts";

const stage = production;
const stacks = stacksOf(stage);
const at = "2027-02-28T06:00:00Z";
const time = "2027-02-28T06:00:07Z";
const called = (journey: CalendarJourney) => ({
  time,
  "detail-type": JourneyCalled.name,
  detail: JourneyCalled.detail.parse({ journey, at }),
});

test.each(CalendarJourney.options)(
  "%s starts a broadcast for each audience that it planned, with the input that a broadcast takes",
  async (journey) => {
    const { machine, inner } = readMachine(definitionOf(journey));
    const context = { Execution: { Input: called(journey) } };
    const { Payload } = z
      .object({ Payload: z.unknown() })
      .parse(await evaluate(machine.States["PlanBroadcasts"]?.Arguments, { states: { context } }));
    expect(PlanBroadcasts.parse(Payload)).toEqual({ journey, at });
    expect(PlanBroadcasts.parse({ journey, at: at.replace("Z", ".123Z") })).toEqual({ journey, at });
    const broadcasts = broadcastsOn(journey, at, "Europe/Berlin");
    const planned: BroadcastsPlanned = { outcome: "planned", broadcasts };
    const items = await evaluate(machine.States["EachAudience"]?.Items, { states: { input: planned } });
    expect(items).toEqual(broadcasts);
    const start = inner.find(({ name }) => name === "BroadcastToAudience")?.state;
    for (const input of broadcasts) {
      const { Input } = z
        .object({ Input: z.unknown() })
        .parse(await evaluate(start?.Arguments, { states: { input, context } }));
      expect(Broadcast.parse(Input)).toEqual({ ...input, journey: { name: journey, startedAt: time } });
    }
  },
);

test("each journey of the calendar is called by a schedule of its own, on the brand's clock", () => {
  const schedules = stacks.of("AWS::Scheduler::Schedule");
  const calls = schedules.map(({ properties }) =>
    z
      .object({
        ScheduleExpression: z.string(),
        ScheduleExpressionTimezone: z.literal(stage.timeZone),
        Target: z.object({
          Input: z.string(),
          EventBridgeParameters: z.object({ DetailType: z.literal(JourneyCalled.name) }),
        }),
      })
      .parse(properties),
  );
  const journeys = calls.map(({ Target }) => {
    const call = (time: string) =>
      JourneyCalled.detail.parse(JSON.parse(Target.Input.replace("<aws.scheduler.scheduled-time>", time)));
    // With parts of a second or without, it is the same call.
    expect(call(at.replace("Z", ".000Z"))).toEqual(call(at));
    return call(at).journey;
  });
  expect(journeys.toSorted()).toEqual(CalendarJourney.options.toSorted());
  expect(calls.every(({ ScheduleExpression }) => ScheduleExpression.startsWith("cron("))).toBe(true);
});
