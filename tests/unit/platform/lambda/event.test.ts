import { describe, expect, test } from "vitest";
import { onEvent } from "../../../../core/platform/lambda/event.ts";
import { context } from "../../../support/http-event.ts";

const event = { id: "event-1", source: "wellspring", "detail-type": "GiftAccrued.v1", detail: { canary: 1 } };

function arrange(useCase: Parameters<typeof onEvent>[0]) {
  const lines: unknown[] = [];
  const handler = onEvent(useCase, {
    info: (message, facts) => void lines.push(["info", message, facts]),
    error: (message, facts) => void lines.push(["error", message, facts]),
  });
  return { lines, call: (input: unknown) => handler(input, context) };
}

describe("a function that a rule of an event bus calls", () => {
  test("answers the outcome alone, and logs it with the facts in one line without the detail", async () => {
    const { lines, call } = arrange(async () => ({ outcome: "done", facts: { gifts: 2 } }));
    expect(await call({ ...event, region: "us-east-1" })).toEqual({ outcome: "done" });
    expect(lines).toEqual([
      ["info", "event", { event: "event-1", type: "GiftAccrued.v1", outcome: "done", gifts: 2 }],
    ]);
  });

  test("throws on what the use case throws, after one line that names the event", async () => {
    const { lines, call } = arrange(() => Promise.reject(new RangeError("throttled")));
    await expect(call(event)).rejects.toThrow(RangeError);
    expect(lines).toMatchObject([
      ["error", "event failed", { event: "event-1", type: "GiftAccrued.v1", error: { name: "RangeError" } }],
    ]);
  });

  test("throws on what is no error, and logs its type alone", async () => {
    const { lines, call } = arrange(() => Promise.reject("ada@example.org"));
    await expect(call(event)).rejects.toBe("ada@example.org");
    expect(lines).toMatchObject([["error", "event failed", { error: { name: "string" } }]]);
    expect(JSON.stringify(lines)).not.toContain("ada");
  });

  test("refuses what is no event of a bus, after one line that does not quote it", async () => {
    const { lines, call } = arrange(async () => ({ outcome: "done" }));
    await expect(call({ detail: "canary" })).rejects.toThrow();
    expect(lines).toMatchObject([["error", "event failed", { error: { name: "ZodError" } }]]);
    expect(JSON.stringify(lines)).not.toContain("canary");
  });
});
