import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CustomerId } from "../../../core/model/customer.ts";
import { linkPaths } from "../../../core/model/routes.ts";
import { unsubscribeToken } from "../../../core/people/sessions/unsubscribe-token.ts";
import type { HttpAnswer } from "../../../core/platform/lambda/http.ts";
import {
  CONTACT_KEY,
  type MemoryBrowser,
  type MemorySite,
  memorySite,
  wishFor,
} from "../../support/memory-site.ts";

const text = (answer: HttpAnswer) => String(answer.body ?? "");
const headline = (answer: HttpAnswer) => /<h1>(.*?)<\/h1>/.exec(text(answer))?.[1];
const NOTHING_CHANGED = "Nothing was changed";

/** What a page offers its reader to do next, in its own part of the page. */
function waysOn(answer: HttpAnswer): string[] {
  const main = text(answer).split("<main")[1] ?? "";
  return [...main.matchAll(/<form class="form"[^>]* action="([^"]*)"|<a class="onward" href="([^"]*)"/g)].map(
    ([, action, href]) => action ?? href ?? "",
  );
}

/** Where a redirect leads in the end. */
async function landing(browser: MemoryBrowser, answer: HttpAnswer): Promise<HttpAnswer> {
  const location = answer.headers?.["location"];
  return answer.status === 303 && location !== undefined && location !== "/"
    ? landing(browser, await browser.get(location))
    : answer;
}

interface Visit {
  readonly site: MemorySite;
  readonly browser: MemoryBrowser;
  readonly ann: CustomerId;
}

async function visit(): Promise<Visit> {
  const site = memorySite({ triesMax: 3 });
  const ann = await site.join("ann@example.com", [wishFor("impact"), wishFor("orders")]);
  return { site, browser: site.browser(), ann };
}

const unsubscribePath = (customer: CustomerId) =>
  linkPaths.unsubscribe(unsubscribeToken(CONTACT_KEY, { customer, topic: "impact", channel: "email" }));
const confirmPath = async ({ site, ann }: Visit) => (await site.confirmPath(ann)) ?? "";
const joinForm = { email: "bea@example.com", language: "en", wishes: "impact.email" };

