import { beforeEach, describe, expect, test } from "vitest";
import { discard, quarantinedAs, quarantineName } from "../../../core/operations/quarantine/discard.ts";

const KEY = `quarantine/standard/pos/2026-11-22/${"ab".repeat(32)}`;
const steps: string[] = [];
beforeEach(() => {
  steps.length = 0;
});
const records: unknown[] = [];
const deps = {
  now: () => "2026-11-23T09:00:00Z",
  quarantine: {
    keep: async () => KEY,
    async *keys() {
      yield KEY;
      yield `${KEY.slice(0, -1)}c`;
    },
    get: async () => ({
      webhook: { source: "standard" as const, connection: "pos", topic: undefined, body: Buffer.from("ada") },
      receivedAt: "2026-11-22T13:40:00Z",
      reason: "data.paid: is missing",
    }),
    release: async (key: string) => void steps.push(`release ${key}`),
  },
  discarded: {
    keep: async (key: string, record: unknown) => {
      steps.push(`record ${key}`);
      records.push(record);
    },
    async *list() {},
  },
};

describe("a webhook that is given up", () => {
  test("is removed only after its record, which says why and nothing of what it said", async () => {
    expect(await discard(deps, KEY, "a test of the till's maker")).toBe("discarded");
    expect(steps).toEqual([`record ${KEY}`, `release ${KEY}`]);
    expect(records).toEqual([
      {
        receivedAt: "2026-11-22T13:40:00Z",
        discardedAt: "2026-11-23T09:00:00Z",
        reason: "data.paid: is missing",
        because: "a test of the till's maker",
      },
    ]);
  });
  test.each(["of ada@example.com", "she called from +1 212 555 0142"])(
    "stays for a reason that names somebody: %s",
    async (because) => {
      expect(await discard(deps, KEY, because)).toBe("namesSomebody");
      expect(steps).toEqual([]);
    },
  );
  test("is named by the beginning of its hash, or by its key", async () => {
    expect(await quarantinedAs(deps.quarantine, KEY)).toEqual([KEY]);
    expect(await quarantinedAs(deps.quarantine, quarantineName(KEY))).toHaveLength(2);
    expect(await quarantinedAs(deps.quarantine, "ff")).toEqual([]);
  });
});
