import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minutesAfter } from "../../../../core/model/instant.ts";
import type { Instant } from "../../../../core/model/purchase.ts";
import { forget } from "../../../../core/operations/people/forget.ts";
import { importPerson } from "../../../../core/operations/people/import-people.ts";
import type { ImportRow } from "../../../../core/operations/people/import-row.ts";
import { subscribe } from "../../../../core/people/subscribe.ts";
import { unsubscribe } from "../../../../core/people/unsubscribe.ts";
import { noConversations } from "../../../support/conversation-world.ts";
import { type MemoryPeople, memoryPeople } from "../../../support/memory-people.ts";

const EMAIL = { channel: "email", address: "ada@example.com" } as const;
const PHONE = { channel: "sms", address: "+12125550142" } as const;
const START = "2026-11-22T12:00:00Z";

function rowOf(confirmedAt: Instant, more: Partial<ImportRow> = {}): ImportRow {
  return {
    line: 2,
    addresses: [EMAIL],
    wishes: [{ topic: "impact", channel: "email" }],
    language: "en",
    words: "Yes please",
    wordsVersion: "1",
    confirmedAt,
    proof: "log 7",
    chosen: {},
    ...more,
  };
}

const forgetIn = (world: MemoryPeople) =>
  forget({
    ...world,
    dossiers: { read: async () => [], remove: world.remove },
    waitingTexts: { list: async () => [], open: async () => undefined, remove: async () => undefined },
    conversations: noConversations,
    feedback: { from: async () => [], remove: async () => undefined },
    identityKey: async () => "the key of identities in these tests, long enough",
  });

const join = (world: MemoryPeople, saidAt?: Instant) =>
  subscribe(world)({
    email: EMAIL.address,
    language: "en",
    wishes: [{ topic: "impact", channel: "email", words: "Yes", wordsVersion: "1", locale: "en" }],
    source: saidAt === undefined ? "form" : "posFlag",
    proof: `form:${world.now()}`,
    ...(saidAt && { saidAt }),
  });

/** Joined at the start, and forgotten so many minutes later, perhaps after unsubscribing. */
async function forgottenAfter(minutes: number, unsubscribes: boolean): Promise<MemoryPeople> {
  const world = memoryPeople(START);
  const joined = await join(world);
  if (joined.outcome !== "joined") throw new Error("Nobody joined");
  if (unsubscribes) {
    const stop = {
      source: "oneClick",
      locale: "en",
      words: "Stop",
      wordsVersion: "1",
      proof: "link:1",
    } as const;
    await unsubscribe(world)(joined.customer, { topic: "all", channel: "all", ...stop });
  }
  world.later(minutes);
  expect(await forgetIn(world)(joined.customer)).toMatchObject({ outcome: "forgotten" });
  return world;
}

describe("a proof from before an address was forgotten", () => {
  test("gives nothing by an import, and one from after does, whatever was said before", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: -20_000, max: 20_000 }),
        fc.boolean(),
        fc.boolean(),
        async (minutes, proofAfter, unsubscribes, write) => {
          const world = await forgottenAfter(minutes, unsubscribes);
          const before = world.snapshot();
          const imported = await importPerson(world)(rowOf(minutesAfter(START, proofAfter)), { write });
          const isNewer = proofAfter > minutes;
          expect(imported).toMatchObject(
            isNewer
              ? { outcome: "new", given: 1, outdated: 0 }
              : { outcome: "refused", column: "confirmed_at" },
          );
          if (!isNewer || !write) expect(world.snapshot()).toBe(before);
        },
      ),
    );
  });

  test("asks nothing at a till and writes nobody down, and a later tick does", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: -20_000, max: 20_000 }),
        async (minutes, saidAfter) => {
          const world = await forgottenAfter(minutes, true);
          const before = world.snapshot();
          const joined = await join(world, minutesAfter(START, saidAfter));
          expect(joined.outcome).toBe(saidAfter > minutes ? "joined" : "outdated");
          if (saidAfter <= minutes) expect(world.snapshot()).toBe(before);
        },
      ),
    );
  });

  test("keeps nobody from joining again by themselves", async () => {
    const world = await forgottenAfter(5, true);
    expect(await join(world)).toMatchObject({ outcome: "joined", requested: [{ topic: "impact" }] });
  });
});

describe("an import", () => {
  test("leaves out the channel whose owner said STOP or complained since, and says how many", async () => {
    for (const reason of ["stop", "complaint", "operator"] as const) {
      const world = memoryPeople(START);
      const hash = await world.contacts.hashOf(PHONE);
      await world.suppressions.suppress({ ...hash, reason, at: START });
      const both = rowOf(minutesAfter(START, -60), {
        addresses: [EMAIL, PHONE],
        wishes: [
          { topic: "impact", channel: "email" },
          { topic: "orders", channel: "sms" },
        ],
      });
      expect(await importPerson(world)(both, { write: true })).toEqual({
        outcome: "new",
        given: 1,
        kept: 0,
        outdated: 1,
      });
      expect(await world.contacts.customerOf(hash)).toBeUndefined();
    }
  });

  test("is not kept out by a bounce, which its owner did not say", async () => {
    const world = memoryPeople(START);
    await world.suppressions.suppress({
      ...(await world.contacts.hashOf(EMAIL)),
      reason: "bounce",
      at: START,
    });
    const imported = await importPerson(world)(rowOf(minutesAfter(START, -60)), { write: true });
    expect(imported).toMatchObject({ outcome: "new", given: 1 });
  });

  test("does not give again what was withdrawn at an address that nobody had confirmed", async () => {
    const world = memoryPeople(START);
    const asked = await subscribe(world)({
      email: EMAIL.address,
      phone: PHONE.address,
      language: "en",
      wishes: [{ topic: "orders", channel: "sms", words: "Yes", wordsVersion: "1", locale: "en" }],
      chosen: { country: "US" },
      source: "form",
      proof: "form:1",
    });
    if (asked.outcome !== "joined") throw new Error(JSON.stringify(asked));
    const stop = {
      source: "preferences",
      locale: "en",
      words: "Stop",
      wordsVersion: "1",
      proof: "session:1",
    } as const;
    await unsubscribe(world)(asked.customer, { topic: "all", channel: "all", ...stop });
    const old = rowOf(minutesAfter(START, -60), {
      addresses: [PHONE],
      wishes: [{ topic: "orders", channel: "sms" }],
    });
    expect(await importPerson(world)(old, { write: true })).toMatchObject({ given: 0, kept: 1 });
  });
});
