import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customerIdOf } from "../../../../core/model/customer.ts";
import { instantAt } from "../../../../core/model/instant.ts";
import { AccountPath, linkPaths } from "../../../../core/model/routes.ts";
import {
  LETTER_LINK_DAYS,
  LetterPage,
  letterPaths,
  letterToken,
  readLetterToken,
} from "../../../../core/people/sessions/letter-token.ts";
import { unsubscribeToken } from "../../../../core/people/sessions/unsubscribe-token.ts";
import { subscribe } from "../../../../core/people/subscribe.ts";
import type { HttpAnswer } from "../../../../core/platform/lambda/http.ts";
import { nextIn } from "../../../../core/site/auth/return-path.ts";
import { CONTACT_KEY, memorySite, wishFor } from "../../../support/memory-site.ts";

const text = ({ body }: HttpAnswer) => String(body ?? "");
const headline = (answer: HttpAnswer) => /<h1>(.*?)<\/h1>/.exec(text(answer))?.[1];
const to = ({ headers }: HttpAnswer) => headers?.["location"];

/** Ann agreed to two topics by email, and is signed in nowhere. */
async function lettered() {
  const site = memorySite();
  const ann = await site.join("ann@example.com", [wishFor("impact"), wishFor("orders")]);
  await site.browser().post((await site.confirmPath(ann)) ?? "");
  return { site, ann, browser: site.browser() };
}

const subjects = fc.record({
  customer: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(customerIdOf),
  page: fc.constantFrom(...LetterPage.options),
  issuedAt: fc
    .integer({ min: 1_600_000_000, max: 2_500_000_000 })
    .map((seconds) => instantAt(seconds * 1000)),
  mark: fc.stringMatching(/^[\w-]{11}$/),
});

describe("the token of a letter", () => {
  test("says what it was made for, in characters that an address takes", () => {
    fc.assert(
      fc.property(subjects, (subject) => {
        const token = letterToken(CONTACT_KEY, subject);
        expect(readLetterToken(CONTACT_KEY, token)).toEqual(subject);
        expect(encodeURIComponent(token)).toBe(token);
      }),
    );
  });

  test("is none with any other character, under another key, and as another kind of token", () => {
    fc.assert(
      fc.property(subjects, fc.nat(), fc.constantFrom(..."abZ09.-_="), (subject, at, letter) => {
        const token = letterToken(CONTACT_KEY, subject);
        const cut = at % (token.length + 1);
        const changed = `${token.slice(0, cut)}${letter}${token.slice(cut + 1)}`;
        if (changed !== token) expect(readLetterToken(CONTACT_KEY, changed)).toBeUndefined();
        expect(readLetterToken(`${CONTACT_KEY}.`, token)).toBeUndefined();
        const { customer } = subject;
        const other = unsubscribeToken(CONTACT_KEY, { customer, topic: "impact", channel: "email" });
        expect(readLetterToken(CONTACT_KEY, other)).toBeUndefined();
      }),
    );
  });
});

