import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ANSWER_WITHIN_DAYS, answerConversation } from "../../../../core/conversations/answer/answer.ts";
import { SAME_WORDS_MAX } from "../../../../core/conversations/answer/own-words.ts";
import { PROMPT_MINUTES } from "../../../../core/conversations/answer/read-said.ts";
import type { ConversationId } from "../../../../core/model/conversation.ts";
import { answerWorld, type Death } from "../../../support/answer-world.ts";
import { ana, ben, numberOf } from "../../../support/conversation-world.ts";

const OWN = "Your jacket left Oberstdorf this morning";

async function asked(said = "Where is my jacket?") {
  const world = answerWorld();
  const heard = await world.says(said);
  if (heard.outcome === "forgotten") throw new Error("Nothing is kept");
  const { conversation } = heard;
  return {
    world,
    conversation,
    answer: (version: number, words = OWN, by = ana) => world.give(conversation, version, words, by),
    kinds: async () => (await world.read(conversation))?.events.map(({ fact }) => fact.kind),
  };
}

async function bringLast(world: ReturnType<typeof answerWorld>, death?: Death) {
  const last = world.brought.at(-1);
  if (last === undefined) throw new Error("Nothing is on its way");
  return world.deliver(last, death);
}

describe("an answer", () => {
  test("goes to the address of this moment, with sealed words, ends the wait, and is settled", async () => {
    const { world, conversation, answer } = await asked();
    expect(await answer(1)).toMatchObject({ outcome: "given", answer: 2, channel: "sms" });
    const { hmac } = numberOf("ada");
    expect(world.dump()).not.toContain("jacket left");
    expect((await world.read(conversation))?.events[1]).toMatchObject({
      actor: ana,
      fact: { kind: "answerGiven", channel: "sms" },
      words: { said: OWN, signed: "Ana", to: hmac },
    });
    expect(await bringLast(world)).toEqual({ outcome: "sent", channel: "sms" });
    expect(world.left).toMatchObject([{ words: [OWN], to: hmac }]);
    expect((await world.read(conversation))?.head).toMatchObject({
      state: "waiting",
      version: 3,
      answers: 1,
    });
  });

  test("that is pressed again is the same answer, and is brought again", async () => {
    const { world, answer, kinds } = await asked();
    await answer(1);
    expect(await answer(1)).toMatchObject({ outcome: "given", answer: 2 });
    expect(await kinds()).toEqual(["personWrote", "answerGiven"]);
    expect(world.brought).toHaveLength(2);
    for (const one of world.brought) await world.deliver(one);
    expect(world.left).toHaveLength(1);
    await answer(1);
    expect(world.brought).toHaveLength(2);
  });

  test("to a thread that changed is not given: its words are a draft, once, and the news is told", async () => {
    const { world, conversation, answer, kinds } = await asked();
    await world.says("It is here, never mind");
    for (const _ of [1, 2])
      expect(await answer(1)).toMatchObject({
        outcome: "changed",
        version: expect.any(Number),
        news: [{ sequence: 2, words: { said: "It is here, never mind" } }],
      });
    expect(await kinds()).toEqual(["personWrote", "personWrote", "answerDrafted"]);
    expect((await world.read(conversation))?.events[2]?.words).toEqual({ said: OWN, signed: "Ana" });
    expect(await answer(2)).toMatchObject({ outcome: "given", answer: 4 });
  });

  test("is news to a colleague who answers too; taking, sorting and drafts are none", async () => {
    const { world, conversation, answer } = await asked();
    await world.acts.sort({ conversation, by: ben }, { matter: "orders" });
    await world.acts.take({ conversation, by: ana });
    expect(await answer(1)).toMatchObject({ outcome: "given" });
    expect(await answer(1, "Ben says that it comes on Monday", ben)).toMatchObject({ outcome: "changed" });
    const head = await world.conversations.head(conversation);
    expect(await answer(head?.version ?? 0, "Ben says that it comes on Monday", ben)).toEqual({
      outcome: "notAllowed",
      why: "onItsWay",
    });
  });

  test.each([
    [" … ", "empty"],
    ["word ".repeat(200), "tooLong"],
  ])("of %j is refused", async (words, why) => {
    const { answer, kinds } = await asked();
    expect(await answer(1, words)).toEqual({ outcome: "notAllowed", why });
    expect(await kinds()).toEqual(["personWrote"]);
  });

  test("is refused too late, to what is closed, to a version that nobody read, and to strangers", async () => {
    const { world, conversation, answer, kinds } = await asked();
    expect(await answer(2)).toEqual({ outcome: "notAllowed", why: "noSuchVersion" });
    world.later(ANSWER_WITHIN_DAYS * 24 * 60 + 1);
    expect(await answer(1)).toEqual({ outcome: "notAllowed", why: "tooLate" });
    await world.acts.close({ conversation, by: ana }, { as: "answered" });
    expect(await answer(2)).toEqual({ outcome: "notAllowed", why: "closed" });
    expect(await kinds()).toEqual(["personWrote", "closed"]);
    const other = await world.says("Hello there", world.stranger("bo"));
    if (other.outcome === "forgotten") throw new Error("Nothing is kept");
    expect(await world.give(other.conversation, 1, OWN)).toEqual({ outcome: "notAllowed", why: "stranger" });
  });

  test("does not follow a STOP, before its press or after it", async () => {
    const { world, conversation, answer } = await asked();
    await answer(1);
    world.stop();
    expect(await bringLast(world)).toEqual({ outcome: "dropped", reasons: ["suppressed"] });
    const head = await world.conversations.head(conversation);
    expect(head).toMatchObject({ state: "open", answers: 0, version: 3 });
    expect(await answer(3, "I understand, and write no more")).toEqual({
      outcome: "notAllowed",
      why: "decision",
      reasons: ["suppressed"],
    });
    expect(world.left).toEqual([]);
  });

  test("goes at night to whoever just texted, and else waits for the morning", async () => {
    const { world, answer } = await asked();
    world.clock.at = "2026-11-23T23:30:00Z";
    await world.says("Are you there?");
    expect(await answer(2)).not.toHaveProperty("until");
    world.later(PROMPT_MINUTES + 1);
    expect(await bringLast(world)).toMatchObject({ outcome: "deferred", reasons: ["lawfulHours"] });
    expect(world.left).toEqual([]);
    const late = await asked();
    late.world.clock.at = "2026-11-23T23:30:00Z";
    const given = await late.answer(1);
    if (given.outcome !== "given" || given.until === undefined) throw new Error("It waits");
    late.world.clock.at = given.until;
    expect(await bringLast(late.world)).toMatchObject({ outcome: "sent" });
  });

  test("over the cap of a day waits for the next, and is not dropped", async () => {
    const { world, answer } = await asked();
    const sent = { channel: "sms", topic: "feedback", at: world.clock.at, transactional: true } as const;
    world.state.person = { recent: Array.from({ length: 5 }, () => sent) };
    expect(await answer(1)).toMatchObject({ outcome: "given", until: "2026-11-23T23:00:00Z" });
  });

  test("to words on a form goes by the customer's own channel, letters first", async () => {
    const { world } = await asked();
    const heard = await world.says("The shop was cold", { channel: "form" });
    if (heard.outcome === "forgotten") throw new Error("Nothing is kept");
    expect(await world.give(heard.conversation, 1, OWN)).toMatchObject({
      outcome: "given",
      channel: "email",
    });
  });

  test("that went to many others needs a sentence of its own", async () => {
    const { world, answer } = await asked();
    for (let other = 0; other <= SAME_WORDS_MAX; other += 1)
      await world.deps.sentences.note(`cnv_${other}` as ConversationId, "2026-11", [OWN.toLowerCase()]);
    expect(world.dump()).not.toContain("jacket");
    expect(await answer(1, `${OWN.toUpperCase()}!`)).toEqual({
      outcome: "canned",
      sentence: OWN.toLowerCase(),
      sentTo: SAME_WORDS_MAX + 1,
    });
    expect(await answer(1, `${OWN}. I packed the blue one myself.`)).toMatchObject({ outcome: "given" });
  });

  test("is weighed with nothing written", async () => {
    const { world, conversation } = await asked();
    const before = world.dump();
    const given = { conversation, version: 1, words: OWN, signed: "Ana", by: ana };
    expect(await world.weigh(given)).toMatchObject({ outcome: "given", answer: 2 });
    expect(world.dump()).toBe(before);
    expect(await world.weigh({ ...given, words: " " })).toEqual({ outcome: "notAllowed", why: "empty" });
  });

  test("whose event was never put on the bus is brought by the next press", async () => {
    const { world, conversation } = await asked();
    const given = { conversation, version: 1, words: OWN, signed: "Ana", by: ana };
    const dies = answerConversation({ ...world.deps, bring: () => Promise.reject(new Error("No bus")) });
    await expect(dies(given)).rejects.toThrow("No bus");
    await world.give(conversation, 1, OWN);
    await bringLast(world);
    expect(world.left).toHaveLength(1);
  });
});

