import { describe, expect, test } from "vitest";
import { onStream, type StreamRecord, type StreamUseCase } from "../../../../core/platform/lambda/stream.ts";

const context = JSON.parse("{}");

function change(sequence: string, image?: Record<string, unknown>) {
  return {
    eventName: image === undefined ? "REMOVE" : "INSERT",
    dynamodb: {
      SequenceNumber: sequence,
      ApproximateCreationDateTime: 1795354545,
      Keys: { pk: { S: "all" }, sk: { S: "all" } },
      ...(image && { NewImage: image }),
    },
  };
}

function arrange(useCase: StreamUseCase) {
  const lines: [string, string, unknown][] = [];
  const handler = onStream(useCase, {
    info: (message, facts) => void lines.push(["info", message, facts]),
    error: (message, facts) => void lines.push(["error", message, facts]),
  });
  return { lines, call: (event: unknown) => handler(event, context) };
}

describe("a function on a table's stream", () => {
  test("gets each record's key, time and item in plain values, and answers that all of them are done", async () => {
    let seen: readonly StreamRecord[] = [];
    const { lines, call } = arrange(async (records) => {
      seen = records;
      return { failed: [], facts: { buckets: 1 } };
    });
    const answer = await call({
      Records: [
        change("1", { entries: { N: "7" }, parts: { L: [{ M: { minor: { N: "-3" } } }] } }),
        change("2"),
      ],
    });
    expect(answer).toEqual({ batchItemFailures: [] });
    const about = { at: "2026-11-22T13:35:45Z", key: { pk: "all", sk: "all" } };
    expect(seen).toEqual([
      { id: "1", ...about, item: { entries: 7, parts: [{ minor: -3 }] } },
      { id: "2", ...about, item: undefined },
    ]);
    expect(lines).toMatchObject([["info", "batch", { records: 2, buckets: 1 }]]);
  });

  test("names the records that failed, and says why once in its one line", async () => {
    const { lines, call } = arrange(async (records) => ({
      failed: records.slice(1).map(({ id }) => ({ id, reason: "x is no entry" })),
      facts: {},
    }));
    const answer = await call({ Records: [change("1"), change("2"), change("3")] });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "2" }, { itemIdentifier: "3" }] });
    expect(lines).toMatchObject([
      ["error", "batch failed in part", { records: 3, failed: ["x is no entry"] }],
    ]);
  });

  test("throws on what the use case throws, after one line", async () => {
    const { lines, call } = arrange(() => Promise.reject(new Error("throttled")));
    await expect(call({ Records: [change("1")] })).rejects.toThrow("throttled");
    expect(lines).toMatchObject([["error", "batch failed", { error: { message: "throttled" } }]]);
    expect(Object.keys(Object(lines[0]?.[2])).toSorted()).toEqual(["error", "ms"]);
  });

  test("refuses what is no stream event", async () => {
    const { lines, call } = arrange(async () => ({ failed: [], facts: {} }));
    await expect(call({ Records: [{ body: "{}" }] })).rejects.toThrow();
    expect(lines).toMatchObject([["error", "batch failed", { error: { name: "ZodError" } }]]);
  });
});