describe("a letter's link", () => {
  test("opens its page in two presses, at an address without a token", async () => {
    const { site, ann, browser } = await lettered();
    const path = await site.letterPath(ann, "impact");
    const asked = await browser.get(path);
    expect([asked.status, headline(asked), asked.cookies]).toEqual([200, "Your own page.", undefined]);
    const opened = await browser.post(path);
    expect([opened.status, to(opened)]).toEqual([303, "/impact/me"]);
    expect((await browser.get("/impact/me")).status).toBe(200);
    expect(to(await browser.get(path))).toBe("/impact/me");
  });

  test("opens nothing but that page, and what a second link of its letters names", async () => {
    const { site, ann, browser } = await lettered();
    await browser.post(await site.letterPath(ann, "impact"));
    expect(to(await browser.get("/history"))).toBe("/sign-in?next=%2Fhistory");
    await browser.post(await site.letterPath(ann, "history"));
    expect((await browser.get("/history")).status).toBe(200);
    expect((await browser.get("/impact/me")).status).toBe(200);
    expect(to(await browser.get("/preferences"))).toBe("/sign-in?next=%2Fpreferences");
  });

  test("lets its reader change nothing but hear less, and shows no address", async () => {
    const { site, ann, browser } = await lettered();
    await browser.post(await site.letterPath(ann, "preferences"));
    const shown = text(await browser.get("/preferences"));
    expect(shown).toContain("Less about “My impact”");
    expect(shown).not.toContain("example.com<");
    expect(shown).not.toContain('name="seen"');
    const before = site.snapshot();
    for (const form of [
      { seen: "2.4", language: "de" },
      { do: "resume" },
      { do: "lift" },
      { do: "stopAll" },
    ]) {
      const answer = await browser.post("/preferences", form);
      expect([answer.status, headline(answer)]).toEqual([403, "Your session ended."]);
    }
    expect(site.snapshot()).toBe(before);
  });

  test("has a link to sign in sent to its own address alone, without typing it, and back to the page", async () => {
    const { site, ann, browser } = await lettered();
    await browser.post(await site.letterPath(ann, "preferences"));
    await browser.post("/sign-in", { known: "1", next: "/preferences", address: "eve@example.com" });
    expect(site.asked.at(-1)).toMatchObject({
      name: "SignInAsked.v1",
      customer: ann,
      channel: "email",
      next: "/preferences",
    });
    const stranger = site.browser();
    expect((await stranger.post("/sign-in", { known: "1" })).status).toBe(422);
  });

  const ends: Record<string, (on: Awaited<ReturnType<typeof lettered>>) => Promise<unknown>> = {
    "a month has passed": async ({ site }) => site.later(LETTER_LINK_DAYS * 24 * 60),
    "its owner has stopped all letters": ({ site, ann }) =>
      site
        .browser()
        .post(
          linkPaths.unsubscribe(
            unsubscribeToken(CONTACT_KEY, { customer: ann, topic: "all", channel: "email" }),
          ),
        ),
    "its owner has another address": ({ site, ann }) =>
      site.contacts.saveAddress(ann, {
        channel: "email",
        address: "new@example.com",
        at: site.now(),
        identify: true,
      }),
    "its owner is forgotten": ({ site, ann }) => site.remove(ann),
    "its owner has signed out everywhere": async ({ site, ann }) => {
      site.later(1);
      const own = site.browser();
      await own.post(await site.signInPath(ann));
      const out = text(await own.post("/sign-out", { x: "1" }));
      const everywhere = /name="everywhere" value="([^"]+)"/.exec(out)?.[1] ?? "";
      expect(headline(await own.post("/sign-out", { everywhere }))).toBe("Signed out everywhere.");
    },
  };
  test.each(Object.entries(ends))(
    "opens nothing any more once %s, nor does the session it opened",
    async (_, end) => {
      const on = await lettered();
      const path = await on.site.letterPath(on.ann, "impact");
      const reader = on.site.browser();
      await reader.post(path);
      await end(on);
      for (const answer of [await on.browser.get(path), await on.browser.post(path)])
        expect([answer.status, to(answer), answer.cookies]).toEqual([
          303,
          "/sign-in?next=%2Fimpact%2Fme&letter=1",
          undefined,
        ]);
      expect(to(await reader.get("/impact/me"))).toBe("/sign-in?next=%2Fimpact%2Fme");
    },
  );

  test("at a computer where somebody else is signed in shows its reader's page and not theirs", async () => {
    const { site, ann, browser } = await lettered();
    const bob = await site.join("bob@example.com", [wishFor("impact")]);
    await browser.post((await site.confirmPath(bob)) ?? "");
    await browser.post(await site.letterPath(ann, "impact"));
    expect((await browser.get("/impact/me")).status).toBe(200);
    expect(to(await browser.get("/history"))).toBe("/sign-in?next=%2Fhistory");
  });
});

