import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { THREAD_ACTS } from "../../../core/desk/conversations/thread-acts.ts";
import { DeskRole } from "../../../core/desk/roles/role.ts";
import type { ThreadAct } from "../../../core/desk/words/conversation-words.ts";
import type { ConversationId } from "../../../core/model/conversation.ts";
import { type DeskWorld, deskBrowser, deskWorld, signedInAt, staffId } from "../../support/desk-world.ts";

const headline = ({ body = "" }: { readonly body?: string }) => /<h1>(.*?)<\/h1>/.exec(body)?.[1];
const listed = ({ body = "" }: { readonly body?: string }) =>
  [...body.matchAll(/\/desk\/conversations\/(cnv_[0-9a-z]{26})/g)].map(([, id]) => id);
const pathOf = (conversation: string) => `/desk/conversations/${conversation}`;
const version = async (world: DeskWorld, conversation: ConversationId) =>
  String((await world.conversations.head(conversation))?.version);
const ME = `staff:${staffId(1)}` as const;
const OTHER = `staff:${staffId(2)}` as const;
const stranger = { customer: undefined, by: "stranger", from: "+15550100" } as const;

/** A form that does each thing in full. */
const FORMS: Readonly<Record<ThreadAct, Readonly<Record<string, string>>>> = {
  take: {},
  takeOver: {},
  note: { note: "Torn at the seam" },
  handOver: { to: OTHER, handOverWhy: "knowsMore" },
  tag: { tags: "jacket, torn-seam" },
  mark: {},
  unmark: {},
  snooze: { snoozeDay: "2026-11-30", snoozeTime: "09:00", snoozeWhy: "waitsForOthers" },
  wake: {},
  promise: { promised: "We ring you", promiseDay: "2026-12-01", promiseTime: "10:30" },
  kept: { promise: "1" },
  close: { closeWhy: "nothingToDo" },
  reopen: {},
};
const names = Object.keys(THREAD_ACTS) as ThreadAct[];

async function opened(more: Parameters<DeskWorld["says"]>[1] = {}) {
  const world = deskWorld();
  const conversation = await world.says("Where is my <b>jacket</b>?", more);
  const browser = await signedInAt(world, 1, ["marketer"]);
  await signedInAt(world, 2, ["steward"]);
  /** A minute later each, so that the audit has an order. */
  const press = async (act: ThreadAct, form: Readonly<Record<string, string>> = FORMS[act]) => {
    world.later(1);
    return browser.post(pathOf(conversation), {
      do: act,
      version: await version(world, conversation),
      ...form,
    });
  };
  return { world, conversation, browser, press };
}

describe("the inbox", () => {
  test("has first what is due first, each behind a link that names nobody", async () => {
    const world = deskWorld();
    const late = await world.says("Tent pegs", { ...stranger, from: "+15550101" });
    world.later(60);
    const later = await world.says("Blue jacket");
    const page = await (await signedInAt(world, 1, ["marketer"])).get("/desk/inbox");
    expect(listed(page)).toEqual([late, later]);
    expect(page.body).not.toMatch(/\+1555|pegs|jacket|cus_/);
  });

  test("says what is late, and what is a complaint", async () => {
    const { world } = await opened({ trouble: true });
    const steward = () => signedInAt(world, 1, ["steward"]);
    const before = await (await steward()).get("/desk/inbox");
    expect([before.body?.includes(">complaint<"), before.body?.includes(">late<")]).toEqual([true, false]);
    world.later(5 * 24 * 60);
    expect((await (await steward()).get("/desk/inbox")).body).toContain(">late<");
  });

  test("shows whose and which somebody asks for, and each of them is in one queue", async () => {
    const world = deskWorld();
    const all: ConversationId[] = [];
    for (let n = 0; n < 4; n += 1) all.push(await world.says(`No. ${n}`, stranger));
    const [mine, others, asleep, nobodys] = all;
    if (mine === undefined || others === undefined || asleep === undefined) throw new Error("Nothing");
    await world.acts.take({ conversation: mine, by: ME });
    await world.acts.take({ conversation: others, by: OTHER });
    await world.acts.snooze(
      { conversation: asleep, by: ME },
      { until: "2026-11-30T09:00:00Z", evenIfAnswered: false },
    );
    const browser = await signedInAt(world, 1, ["marketer"]);
    const ids = async (query: string) => listed(await browser.get(`/desk/inbox${query}`)).toSorted();
    expect(await ids("?whose=mine")).toEqual([mine]);
    expect(await ids("?whose=unowned")).toEqual([nobodys]);
    expect(await ids("?queue=snoozed")).toEqual([asleep]);
    expect(await ids("?queue=waiting")).toEqual([]);
    expect(await ids("?queue=open'--&whose=%00&after=x")).toEqual([mine, others, nobodys].toSorted());
  });

  test("goes on where a page ended, and loses none on the way", async () => {
    const world = deskWorld();
    const all: string[] = [];
    for (let n = 0; n < 60; n += 1) all.push(await world.says(`No. ${n}`, stranger));
    const browser = await signedInAt(world, 1, ["marketer"]);
    const seen: (string | undefined)[] = [];
    let path: string | undefined = "/desk/inbox";
    while (path !== undefined) {
      const page: { readonly body?: string } = await browser.get(path);
      seen.push(...listed(page));
      path = /class="onward" href="([^"]+)"/.exec(page.body ?? "")?.[1]?.replaceAll("&amp;", "&");
    }
    expect([seen.length, new Set(seen)]).toEqual([60, new Set(all)]);
  });
});

