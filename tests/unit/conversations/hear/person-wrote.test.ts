import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adoptTexts } from "../../../../core/conversations/acts/adopt-texts.ts";
import { forgetWords } from "../../../../core/conversations/acts/forget-words.ts";
import type { PersonWords } from "../../../../core/conversations/hear/person-wrote.ts";
import { textHeard } from "../../../../core/conversations/hear/text-heard.ts";
import { isThanks } from "../../../../core/conversations/hear/thanks.ts";
import { foldEvents } from "../../../../core/conversations/thread/head.ts";
import { type ConversationId, wordsIdOf } from "../../../../core/model/conversation.ts";
import { customerPartition, saltKey } from "../../../../core/people/keys/people.keys.ts";
import { conversationWorld, KEPT_DAYS, numberOf } from "../../../support/conversation-world.ts";
import { ada } from "../../../support/eligibility-builders.ts";

const HOUR = 60;

/** The conversation of what was heard; fails the test where nothing is kept. */
function kept(heard: Awaited<ReturnType<ReturnType<typeof conversationWorld>["says"]>>): ConversationId {
  if (heard.outcome === "forgotten") throw new Error("Nothing is kept");
  return heard.conversation;
}

describe("what a person wrote", () => {
  test("opens a conversation, continues it, and opens one anew three days after the last words of a closed one", async () => {
    const world = conversationWorld();
    const first = await world.says("Where is my jacket?");
    world.later(200 * HOUR);
    expect(await world.says("Hello?")).toEqual({
      outcome: "continued",
      conversation: kept(first),
      sequence: 2,
    });
    await world.acts.close({ conversation: kept(first), by: "staff:ana" }, { as: "answered" });
    world.later(71 * HOUR);
    expect(await world.says("It is torn")).toMatchObject({ outcome: "reopened", conversation: kept(first) });
    await world.acts.close({ conversation: kept(first), by: "staff:ana" }, { as: "answered" });
    world.later(72 * HOUR);
    const other = await world.says("Do you have it in blue?");
    expect(other.outcome).toBe("opened");
    expect(kept(other)).not.toBe(kept(first));
  });

  test("continues the conversation that its reply address names, also a closed one of long ago, and never somebody else's", async () => {
    const world = conversationWorld();
    const first = kept(await world.says("Where is my jacket?"));
    await world.acts.close({ conversation: first, by: "staff:ana" }, { as: "answered" });
    world.later(2000 * HOUR);
    const named = { channel: "email", conversation: first } as const;
    // Its words are past their days: the answer stands in a conversation of its own.
    expect((await world.says("About the jacket", named)).outcome).toBe("opened");
    const current = kept(await world.says("One more thing", { channel: "email" }));
    const text = kept(await world.says("Are you there?"));
    expect(await world.says("And this", { channel: "email", conversation: text })).toMatchObject({
      conversation: text,
    });
    const stranger = await world.says("Hi", { ...world.stranger("bo"), conversation: current });
    expect(stranger.outcome).toBe("opened");
  });

  test("is one event, however often and in whatever order it arrives, and the head is the fold of the events", async () => {
    const arrivals = fc.array(fc.tuple(fc.nat(7), fc.boolean(), fc.nat(300)), {
      minLength: 1,
      maxLength: 14,
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async (all) => {
        const world = conversationWorld();
        const one = (nth: number, isStranger: boolean): PersonWords => ({
          id: wordsIdOf("mail", `${nth} ${isStranger}`),
          channel: "email",
          ...(isStranger
            ? { ...world.stranger("bo") }
            : { customer: ada, by: "known", address: numberOf("ada") }),
          said: `words ${nth}`,
          saidAt: world.clock.at,
          at: world.clock.at,
        });
        for (const [nth, isStranger, minutes] of all) {
          // Two deliveries of the same at once.
          await Promise.all([world.hear(one(nth, isStranger)), world.hear(one(nth, isStranger))]);
          world.later(minutes);
        }
        const heads = (await world.conversations.desk("open", { limit: 100 })).heads;
        const read = await Promise.all(heads.map(({ conversation }) => world.read(conversation)));
        const words = read.flatMap((each) => each?.events.map(({ words: sealed }) => sealed?.said) ?? []);
        expect(words).toHaveLength(new Set(all.map(([nth, isStranger]) => `${nth} ${isStranger}`)).size);
        for (const each of read) {
          if (each === undefined) throw new Error("A head without events");
          const { head, events } = each;
          const bare = events.map(({ words: _, ...event }) => event);
          expect(JSON.stringify(foldEvents(head.conversation, bare))).toBe(JSON.stringify(head));
        }
      }),
      { numRuns: 15 },
    );
  });

  test("is found out by that property where a copy hears the same words twice", async () => {
    const world = conversationWorld({
      leaveOut: (_, { Item }) => JSON.stringify(Item ?? {}).includes('"heard#'),
    });
    const words = { id: wordsIdOf("mail", "1"), channel: "email", customer: ada, by: "known" } as const;
    const arrived = { ...words, said: "Hello", saidAt: world.clock.at, at: world.clock.at };
    await world.hear(arrived);
    expect((await world.hear(arrived)).outcome).toBe("continued");
  });

  test("turns nothing on: whatever it says, only rows of conversations are written", async () => {
    const world = conversationWorld();
    const before = new Set(world.table.rows().map(({ pk, sk }) => `${String(pk)} ${String(sk)}`));
    for (const said of ["START", "YES", "JOIN", "Please send me offers again"]) await world.says(said);
    const added = world.table.rows().map(({ pk, sk }) => `${String(pk)} ${String(sk)}`);
    const kinds = added
      .filter((key) => !before.has(key))
      .map((key) => key.replace(`customer#${ada} `, "").split(/[# ]/)[0]);
    expect([...new Set(kinds)].toSorted()).toEqual(["conversation", "desk", "heard", "talking"]);
  });

  test("is a stranger's where its customer is being forgotten, and nothing where it came from no address", async () => {
    const world = conversationWorld();
    const conversation = kept(await world.says("Where is my jacket?"));
    world.table.remove(saltKey(ada));
    const heard = await world.says("Hello?");
    expect(heard.outcome).toBe("opened");
    expect(kept(heard)).not.toBe(conversation);
    expect((await world.conversations.head(kept(heard)))?.customer).toBeUndefined();
    expect(await world.says("Hello?", { channel: "form", address: undefined })).toEqual({
      outcome: "forgotten",
    });
  });

  test("is kept as long as an item can hold it, and without what a terminal obeys", async () => {
    const world = conversationWorld();
    const conversation = kept(
      await world.says(`\u0007\u001b[31m\ud800${"漢".repeat(40_000)}`, { whole: "\u0000".repeat(90_000) }),
    );
    const [event] = (await world.read(conversation))?.events ?? [];
    expect(event?.words?.said.startsWith("[31m\ufffd漢")).toBe(true);
    expect(event?.words?.said.length).toBeLessThanOrEqual(16_000);
    expect(Math.max(...world.table.rows().map((row) => JSON.stringify(row).length))).toBeLessThan(380_000);
  });

  test("is closed at once where it is spam, and nobody waits", async () => {
    const world = conversationWorld();
    const heard = await world.says("Cheap watches", { ...world.stranger("bo"), spam: true });
    expect(await world.conversations.head(kept(heard))).toMatchObject({ state: "closed", closedAs: "spam" });
    expect((await world.conversations.desk("open", { limit: 9 })).heads).toEqual([]);
  });
});

describe("thanks", () => {
  test.each([
    "thanks",
    "Ok, thank you so much!",
    "Vielen Dank 🙏",
    "Alles klar, danke",
    "merci beaucoup",
    "Gracias",
  ])("are %j", (said) => expect(isThanks(said)).toBe(true));
  test.each(["", "very good", "thanks, but it is torn", "ok?", "Danke, aber wo ist die Jacke", "good"])(
    "are not %j",
    (said) => expect(isThanks(said)).toBe(false),
  );
  test("neither wake what sleeps nor make anybody wait", async () => {
    const world = conversationWorld();
    const conversation = kept(await world.says("Where is my jacket?"));
    const who = { conversation, by: "staff:ana" };
    const until = "2026-12-24T09:00:00Z";
    await world.acts.snooze(who, { until, evenIfAnswered: false });
    await world.says("ok thanks");
    expect(await world.conversations.head(conversation)).toMatchObject({
      state: "snoozed",
      snooze: { until },
    });
    await world.says("It is torn");
    expect((await world.conversations.head(conversation))?.state).toBe("open");
  });
});

describe("the words of a conversation", () => {
  test("are in no row in the clear, nor is an address", async () => {
    const world = conversationWorld();
    const conversation = kept(await world.says("canary of a customer", { from: "+12025550123" }));
    await world.says("canary of a stranger", { ...world.stranger("+12025550199") });
    await world.acts.note({ conversation, by: "staff:ana" }, { words: "canary of a note" });
    await world.acts.promise(
      { conversation, by: "staff:ana" },
      { words: "canary of a promise", due: "2026-12-24T09:00:00Z" },
    );
    expect(world.dump()).not.toMatch(/canary|2025550/);
  });

  test("are gone once its customer is forgotten, also from a copy of the table; kinds and times stay", async () => {
    const world = conversationWorld();
    const conversation = kept(await world.says("Where is my jacket?"));
    await world.acts.note({ conversation, by: "staff:ana" }, { words: "Asked the store" });
    const before = (await world.read(conversation))?.events ?? [];
    const copy = world.table.rows().filter(({ sk }) => sk === "salt" || String(sk).startsWith("e#"));
    expect(await forgetWords(world)(ada)).toBe(1);
    expect(await forgetWords(world)(ada)).toBe(1);
    world.table.remove(saltKey(ada));
    const naming = world.table.rows().filter(({ pk }) => pk !== customerPartition(ada));
    expect(JSON.stringify(naming)).not.toContain(ada);
    for (const row of copy.filter(({ pk }) => pk !== saltKey(ada).pk)) world.table.put(row);
    const read = await world.read(conversation);
    expect(read?.head).toMatchObject({ state: "closed", closedAs: "forgotten" });
    expect(read?.events.map(({ at, fact, words }) => [at, fact.kind, words])).toEqual([
      ...before.map(({ at, fact }) => [at, fact.kind, undefined]),
      [world.clock.at, "closed", undefined],
    ]);
    expect(await world.acts.note({ conversation, by: "staff:ana" }, { words: "One more" })).toEqual({
      outcome: "forgotten",
    });
  });

  test("of a stranger are gone once their address is forgotten, and no row leads there", async () => {
    const world = conversationWorld();
    const conversation = kept(await world.says("Who is this?", world.stranger("bo")));
    expect(await forgetWords(world)(numberOf("bo"))).toBe(1);
    expect((await world.read(conversation))?.events.map(({ words }) => words)).toEqual([
      undefined,
      undefined,
    ]);
    expect(world.dump()).not.toContain(numberOf("bo").hmac);
  });

  test("can be read for their days after the last event, whenever the table deletes", async () => {
    const world = conversationWorld();
    const conversation = kept(await world.says("Where is my jacket?"));
    world.later((KEPT_DAYS - 1) * 24 * HOUR);
    await world.acts.note({ conversation, by: "staff:ana" }, { words: "Asked the store" });
    world.later((KEPT_DAYS - 1) * 24 * HOUR);
    expect((await world.read(conversation))?.events[0]?.words?.said).toBe("Where is my jacket?");
    world.later(2 * 24 * HOUR);
    expect((await world.read(conversation))?.events.map(({ words }) => words)).toEqual([
      undefined,
      undefined,
    ]);
  });
});

test("texts that waited for a person are moved into conversations, each once, also after a crash", async () => {
  const world = conversationWorld();
  const texts = new Map(
    ["a", "b"].map((name) => [
      name,
      { text: `text_${name.repeat(26)}`, at: "2026-11-20T12:00:00Z", why: "other", customer: ada } as const,
    ]),
  );
  let crashes = 1;
  const adopt = adoptTexts({
    waitingTexts: {
      list: async () => [...texts.values()],
      open: async ({ text }) => ({ from: "+12025550123", body: text }),
      remove: async ({ text }) => {
        if (crashes > 0) {
          crashes -= 1;
          throw new Error("Crashed");
        }
        texts.delete(text.slice(5, 6));
      },
    },
    contacts: { hashOf: async () => numberOf("ada"), customersAt: async () => [ada] },
    hear: textHeard(world.hear),
  });
  await expect(adopt()).rejects.toThrow("Crashed");
  expect(await adopt()).toBe(2);
  expect(await adopt()).toBe(0);
  const [conversation, ...others] = await world.conversations.ofCustomer(ada);
  if (conversation === undefined) throw new Error("None");
  const said = (await world.read(conversation))?.events.map(({ words }) => words?.said);
  expect([said, others]).toEqual([[`text_${"a".repeat(26)}`, `text_${"b".repeat(26)}`], []]);
});