describe("the page that is wanted", () => {
  test("is one of a customer's own, by its exact path, and nothing else leads anywhere", () => {
    const odd = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.constantFrom(
        "//evil.example",
        "/\\evil.example",
        "https:/preferences",
        "/preferences?x=//y",
        "/preferences/",
      ),
      fc
        .tuple(fc.string({ minLength: 1 }), fc.constantFrom(...AccountPath.options))
        .map(([a, b]) => `${a}${b}`),
    );
    fc.assert(
      fc.property(odd, (given) => {
        const next = nextIn(given);
        if (next !== undefined) expect(AccountPath.options).toContain(given);
      }),
      { numRuns: 2000 },
    );
    for (const path of AccountPath.options) expect(nextIn(path)).toBe(path);
    for (const path of Object.values(letterPaths)) expect(AccountPath.options).toContain(path);
  });

  test("is carried through the form, the link and the sign-in, and another site's is dropped", async () => {
    const { site, ann, browser } = await lettered();
    for (const [next, lands] of [
      ["/impact/me", "/impact/me"],
      ["//evil.example/", "/preferences"],
    ] as const) {
      const page = text(await browser.get(`/sign-in?next=${encodeURIComponent(next)}`));
      expect(page.includes('name="next"')).toBe(next === lands);
      await browser.post("/sign-in", { address: "ann@example.com", next });
      expect(site.asked.at(-1)?.["next"]).toBe(next === lands ? next : undefined);
      const facts = { next };
      const token = await site.links.issue({ purpose: "signIn", customer: ann, facts, minutes: 10 });
      expect(to(await site.browser().post(linkPaths.signIn(token)))).toBe(lands);
    }
  });
});

describe("a session that ends", () => {
  test("keeps what was typed in the page, through the sign-in, and saves it when it is sent again", async () => {
    const { site, ann } = await lettered();
    const own = site.browser();
    await own.post(await site.signInPath(ann));
    const seen = /name="seen" value="([^"]+)"/.exec(text(await own.get("/preferences/about")))?.[1] ?? "";
    site.later(61);
    const typed = {
      seen,
      language: "de",
      interests: "boots & maps",
    };
    const before = site.snapshot();
    const ended = await own.post("/preferences/about", typed);
    expect([ended.status, headline(ended)]).toEqual([403, "Your session ended."]);
    expect(site.snapshot()).toBe(before);
    const kept = Object.fromEntries(Object.entries(typed).map(([name, value]) => [`kept.${name}`, value]));
    for (const [name] of Object.entries(kept)) expect(text(ended)).toContain(`name="${name}"`);
    const next = "/preferences/about";
    const sent = text(await own.post("/sign-in", { address: "ann@example.com", next, ...kept }));
    for (const page of [text(ended), sent]) expect(page).toContain(`action="${next}"`);
    expect(sent).toContain('name="interests" value="boots &amp; maps"');
    await own.post(await site.signInPath(ann));
    expect(to(await own.post("/preferences/about", typed))).toBe("/preferences/about?done=saved");
    expect((await site.people.preferences(ann))?.interests).toEqual(["boots & maps"]);
  });
});

describe("who is known by a number alone", () => {
  test("signs in by text; an unknown one, and one that is not texted, are answered alike", async () => {
    const site = memorySite({ textCountries: new Set(["US"]) });
    const wish = wishFor("impact", "Yes.", "sms");
    const joined = await subscribe(site)({
      phone: "+12125550142",
      language: "en",
      wishes: [wish],
      source: "form",
      proof: "form:9",
    });
    if (joined.outcome !== "joined") throw new Error(joined.outcome);
    const hash = await site.contacts.hashOf({ channel: "sms", address: "+12125550142" });
    await site.contacts.confirmAddress(joined.customer, hash);
    const known = await site.browser().post("/sign-in", { address: "(212) 555-0142", next: "/preferences" });
    expect(site.asked.at(-1)).toMatchObject({
      customer: joined.customer,
      channel: "sms",
      next: "/preferences",
    });
    const count = site.asked.length;
    const strange = await site.browser().post("/sign-in", { address: "(212) 555-0143" });
    const plain = (answer: HttpAnswer) =>
      text(answer)
        .replaceAll(/555-014\d/g, "")
        .replaceAll(/\?next=[^"]*/g, "");
    expect(plain(strange)).toBe(plain(known));
    expect(site.asked.length).toBe(count);
    expect(headline(known)).toBe("Check your texts.");
  });
});