const change = fc.constantFrom("hear", "stop", "move", "forget", "note", "nothing");
interface Step {
  readonly does: string;
  readonly death: Death;
  readonly between: string;
}
const step: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom(
    "press",
    "press",
    "again",
    "stale",
    "hear",
    "bring",
    "bring",
    "note",
    "stop",
    "move",
    "night",
  ),
  death: fc.constantFrom<Death>("claimed", "sent", "recorded", undefined, undefined),
  between: change,
});

/** Runs steps in a world and says what left, with what it must not be. */
async function run(steps: readonly Step[], broken: Parameters<typeof answerWorld>[0] = {}) {
  const world = answerWorld(broken);
  const heard = await world.says("Where is my jacket?");
  if (heard.outcome === "forgotten") throw new Error("Nothing is kept");
  const { conversation } = heard;
  const pressed: { version: number; words: string; to: string }[] = [];
  let count = 0;
  const happens = async (what: string) => {
    count += 1;
    if (what === "hear") await world.says(`And what of parcel ${count}?`);
    if (what === "note") await world.acts.note({ conversation, by: ben }, { words: "She called" });
    if (what === "stop") world.stop();
    if (what === "move") world.moveTo(`number ${count}`);
    if (what === "forget") world.forget();
  };
  const first: Step = { does: "press", death: undefined, between: "nothing" };
  for (const { does, death, between } of [first, ...steps]) {
    world.later(1);
    if (does === "night") world.later(600);
    const version = (await world.conversations.head(conversation))?.version ?? 0;
    const last = pressed.at(-1);
    if (does === "press" || does === "stale") {
      count += 1;
      const press = {
        version: does === "stale" ? Math.max(1, version - 1) : version,
        words: `Parcel ${count} is on its way`,
      };
      pressed.push({ ...press, to: numberOf(world.state.number).hmac });
      await world.give(conversation, press.version, press.words);
    } else if (does === "again" && last) await world.give(conversation, last.version, last.words);
    else if (does === "bring") {
      const one = world.brought[count % Math.max(1, world.brought.length)];
      if (one) await world.deliver(one, death, () => happens(between)).catch(() => {});
    } else await happens(does);
  }
  for (const one of world.brought) await world.deliver(one).catch(() => {});
  const read = await world.read(conversation);
  return { world, pressed, events: read?.events ?? [], left: world.left };
}

