import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CustomerId } from "../../core/model/customer.ts";
import { unsubscribeToken } from "../../core/people/sessions/unsubscribe-token.ts";
import { findBrowser } from "../../tools/browser.ts";
import { axeFindings, everyEyes, launch, look, NO_BROWSER, picture } from "../support/browser.ts";
import { type PeopleSite, startPeopleSite } from "../support/people-site.ts";
import {
  confirm,
  confirmLink,
  currentConsents,
  joined,
  keys,
  later,
  links,
} from "../support/people-world.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

/** Those that a picture is taken of: German on the phone and English on the desk, light and dark. */
const pictured = everyEyes.filter(({ width, locale }) => (width === 320) === (locale === "de"));

const phone = { viewport: { width: 320, height: 640 }, locale: "de", javaScriptEnabled: false } as const;

describe.skipIf(executable === undefined)("joining, signing in and leaving, in a real browser", () => {
  let browser: Browser;
  let site: PeopleSite;

  beforeAll(async () => {
    browser = await launch(executable ?? "");
    site = await startPeopleSite();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Somebody with a browser of their own that runs no scripts, on a small screen. */
  async function visit(work: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
    const context = await browser.newContext(phone);
    try {
      await work(await context.newPage(), context);
    } finally {
      await context.close();
    }
  }
  const unsubscribeLink = async (name: string) => {
    const customer = await joined({ email: `${name}@example.org` });
    const token = unsubscribeToken(await keys.addresses(), { customer, topic: "impact", channel: "email" });
    return { customer, path: `/unsubscribe/${token}` };
  };

  /** Each page with a form or a message, and how to get there. */
  const pages: readonly (readonly [string, number, () => Promise<string>])[] = [
    ["join", 200, async () => "/join"],
    ["sign-in", 200, async () => "/sign-in"],
    ["neutral", 404, async () => "/sign-in/nothing"],
    [
      "confirm",
      200,
      async () => `/confirm/${await confirmLink(await joined({ email: "cleo@example.org" }))}`,
    ],
    [
      "confirmed-before",
      200,
      async () => {
        const token = await confirmLink(await joined({ email: "cora@example.org" }));
        await confirm(token);
        return `/confirm/${token}`;
      },
    ],
    [
      "link-used",
      410,
      async () => {
        const customer = await joined({ email: "otto@example.org" });
        const token = await links.issue({ purpose: "signIn", customer, facts: {}, minutes: 10 });
        await links.redeem(token, "signIn");
        return `/sign-in/${token}`;
      },
    ],
    ["session-over", 200, async () => "/sign-in?ended=1"],
    ["unsubscribe", 200, async () => (await unsubscribeLink("uma")).path],
    [
      "open-link",
      200,
      async () => {
        const customer = await joined({ email: "olga@example.org" });
        const token = await links.issue({ purpose: "signIn", customer, facts: {}, minutes: 10 });
        return `/sign-in/${token}`;
      },
    ],
  ];

  test.for(pages)(
    "%s is clean to axe in light and dark, on a phone and on a desk",
    { timeout: 120_000 },
    async ([name, status, pathOf]) => {
      const path = await pathOf();
      for (const eyes of pictured) {
        await look(browser, `${site.url}${path}`, eyes, async ({ page, status: answered, complaints }) => {
          expect(answered).toBe(status);
          expect(await page.getAttribute("html", "lang")).toBe(eyes.locale);
          await picture(page, `people-${name}`, eyes);
          expect(await axeFindings(page), JSON.stringify(eyes)).toEqual([]);
          expect(complaints).toEqual([]);
        });
      }
    },
  );

  test("a customer joins, confirms and sees their own page, without a script, on a phone", async () => {
    await visit(async (page, context) => {
      await page.goto(`${site.url}/join`);
      await page.fill("#email", "rosa@example.org");
      await page.check("[id='wishes-impact.email']");
      await page.click("button[type=submit]");
      expect(await page.textContent("h1")).toBe("Noch ein Schritt.");
      const event = site.published.at(-1);
      expect(event).toMatchObject({
        name: "CustomerJoined.v1",
        detail: { channel: "email", topics: ["impact"] },
      });

      const token = await confirmLink(CustomerId.parse(event?.detail["customer"]));
      await page.goto(`${site.url}/confirm/${token}`);
      expect(await page.textContent("blockquote")).toContain("Ich bin einverstanden, dass Tarnfell mir");
      await page.click("button[type=submit]");
      expect(new URL(page.url()).pathname).toBe("/preferences");
      expect(await context.cookies()).toMatchObject([
        { name: "__Host-wellspring", httpOnly: true, secure: true, sameSite: "Lax", path: "/" },
      ]);
    });
  });

  test("what is wrong is said at the field, takes the focus, and nothing typed is lost", async () => {
    for (const eyes of pictured) {
      await look(browser, `${site.url}/join`, eyes, async ({ page, complaints }) => {
        await page.fill("#email", "not an address");
        await page.check("[id='wishes-offers.email']");
        await page.click("button[type=submit]");
        // The browser gives the focus a moment after it has drawn the page.
        await page.waitForFunction("document.activeElement.getAttribute('role') === 'alert'");
        expect(await page.getAttribute("#email", "aria-invalid")).toBe("true");
        expect(await page.inputValue("#email")).toBe("not an address");
        expect(await page.isChecked("[id='wishes-offers.email']")).toBe(true);
        await picture(page, "people-join-again", eyes);
        expect(await axeFindings(page), JSON.stringify(eyes)).toEqual([]);
        expect(complaints).toEqual([]);
        await page.click(".errors a");
        expect(await page.evaluate("document.activeElement.id")).toBe("email");
      });
    }
  });

  test("the keyboard alone fills in and sends the form", async () => {
    await visit(async (page) => {
      await page.goto(`${site.url}/join?lang=en`);
      await page.focus("#email");
      await page.keyboard.type("kim@example.org");
      for (let tabs = 0; tabs < 4; tabs += 1) await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      expect(await page.isChecked("[id='wishes-impact.email']")).toBe(true);
      await page.focus("#email");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "One more step." }).waitFor();
      expect(new URL(page.url()).search).toBe("?lang=en");
    });
  });

  test("the visible link stops the messages with one button", async () => {
    const { customer, path } = await unsubscribeLink("una");
    await visit(async (page) => {
      await page.goto(`${site.url}${path}`);
      expect(await currentConsents(customer)).toEqual({ "impact.email": "pending 1" });
      await page.click("button[type=submit]");
      expect(await page.textContent("h1")).toBe("Beendet.");
      expect(await currentConsents(customer)).toEqual({ "impact.email": "withdrawn 2" });
    });
    for (const eyes of pictured) {
      await look(browser, `${site.url}${path}`, eyes, async ({ page }) => {
        await page.click("button[type=submit]");
        await picture(page, "people-unsubscribed", eyes);
        expect(await axeFindings(page)).toEqual([]);
      });
    }
  });

  test("a sign-in link opens the page once, until it is signed out", async () => {
    const customer = await joined({ email: "sara@example.org" });
    await visit(async (page, context) => {
      await page.goto(`${site.url}/preferences`);
      expect(new URL(page.url()).pathname).toBe("/sign-in");
      await page.fill("#email", "sara@example.org");
      await page.click("button[type=submit]");
      expect(await page.textContent("h1")).toBe("Sehen Sie in Ihr Postfach.");
      expect(site.published.at(-1)).toMatchObject({ name: "SignInAsked.v1", detail: { customer } });
      const token = await links.issue({ purpose: "signIn", customer, facts: {}, minutes: 10 });
      await page.goto(`${site.url}/sign-in/${token}`);
      await page.click("button[type=submit]");
      expect(new URL(page.url()).pathname).toBe("/preferences");
      await page.goto(`${site.url}/sign-in/${token}`);
      expect(new URL(page.url()).pathname).toBe("/preferences");
      await page.click("form[action^='/sign-out'] button");
      expect(await context.cookies()).toEqual([]);
      await page.goto(`${site.url}/sign-in/${token}`);
      expect(await page.textContent("h1")).toBe("Dieser Link wurde schon benutzt.");
      later(1);
    });
  });

  test("a form of another site's page is refused", async () => {
    const customer = await joined({ email: "eva@example.org" });
    const token = await links.issue({ purpose: "signIn", customer, facts: {}, minutes: 10 });
    await visit(async (page) => {
      // The browser says of itself that the form comes from elsewhere.
      await page.route("http://elsewhere.localhost/", (route) =>
        route.fulfill({
          contentType: "text/html",
          body: `<form method="post" action="${site.url}/sign-in/${token}"><button>Win</button></form>`,
        }),
      );
      await page.goto("http://elsewhere.localhost/");
      await page.click("button");
      expect(await page.textContent("h1")).toBe("Das kam nicht von unserer Seite.");
    });
    expect(await links.peek(token, "signIn")).toMatchObject({ customer, state: "good" });
  });
});
