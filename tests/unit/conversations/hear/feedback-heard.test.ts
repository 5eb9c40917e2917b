import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forgetWords } from "../../../../core/conversations/acts/forget-words.ts";
import { feedbackHeard } from "../../../../core/conversations/hear/feedback-heard.ts";
import { feedbackStore } from "../../../../core/feedback/feedback.store.ts";
import { type GivenFeedback, hearFeedback } from "../../../../core/feedback/hear-feedback.ts";
import { decide } from "../../../../core/messaging/eligibility/decide.ts";
import { preferencesKey } from "../../../../core/people/keys/people.keys.ts";
import { conversationWorld, numberOf } from "../../../support/conversation-world.ts";
import { demoFeedback } from "../../../support/demo-texts.ts";
import { ada, aPerson, aProposal, noon, somePreferences } from "../../../support/eligibility-builders.ts";

const ID = "fbk_00000000000000000000000000";
const KEPT_DAYS = 365;
const adas = { kind: "customer", customer: ada, wantsAnswer: true } as const;
const stranger = {
  kind: "unnamed",
  contact: { ...numberOf("bo"), address: "+4989123456" },
} as const;

/** Feedback and conversations in one table, as the function has them. `stops`: how often it is stopped between the two. */
function world({ stops = 0, leaveOut }: { stops?: number; leaveOut?: "heard" } = {}) {
  const on = conversationWorld(
    leaveOut && { leaveOut: (_, { Item }) => JSON.stringify(Item ?? {}).includes('"heard#') },
  );
  const feedback = feedbackStore(on.table.dynamo, "T", {
    key: async () => "a".repeat(64),
    random: on.random,
  });
  const open = feedbackHeard(on.hear, on.now);
  let left = stops;
  const hear = hearFeedback({
    feedback,
    keptDays: KEPT_DAYS,
    async toConversation(answer, said) {
      left -= 1;
      if (left >= 0) throw new Error("The function is stopped");
      await open(answer, said);
    },
  });
  const press = (more: Partial<GivenFeedback> = {}) =>
    hear(
      {
        ...{ id: ID, at: on.clock.at, came: { kind: "place", store: "harbour-street" }, by: adas },
        ...{ words: "It fell apart", about: [], language: "en", ...more },
      },
      demoFeedback(),
    );
  const opened = async () => (await on.conversations.desk("open", { limit: 100 })).heads;
  return { ...on, feedback, press, opened };
}

describe("feedback of somebody who wants an answer", () => {
  test("opens one conversation, however often its form is pressed, at once and after stops between the two writes", async () => {
    const presses = fc.array(
      fc.record({ twins: fc.integer({ min: 1, max: 3 }), words: fc.constantFrom("Other words", "Thanks") }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(presses, fc.nat(3), fc.boolean(), async (all, stops, isStranger) => {
        const at = world({ stops });
        const by = isStranger ? stranger : adas;
        await at.press({ by }).catch(() => undefined);
        for (const { twins, words } of all)
          await Promise.allSettled(Array.from({ length: twins }, () => at.press({ by, words })));
        // The last press after all stops.
        for (let again = 0; again <= stops; again += 1) await at.press({ by }).catch(() => undefined);
        const [head, ...others] = await at.opened();
        expect(others).toEqual([]);
        expect(head).toMatchObject({ version: 1, trouble: true, channel: "form" });
        const read = head && (await at.read(head.conversation));
        expect(read?.events[0]?.words?.said).toBe("It fell apart");
      }),
      { numRuns: 8 },
    );
  });

  test("is found out by that where a copy does not remember what it heard", async () => {
    const at = world({ leaveOut: "heard" });
    await at.press();
    await at.press();
    expect((await at.opened())[0]?.version).toBe(2);
  });

  test("is answered as its first form wished, which every press is told", async () => {
    const at = world();
    expect(await at.press({ by: { ...adas, wantsAnswer: false } })).toEqual({ heard: "kept", wants: "none" });
    expect(await at.press()).toEqual({ heard: "duplicate", wants: "none" });
    expect(await at.opened()).toEqual([]);
  });

  test("holds promotions while it is open, where it comes with trouble, and not otherwise", async () => {
    for (const [given, isHeld] of [
      [{ words: "Lovely", score: { scale: "recommend", value: 6 } }, true],
      [{ words: "It fell apart" }, true],
      [{ words: "Lovely", score: { scale: "recommend", value: 7 } }, false],
    ] as const) {
      const at = world();
      at.table.put({ ...preferencesKey(ada), ...somePreferences() });
      await at.press(given);
      const openComplaint = (await at.people.readPerson(ada, at.clock.at))?.openComplaint;
      const decision = decide(
        aPerson({ openComplaint: openComplaint === true }),
        aProposal({ topic: "offers" }),
        noon,
      );
      expect([given, decision.kind === "drop" && decision.reasons.includes("openComplaint")]).toEqual([
        given,
        isHeld,
      ]);
    }
  });

  test("has its words, its score and its name for whoever answers, and none in the clear", async () => {
    const at = world();
    await at.press({ by: stranger, score: { scale: "recommend", value: 3 } });
    const [head] = await at.opened();
    const read = head && (await at.read(head.conversation));
    expect(read?.events[0]).toMatchObject({
      fact: { by: "stranger" },
      words: { whole: `It fell apart\n3 / 10\n${at.clock.at}/${ID}`, from: "+4989123456" },
    });
    expect(at.dump()).not.toMatch(/fell apart|4989123456/);
  });

  test("continues what its customer talks of, and goes with them", async () => {
    const at = world();
    await at.press();
    at.later(60);
    await at.press({ id: "fbk_11111111111111111111111111", words: "And nobody rang" });
    const [head, ...others] = await at.opened();
    expect([head?.version, others]).toEqual([2, []]);
    expect(await at.conversations.ofCustomer(ada)).toEqual([head?.conversation]);
    await forgetWords(at)(ada);
    expect((head && (await at.read(head.conversation)))?.events.every(({ words }) => !words)).toBe(true);
  });

  test("of a stranger is found by the address for the answer, and opens nothing once it is forgotten", async () => {
    const at = world();
    await at.press({ by: stranger });
    expect(await at.conversations.ofStranger(numberOf("bo"))).toHaveLength(1);
    await forgetWords(at)(numberOf("bo"));
    for (const known of await at.feedback.from(numberOf("bo"))) await at.feedback.remove(known);
    expect(await at.press({ by: stranger })).toEqual({ heard: "duplicate", wants: "none" });
    expect(await at.conversations.ofStranger(numberOf("bo"))).toEqual([]);
  });
});
