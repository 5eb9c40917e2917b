import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Topic } from "../../core/model/topic.ts";
import { findBrowser } from "../../tools/browser.ts";
import { type AccountSite, startAccountSite } from "../support/account-site.ts";
import {
  axeFindings,
  type Eyes,
  launch,
  look,
  misfits,
  NO_BROWSER,
  pairedEyes,
  picture,
} from "../support/browser.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

const pages = [
  ["everyday", "/preferences"],
  ["everyday", "/preferences/what"],
  ["everyday", "/preferences/when"],
  ["everyday", "/preferences/about"],
  ["everyday", "/preferences/address"],
  ["everyday", "/preferences/delete"],
  ["everyday", "/history"],
  ["everyday", "/card"],
  ["everyday", "/impact/me"],
  ["everyday", "/impact/me?year=2026&of=round-ups"],
  ["paused", "/preferences"],
  ["newcomer", "/preferences"],
  ["newcomer", "/preferences/what"],
  ["newcomer", "/preferences/when"],
  ["newcomer", "/history"],
  ["newcomer", "/impact/me"],
  ["newcomer", "/card"],
  ["unreachable", "/preferences"],
  ["unreachable", "/preferences/what"],
  ["unreachable", "/impact/me"],
] as const;

const desk: Eyes = { scheme: "light", width: 1280, locale: "en" };
const phone: Eyes = { scheme: "dark", width: 320, locale: "de" };
const withoutScript = { javaScriptEnabled: false };