/** Every state that a visitor can be left in, and what its page says. */
const states: readonly (readonly [string, string, (on: Visit) => Promise<HttpAnswer>])[] = [
  ["a form to join", "See what your purchases give.", ({ browser }) => browser.get("/join")],
  ["a form to join that was sent", "One more step.", ({ browser }) => browser.post("/join", joinForm)],
  [
    "a form to join with a mistake",
    "See what your purchases give.",
    ({ browser }) => browser.post("/join", { ...joinForm, email: "no address" }),
  ],
  ["a form to sign in", "Sign in.", ({ browser }) => browser.get("/sign-in")],
  [
    "a form to sign in that was sent",
    "Check your inbox.",
    ({ browser }) => browser.post("/sign-in", { email: "nobody@example.com" }),
  ],
  ["a link to confirm", "Is this you?", async (on) => on.browser.get(await confirmPath(on))],
  [
    "a link to confirm that was pressed, in another browser",
    "Confirmed already.",
    async (on) => {
      const path = await confirmPath(on);
      await on.site.browser().post(path);
      return on.browser.get(path);
    },
  ],
  [
    "a link to confirm whose answer was withdrawn since",
    "Nothing is open here.",
    async (on) => {
      const path = await confirmPath(on);
      await on.site.browser().post(path);
      await on.site.browser().post(unsubscribePath(on.ann));
      await on.site
        .browser()
        .post(
          linkPaths.unsubscribe(
            unsubscribeToken(CONTACT_KEY, { customer: on.ann, topic: "all", channel: "email" }),
          ),
        );
      return on.browser.get(path);
    },
  ],
  [
    "a link to confirm whose question another link answered",
    "Confirmed already.",
    async (on) => {
      const path = await confirmPath(on);
      await on.site.browser().post(await confirmPath(on));
      return on.browser.get(path);
    },
  ],
  [
    "a link to confirm that has expired",
    "This link is too old.",
    async (on) => {
      const path = await confirmPath(on);
      on.site.later(25 * 60);
      return on.browser.get(path);
    },
  ],
  [
    "a link to sign in",
    "Welcome back.",
    async ({ site, browser, ann }) => browser.get(await site.signInPath(ann)),
  ],
  [
    "a link to sign in that was used",
    "This link was used already.",
    async ({ site, browser, ann }) => {
      const path = await site.signInPath(ann);
      await site.browser().post(path);
      return browser.get(path);
    },
  ],
  [
    "a link to sign in that has expired",
    "This link is too old.",
    async ({ site, browser, ann }) => {
      const path = await site.signInPath(ann);
      site.later(11);
      return browser.post(path);
    },
  ],
  ["a link that is none", "This link no longer works.", ({ browser }) => browser.get("/confirm/nothing")],
  ["a link to unsubscribe", "Nothing to stop.", ({ browser, ann }) => browser.get(unsubscribePath(ann))],
  [
    "a link to unsubscribe from what was confirmed",
    "Less, or nothing?",
    async (on) => {
      await on.browser.post(await confirmPath(on));
      return on.browser.get(unsubscribePath(on.ann));
    },
  ],
  ["one that was pressed", "Unsubscribed.", ({ browser, ann }) => browser.post(unsubscribePath(ann))],
  [
    "a letter's link",
    "Your own page.",
    async (on) => {
      await on.site.browser().post(await confirmPath(on));
      return on.browser.get(await on.site.letterPath(on.ann));
    },
  ],
  [
    "a letter's link that is too old",
    "Sign in.",
    async (on) => landing(on.browser, await on.browser.get(await on.site.letterPath(on.ann))),
  ],
  ["signing out", "You are signed out.", ({ browser }) => browser.post("/sign-out", { x: "1" })],
  [
    "an own page without a session",
    "Sign in.",
    async ({ browser }) => landing(browser, await browser.get("/history")),
  ],
  [
    "preferences that were sent when the session was over",
    "Your session ended.",
    async ({ browser }) => landing(browser, await browser.post("/preferences", { seen: "1.1" })),
  ],
  [
    "a form of another site",
    "This did not come from our page.",
    ({ browser }) => browser.send("POST", "/join", { "sec-fetch-site": "cross-site" }, ""),
  ],
  [
    "signing out by another site",
    "This did not come from our page.",
    ({ browser }) => browser.send("POST", "/sign-out", { "sec-fetch-site": "cross-site" }, ""),
  ],
  [
    "no form at all",
    "We cannot read this.",
    ({ browser }) => browser.send("POST", "/sign-in", { "sec-fetch-site": "same-origin" }, "{}"),
  ],
  [
    "too many tries",
    "A little later, please.",
    async ({ browser }) => {
      for (let time = 0; time < 3; time += 1) await browser.post("/confirm/nothing");
      return browser.post("/confirm/nothing");
    },
  ],
  [
    "a failure of ours",
    "That did not work.",
    ({ site, browser }) => {
      Object.assign(site.contacts, { hashOf: () => Promise.reject(new Error("broken")) });
      return browser.post("/sign-in", { email: "ann@example.com" });
    },
  ],
];

test.each(states)("%s leaves nobody without a way on", async (_, title, reach) => {
  const answer = await reach(await visit());
  expect(headline(answer)).toBe(title);
  expect(waysOn(answer).length).toBeGreaterThan(0);
});

