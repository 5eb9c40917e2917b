import { describe, expect, test } from "vitest";
import { type CatalogEvent, EventsRefusedError } from "../../../../core/events/event-bus.client.ts";
import type { KeptWebhook, Quarantine } from "../../../../core/intake/quarantine/quarantine.client.ts";
import { UnreadableWebhookError } from "../../../../core/intake/quarantine/unreadable-webhook.ts";
import { type Replayed, replayQuarantine } from "../../../../core/operations/replay/replay-quarantine.ts";
import { NOW, ROUND_UPS, shopifyOrder, standardPurchase } from "../../../support/webhooks.ts";

const body = (payload: unknown) => Buffer.from(JSON.stringify(payload));
const kept = (webhook: KeptWebhook["webhook"]): KeptWebhook => ({
  webhook,
  receivedAt: NOW,
  reason: "was unusable",
});

/** A quarantine in memory: what was unusable once and is not any more, what still is, and what is not needed. */
function setUp(bus: (events: readonly CatalogEvent[]) => Promise<void> = async () => undefined) {
  const objects = new Map<string, KeptWebhook>([
    ["mended", kept({ source: "standard", connection: "pos", body: body(standardPurchase()) })],
    ["broken", kept({ source: "standard", connection: "pos", body: body(standardPurchase({ paid: 1.5 })) })],
    [
      "test",
      kept({
        source: "shopify",
        connection: "web",
        topic: "orders/paid",
        body: body(shopifyOrder({ test: true })),
      }),
    ],
  ]);
  const put: CatalogEvent[] = [];
  const damaged = new Set<string>();
  const damage = (key: string) => damaged.add(key);
  const quarantine: Quarantine = {
    keep: () => Promise.reject(new Error("nothing is quarantined again")),
    keys: async function* () {
      yield* [...objects.keys()];
    },
    get: async (key) => {
      if (damaged.has(key)) throw new UnreadableWebhookError(key);
      return objects.get(key) ?? Promise.reject(new Error("no such key"));
    },
    release: async (key) => {
      objects.delete(key);
    },
  };
  const deps = {
    quarantine,
    bus: {
      put: async (events: readonly CatalogEvent[]) => {
        await bus(events);
        put.push(...events);
      },
    },
    key: async () => "identity-key-".repeat(5),
    lookUps: new Set<string>(),
    roundUps: ROUND_UPS,
    now: () => NOW,
  };
  async function replay(dryRun: boolean): Promise<Replayed[]> {
    const all: Replayed[] = [];
    for await (const one of replayQuarantine(deps, { dryRun })) all.push(one);
    return all;
  }
  return { objects, put, replay, damage };
}

describe("replaying the quarantine", () => {
  test("puts on the bus what can be used today, and keeps the rest with today's reason", async () => {
    const { objects, put, replay } = setUp();
    expect(await replay(false)).toMatchObject([
      { key: "mended", outcome: "accepted", events: 1 },
      { key: "broken", outcome: "unusable", reason: expect.stringContaining("data.paid") },
      { key: "test", outcome: "notNeeded" },
    ]);
    expect(put.map(({ contract }) => contract.name)).toEqual(["PurchaseCompleted.v1"]);
    expect([...objects.keys()]).toEqual(["broken"]);
  });

  test("only says so in a dry run", async () => {
    const { objects, put, replay } = setUp();
    expect(await replay(true)).toMatchObject([
      { outcome: "accepted" },
      { outcome: "unusable" },
      { outcome: "notNeeded" },
    ]);
    expect(put).toEqual([]);
    expect(objects.size).toBe(3);
  });

  test("says of what is about money and not counted why that is", async () => {
    const { objects, replay } = setUp();
    const edit = {
      source: "shopify",
      connection: "web",
      body: body({ order_edit: { order_id: 1 } }),
    } as const;
    objects.clear();
    objects.set("edit", kept(edit));
    expect(await replay(true)).toMatchObject([{ outcome: "notNeeded", ignored: ["orderEdited"] }]);
  });

  test("goes on after an object that is no webhook, and after one whose events the bus refuses", async () => {
    const refused = new EventsRefusedError("PurchaseCompleted.v1", [{ index: 0, code: "TooLarge" }]);
    let first = true;
    const { objects, put, replay, damage } = setUp(async () => {
      if (!first) return;
      first = false;
      throw refused;
    });
    objects.set("again", kept({ source: "standard", connection: "pos", body: body(standardPurchase()) }));
    damage("broken");
    expect(await replay(false)).toMatchObject([
      { key: "mended", outcome: "unusable", reason: expect.stringContaining("TooLarge") },
      { key: "broken", outcome: "unusable", reason: "the object is no webhook" },
      { key: "test", outcome: "notNeeded" },
      { key: "again", outcome: "accepted" },
    ]);
    expect(put).toHaveLength(1);
    expect([...objects.keys()]).toEqual(["mended", "broken"]);
  });

  test("removes nothing that the bus did not accept", async () => {
    const { objects, replay } = setUp(() => Promise.reject(new Error("refused")));
    await expect(replay(false)).rejects.toThrow("refused");
    expect(objects.has("mended")).toBe(true);
  });
});
