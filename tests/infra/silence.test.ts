import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { everyOption, stacksOf } from "../support/synthesis.ts";

const Alarm = z.object({
  TreatMissingData: z.enum(["missing", "breaching", "notBreaching", "ignore"]),
  EvaluationPeriods: z.number(),
  Period: z.number(),
  Threshold: z.number(),
  ComparisonOperator: z.literal("LessThanThreshold"),
  AlarmActions: z.array(z.unknown()).default([]),
  OKActions: z.array(z.unknown()).default([]),
  InsufficientDataActions: z.array(z.unknown()).default([]),
});
type Alarm = z.infer<typeof Alarm>;
type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** CloudWatch looks at more periods than it is told; how many, it does not say. */
const LOOKED_AT_MORE = 2;

/**
 * The notifications of an alarm, hour by hour, as CloudWatch's page "Configuring how CloudWatch alarms treat missing data" has it: enough data
 * decides alone, what lacks is filled as the alarm says, and none at all is `INSUFFICIENT_DATA` where missing data stays missing.
 * A state that stays notifies nobody.
 */
function notifications(
  alarm: Alarm,
  purchases: readonly number[],
): readonly { hour: number; state: State }[] {
  const actions = {
    OK: alarm.OKActions,
    ALARM: alarm.AlarmActions,
    INSUFFICIENT_DATA: alarm.InsufficientDataActions,
  };
  let state: State = "INSUFFICIENT_DATA";
  return purchases.flatMap((_, hour) => {
    const seen = purchases
      .slice(Math.max(0, hour + 1 - alarm.EvaluationPeriods - LOOKED_AT_MORE), hour + 1)
      .filter((sum) => sum > 0);
    const next = stateOf(alarm, seen);
    if (next === state) return [];
    state = next;
    return actions[next].length > 0 ? [{ hour, state: next }] : [];
  });
}

function stateOf(
  { TreatMissingData: missing, EvaluationPeriods, Threshold }: Alarm,
  seen: readonly number[],
): State {
  if (missing === "missing" && seen.length === 0) return "INSUFFICIENT_DATA";
  const recent = seen.slice(-EvaluationPeriods).map((sum) => sum < Threshold);
  const lacking = EvaluationPeriods - recent.length;
  const filled = [...recent, ...Array.from({ length: lacking }, () => missing === "breaching")];
  return filled.every((breaches) => breaches) ? "ALARM" : "OK";
}

const silent = stacksOf(everyOption)
  .of("AWS::CloudWatch::Alarm")
  .filter(({ path }) => path.startsWith("Silent "))
  .map(({ properties }) => Alarm.parse(properties));

const hours = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 200 });

/** Nobody is called before the first purchase; and whoever was called of silence is called of its end. */
function holds(alarm: Alarm): boolean {
  const details = fc.check(
    fc.property(hours, (purchases) => {
      const first = purchases.findIndex((sum) => sum > 0);
      const told = notifications(alarm, purchases);
      const before = told.filter(({ hour }) => first < 0 || hour < first);
      const twice = told.some(({ state }, index) => state === told[index - 1]?.state);
      const gap = alarm.EvaluationPeriods + LOOKED_AT_MORE;
      const quiet = first >= 0 && purchases.length - 1 - purchases.findLastIndex((sum) => sum > 0) >= gap;
      const isTold = told.at(-1)?.state !== "OK" && told.length > 0;
      return before.length === 0 && !twice && quiet === isTold;
    }),
    { numRuns: 500 },
  );
  return !details.failed;
}

describe("an alarm on silence", () => {
  test("is on each connection that asks for it, and looks at as many hours", () => {
    expect(silent.length).toBe(everyOption.connections.length);
    for (const { Period, EvaluationPeriods } of silent)
      expect([Period, EvaluationPeriods]).toEqual([3600, 24]);
  });

  test("says nothing before the first purchase, and once when it falls silent or speaks again", () => {
    for (const alarm of silent) expect(holds(alarm)).toBe(true);
  });

  test("would be found out if it rang on the first day, or never", () => {
    const [alarm] = silent;
    if (alarm === undefined) throw new Error("no alarm on silence");
    const breaching: Alarm = {
      ...alarm,
      TreatMissingData: "breaching",
      Threshold: 1,
      AlarmActions: alarm.InsufficientDataActions,
    };
    expect(notifications(breaching, [0, 0, 0])).toEqual([{ hour: 0, state: "ALARM" }]);
    expect(holds(breaching)).toBe(false);
    expect(holds({ ...alarm, TreatMissingData: "notBreaching" })).toBe(false);
  });
});
