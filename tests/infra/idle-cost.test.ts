import { describe, expect, test } from "vitest";
import { type BilledResource, idleMonth } from "../../lib/cost/idle-month.ts";
import { production } from "../../stages.ts";
import { everyOption, stacksOf } from "../support/synthesis.ts";

/** What a month may cost in which nothing happens, before what is free. */
const IDLE_DOLLARS_MAX = 8;

const ofStage = (stage: typeof production) => idleMonth(stacksOf(stage).resources);
const more = (type: string, count: number, properties = {}): BilledResource[] =>
  Array.from({ length: count }, () => ({ type, properties }));

describe("a month in which nothing happens", () => {
  test("costs less than $8 in production", () => {
    const { lines, dollars } = ofStage(production);
    expect(dollars).toBeLessThan(IDLE_DOLLARS_MAX);
    expect(lines.map(({ what }) => what)).toEqual([
      "alarms, by the metrics that they watch",
      "secrets",
      "requests that poll empty queues",
    ]);
  });

  test("would be found out with three alarms a workflow, or a key of our own", () => {
    const { resources } = stacksOf(production);
    for (const added of [more("AWS::CloudWatch::Alarm", 30), more("AWS::KMS::Key", 1)])
      expect(idleMonth([...resources, ...added]).dollars).toBeGreaterThan(IDLE_DOLLARS_MAX);
  });

  test("bills an alarm on an expression for each metric of it", () => {
    const Metrics = [{ Expression: "a+b" }, { MetricStat: {} }, { MetricStat: {} }];
    expect(idleMonth(more("AWS::CloudWatch::Alarm", 1, { Metrics })).dollars).toBeCloseTo(0.2);
  });

  test("names what comes on top, a firewall and an archive where there is one", () => {
    const acl = more("AWS::WAFv2::WebACL", 1, { Rules: [{}, {}] });
    expect(idleMonth(acl).dollars).toBeCloseTo(7);
    expect(idleMonth(acl).onTop.join("\n")).toContain("firewall");
    expect(ofStage(production).onTop.join("\n")).toMatch(/dashboard.*custom metrics.*archive of events/s);
  });
});

test("a dashboard's widget shows at most 100 alarms, and together they show each", () => {
  const [dashboard] = stacksOf(everyOption).of("AWS::CloudWatch::Dashboard");
  const body = String(stacksOf(everyOption).resolve(dashboard?.properties["DashboardBody"]));
  const { widgets }: { widgets: { type: string; properties: { alarms?: string[] } }[] } = JSON.parse(body);
  const shown = widgets
    .filter(({ type }) => type === "alarm")
    .map(({ properties }) => properties.alarms ?? []);
  expect(shown.length).toBeGreaterThan(0);
  for (const alarms of shown) expect(alarms.length).toBeLessThanOrEqual(100);
  const all = stacksOf(everyOption).of("AWS::CloudWatch::Alarm");
  expect(new Set(shown.flat()).size).toBe(all.length);
});
