import { describe, expect, test } from "vitest";
import { z } from "zod";
import { onQueue } from "../../../../core/platform/lambda/queue.ts";

const lines: unknown[] = [];
const log = {
  info: (message: string, facts: object) => void lines.push([message, facts]),
  error: (message: string, facts: object) => void lines.push([message, facts]),
};
const invocation = { getRemainingTimeInMillis: () => 5_000 };
const handler = onQueue(
  z.object({ customers: z.int() }),
  async ({ customers }, timeLeft) => {
    if (customers === 0) throw new RangeError("nobody");
    return { outcome: "delivered", facts: { customers, left: timeLeft() } };
  },
  log,
);
const event = (...bodies: string[]) => ({
  Records: bodies.map((body, place) => ({ messageId: `m-${place}`, body })),
});
// biome-ignore lint/suspicious/noExplicitAny: the context that Lambda passes has a dozen members that the stack does not read.
const call = (given: unknown): Promise<unknown> => (handler as any)(given, invocation);

describe("a function that reads a queue", () => {
  test("names the messages that failed, and no others", async () => {
    const answer = await call(
      event('{"customers": 1}', '{"customers": 0}', "no JSON, ada@example.org", "{}"),
    );
    expect(answer).toEqual({
      batchItemFailures: [{ itemIdentifier: "m-1" }, { itemIdentifier: "m-2" }, { itemIdentifier: "m-3" }],
    });
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatchObject(["message", { message: "m-0", outcome: "delivered", left: 5_000 }]);
    expect(lines[0]).toEqual([
      "message",
      { message: "m-0", ms: expect.any(Number), outcome: "delivered", customers: 1, left: 5_000 },
    ]);
    expect(lines[1]).toMatchObject([
      "message failed",
      { message: "m-1", ms: expect.any(Number), error: { name: "RangeError" } },
    ]);
    expect(JSON.stringify(lines)).not.toContain("ada");
  });

  test("reads the messages one after another, in their order", async () => {
    const steps: string[] = [];
    const slow = onQueue(
      z.string(),
      async (name) => {
        steps.push(`${name} begins`);
        await Promise.resolve();
        steps.push(`${name} ends`);
        return { outcome: "done" };
      },
      log,
    );
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    await (slow as any)(event('"a"', '"b"'), {});
    expect(steps).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });
});
