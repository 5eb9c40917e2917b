import { describe, expect, test } from "vitest";
import { linkPaths } from "../../../../core/model/routes.ts";
import type { Topic } from "../../../../core/model/topic.ts";
import { unsubscribeToken } from "../../../../core/people/sessions/unsubscribe-token.ts";
import type { HttpAnswer } from "../../../../core/platform/lambda/http.ts";
import { CONTACT_KEY, memorySite, wishFor } from "../../../support/memory-site.ts";

const text = ({ body }: HttpAnswer) => String(body ?? "");
const headline = (answer: HttpAnswer) => /<h1>(.*?)<\/h1>/.exec(text(answer))?.[1];
const undoOf = (answer: HttpAnswer) => /name="undo" value="([^"]+)"/.exec(text(answer))?.[1] ?? "";

async function subscribed() {
  const site = memorySite();
  const ann = await site.join("ann@example.com", [wishFor("impact"), wishFor("orders"), wishFor("dates")]);
  await site.browser().post((await site.confirmPath(ann)) ?? "");
  const path = (topic: Topic | "all" = "impact") =>
    linkPaths.unsubscribe(unsubscribeToken(CONTACT_KEY, { customer: ann, topic, channel: "email" }));
  const chosen = async () => {
    const preferences = await site.people.preferences(ann);
    return { rhythm: preferences?.topics.impact.rhythm, pausedUntil: preferences?.pausedUntil };
  };
  return { site, ann, path, chosen, browser: site.browser() };
}

describe("the page behind a letter's link to unsubscribe", () => {
  test("says what is sent and what goes on, before and after, and when it is opened again", async () => {
    const { path, browser } = await subscribed();
    const before = text(await browser.get(path()));
    expect(before).toContain("Tarnfell writes to you by email about “My impact”.");
    expect(before).toMatch(/You still get emails about.*Order problems.*Important dates/s);
    const stopped = await browser.post(path(), { less: "this" });
    expect(headline(stopped)).toBe("Unsubscribed.");
    expect(text(stopped)).toMatch(
      /no longer write to you by email about “My impact”.*You still get emails about/s,
    );
    const again = await browser.get(path());
    expect(headline(again)).toBe("Nothing to stop.");
    expect(text(again)).toContain("Tarnfell does not write to you by email about “My impact”.");
  });

  test("stops everything with one more button, and says that nothing is left", async () => {
    const { site, ann, path, browser } = await subscribed();
    const all = await browser.post(path(), { less: "all" });
    expect(text(all)).toContain("Tarnfell will no longer write to you by email.");
    expect(text(all)).not.toContain("You still get");
    expect(Object.values(await site.standing(ann)).every((one) => one.startsWith("withdrawn"))).toBe(true);
  });

  test.each([
    ["stopping", { less: "this" }],
    ["stopping all", { less: "all" }],
    ["hearing once a month", { less: "monthly" }],
    ["pausing", { less: "pause-30" }],
  ])(
    "%s is undone by the button of its answer, also when it was pressed twice, and only once",
    async (_, form) => {
      const { site, ann, path, chosen, browser } = await subscribed();
      const sent = async () => ({
        ...(await chosen()),
        given: Object.entries(await site.standing(ann))
          .map(([name, state]) => `${name} ${state.split(" ")[0]}`)
          .toSorted(),
      });
      const before = await sent();
      const once = await browser.post(path(), form);
      const narrowed = await sent();
      expect(narrowed).not.toEqual(before);
      const twice = await browser.post(path(), form);
      expect(await sent()).toEqual(narrowed);
      const undo = undoOf(twice) || undoOf(once);
      expect(headline(await browser.post(path(), { undo }))).toBe("Undone.");
      expect(await sent()).toEqual(before);
      const version = await site.standing(ann);
      await browser.post(path(), { undo });
      expect(await site.standing(ann)).toEqual(version);
    },
  );

  test.each([
    ["monthly", { rhythm: "monthly" }],
    ["pause-7", { pausedUntil: "2026-11-29T12:00:00Z" }],
    ["pause-30", { pausedUntil: "2026-12-22T12:00:00Z" }],
    ["pause-91", { pausedUntil: "2027-02-21T12:00:00Z" }],
  ])("%s does what it says, and undoes it", async (less, expected) => {
    const { path, chosen, browser } = await subscribed();
    const answer = await browser.post(path(), { less });
    expect(await chosen()).toMatchObject(expected);
    expect(headline(await browser.post(path(), { undo: undoOf(answer) }))).toBe("Undone.");
    expect(await chosen()).toEqual({ rhythm: "eachTime", pausedUntil: undefined });
  });

  test("never shortens a pause, and never undoes what its owner chose since", async () => {
    const { site, ann, path, chosen, browser } = await subscribed();
    const long = undoOf(await browser.post(path(), { less: "pause-91" }));
    await browser.post(path(), { less: "pause-7" });
    expect((await chosen()).pausedUntil).toBe("2027-02-21T12:00:00Z");
    const stopped = undoOf(await browser.post(path(), { less: "this" }));
    site.later(61);
    await browser.post(path(), { undo: long });
    await browser.post(path(), { undo: stopped });
    expect((await chosen()).pausedUntil).toBe("2027-02-21T12:00:00Z");
    expect((await site.standing(ann))["impact.email"]).toMatch(/^withdrawn/);
  });

  test.each([
    ["a longer pause", "2027-06-01T00:00:00Z"],
    ["a shorter pause", "2026-11-25T00:00:00Z"],
    ["no pause", undefined],
  ])("undoes no pause where its owner chose %s since, within the hour", async (_, pausedUntil) => {
    const { site, ann, path, chosen, browser } = await subscribed();
    const undo = undoOf(await browser.post(path(), { less: "pause-30" }));
    const { pausedUntil: _paused, ...rest } = (await site.people.preferences(ann)) ?? expect.fail("nobody");
    const own = { ...rest, ...(pausedUntil && { pausedUntil }) };
    expect(await site.people.savePreferences(ann, own)).toBe("saved");
    await browser.post(path(), { undo });
    expect((await chosen()).pausedUntil).toBe(pausedUntil);
  });

  test("takes its buttons from our own page alone, and one click from anywhere", async () => {
    const { site, ann, path, browser } = await subscribed();
    const kind = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "cross-site" };
    const undo = undoOf(await browser.post(path("orders")));
    const before = site.snapshot();
    for (const body of ["less=all", "less=pause-91", `undo=${undo}`])
      expect((await browser.send("POST", path("orders"), kind, body)).status).toBe(403);
    expect(site.snapshot()).toBe(before);
    expect((await browser.send("POST", path(), kind, "List-Unsubscribe=One-Click")).status).toBe(200);
    expect((await site.standing(ann))["impact.email"]).toMatch(/^withdrawn/);
  });

  test("takes no other customer's undo", async () => {
    const { site, ann, path, browser } = await subscribed();
    const bob = await site.join("bob@example.com", [wishFor("impact")]);
    await site.browser().post((await site.confirmPath(bob)) ?? "");
    const ofBob = linkPaths.unsubscribe(
      unsubscribeToken(CONTACT_KEY, { customer: bob, topic: "impact", channel: "email" }),
    );
    const undo = undoOf(await browser.post(ofBob, { less: "this" }));
    await browser.post(path(), { less: "this" });
    await browser.post(path(), { undo });
    expect((await site.standing(ann))["impact.email"]).toMatch(/^withdrawn/);
  });
});