/** What an answer that left must not be; none. */
function wrongs({ pressed, events, left }: Awaited<ReturnType<typeof run>>): string[] {
  return left.flatMap(({ answer, words, to, heard, stopped }) => {
    const press = pressed.find((one) => one.words === words.join("\n"));
    const changed = events.filter(
      ({ sequence, fact }) =>
        fact.kind === "personWrote" && sequence > (press?.version ?? 0) && sequence < answer,
    );
    return [
      ...(left.filter((one) => one.answer === answer).length > 1 ? [`${answer} left twice`] : []),
      ...(heard > answer || changed.length > 0 ? [`${answer} left to a thread that changed`] : []),
      ...(stopped ? [`${answer} left after a STOP`] : []),
      ...(to === press?.to ? [] : [`${answer} left to another address`]),
    ];
  });
}

describe("whatever happens, in any order, and wherever it dies", () => {
  test("property: an answer leaves at most once, as it was read, where it was written to, and not after a STOP", async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const done = await run(steps);
        sent += done.left.length;
        expect(wrongs(done)).toEqual([]);
      }),
      { numRuns: 50 },
    );
    expect(sent).toBeGreaterThan(8);
  });

  test.each([
    ["the thread", "conversation#"],
    ["the STOP", "suppression#"],
  ])("property: a claim that does not check %s is found by it", async (_, partition) => {
    const leaveOut: NonNullable<Parameters<typeof answerWorld>[0]>["leaveOut"] = (action, { Key }) =>
      action === "ConditionCheck" && JSON.stringify(Key).includes(`"${partition}`);
    const found = await fc.check(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        expect(wrongs(await run(steps, { leaveOut }))).toEqual([]);
      }),
      { numRuns: 300, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  });
});
