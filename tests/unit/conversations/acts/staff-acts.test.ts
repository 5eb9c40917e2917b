import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { staffActs } from "../../../../core/conversations/acts/staff-acts.ts";
import { foldEvents } from "../../../../core/conversations/thread/head.ts";
import { preferencesKey } from "../../../../core/people/keys/people.keys.ts";
import { ana, ben, conversationWorld } from "../../../support/conversation-world.ts";
import { ada, somePreferences } from "../../../support/eligibility-builders.ts";

async function opened() {
  const world = conversationWorld();
  const heard = await world.says("Where is my jacket?");
  if (heard.outcome === "forgotten") throw new Error("Nothing is kept");
  return { world, conversation: heard.conversation };
}

describe("people at the brand", () => {
  test("take a conversation for half an hour; another takes it over only by saying so", async () => {
    const { world, conversation } = await opened();
    const [byAna, byBen] = [ana, ben].map((by) => ({ conversation, by }));
    if (byAna === undefined || byBen === undefined) throw new Error("Nobody");
    await world.acts.take(byAna);
    const since = world.clock.at;
    world.later(29);
    expect(await world.acts.take(byBen)).toEqual({ outcome: "taken", owner: ana, since });
    expect(await world.acts.take(byBen, { over: true })).toMatchObject({ head: { owner: ben } });
    world.later(30);
    expect(await world.acts.take(byAna)).toMatchObject({ head: { owner: ana } });
  });

  test("hand over, sort, tag and mark once, however often they say it", async () => {
    const { world, conversation } = await opened();
    const who = { conversation, by: ana };
    for (let time = 0; time < 2; time += 1) {
      await world.acts.handOver(who, { to: ben });
      await world.acts.sort(who, { matter: "orders" });
      await world.acts.tag(who, { tags: ["torn", "jacket", "torn"] });
      await world.acts.mark(who, { trouble: true });
      await world.acts.close(who, { as: "answered" });
    }
    expect(await world.conversations.head(conversation)).toMatchObject({
      version: 6,
      owner: ben,
      matter: "orders",
      tags: ["jacket", "torn"],
      trouble: true,
      state: "closed",
    });
    expect(await world.acts.take(who)).toEqual({ outcome: "closed" });
    expect(await world.acts.reopen(who)).toMatchObject({ head: { state: "open" } });
  });

  test("hold promotions while a complaint is open: from its mark, or from words that came with one, until it is closed", async () => {
    const { world, conversation } = await opened();
    const who = { conversation, by: ana };
    world.table.put({ ...preferencesKey(ada), ...somePreferences() });
    const isHeld = async () => (await world.people.readPerson(ada, world.clock.at))?.openComplaint;
    expect(await isHeld()).toBe(false);
    await world.acts.mark(who, { trouble: true });
    expect(await isHeld()).toBe(true);
    await world.acts.close(who, { as: "answered" });
    expect(await isHeld()).toBe(false);
    await world.says("It came apart again");
    expect(await isHeld()).toBe(true);
    await world.acts.mark(who, { trouble: false });
    await world.says("Nobody rang me", { channel: "form", trouble: true });
    expect(await isHeld()).toBe(true);
  });

  test("promise something by a day to come, and keep it once", async () => {
    const { world, conversation } = await opened();
    const who = { conversation, by: ana };
    expect(await world.acts.promise(who, { words: "We ring", due: world.clock.at })).toEqual({
      outcome: "past",
    });
    await world.acts.promise(who, { words: "We ring", due: "2026-12-01T09:00:00Z" });
    expect(await world.acts.keepPromise(who, { promise: 2 })).toMatchObject({ head: { promises: [] } });
    expect(await world.acts.keepPromise(who, { promise: 2 })).toEqual({ outcome: "noSuchPromise" });
  });

  test("do nothing once it is another than they read, also where that came while they pressed", async () => {
    const { world, conversation } = await opened();
    const { conversations } = world;
    const overtaken = staffActs({
      ...world,
      conversations: {
        ...conversations,
        append: async (write) => {
          await world.says("It came apart again");
          return conversations.append(write);
        },
      },
    });
    const byAna = { conversation, by: ana, readAt: 1 };
    expect(await overtaken.note(byAna, { words: "Torn" })).toEqual({ outcome: "changed" });
    expect(await world.acts.note(byAna, { words: "Torn" })).toEqual({ outcome: "changed" });
    expect(await world.acts.note({ ...byAna, readAt: 2 }, { words: "Torn" })).toMatchObject({
      head: { version: 3 },
    });
  });

  test("do nothing with a conversation that does not exist", async () => {
    const { world, conversation } = await opened();
    const other = { conversation: `${conversation.slice(0, -1)}0` as typeof conversation, by: ana };
    expect(await world.acts.note(other, { words: "Hello" })).toEqual({ outcome: "unknown" });
  });

  test("act at once without losing anything: each act is one event, and the conversation has one place at the desk", async () => {
    const act = fc.constantFrom(
      "take",
      "note",
      "snooze",
      "wake",
      "close",
      "reopen",
      "says",
      "thanks",
      "promise",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
        async (rounds) => {
          const { world, conversation } = await opened();
          let notes = 0;
          for (const round of rounds) {
            await Promise.all(
              round.map(async (one, nth) => {
                const who = { conversation, by: nth === 0 ? ana : ben };
                const due = "2027-01-04T09:00:00Z";
                if (one === "says" || one === "thanks") return world.says(one);
                if (one === "note") notes += 1;
                return {
                  take: () => world.acts.take(who, { over: true }),
                  note: () => world.acts.note(who, { words: "a note" }),
                  snooze: () => world.acts.snooze(who, { until: due, evenIfAnswered: nth === 1 }),
                  wake: () => world.acts.wake(who),
                  close: () => world.acts.close(who, { as: "answered" }),
                  reopen: () => world.acts.reopen(who),
                  promise: () => world.acts.promise(who, { words: "a promise", due }),
                }[one]();
              }),
            );
            world.later(17);
          }
          const read = await world.read(conversation);
          if (read === undefined) throw new Error("None");
          const bare = read.events.map(({ words: _, ...event }) => event);
          expect(JSON.stringify(foldEvents(conversation, bare))).toBe(JSON.stringify(read.head));
          expect(bare.filter(({ fact }) => fact.kind === "noteAdded")).toHaveLength(notes);
          expect(world.table.rows().filter(({ pk }) => String(pk).startsWith("desk#"))).toHaveLength(1);
        },
      ),
      { numRuns: 15 },
    );
  });
});
