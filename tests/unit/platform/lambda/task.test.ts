import { describe, expect, test } from "vitest";
import { z } from "zod";
import { task } from "../../../../core/platform/lambda/task.ts";

const context = {} as Parameters<ReturnType<typeof task>>[1];

function logged() {
  const lines: unknown[] = [];
  const line = (level: string) => (message: string, facts: unknown) => {
    lines.push([level, message, facts]);
  };
  return { lines, log: { info: line("info"), error: line("error") } };
}

describe("a task of a workflow", () => {
  test("gets its input parsed, answers with the outcome, and logs one line", async () => {
    const { lines, log } = logged();
    const handler = task(z.object({ n: z.number() }), async ({ n }) => ({ outcome: "counted", n: n + 1 }), {
      log,
    });
    expect(await handler({ n: 1, more: true }, context)).toEqual({ outcome: "counted", n: 2 });
    expect(lines).toEqual([["info", "task", { outcome: "counted" }]]);
  });
  test("answers every member of what the use case returns, and logs only its outcome", async () => {
    const { lines, log } = logged();
    const result = { outcome: "current", facts: { gifts: 2 }, validUntil: "2026-11-30T00:00:00Z" };
    const handler = task(z.object({}), async () => result, { log });
    expect(await handler({}, context)).toEqual(result);
    expect(lines).toEqual([["info", "task", { outcome: "current" }]]);
  });
  test("fails by name on an input that does not fit, without quoting it", async () => {
    const { lines, log } = logged();
    const handler = task(z.object({ n: z.number() }), async () => ({ outcome: "never" }), { log });
    await expect(handler({ n: "ann@example.org" }, context)).rejects.toMatchObject({
      name: "TaskInputError",
    });
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain("ann@");
  });
  test("says in every line what its function says about the input, also of one that does not fit", async () => {
    const { lines, log } = logged();
    const about = (input: unknown) => ({ has: typeof input === "object" ? "members" : "none" });
    const handler = task(z.object({}), async () => ({ outcome: "done" }), { log, about });
    await handler({}, context);
    await expect(handler("no object", context)).rejects.toThrow();
    expect(lines).toMatchObject([
      ["info", "task", { has: "members", outcome: "done" }],
      ["error", "task failed", { has: "none", error: { name: "TaskInputError" } }],
    ]);
  });
  test("throws what the use case throws, for the workflow to choose on", async () => {
    const { lines, log } = logged();
    class OwnError extends Error {
      override readonly name = "OwnError";
    }
    const handler = task(z.object({}), () => Promise.reject(new OwnError("no")), { log });
    await expect(handler({}, context)).rejects.toMatchObject({ name: "OwnError" });
    expect(lines).toMatchObject([["error", "task failed", { error: { name: "OwnError" } }]]);
  });
});