describe.skipIf(executable === undefined)("a customer's own pages in a real browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable ?? "");
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** With a site of its own: what one test saves, no other sees. */
  async function at(
    state: string,
    path: string,
    eyes: Eyes,
    work: (page: Page, site: AccountSite) => Promise<void>,
    options: { readonly javaScriptEnabled?: boolean } = {},
  ): Promise<void> {
    const site = await startAccountSite(state);
    try {
      const url = `${site.url}${path}${path.includes("?") ? "&" : "?"}lang=${eyes.locale}`;
      await look(
        browser,
        url,
        eyes,
        async ({ page, complaints }) => {
          await work(page, site);
          expect(complaints).toEqual([]);
        },
        options,
      );
    } finally {
      await site.close();
    }
  }

  test.for(pages)(
    "%s %s is clean to axe in light and dark, on a phone and a desk, in both languages",
    { timeout: 120_000 },
    async ([state, path]) => {
      for (const eyes of state === "everyday" ? pairedEyes : [desk, phone]) {
        await at(state, path, eyes, async (page) => {
          expect(await page.getAttribute("html", "lang")).toBe(eyes.locale);
          await picture(page, `account-${state}${path.replaceAll("/", "-")}`, eyes);
          expect(await axeFindings(page), JSON.stringify(eyes)).toEqual([]);
        });
      }
    },
  );

  test.for(pages)(
    "%s %s breaks no word and never scrolls sideways, from the narrowest phone to a wide desk",
    { timeout: 120_000 },
    async ([state, path]) => {
      for (const locale of ["en", "de"] as const) {
        await at(state, path, { ...desk, locale }, async (page) => {
          expect(await misfits(page), locale).toEqual([]);
        });
      }
    },
  );

  test("without a script, on a phone, everything is saved and shown again", async () => {
    await at(
      "everyday",
      "/preferences/what",
      phone,
      async (page, { world, url }) => {
        expect(await page.content()).not.toMatch(/<script|javascript:|\son[a-z]+=/i);
        await page
          .getByRole("group", { name: "Angebote" })
          .getByLabel(/E.Mail/)
          .check();
        await page
          .getByRole("group", { name: "Meilensteine" })
          .getByLabel(/E.Mail/)
          .uncheck();
        await page.getByLabel("Wie oft").selectOption("weekly");
        await page.getByLabel("Anteil für Offene Wege").fill("6");
        await page.getByRole("button", { name: "Prozente zeigen" }).click();
        await page.getByText("75 %, sobald Sie speichern").waitFor();
        expect(world.saved().topics.offers.email).toBe(false);
        await page.getByRole("button", { name: "Speichern" }).click();
        await page.getByRole("status").getByText("Gespeichert.").waitFor();
        const [statement = ""] =
          world.records.findLast(({ topic }) => topic === "offers")?.words.split("\n") ?? [];
        // The words of the record are those that stand on the page, to the letter; a page keeps E-Mail in one line.
        await page.getByText(statement.replaceAll("E-Mail", "E\u2011Mail"), { exact: true }).waitFor();
        expect(
          await page
            .getByRole("group", { name: "Angebote" })
            .getByLabel(/E.Mail/)
            .isChecked(),
        ).toBe(true);
        await page.getByRole("link", { name: "Weiter: Wo und wann" }).click();
        await page.getByLabel("Alles pausieren bis").fill("2026-12-24");
        await page.getByLabel("Wo Sie leben").selectOption("US-FL");
        await page.getByRole("button", { name: "Speichern" }).click();
        await page.getByRole("status").getByText("mehrere Zeitzonen").waitFor();
        await page.getByLabel("Ihre Zeitzone").selectOption("America/New_York");
        await page.getByRole("button", { name: "Speichern" }).click();
        await page.getByRole("status").getByText("Gespeichert. Das gilt").waitFor();
        expect(await page.title()).toMatch(/^Gespeichert/);
        expect(world.saved()).toMatchObject({
          topics: { offers: { email: true }, milestones: { email: false }, impact: { rhythm: "weekly" } },
          causes: [
            { cause: "clean-rivers", weight: 2 },
            { cause: "open-paths", weight: 6 },
          ],
          pausedUntil: "2026-12-23T23:00:00Z",
          country: "US",
          region: "US-FL",
          timeZone: "America/New_York",
          dates: [{ name: "My birthday", month: 2, day: 29 }],
        });
        const last = (topic: Topic) => world.records.findLast((record) => record.topic === topic);
        expect(last("milestones")).toMatchObject({ state: "withdrawn", locale: "de" });
        expect(last("offers")).toMatchObject({ state: "given", locale: "de" });
        await page.goto(`${url}/preferences?lang=de`);
        await page.getByText("ist alles pausiert").waitFor();
        await page.getByRole("button", { name: "Pause jetzt beenden" }).click();
        await page.getByRole("status").getByText("Die Pause ist beendet.").waitFor();
        expect(world.saved()).not.toHaveProperty("pausedUntil");
      },
      withoutScript,
    );
  });

  test("a topic is ticked, saved and everything is stopped by the keyboard alone", async () => {
    await at("everyday", "/preferences/what", desk, async (page, { world, url }) => {
      const focus = () =>
        page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()");
      const tabTo = async (target: string) => {
        for (let step = 0; step < 90; step += 1) {
          await page.keyboard.press("Tab");
          const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
          expect(outline, String(await focus())).not.toBe("none");
          if ((await focus()) === target) return;
        }
        throw new Error(`The keyboard does not come to ${target}`);
      };
      await tabTo("offers.email");
      await page.keyboard.press("Space");
      await tabTo("Save");
      await page.keyboard.press("Enter");
      await page.getByRole("status").waitFor();
      expect(world.saved()).toMatchObject({ topics: { offers: { email: true } } });
      await page.goto(`${url}/preferences?lang=en`);
      await tabTo("Stop everything");
      await page.keyboard.press("Enter");
      await page.getByRole("status").getByText("Everything is stopped.").waitFor();
      expect(world.consents().every(({ state }) => state === "withdrawn")).toBe(true);
    });
  });

  test("what cannot be read is reported above the form and at its field, with what was typed, clean to axe", async () => {
    for (const eyes of [desk, phone]) {
      await at("everyday", "/preferences/what", eyes, async (page, { world }) => {
        const before = world.saved();
        const [partsOf, save] =
          eyes.locale === "en"
            ? ["Share for Clean rivers", "Save"]
            : ["Anteil für Saubere Flüsse", "Speichern"];
        await page.getByLabel(partsOf).fill("many");
        await page
          .getByLabel(eyes.locale === "en" ? "Share for Open paths" : "Anteil für Offene Wege")
          .fill("0");
        await page.getByRole("button", { name: save }).click();
        const summary = page.getByRole("alert");
        await summary.waitFor();
        await page.waitForFunction("document.activeElement.getAttribute('role') === 'alert'");
        expect(await summary.getByRole("link").count()).toBe(2);
        await summary.getByRole("link").first().click();
        const field = page.locator(":focus");
        expect(await field.getAttribute("name")).toBe("parts.clean-rivers");
        expect(await field.inputValue()).toBe("many");
        expect(await field.getAttribute("aria-invalid")).toBe("true");
        const error = await field.getAttribute("aria-describedby");
        expect(await page.locator(`[id='${error}']`).textContent()).toMatch(/10[,.]000/);
        await picture(page, "account-problems", eyes);
        expect(await axeFindings(page)).toEqual([]);
        expect(world.saved()).toEqual(before);
      });
    }
  });

  test("a page that was open while something else was saved overwrites nothing, and says so", async () => {
    await at("everyday", "/preferences/about", desk, async (page, { world }) => {
      world.saveElsewhere((before) => ({ ...before, interests: ["kayaks"] }));
      await page.getByLabel("What interests you").fill("boots");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("status").getByText("Something was saved since you opened this page").waitFor();
      expect(await page.getByLabel("What interests you").inputValue()).toBe("boots");
      await page.getByRole("alert").getByText("What interests you: kayaks is saved now").waitFor();
      await picture(page, "preferences-conflict", desk);
      expect(world.saved().interests).toEqual(["kayaks"]);
      expect(await axeFindings(page)).toEqual([]);
      await page.getByLabel("What interests you").fill("boots, kayaks");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("status").getByText("Saved.").waitFor();
      expect(world.saved().interests).toEqual(["boots", "kayaks"]);
    });
  });

  test("a customer has their address that bounced written to again, with one button", async () => {
    await at("bounced", "/preferences", phone, async (page) => {
      await picture(page, "preferences-bounced", phone);
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole("button", { name: "Die Adresse geht wieder: schreiben Sie mir dorthin" }).click();
      await page.getByRole("status").getByText("Wir schreiben wieder dorthin.").waitFor();
    });
  });

  test("a pause begins with one button and ends with another, and the overview says so", async () => {
    await at("everyday", "/preferences", desk, async (page, { world }) => {
      await page.getByRole("button", { name: "1 week" }).click();
      await page.getByRole("status").getByText("Paused.").waitFor();
      expect(world.saved().pausedUntil).toBe("2026-11-28T23:00:00Z");
      await page.getByText("Everything is paused until").waitFor();
      await page.getByRole("button", { name: "End the pause now" }).click();
      await page.getByRole("button", { name: "Until I say so" }).click();
      await page.getByText("Everything is paused until you end it.").waitFor();
    });
  });

  test("a customer deletes themselves in two steps, and is told that it is done", async () => {
    await at("everyday", "/preferences/about", phone, async (page, { world }) => {
      await page.getByRole("link", { name: "Mich löschen" }).click();
      await page.getByRole("heading", { name: "Was bleibt, und warum" }).waitFor();
      expect(world.forgotten()).toBe(0);
      await page.getByRole("button", { name: "Jetzt alles löschen" }).click();
      await page.getByRole("heading", { name: "Sie sind gelöscht." }).waitFor();
      await picture(page, "account-deleted", phone);
      expect(await axeFindings(page)).toEqual([]);
      expect(world.forgotten()).toBe(1);
      expect(world.consents().every(({ state }) => state === "withdrawn")).toBe(true);
    });
  });

  test("history leads through all messages and back, tells times on the customer's clock, and shows the words agreed to", async () => {
    await at(
      "everyday",
      "/history",
      desk,
      async (page) => {
        await page.getByText("Nov 22, 2026, 10:15 AM").waitFor();
        await page.getByText("Because the law does not allow texts at that hour").waitFor();
        await page.getByText("The words that you agreed to").first().click();
        await page.getByText("They begin only after I confirm my address").first().waitFor();
        await page.getByRole("link", { name: "Older messages" }).click();
        await page.getByRole("link", { name: "Older messages" }).click();
        expect(
          await page
            .getByRole("listitem")
            .filter({ has: page.getByRole("heading") })
            .count(),
        ).toBe(6);
        expect(await page.getByRole("link", { name: "Older messages" }).count()).toBe(0);
        await page.getByRole("link", { name: "Back to the newest" }).click();
        await page.getByText("Nov 22, 2026, 10:15 AM").waitFor();
      },
      withoutScript,
    );
  });

  test("headings go down one step at a time on each of them", async () => {
    for (const [state, path] of pages) {
      await at(state, path, desk, async (page) => {
        const levels = await page
          .locator("h1,h2,h3,h4")
          .evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
        expect(levels[0]).toBe(1);
        expect(levels.every((level, index) => index === 0 || level - (levels[index - 1] ?? 0) <= 1)).toBe(
          true,
        );
      });
    }
  });
});
