import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Preferences } from "../../../../../core/model/preferences.ts";
import type { HttpAnswer } from "../../../../../core/platform/lambda/http.ts";
import { impactForReader, impactPage } from "../../../../../core/site/account/impact/page.ts";
import { pageFormatter } from "../../../../../core/site/ui/page-formatter.ts";
import { formOf } from "../../../../../core/site/ui/read-form.ts";
import { people, personal } from "../../../../support/account-states.ts";
import { accountWorld, ann } from "../../../../support/account-world.ts";
import { textOf } from "../../../../support/said-figures.ts";
import { brand, everyday } from "../../../../support/states.ts";

const impact = personal["everyday"] ?? expect.fail("there is no such state");
const gifts = impact.purchases.map(({ gift }) => gift);
const [GIFT = expect.fail("there is no purchase"), OTHER = ""] = gifts;
const session = { customer: ann, startedAt: "2026-11-22T12:00:00Z", expiresAt: "2026-11-22T13:00:00Z" };
const context = {
  brand,
  brandConfig: { brand, causes: [], terms: [], pools: [] },
  carryLanguage: false,
  formatter: pageFormatter("en", brand),
  siteUrl: "https://site.example",
  termsInForce: [],
  replyTo: "hello@tarnfell.example",
};
const button = { mark: /This was a present/, unmark: /This was not a present/ };

function site(beforeSaving: () => void = () => {}) {
  const world = accountWorld(people["everyday"] ?? expect.fail("there is no such state"));
  let saves = 0;
  const deps = {
    people: {
      ...world.people,
      savePreferences: async (...args: Parameters<typeof world.people.savePreferences>) => {
        beforeSaving();
        saves += 1;
        return world.people.savePreferences(...args);
      },
    },
    readPersonal: async () => impact,
    readGiftParts: async () => new Map(),
    readCommunity: async () => everyday,
  };
  const ask = (page = impactPage(deps), form?: Readonly<Record<string, string>>, query = {}) =>
    page(
      {
        route: `${form ? "POST" : "GET"} /impact/me`,
        method: form ? "POST" : "GET",
        path: "/impact/me",
        parameters: {},
        query,
        headers: {},
        cookies: [],
        sourceIp: "203.0.113.7",
        body: Buffer.alloc(0),
        form: formOf(Object.entries(form ?? {})),
      },
      { customer: ann, session },
      context,
    );
  return {
    world,
    saves: () => saves,
    press: (form: Readonly<Record<string, string>>) => ask(undefined, form),
    shown: async (query?: Readonly<Record<string, string>>) => said(await ask(undefined, undefined, query)),
    read: async () => said(await ask(impactForReader(deps))),
  };
}

function said({ body = "" }: HttpAnswer): string {
  return textOf(body).replaceAll(/\s+/g, " ");
}

describe("a purchase on a customer's own page", () => {
  test("is marked as a present by one button, and unmarked by one", async () => {
    const { world, press, shown } = site();
    const answer = await press({ present: GIFT });
    expect([answer.status, answer.headers?.["location"]]).toEqual([303, `/impact/me?done=marked#${GIFT}`]);
    expect(world.saved().presents).toEqual([GIFT]);
    const page = await shown({ done: "marked" });
    expect(page).toContain("Marked as a present. What it gave stays given.");
    expect(page.match(new RegExp(button.unmark, "g"))).toHaveLength(1);
    expect(page.match(new RegExp(button.mark, "g"))).toHaveLength(gifts.length - 1);
    expect(await shown({ year: "2026" })).toMatch(/A present: we guess nothing about you from it\./);
    await press({ notPresent: GIFT });
    expect(world.saved().presents).toEqual([]);
    expect(await shown()).not.toMatch(button.unmark);
  });

  test("pressed twice is pressed once", async () => {
    const { press, saves } = site();
    const first = await press({ present: GIFT });
    expect(await press({ present: GIFT })).toEqual(first);
    expect(saves()).toBe(1);
  });

  test.each([
    ["of somebody else", { present: `gift_${"9".repeat(26)}` }],
    ["without a name", {}],
    ["named as no gift is", { present: "__proto__" }],
  ])("%s is not marked, and the customer is told", async (_, form) => {
    const { press, saves, shown } = site();
    const answer = await press(form as Readonly<Record<string, string>>);
    expect(answer.headers?.["location"]).toBe("/impact/me?done=unknown");
    expect(saves()).toBe(0);
    expect(await shown({ done: "unknown" })).toContain("that purchase is not among yours");
  });

  test("is marked beside what another window saves meanwhile: both stay", async () => {
    let raced = false;
    const here = site(() => {
      if (raced) return;
      raced = true;
      here.world.saveElsewhere((before) => ({ ...before, interests: ["boots"], presents: [OTHER] }));
    });
    await here.press({ present: GIFT });
    expect(here.world.saved()).toMatchObject({ interests: ["boots"], presents: [OTHER, GIFT] });
  });

  test("has no button for the reader of a letter", async () => {
    const { read, shown } = site();
    expect(await shown()).toMatch(button.mark);
    expect(await read()).not.toMatch(button.mark);
    expect(await read()).not.toContain("mark as a present");
  });

  test("gives what it gave, whatever is marked: no amount on any page changes", async () => {
    const amounts = (page: string) => page.match(/[$€][\d,.]+/g);
    const whole = amounts(await site().shown());
    const year = amounts(await site().shown({ year: "2026" }));
    expect(whole?.length).toBeGreaterThan(5);
    await fc.assert(
      fc.asyncProperty(fc.subarray(gifts), async (marked) => {
        const { world, press, shown } = site();
        const { presents: _, version: _before, ...before }: Preferences = world.saved();
        for (const present of marked) await press({ present });
        const { presents: saved, version: _after, ...after } = world.saved();
        expect(saved ?? []).toEqual(marked);
        expect(after).toEqual(before);
        expect(amounts(await shown())).toEqual(whole);
        expect(amounts(await shown({ year: "2026" }))).toEqual(year);
      }),
      { numRuns: 20 },
    );
  });
});
