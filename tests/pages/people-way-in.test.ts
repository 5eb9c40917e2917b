import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CustomerId } from "../../core/model/customer.ts";
import { linkPaths } from "../../core/model/routes.ts";
import { changeFacts } from "../../core/people/change-address.ts";
import { addressMark, type LetterPage, letterToken } from "../../core/people/sessions/letter-token.ts";
import { unsubscribeToken } from "../../core/people/sessions/unsubscribe-token.ts";
import { findBrowser } from "../../tools/browser.ts";
import { axeFindings, everyEyes, launch, look, misfits, NO_BROWSER, picture } from "../support/browser.ts";
import { type PeopleSite, startPeopleSite } from "../support/people-site.ts";
import {
  changes,
  clock,
  confirm,
  confirmLink,
  contacts,
  currentConsents,
  joined,
  keys,
  later,
  links,
  wish,
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
    const wishes = (["impact", "milestones", "orders"] as const).map((topic) => wish(topic));
    const customer = await joined({ email: `${name}@example.org`, wishes });
    await confirm(await confirmLink(customer));
    const token = unsubscribeToken(await keys.addresses(), { customer, topic: "impact", channel: "email" });
    return { customer, path: `/unsubscribe/${token}` };
  };

  const letterPath = async (name: string, page: LetterPage) => {
    const address = `${name}@example.org`;
    const customer = await joined({ email: address, wishes: [wish("impact"), wish("orders")] });
    await confirm(await confirmLink(customer));
    const key = await keys.addresses();
    const mark = addressMark(key, (await contacts.hashOf({ channel: "email", address })).hmac);
    return linkPaths.letter(letterToken(key, { customer, page, issuedAt: clock.at, mark }));
  };

  /** Each page with a form or a message, and how to get there. */
  const pages: readonly (readonly [string, number, () => Promise<string>])[] = [
    ["join", 200, async () => "/join"],
    ["sign-in", 200, async () => "/sign-in"],
    ["receipt", 200, async () => "/claim"],
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
    ["sign-in-next", 200, async () => "/sign-in?next=/impact/me"],
    ["unsubscribe", 200, async () => (await unsubscribeLink("uma")).path],
    ["letter", 200, async () => letterPath("lars", "impact")],
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
    "%s is clean to axe in light and dark, on a phone and on a desk, and breaks no word at any width",
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
          if (eyes.scheme === "light") expect(await misfits(page), eyes.locale).toEqual([]);
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
      expect(await currentConsents(customer)).toMatchObject({
        "impact.email": "given 2",
        "orders.email": "given 2",
      });
      await page.click("button[value=this]");
      expect(await page.textContent("h1")).toBe("Abbestellt.");
      expect(await currentConsents(customer)).toMatchObject({
        "impact.email": "withdrawn 3",
        "orders.email": "given 2",
      });
      await page.click("button[name=undo]");
      expect(await page.textContent("h1")).toBe("Rückgängig gemacht.");
      expect(await currentConsents(customer)).toMatchObject({
        "impact.email": "given 4",
        "orders.email": "given 2",
      });
    });
    for (const eyes of pictured) {
      await look(browser, `${site.url}${path}`, eyes, async ({ page }) => {
        if ((await page.locator("button[value=this]").count()) > 0) await page.click("button[value=this]");
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
      expect(new URL(page.url()).search).toBe("?next=%2Fpreferences");
      await page.fill("#address", "sara@example.org");
      await page.click("button[type=submit]");
      expect(await page.textContent("h1")).toBe("Schauen Sie in Ihr Postfach.");
      expect(site.published.at(-1)).toMatchObject({ name: "SignInAsked.v1", detail: { customer } });
      const token = await links.issue({ purpose: "signIn", customer, facts: {}, minutes: 10 });
      await page.goto(`${site.url}/sign-in/${token}`);
      await page.click("button[type=submit]");
      expect(new URL(page.url()).pathname).toBe("/preferences");
      await page.goto(`${site.url}/sign-in/${token}`);
      expect(new URL(page.url()).pathname).toBe("/preferences");
      await page.click("form[action^='/sign-out'] button");
      expect(await page.textContent("h1")).toBe("Sie sind abgemeldet.");
      expect(await context.cookies()).toEqual([]);
      await page.goto(`${site.url}/sign-in/${token}`);
      expect(await page.textContent("h1")).toBe("Dieser Link wurde schon benutzt.");
      later(1);
    });
  });

  test("an address is changed by a link at the new one, where its customer is signed in", async () => {
    const customer = await joined({ email: "ada@example.org" });
    await confirm(await confirmLink(customer));
    const signIn = await links.issue({ purpose: "signIn", customer, facts: {}, minutes: 10 });
    await visit(async (page, context) => {
      await page.goto(`${site.url}/sign-in/${signIn}`);
      await page.click("button[type=submit]");
      await page.goto(`${site.url}/preferences/when`);
      await page.click("a[href^='/preferences/address']");
      await page.fill("#new-email", "ada.neu@example.org");
      await page.click("main form button[type=submit]");
      expect(await page.textContent("h1")).toBe("Check your inbox.");
      expect(site.published.at(-1)).toMatchObject({ name: "AddressChangeAsked.v1", detail: { customer } });
      const hash = await contacts.hashOf({ channel: "email", address: "ada.neu@example.org" });
      const facts = (await changeFacts(changes, customer, hash)) ?? {};
      const token = await links.issue({ purpose: "changeAddress", customer, facts, minutes: 60 });
      const path = linkPaths.changeAddress(token);
      await visit(async (stranger) => {
        await stranger.goto(`${site.url}${path}`);
        expect(await stranger.textContent("h1")).toBe("Das können nur Sie.");
        expect(await stranger.locator("main button[type=submit]").count()).toBe(0);
      });
      for (const eyes of pictured) {
        await look(browser, `${site.url}${path}`, eyes, async ({ page: read }) => {
          expect(await axeFindings(read), JSON.stringify(eyes)).toEqual([]);
        });
      }
      await page.goto(`${site.url}${path}`);
      expect(await contacts.readAddress(customer, "email")).toBe("ada@example.org");
      await page.click("main button[type=submit]");
      expect(await page.textContent("h1")).toBe("Ihre Adresse ist geändert.");
      expect(await contacts.readAddress(customer, "email")).toBe("ada.neu@example.org");
      expect(await currentConsents(customer)).toEqual({ "impact.email": "given 3" });
      expect(await context.cookies()).toEqual([]);
      expect(site.published.at(-1)).toMatchObject({ name: "AddressChanged.v1", detail: { customer } });
    });
  });

  test("a letter leads to its page in two presses, and what its reader may do there is hear less", async () => {
    const path = await letterPath("lotta", "impact");
    const manage = await letterPath("lutz", "preferences");
    await visit(async (page) => {
      // The first press is in the letter.
      await page.goto(`${site.url}${path}`);
      await page.click("main button[type=submit]");
      expect(page.url()).toBe(`${site.url}/impact/me`);
    });
    for (const eyes of pictured) {
      await look(browser, `${site.url}${manage}`, eyes, async ({ page, complaints }) => {
        await page.click("main button[type=submit]");
        expect(new URL(page.url()).pathname).toBe("/preferences");
        await picture(page, "people-reader", eyes);
        expect(await axeFindings(page), JSON.stringify(eyes)).toEqual([]);
        expect(await page.textContent("main")).not.toContain("@");
        if ((await page.locator("button[value=pause-30]").count()) > 0) {
          await page.click("button[value=pause-30]");
          await picture(page, "people-paused", eyes);
          await page.click("button[name=undo]");
        }
        expect(complaints).toEqual([]);
      });
    }
  });

  test("what was typed when the session was over is still there after signing in again, and is saved", async () => {
    const customer = await joined({ email: "paul@example.org" });
    await confirm(await confirmLink(customer));
    const signIn = async () =>
      `${site.url}/sign-in/${await links.issue({ purpose: "signIn", customer, facts: {}, minutes: 10 })}`;
    await visit(async (page, context) => {
      await page.goto(await signIn());
      await page.click("main button[type=submit]");
      await page.goto(`${site.url}/preferences/about`);
      await page.fill("[name=interests]", "Karten");
      await context.clearCookies();
      await page.click(".save button");
      expect(await page.textContent("h1")).toBe("Ihre Sitzung ist beendet.");
      await page.fill("#address", "paul@example.org");
      await page.click("main form[action^='/sign-in'] button");
      expect(await page.textContent("h1")).toBe("Schauen Sie in Ihr Postfach.");
      const other = await context.newPage();
      await other.goto(await signIn());
      await other.click("main button[type=submit]");
      await page.click("main form[action^='/preferences'] button");
      expect(page.url()).toContain("done=saved");
      expect(await page.inputValue("[name=interests]")).toBe("Karten");
    });
    for (const eyes of pictured) {
      await look(browser, await signIn(), eyes, async ({ page }) => {
        await page.click("main button[type=submit]");
        await page.goto(`${site.url}/preferences/about`);
        await page.fill("[name=interests]", "Karten");
        await page.context().clearCookies();
        await page.click(".save button");
        await picture(page, "people-session-ended", eyes);
        expect(await axeFindings(page), JSON.stringify(eyes)).toEqual([]);
      });
    }
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
