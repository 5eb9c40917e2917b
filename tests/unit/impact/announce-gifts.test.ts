import { describe, expect, test } from "vitest";
import type { EventsClient } from "../../../core/events/event-bus.client.ts";
import type { Entry } from "../../../core/giving/ledger/entry.ts";
import { exhaustedKey, milestoneKey } from "../../../core/giving/ledger/ledger.keys.ts";
import { announceGifts } from "../../../core/impact/announce-gifts.ts";
import { storyKey, toldStoryKey } from "../../../core/impact/stories/story.keys.ts";
import type { StreamRecord } from "../../../core/platform/lambda/stream.ts";
import { accrual, bucketName, clawback } from "../../support/ledger-entries.ts";

const customer = "cus_00000000000000000000000001";
const at = "2026-11-22T13:36:00Z";
const known = accrual({ orderId: "1", ...knownCustomer() });

function knownCustomer() {
  return JSON.parse(JSON.stringify({ customer }));
}

function record(entry: Entry, id = "1"): StreamRecord {
  return { id, at, key: { pk: bucketName(entry), sk: `${entry.orderId} ${entry.kind}` }, item: { ...entry } };
}

async function announce(records: readonly StreamRecord[]) {
  const told: [string, unknown][] = [];
  const events: EventsClient = {
    publish: async (contract, details) => {
      for (const detail of details) told.push([contract.name, contract.detail.parse(detail)]);
    },
  };
  const outcome = await announceGifts({ events })(records);
  return { told, outcome };
}

describe("announce-gifts", () => {
  test("publishes the gift of a known customer, and a retry publishes exactly the same", async () => {
    const once = await announce([record(known)]);
    expect(once.told).toEqual([
      [
        "GiftAccrued.v1",
        {
          gift: known.gift,
          order: { source: "standard", connection: "pos", orderId: "1" },
          placedAt: known.placedAt,
          currency: "USD",
          parts: known.parts,
          customer,
        },
      ],
    ]);
    expect((await announce([record(known)])).told).toEqual(once.told);
  });

  test("publishes what a refund took back of it", async () => {
    const back = clawback(known, { sequence: 1, ...knownCustomer() });
    const { told } = await announce([record(back)]);
    expect(told).toMatchObject([["GiftTakenBack.v1", { refundId: "r1", customer, parts: back.parts }]]);
  });

  test("publishes nothing of an unknown customer, of a purchase without a gift, or of a refund that waits", async () => {
    const none = accrual({ orderId: "2", parts: [], noGift: "noTerms", ...knownCustomer() });
    const parked = { ...record(known), item: { kind: "parked", customer } };
    const { told, outcome } = await announce([record(accrual({ orderId: "3" })), record(none), parked]);
    expect(told).toEqual([]);
    expect(outcome.failed).toEqual([]);
  });

  test("publishes that a match pool is used up, but not that the cap of a campaign is", async () => {
    const { told } = await announce([
      { id: "1", at, key: exhaustedKey("pool:spring"), item: {} },
      { id: "2", at, key: exhaustedKey("cap:everyday@1:USD"), item: {} },
      { id: "3", at, key: { pk: exhaustedKey("pool:spring").pk, sk: "shard#00" }, item: { left: 0 } },
    ]);
    expect(told).toEqual([["MatchPoolExhausted.v1", { pool: "spring", at }]]);
  });

  test("publishes that a milestone was reached, at the time in its row", async () => {
    const milestone = { cause: "clean-rivers", currency: "USD", amount: 500, at: "2026-11-20T00:00:00Z" };
    const key = milestoneKey("clean-rivers", "USD", 500);
    const { told } = await announce([{ id: "1", at, key, item: { ...key, ...milestone } }]);
    expect(told).toEqual([["MilestoneReached.v1", milestone]]);
  });

  test("publishes that a story was told, at the time in its row", async () => {
    const story = { story: "ten-test-kits", version: 2, cause: "clean-rivers", at: "2026-11-20T00:00:00Z" };
    const key = toldStoryKey("ten-test-kits", 2);
    const { told } = await announce([{ id: "1", at, key, item: { ...key, ...story } }]);
    expect(told).toEqual([["StoryTold.v1", story]]);
    expect((await announce([{ id: "1", at, key: storyKey("ten-test-kits"), item: {} }])).told).toEqual([]);
  });

  test("counts the one record that cannot be read, by name, and publishes the others", async () => {
    const broken = { ...record(known, "7"), item: { kind: "accrual", customer } };
    const { told, outcome } = await announce([broken, record(known, "8")]);
    expect(outcome.failed).toEqual([]);
    expect(outcome.facts).toMatchObject({ unreadable: 1 });
    expect(told).toHaveLength(1);
  });
});
