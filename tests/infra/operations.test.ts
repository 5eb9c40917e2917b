import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PLACES } from "../../cli/redrive/places.ts";
import { waitingAt } from "../../cli/redrive/waiting.ts";
import { stageWith } from "../../cli/stage.ts";
import { shopSystems } from "../../core/intake/sources/registry.ts";
import { Source } from "../../core/model/sources.ts";
import { demoConnections } from "../../demo/sample-stage.ts";
import { waitingOutput } from "../../lib/output-names.ts";
import type { Connection } from "../../lib/stages.ts";
import { local, production } from "../../stages.ts";
import { everyOption, stacksOf } from "../support/synthesis.ts";

/** Destinations on failure and dead-letter settings, wherever a template has them. */
const FAILED =
  /"(?:OnFailure":\{"Destination|DeadLetterConfig":\{"(?:Arn|TargetArn)|deadLetterTargetArn)":"<([^".>]+)(?:\.Arn)?>/g;

const alarmsPage = readFileSync("docs/operating/alarms.md", "utf8");
const pages = globSync("docs/operating/*.md").map((path) => readFileSync(path, "utf8"));

test("every alarm has a row in docs/operating/alarms.md that says what to do", () => {
  const alarms = stacksOf(everyOption)
    .of("AWS::CloudWatch::Alarm")
    .map(({ path }) => path);
  expect(alarms.length).toBeGreaterThan(0);
  const [table = ""] = alarmsPage.split("\n## ");
  const rows = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? "");
  const isOf = (row: string) => (alarm: string) => {
    const [start = "", end] = row.split("*");
    return end === undefined ? alarm === row : alarm.startsWith(start) && alarm.endsWith(end);
  };
  expect(alarms.filter((alarm) => !rows.some((row) => isOf(row)(alarm)))).toEqual([]);
  expect(rows.filter((row) => !alarms.some(isOf(row)))).toEqual([]);
  expect(rows.filter((row) => !alarms.some(isOf(row)))).toEqual([]);
  expect(rows.filter((row) => !alarms.some(isOf(row)))).toEqual([]);
});

describe("a webhook that a shop sends once", () => {
  const sentOnce = (those: readonly Connection[]) =>
    those.filter(({ source }) => shopSystems[source].sendsOnce === true);

  test.each([production, local])(
    "is compared at night for the sample's shops in the stage $name",
    ({ connections }) => {
      const shops = sentOnce(connections).filter(({ name: shop }) =>
        demoConnections.some((one) => one.name === shop),
      );
      expect(shops.length).toBeGreaterThan(0);
      expect(shops.filter(({ reconcile }) => reconcile !== true)).toEqual([]);
    },
  );

  test("can be fetched: each such shop system has a list of orders", () => {
    const once = Source.options.filter((source) => shopSystems[source].sendsOnce === true);
    expect(once).toContain("woocommerce");
    expect(once.filter((source) => shopSystems[source].orderList === undefined)).toEqual([]);
  });

  test("is answered 429 rings at once, and says whose purchases wait for the night or are lost", () => {
    const connections: readonly Connection[] = [
      { source: "woocommerce", name: "blog", reconcile: true },
      { source: "woocommerce", name: "market" },
      { source: "shopify", name: "web" },
    ];
    const alarms = stacksOf({ ...everyOption, connections }).of("AWS::CloudWatch::Alarm");
    const { properties } = alarms.find(({ path }) => path === "WebhooksThrottled") ?? {};
    expect(properties).toMatchObject({
      MetricName: "Throttles",
      Threshold: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
    });
    const text = String(properties?.["AlarmDescription"]);
    expect(text).toContain("but not woocommerce/blog: what was refused of these comes with the comparison");
    expect(text).toContain("but not woocommerce/market: WHAT WAS REFUSED OF THESE IS LOST");
    expect(text).not.toContain("shopify");
  });
});

describe("npx wellspring redrive", () => {
  const stacks = stacksOf(everyOption);

  /** A queue is for dead letters if it has none of its own; whatever else failed work goes to is a destination. */
  const failedWork = () => [
    ...stacks
      .of("AWS::SQS::Queue")
      .filter(({ properties }) => properties["RedrivePolicy"] === undefined)
      .map(({ path }) => `<${path}>`),
    ...[
      ...JSON.stringify(stacks.resources.map(({ properties }) => stacks.resolve(properties))).matchAll(
        FAILED,
      ),
    ].map((match) => `<${match[1]}>`),
  ];

  test("knows every place where failed work goes, and how it goes back", () => {
    const known = PLACES.flatMap(({ name, back }) => {
      const place = back.by === "failedCall" ? "QuarantineBucket" : waitingOutput(name);
      return String(stacks.outputs.get(place));
    });
    expect(failedWork().length).toBeGreaterThan(0);
    expect(new Set(known)).toEqual(new Set(failedWork()));
    const takers = PLACES.flatMap(({ back }) => {
      if (back.by === "schedule") return [back.to.comparison ?? [], back.to.others].flat();
      return "to" in back ? back.to : "EventBus";
    });
    expect(takers.filter((output) => !stacks.outputs.has(output))).toEqual([]);
  });

  test.each([local, production, everyOption])(
    "finds each place of the stage $name, and says of no other that it is there",
    (settings) => {
      const { outputs } = stacksOf(settings);
      const values = new Map([...outputs].map(([name, value]) => [name, String(value)] as const));
      const stage = stageWith(settings.name, { region: "eu-central-1" }, values);
      const found = PLACES.filter((place) => waitingAt(stage, place, { conflicts: false }) !== undefined);
      const without = [
        ...(settings.inbound === undefined ? ["receive-email"] : []),
        ...(settings === everyOption ? [] : ["receive-native-event"]),
        ...(settings.proof === undefined ? ["ProofDlq"] : []),
      ];
      expect(PLACES.filter((place) => !found.includes(place)).map(({ name }) => name)).toEqual(without);
    },
  );

  test("is named for each of them in docs/operating/, and by the alarm of each queue", () => {
    const named = [...pages.join("\n").matchAll(/npx wellspring redrive ([\w-]+)/g)].map((match) => match[1]);
    expect(PLACES.map(({ name }) => name).filter((name) => !named.includes(name))).toEqual([]);
    const unknown = named.filter((name) => !PLACES.some((place) => place.name === name));
    expect(unknown).toEqual([]);
    const meanings = stacks
      .of("AWS::CloudWatch::Alarm")
      .filter(({ path }) => /\/(NotEmpty|NotHeard|NotReceived)$/.test(path))
      .map(
        ({ properties }) =>
          /npx wellspring redrive ([\w-]+)\.$/.exec(String(properties["AlarmDescription"]))?.[1],
      );
    expect(meanings.toSorted()).toEqual(PLACES.map(({ name }) => name).toSorted());
  });
});
