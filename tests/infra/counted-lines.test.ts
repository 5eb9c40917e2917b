import { describe, expect, test } from "vitest";
import { z } from "zod";
import { onEvent } from "../../core/platform/lambda/event.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { matchesFilter } from "../support/metric-filter.ts";
import { everyOption, stacksOf } from "../support/synthesis.ts";

const Filter = z.object({
  FilterPattern: z.string(),
  LogGroupName: z.string(),
  MetricTransformations: z.tuple([z.object({ MetricNamespace: z.string(), MetricName: z.string() })]),
});

const stacks = stacksOf(everyOption);
const filters = stacks
  .of("AWS::Logs::MetricFilter")
  .map(({ properties }) => Filter.parse(stacks.resolve(properties)));

/** The metrics that a line in the log of a function or a workflow counts into. */
function countedInto(of: string, line: object): readonly string[] {
  const text = JSON.stringify(line);
  return filters
    .filter(({ LogGroupName }) => LogGroupName === `<${of}/Log>`)
    .filter(({ FilterPattern }) => matchesFilter(FilterPattern, text))
    .map(({ MetricTransformations: [{ MetricName }] }) => MetricName)
    .filter((name) => !name.startsWith("Outcomes of "));
}

describe("a call that failed", () => {
  const lines: object[] = [];
  const log = {
    info: (message: string, facts: object) => lines.push({ level: "INFO", message, ...facts }),
    error: (message: string, facts: object) => lines.push({ level: "ERROR", message, ...facts }),
  };

  test("counts by the line that its stack writes", async () => {
    lines.length = 0;
    const broken = () => Promise.reject(new Error("no"));
    await expect(task(z.object({}), broken, { log })({}, Object())).rejects.toThrow("no");
    await expect(onEvent(broken, log)(Object({ detail: {} }), Object())).rejects.toThrow();
    expect(lines.map((line) => countedInto("record-gift", line))).toEqual([["FailedCalls"], ["FailedCalls"]]);
  });

  test("counts by Lambda's report where the function could write nothing", () => {
    const report = (status: string) => ({ type: "platform.report", record: { requestId: "1", status } });
    for (const status of ["timeout", "error", "failure"])
      expect(countedInto("fold-impact", report(status))).toEqual(["FailedCalls"]);
    expect(countedInto("fold-impact", report("success"))).toEqual([]);
  });

  test("does not count where it was answered, or a retry has it: other alarms do", () => {
    const line = (message: string) => ({ level: "ERROR", message });
    expect(countedInto("serve-pages", line("call failed"))).toEqual([]);
    expect(countedInto("deliver-batch", line("message failed"))).toEqual([]);
    expect(countedInto("fold-impact", line("batch failed in part"))).toEqual([]);
    expect(countedInto("record-gift", { level: "INFO", message: "task", outcome: "recorded" })).toEqual([]);
  });
});

describe("a run that failed", () => {
  test.each(["ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"])("counts by %s", (type) => {
    const logs = stacks.of("AWS::StepFunctions::StateMachine").map(({ path }) => path.split("/")[0] ?? "");
    expect(logs.length).toBeGreaterThan(10);
    for (const log of logs) expect(countedInto(log, { type }), log).toEqual(["FailedRuns"]);
  });

  test("does not count by a try that a retry may heal", () => {
    for (const type of ["TaskFailed", "LambdaFunctionFailed", "FailStateEntered"])
      expect(countedInto("give-share", { type })).toEqual([]);
  });
});

describe("what is rare", () => {
  test.each([
    ["receive-purchase", { outcome: "quarantined", connection: "shopify/web" }, ["Quarantined"]],
    ["receive-native-event", { outcome: "quarantined" }, ["Quarantined"]],
    ["receive-purchase", { outcome: "notNeeded", ignored: ["orderEdited"] }, ["Ignored"]],
    ["receive-native-event", { outcome: "accepted", ignored: ["orderEdited"] }, ["Ignored"]],
    ["receive-purchase", { outcome: "accepted", connection: "shopify/web" }, ["Accepted shopify/web"]],
    ["record-gift", { outcome: "recorded", questions: ["heldRoundUp"] }, ["Questions"]],
    ["deliver-message", { held: "dayIsFull", bound: "texts" }, ["HeldBack"]],
    ["deliver-batch", { held: "numberRefused" }, ["HeldBack"]],
    ["deliver-batch", { refused: "MessageRejected", cure: "verify" }, ["AccountRefused"]],
    ["serve-people", { bounds: ["source"] }, ["HeldBack"]],
    ["receive-consent", { bounds: ["source"] }, ["HeldBack"]],
    ["reconcile-orders", { connection: "shopify/web", missing: 2 }, ["Missing"]],
    ["serve-pages", { unreadable: 1 }, ["Unreadable"]],
  ])("counts in the log of %s: %o", (of, line, metrics) => {
    expect(countedInto(of, line)).toEqual(metrics);
  });
});

test("whatever is counted has an alarm or a graph, in the namespace of its stage", () => {
  const watched = JSON.stringify(
    [...stacks.of("AWS::CloudWatch::Alarm"), ...stacks.of("AWS::CloudWatch::Dashboard")].map(
      ({ properties }) => stacks.resolve(properties),
    ),
  );
  for (const {
    MetricTransformations: [{ MetricName, MetricNamespace }],
  } of filters) {
    expect(MetricNamespace).toBe(`Wellspring/${everyOption.name}`);
    expect(watched).toContain(MetricName);
  }
});