describe("a letter is promised to nobody who gets none", () => {
  test("by a page that does not know the address, which names where people read", async () => {
    const { browser } = await visit();
    for (const [path, form] of [
      ["/join", joinForm],
      ["/sign-in", { email: "bea@example.com" }],
    ] as const) {
      const said = text(await browser.post(path, form));
      expect(said).toMatch(/If (we know bea@example.com and )?messages reach/);
      expect(said).toContain("write to hello@tarnfell.example");
    }
  });

  test("by the preferences of a customer whose address is suppressed", async () => {
    const on = await visit();
    const { site, browser, ann } = on;
    await browser.post(await confirmPath(on));
    const [row] = await site.contacts.contacts(ann);
    if (row === undefined) throw new Error("There is no address");
    await site.suppressions.suppress({ channel: "email", hmac: row.hmac, reason: "bounce", at: site.now() });
    const said = text(await browser.get("/preferences"));
    expect(said).toContain("came back, so nothing is sent there.");
    expect(said).toContain('value="lift"');
    expect(said).not.toContain("in the email that we sent");
  });
});

/** Every form that a page of ours sends, from a state in which it does something. */
const forms: readonly (readonly [string, (on: Visit) => Promise<[string, Record<string, string>]>])[] = [
  ["joining", async () => ["/join", { ...joinForm, request: `join_${"a".repeat(26)}` }]],
  ["confirming", async (on) => [await confirmPath(on), {}]],
  ["signing in", async ({ site, ann }) => [await site.signInPath(ann), {}]],
  ["unsubscribing", async ({ ann }) => [unsubscribePath(ann), {}]],
  ["signing out", async () => ["/sign-out", {}]],
  [
    "opening a letter",
    async (on) => {
      await on.site.browser().post(await confirmPath(on));
      return [await on.site.letterPath(on.ann), {}];
    },
  ],
  ["saving preferences", async (on) => ["/preferences", await preferencesForm(on, { interests: "boots" })]],
  ["ticking a topic", async (on) => ["/preferences", await preferencesForm(on, { "offers.email": "on" })]],
  ["stopping everything", async (on) => ["/preferences", await button(on, "stopAll")]],
  ["having a bounced address written to again", async (on) => ["/preferences", await bouncedButton(on)]],
  ["ending a pause", async (on) => ["/preferences", await button(on, "resume")]],
];

async function signedIn(on: Visit): Promise<void> {
  await on.browser.post(await confirmPath(on));
}

async function button(on: Visit, what: string) {
  await signedIn(on);
  return { do: what };
}

async function bouncedButton(on: Visit) {
  const form = await button(on, "lift");
  const [row] = await on.site.contacts.contacts(on.ann);
  if (row === undefined) throw new Error("There is no address");
  const { channel, hmac } = row;
  await on.site.suppressions.suppress({ channel, hmac, reason: "bounce", at: on.site.now() });
  return form;
}

async function preferencesForm(on: Visit, change: Record<string, string>) {
  await signedIn(on);
  const page = text(await on.browser.get("/preferences"));
  const inputs = [...page.matchAll(/<input [^>]*>/g)].map(([tag]) => tag);
  const value = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  const held = inputs
    .filter((tag) => value(tag, "type") !== "checkbox" || / checked/.test(tag))
    .map((tag): [string, string] => [
      value(tag, "name") ?? "",
      (value(tag, "value") ?? "").replaceAll("&amp;", "&"),
    ]);
  return { ...Object.fromEntries(held), language: "en", "impact.rhythm": "eachTime", ...change };
}

describe.each(forms)("%s", (_, prepare) => {
  test.each([
    ["the same browser", false],
    ["a browser that lost the first answer and its cookie", true],
  ])("twice by %s is the same as once, and is answered as such", async (_, lost) => {
    const on = await visit();
    const [path, form] = await prepare(on);
    const first = await landing(on.browser, await on.browser.post(path, form));
    expect([200, 303]).toContain(first.status);
    const [state, events] = [on.site.snapshot(), [...on.site.published]];
    if (lost) on.browser.forgetCookie();
    const second = await landing(on.browser, await on.browser.post(path, form));
    expect(on.site.snapshot()).toBe(state);
    expect([...on.site.published]).toEqual(events);
    expect(text(second)).not.toContain(NOTHING_CHANGED);
    if (!lost) expect([second.status, headline(second)]).toEqual([first.status, headline(first)]);
    if (lost && second.status !== 303) expect(waysOn(second).length).toBeGreaterThan(0);
  });
});