describe("a conversation at the desk", () => {
  test("shows what was said, as text and nothing else, and each look is a line of the audit; HEAD is none", async () => {
    const { world, conversation, browser } = await opened();
    const page = await browser.get(pathOf(conversation));
    expect(headline(page)).toBe("By text");
    expect(page.body).toContain("Where is my &lt;b>jacket&lt;/b>?");
    await browser.head(pathOf(conversation));
    expect((await world.audited()).filter(({ act }) => act === "readConversation")).toEqual([
      {
        at: "2026-11-26T09:00:00Z",
        who: staffId(1),
        act: "readConversation",
        outcome: "done",
        on: conversation,
      },
    ]);
  });

  test("leads to others of the same customer, without an address", async () => {
    const world = deskWorld();
    const first = await world.says("The blue one?");
    world.later(73 * 60);
    await world.acts.close({ conversation: first, by: ME }, { as: "answered" });
    world.later(73 * 60);
    const second = await world.says("And the red one?");
    const browser = await signedInAt(world, 1, ["steward"]);
    expect(listed(await browser.get(pathOf(second)))).toContain(first);
  });

  test.each(["cnv_nobody", "cnv_00000000000000000000000000", "..%2f"])(
    "that does not exist is said so: %s",
    async (id) => {
      const { browser } = await opened();
      expect([(await browser.get(pathOf(id))).status, (await browser.post(pathOf(id))).status]).toEqual([
        404, 404,
      ]);
    },
  );

  test.each(names)("does “%s” by a press, with a line of the audit before it", async (name) => {
    const { world, conversation, press } = await opened();
    if (name === "reopen") await world.acts.close({ conversation, by: OTHER }, { as: "answered" });
    if (name === "takeOver") await world.acts.take({ conversation, by: OTHER });
    if (name === "wake")
      await world.acts.snooze(
        { conversation, by: OTHER },
        { until: "2026-11-30T09:00:00Z", evenIfAnswered: true },
      );
    if (name === "unmark") await world.acts.mark({ conversation, by: OTHER }, { trouble: true });
    if (name === "kept")
      await world.acts.promise(
        { conversation, by: OTHER },
        { due: "2026-12-01T09:00:00Z", words: "We ring" },
      );
    const form = name === "kept" ? { promise: await version(world, conversation) } : FORMS[name];
    const before = Number(await version(world, conversation));
    const answer = await press(name, form);
    expect([answer.status, answer.headers?.["location"]]).toEqual([
      303,
      `${pathOf(conversation)}?did=${name}`,
    ]);
    const head = await world.conversations.head(conversation);
    expect(head?.version).toBe(before + 1);
    const [event] = (await world.conversations.read({ conversation, ...(head ?? {}) })).slice(-1);
    expect(event?.actor).toBe(ME);
    expect((await world.audited()).at(-1)).toMatchObject({
      ...{ who: staffId(1), act: THREAD_ACTS[name].act, outcome: "done", on: conversation },
    });
  });

  test("keeps why: the reason that its form asks for, or that somebody was answering", async () => {
    const { world, conversation, press } = await opened();
    await press("handOver");
    await press("takeOver");
    await press("snooze");
    await press("close", { closeWhy: "spam" });
    const whys = (await world.audited()).filter(({ on }) => on === conversation).map(({ why }) => why);
    expect(whys).toEqual(["knowsMore", "tookOver", "waitsForOthers", "spam"]);
    expect((await world.conversations.head(conversation))?.closedAs).toBe("spam");
  });

  test("takes no act against a thread that changed since it was read, says what is new, and keeps the draft", async () => {
    const { world, conversation, browser } = await opened();
    const readAt = await version(world, conversation);
    await world.says("It came apart");
    const before = await version(world, conversation);
    for (const name of names) {
      const answer = await browser.post(pathOf(conversation), { ...FORMS[name], do: name, version: readAt });
      expect(answer.status, name).toBe(409);
      expect(answer.body).toContain("Something happened here since you opened the page.");
      expect(answer.body?.split(">new<")).toHaveLength(2);
      for (const value of Object.values(FORMS[name]).filter((one) => one.length > 1))
        expect(answer.body, name).toContain(value);
    }
    expect(await version(world, conversation)).toBe(before);
    expect((await world.audited()).filter(({ on }) => on === conversation)).toEqual([]);
  });

  test("pressed twice is done once", async () => {
    const { world, conversation, browser } = await opened();
    const form = { do: "note", version: await version(world, conversation), note: "Torn" };
    const statuses = [
      await browser.post(pathOf(conversation), form),
      await browser.post(pathOf(conversation), form),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([303, 409]);
    expect(await version(world, conversation)).toBe("2");
  });

  test("is taken over from somebody who is answering only by saying so", async () => {
    const { world, conversation, browser, press } = await opened();
    await world.acts.take({ conversation, by: OTHER });
    const page = await browser.get(pathOf(conversation));
    expect(page.body).toContain("person2 is answering, since ");
    const answer = await press("take");
    expect([answer.status, answer.body?.includes("Take it over if you have to.")]).toEqual([409, true]);
    expect((await press("takeOver")).status).toBe(303);
    expect((await world.conversations.head(conversation))?.owner).toBe(ME);
  });

  test.each<[ThreadAct, Readonly<Record<string, string>>, string]>([
    ["note", { note: " " }, "#note"],
    ["note", { note: "x".repeat(2_001) }, "#note"],
    ["handOver", { to: "staff:nobody", handOverWhy: "away" }, "#to"],
    ["handOver", { to: OTHER, handOverWhy: "because" }, "#handOverWhy"],
    ["tag", { tags: "Torn Seam" }, "#tags"],
    ["tag", { tags: Array.from({ length: 11 }, (_, n) => `t${n}`).join() }, "#tags"],
    ["snooze", { snoozeDay: "2026-02-30", snoozeTime: "09:00", snoozeWhy: "customerAsked" }, "#snoozeDay"],
    ["promise", { promised: "", promiseDay: "2026-12-01", promiseTime: "09:00" }, "#promised"],
    ["close", {}, "#closeWhy"],
  ])("does not %s with %j: what is wrong has a link to its field", async (name, form, link) => {
    const { world, conversation, press } = await opened();
    const answer = await press(name, form);
    expect([answer.status, answer.body?.includes(`href="${link}"`)]).toEqual([422, true]);
    expect([
      await version(world, conversation),
      (await world.audited()).some(({ on }) => on !== undefined),
    ]).toEqual(["1", false]);
  });

  test("does not sleep until a time that is over, and keeps what was filled in", async () => {
    const { press } = await opened();
    const answer = await press("snooze", { ...FORMS.snooze, snoozeDay: "2026-11-25" });
    expect([answer.status, answer.body?.includes('value="2026-11-25"')]).toEqual([409, true]);
  });

  test("does nothing for any form of somebody else’s making", async () => {
    const { world, conversation, browser } = await opened();
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom("do", "version", "note", "to", "tags", "promise"), fc.string()),
        async (form) => {
          const { status } = await browser.post(pathOf(conversation), form);
          expect([409, 422]).toContain(status);
          expect(await version(world, conversation)).toBe("1");
        },
      ),
      { numRuns: 40 },
    );
  });

  test("is back after a sign-in that it asked for", async () => {
    const { world, conversation } = await opened();
    const browser = deskBrowser(world);
    const asked = await browser.get(pathOf(conversation));
    expect(asked.body).toContain(`value="${pathOf(conversation)}"`);
    await browser.post("/desk/sign-in", { next: pathOf(conversation) });
    const state = world.codeFor("c1", { outcome: "identified", member: world.member(1, ["steward"]) });
    expect((await browser.post("/desk/callback", { code: "c1", state })).headers?.["location"]).toBe(
      pathOf(conversation),
    );
  });
});

test.each(DeskRole.options.filter((role) => role === "finance" || role === "store"))(
  "%s neither reads what customers write nor does anything with it: 403, and a line of the audit each time",
  async (role) => {
    const { world, conversation } = await opened();
    const browser = await signedInAt(world, 3, [role]);
    expect((await browser.get("/desk")).body).not.toContain("/desk/inbox");
    const answers = [await browser.get("/desk/inbox"), await browser.get(pathOf(conversation))];
    for (const name of names)
      answers.push(await browser.post(pathOf(conversation), { ...FORMS[name], do: name, version: "1" }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
    expect(answers.map(({ body }) => body).join()).not.toContain("jacket");
    const refused = (await world.audited()).filter(({ outcome }) => outcome === "refused");
    expect(refused).toHaveLength(2 + names.length);
    expect(await version(world, conversation)).toBe("1");
  },
);
