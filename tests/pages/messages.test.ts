import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBrand } from "../../cli/brand/brand-ledger.ts";
import { offerOfFiles } from "../../cli/messages/offers-in.ts";
import { previewOf, type SampleRendition, SITE, sampleRenditions } from "../../cli/messages/preview.ts";
import { samplePicture, writePictures } from "../../cli/messages/preview-pictures.ts";
import { contactLink } from "../../core/model/cause.ts";
import type { BrandDraft } from "../../core/operations/brand/brand-draft.ts";
import { compileBrand } from "../../core/operations/brand/compile-brand.ts";
import { now } from "../../core/platform/clock.ts";
import { findBrowser } from "../../tools/browser.ts";
import { axeFindings, everyEyes, launch, look, NO_BROWSER, picture } from "../support/browser.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

/** A hill, in white for the green band of the sample brand. */
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 36"><path d="M2 34 22 4l12 18 6-8 18 20z" fill="#fff"/></svg>';

/** The sample brand with a logo. */
async function demo(): Promise<BrandDraft> {
  const { brand, ...others } = await readBrand("demo");
  const text = brand.text.replace("look:\n", "look:\n  logo: hill.svg\n");
  const pictures = new Map([["hill.svg", Buffer.from(LOGO)]]);
  const compiled = compileBrand({ ...others, brand: { ...brand, text, pictures } });
  if (compiled.outcome === "refused") throw new Error("the sample brand is refused");
  return compiled.draft;
}

const draft = await demo();
const CONTACT = contactLink(draft.brand.legal ?? expect.fail("the sample brand names no contact"));
const offer = offerOfFiles({ ...draft, site: SITE }, now());
const renditions = sampleRenditions(draft.brand, samplePicture(draft), offer);
const emails = renditions.filter(({ rendition }) => rendition.channel === "email");
const fileOf = ({ name, locale }: SampleRendition) => `${name}.${locale}.html`;

/** Landmarks are the mail program's: a letter is one article in its page. */
const OF_PAGES = /^(landmark-one-main|region):/;

/** The colours that somebody sees: each text on what is behind it. */
const GROUNDS = `[...document.querySelectorAll(".ground > div, .head, .card, .foot, .button td")].map((one) => getComputedStyle(one).backgroundColor)`;

/** What each link says, in letters or by its picture's alternative text, and where it leads. */
const LINKS = `[...document.links].map((one) => [one.textContent || one.querySelector("img").alt, one.getAttribute("href")])`;
const SOURCES = "[...document.images].map(({ currentSrc }) => currentSrc)";
/** How wide and high each picture is, relative to each other: as it is shown, and as its place was kept. */
const RATIO = (width: string, height: string) =>
  `[...document.images].map((one) => Math.round((100 * one.${width}) / one.${height}))`;
const SHOWN = RATIO("naturalWidth", "naturalHeight");
const KEPT = RATIO("clientWidth", "clientHeight");

describe.skipIf(executable === undefined)("messages in a real browser", () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await launch(executable ?? "");
    folder = await mkdtemp(join(tmpdir(), "messages-"));
    for (const [name, text] of previewOf(renditions)) await writeFile(join(folder, name), text);
    await writePictures(folder, draft);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });
  const urlOf = (file: string) => `${pathToFileURL(folder).href}/${file}`;

  test.for(emails)(
    "$name in $locale fits, is clean to axe in light and dark, and fetches its pictures alone",
    { timeout: 120_000 },
    async (email) => {
      // German, whose words are long, on the phone; English on the desk: the look is one.
      const width = email.locale === "de" ? 320 : 1280;
      for (const eyes of everyEyes.filter((one) => one.locale === email.locale && one.width === width)) {
        await look(browser, urlOf(fileOf(email)), eyes, async ({ page, complaints }) => {
          expect(await page.getAttribute("html", "lang")).toBe(email.locale);
          expect(await page.locator("h1").count()).toBe(1);
          const needed = await page.evaluate<number>("document.documentElement.scrollWidth");
          expect(needed, "scrolls sideways").toBe(width);
          // What lies in the preview's own folder is no resource to the browser; all else would be.
          expect(await page.evaluate("performance.getEntriesByType('resource').length")).toBe(0);
          for (const one of await page.evaluate<string[]>(SOURCES))
            expect(one.replace(urlOf(""), "")).toMatch(/^pictures\/[0-9a-f]{32}\/(logo\.png|960\.jpg)$/);
          expect(await page.evaluate(SHOWN)).toEqual(await page.evaluate(KEPT));
          await picture(page, `message-${email.name}`, eyes);
          const findings = (await axeFindings(page)).filter((finding) => !OF_PAGES.test(finding));
          expect(findings, JSON.stringify(eyes)).toEqual([]);
          expect(complaints).toEqual([]);
        });
      }
    },
  );

  test("dark is dark everywhere, and none of it is the light look", async () => {
    const seen = async (scheme: "light" | "dark") =>
      await look(browser, urlOf("impact-update.en.html"), { scheme, width: 1280, locale: "en" }, ({ page }) =>
        page.evaluate<string[]>(GROUNDS),
      );
    const [light, dark] = [await seen("light"), await seen("dark")];
    expect(light.length).toBeGreaterThan(5);
    expect(dark).toHaveLength(light.length);
    for (const [at, colour] of dark.entries()) expect(colour).not.toBe(light[at]);
  });

  test("each link says where it goes", async () => {
    for (const email of emails)
      await look(
        browser,
        urlOf(fileOf(email)),
        { scheme: "light", width: 320, locale: email.locale === "de" ? "de" : "en" },
        async ({ page }) => {
          const links = await page.evaluate<readonly (readonly [string, string])[]>(LINKS);
          expect(links.length).toBeGreaterThan(1);
          for (const [says, leadsTo] of links) {
            expect(says).toMatch(/\S/);
            expect(leadsTo === CONTACT || leadsTo.startsWith("https://"), leadsTo).toBe(true);
          }
        },
      );
  });

  test("the index of the preview shows every rendition", async () => {
    await look(
      browser,
      urlOf("index.html"),
      { scheme: "dark", width: 1280, locale: "en" },
      async ({ page }) => {
        expect(await page.locator("article").count()).toBe(renditions.length);
        expect(await page.locator("iframe").count()).toBe(emails.length);
        await picture(page, "message-index", { scheme: "dark", width: 1280, locale: "en" });
      },
    );
  });
});
