import { describe, expect, test } from "vitest";
import type { AnswerOutcome, GivenAnswer, NotAllowed } from "../../../core/conversations/answer/answer.ts";
import type { PersonWords } from "../../../core/conversations/hear/person-wrote.ts";
import type { DeskRole } from "../../../core/desk/roles/role.ts";
import { deskWorld, signedInAt, staffId } from "../../support/desk-world.ts";

const WORDS = "Your jacket left this morning.\n\nWe are sorry that it took so long.";

async function opened(role: DeskRole = "marketer", more: Partial<PersonWords> = {}) {
  const world = deskWorld();
  const conversation = await world.says("Where is my jacket?", more);
  const path = `/desk/conversations/${conversation}`;
  const browser = await signedInAt(world, 1, [role]);
  const given: GivenAnswer[] = [];
  const outcomes = (outcome: AnswerOutcome) => {
    world.answering.give = async (answer) => {
      given.push(answer);
      return outcome;
    };
  };
  const press = (words: string, version = "1") =>
    browser.post(path, { do: "answer", version, answer: words.replaceAll("\n", "\r\n") });
  return { world, conversation, path, browser, given, outcomes, press };
}

async function head({ world, conversation }: Awaited<ReturnType<typeof opened>>) {
  const found = await world.conversations.head(conversation);
  return found ?? expect.fail("There is no conversation");
}

describe("an answer at the desk", () => {
  test("goes out as it was typed, with its lines, in the name of whoever is signed in, to the version that was read", async () => {
    const at = await opened();
    at.outcomes({ outcome: "given", head: await head(at), answer: 2, channel: "sms" });
    expect((await at.browser.get(at.path)).body).toContain('name="answer"');
    const done = await at.press(WORDS);
    expect([done.status, done.headers?.["location"]]).toEqual([303, `${at.path}?did=answer`]);
    const by = `staff:${staffId(1)}`;
    expect(at.given).toEqual([
      { conversation: at.conversation, version: 1, words: WORDS, signed: "person1", by },
    ]);
    expect((await at.browser.get(`${at.path}?did=answer`)).body).toContain("Your answer is on its way.");
    expect((await at.world.audited()).map(({ act }) => act)).toContain("answerConversation");
  });

  test("that waits for an hour says for which", async () => {
    const at = await opened();
    const until = "2026-11-27T07:00:00Z";
    at.outcomes({ outcome: "given", head: await head(at), answer: 2, channel: "sms", until });
    const { headers } = await at.press(WORDS);
    const shown = await at.browser.get(headers?.["location"] ?? "");
    expect(shown.body).toMatch(/Your answer waits until [^<]*27[^<]*:/);
  });

  test("to a thread that changed is kept in its field, and what came is new", async () => {
    const at = await opened();
    await at.world.says("And the zip?");
    at.outcomes({ outcome: "changed", version: 2, news: [] });
    const page = await at.press(WORDS);
    expect(page.status).toBe(409);
    expect(page.body).toContain("Something happened here");
    expect(page.body).toContain(`>${WORDS}</textarea>`);
    expect(page.body).toContain('name="version" value="2"');
  });

  test("whose words others got says so at its field", async () => {
    const at = await opened();
    at.outcomes({ outcome: "canned", sentence: "We <hear> you.", sentTo: 4 });
    const page = await at.press("We <hear> you.");
    expect([page.status, page.body?.includes("4 times this month: “We &lt;hear> you.”")]).toEqual([
      422,
      true,
    ]);
  });

  const WHYS: Readonly<Record<NotAllowed["why"], readonly [status: number, says: string]>> = {
    unknown: [409, "Something happened here"],
    noSuchVersion: [409, "Something happened here"],
    empty: [422, "Write your answer."],
    tooLong: [422, "This is longer"],
    stranger: [422, "They are no customer"],
    closed: [422, "It is closed."],
    tooLate: [422, "Their last words are too old"],
    onItsWay: [422, "An answer is on its way."],
    forgotten: [422, "The words of this conversation are gone"],
    decision: [422, "No message may go to them now"],
  };
  test.each(Object.entries(WHYS))("that may not go, as it is %s, says why", async (why, [status, says]) => {
    const at = await opened();
    at.outcomes({
      outcome: "notAllowed",
      ...(why === "decision" ? { why, reasons: [] } : { why }),
    } as AnswerOutcome);
    const page = await at.press(WORDS);
    expect([page.status, page.body?.includes(says)]).toEqual([status, true]);
  });

  test("is asked of nobody whose address is not known to be theirs", async () => {
    const at = await opened("marketer", { customer: undefined, by: "stranger", from: "+15550100" });
    const { body } = await at.browser.get(at.path);
    expect([body?.includes("They are no customer"), body?.includes('name="answer"')]).toEqual([true, false]);
  });

  test.each(["finance", "store"] as const)("is not given by %s", async (role) => {
    const at = await opened(role);
    at.outcomes({ outcome: "given", head: await head(at), answer: 2, channel: "sms" });
    expect((await at.press(WORDS)).status).toBe(403);
    expect(at.given).toEqual([]);
  });
});