describe("whatever a customer presses, in whatever order", () => {
  type Step =
    | { readonly do: "ask"; readonly words: 0 | 1 }
    | { readonly do: "letter" }
    | { readonly do: "get" | "press"; readonly letter: number }
    | { readonly do: "stop" }
    | { readonly do: "wait"; readonly minutes: number };
  const letter = fc.nat(5);
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ do: fc.constant("ask" as const), words: fc.constantFrom(0 as const, 1 as const) }),
    fc.record({ do: fc.constant("letter" as const) }),
    fc.record({ do: fc.constantFrom("get" as const, "press" as const), letter }),
    fc.record({ do: fc.constant("stop" as const) }),
    fc.record({ do: fc.constant("wait" as const), minutes: fc.constantFrom(1, 11, 700) }),
  );
  /** A letter, with the words that it asks and whether a press would give them, as a reader would say. */
  interface Sent {
    readonly path: string;
    readonly words: 0 | 1;
    readonly until: number;
    voided: boolean;
  }

  test("a letter gives what it asks until it expires, unless it was stopped or asked in other words since", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const site = memorySite();
        const browser = site.browser();
        const words = ["Yes, write to me.", "Yes, please do write to me."] as const;
        const ann = await site.join("ann@example.com", [wishFor("impact", words[0])]);
        const sent: Sent[] = [];
        let asked: 0 | 1 = 0;
        let given = false;
        let minute = 0;
        let askedAt = 0;
        let isOpen = true;
        for (const one of steps) {
          if (one.do === "wait") {
            site.later(one.minutes);
            minute += one.minutes;
          } else if (one.do === "ask") {
            await site.join("ann@example.com", [wishFor("impact", words[one.words])]);
            if (given || (isOpen && minute - askedAt < 10)) continue;
            if (one.words !== asked) for (const letter of sent) letter.voided = true;
            [asked, askedAt, isOpen] = [one.words, minute, true];
          } else if (one.do === "letter") {
            const path = await site.confirmPath(ann);
            if (path !== undefined) sent.push({ path, words: asked, until: minute + 24 * 60, voided: false });
          } else if (one.do === "stop") {
            await browser.post(unsubscribePath(ann));
            [given, isOpen] = [false, false];
            for (const letter of sent) letter.voided = true;
          } else {
            const pressed = sent[one.letter];
            if (pressed === undefined) continue;
            const answer = await (one.do === "get" ? browser.get(pressed.path) : browser.post(pressed.path));
            const page = await landing(browser, answer);
            expect(text(page)).not.toContain(NOTHING_CHANGED);
            expect(page.status === 200 || page.status === 410).toBe(true);
            if (one.do === "press" && isOpen && !pressed.voided && pressed.until > minute)
              [given, isOpen] = [true, false];
            if (given && answer.status === 200) expect(headline(page)).not.toBe("Is this you?");
          }
          const standing = (await site.standing(ann))["impact.email"] ?? "";
          expect(standing.startsWith("given")).toBe(given);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("search engines may list the way in, and nothing that is one person's", async () => {
  const robotsOf = async (path: string) =>
    (await memorySite().browser().send("GET", path, {}, "")).headers?.["x-robots-tag"];
  expect(await robotsOf("/join")).toBe("all");
  for (const path of [
    "/sign-in",
    "/preferences",
    "/history",
    "/impact/me",
    "/confirm/x",
    "/letter/x",
    "/unsubscribe/x",
  ]) {
    expect(await robotsOf(path), path).toBe("noindex, nofollow");
  }
});
