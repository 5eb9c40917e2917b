import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayEntryText } from "../../core/proof/day-entry.ts";
import { dayEntries } from "../../core/proof/gift-tree.ts";
import { findBrowser } from "../../tools/browser.ts";
import { axeFindings, launch, look, misfits, NO_BROWSER, pairedEyes, picture } from "../support/browser.ts";
import { FIRST_ENTRY, leaf, logOf, servedLog, signer, treesOf } from "../support/gift-log.ts";
import { type Published, type Site, startSite } from "../support/site.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

const gifts = Array.from({ length: 25 }, (_, at) => leaf(1001 + at, { minor: 10 + at, currency: "JPY" }));
const trees = treesOf("2026-11-27", gifts);
const [tree = never(), mine = never(), yours = never()] = [trees[0], gifts[0], gifts[1]];
const log = logOf(trees);
const day = dayEntries(trees).map(dayEntryText)[0] ?? never();
const proof = log.proof(mine, tree);
const eyes = { scheme: "light", width: 1280, locale: "en" } as const;

function never(): never {
  throw new Error("a test's own gifts are there");
}

describe.skipIf(executable === undefined)("the page on which anybody checks a gift", () => {
  const folder = mkdtempSync(join(tmpdir(), "wellspring-verify-page-"));
  let browser: Browser;
  let site: Site;
  const published: { -readonly [Name in keyof Published]: Published[Name] } = {};

  beforeAll(async () => {
    browser = await launch(executable ?? "");
    published.proofs = { "/c/7h2k/proof": proof };
    site = await startSite(published);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    rmSync(folder, { recursive: true });
  });

  let files = 0;
  const pick = async (page: Page, text: string) => {
    files += 1;
    const file = join(folder, `${files}.tlog-proof`);
    writeFileSync(file, text);
    await page.setInputFiles("input[type=file]", file);
    await page.locator("article").first().waitFor();
  };
  const marks = (page: Page) => page.locator("article").first().locator(".mark").allTextContents();
  const address = () => `${site.of("everyday")}/verify`;

  test("says what a true proof is of, in both languages, clean to axe on a phone and a desk", async () => {
    published.log = log;
    for (const one of pairedEyes.filter(({ scheme }) => scheme === "dark")) {
      await look(browser, address(), one, async ({ page, complaints }) => {
        await pick(page, `${proof}${log.proof(yours, tree)}`);
        const said = (await page.locator("main").textContent()) ?? "";
        const [outcome, gave, sum] =
          one.locale === "en"
            ? [
                "True: all of it is right.",
                "¥10 for Clean rivers",
                "part of ¥550, published for November 27, 2026",
              ]
            : [
                "Wahr: Alles daran stimmt.",
                "10 ¥ für Saubere Flüsse",
                "550 ¥, veröffentlicht für den 27. November 2026",
              ];
        expect(said.replaceAll("\u00a0", " ")).toContain(outcome);
        expect(said.replaceAll("\u00a0", " ")).toContain(gave);
        expect(said.replaceAll("\u00a0", " ")).toContain(sum);
        expect(await page.locator("article").count()).toBe(2);
        expect(new Set(await page.locator("article .mark").allTextContents()).size).toBe(1);
        await picture(page, "verify-true", one);
        expect(await axeFindings(page), JSON.stringify(one)).toEqual([]);
        expect(complaints).toEqual([]);
      });
    }
    await look(browser, address(), { ...eyes, locale: "de" }, async ({ page }) => {
      await pick(page, proof);
      expect(await misfits(page)).toEqual([]);
    });
  });

  test("checks the proof behind a link of ours, and asks for nothing else that a link names", async () => {
    published.log = log;
    await look(browser, `${address()}#/c/7h2k/proof`, eyes, async ({ page }) => {
      await page.getByText("True: all of it is right.").waitFor();
      await page.getByText("1001").first().waitFor();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await page.evaluate("location.hash = '/c/../proof/checkpoint'");
      await page.evaluate("location.hash = '//other.example/c/x/proof'");
      await page.evaluate("location.hash = '/c/unknown/proof'");
      await page.getByText("There is no proof behind this link").waitFor();
      expect(asked).toEqual(["/c/unknown/proof"]);
    });
  });

  test("names the step at which a proof is not true, and what the program says of it", async () => {
    const elsewhere = servedLog([FIRST_ENTRY, day], signer("give.example.com/proof", "note", "another seed"));
    const rewritten = servedLog([FIRST_ENTRY, day.replace(" 550 ", " 551 ")]);
    const changed = proof.replace(
      /extra (\S+)/,
      (_, extra) =>
        `extra ${Buffer.from(Buffer.from(extra, "base64").toString().replace("paid 4165", "paid 9165")).toString("base64")}`,
    );
    const cases = [
      [
        "no proof at all",
        log,
        ["Wrong", "Not checked", "Not checked", "Not checked", "Not checked"],
        "is no proof",
      ],
      [
        changed,
        log,
        ["Right", "Wrong", "Not checked", "Not checked", "Not checked"],
        "the gift is not in it",
      ],
      [
        elsewhere.proof(mine, tree),
        log,
        ["Right", "Right", "Wrong", "Not checked", "Not checked"],
        "is not signed by",
      ],
      [
        proof.replace("index 1", "index 0"),
        log,
        ["Right", "Right", "Right", "Wrong", "Not checked"],
        "not in the signed log",
      ],
      [proof, rewritten, ["Right", "Right", "Right", "Right", "Wrong"], "it was rewritten"],
    ] as const;
    await look(browser, address(), eyes, async ({ page, complaints }) => {
      for (const [text, served, expected, words] of cases) {
        published.log = served;
        await page.reload();
        await pick(page, text);
        expect(await marks(page), words).toEqual(expected);
        expect(await page.getByRole("status").textContent()).toBe("Not true: something is wrong.");
        expect(await page.locator("q").textContent()).toContain(words);
      }
      await picture(page, "verify-false", eyes);
      expect(await axeFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  test("never says that all is right where the browser cannot check signatures, or the log is not served", async () => {
    await look(browser, address(), eyes, async ({ page }) => {
      delete published.log;
      await pick(page, proof);
      expect(await marks(page)).toEqual(["Right", "Right", "Right", "Right", "Not checked"]);
      published.log = log;
      await page.evaluate(
        "SubtleCrypto.prototype.importKey = async () => { throw new Error('NotSupported'); }",
      );
      await pick(page, proof);
      await page.getByText("This browser cannot check the signature.").waitFor();
      expect(await marks(page)).toEqual(["Right", "Right", "Not checked", "Right", "Right"]);
      expect(await page.getByRole("status").textContent()).toContain("not all of it was");
    });
  });

  test("explains the one command without script, and says before the first day that nothing is published", async () => {
    const without = { javaScriptEnabled: false };
    await look(
      browser,
      address(),
      eyes,
      async ({ page }) => {
        await page.getByText("this page needs JavaScript").waitFor();
        expect(await page.locator("input[type=file]").isVisible()).toBe(false);
        await page
          .getByText("node wellspring-verify.mjs gift gift.tlog-proof --key give.example.com/proof+")
          .waitFor();
      },
      without,
    );
    await look(browser, `${site.of("extreme")}/verify`, eyes, async ({ page, status }) => {
      expect(status).toBe(200);
      await page.getByText("Nothing is published yet.").waitFor();
      expect(await page.locator("script, input").count()).toBe(0);
    });
  });

  test("runs its own file and nothing that stands in the page", async () => {
    await look(browser, address(), eyes, async ({ page, headers }) => {
      expect(headers["content-security-policy"]).toContain("script-src 'self';");
      expect(headers["content-security-policy"]).not.toContain("unsafe");
      const scripts = await page.locator("script").evaluateAll((all) => all.map((one) => one.outerHTML));
      expect(scripts).toEqual([
        expect.stringMatching(
          /^<script type="module" src="\/verify\/[0-9a-f]{16}\/check\.js" integrity="sha384-[^"]+"><\/script>$/,
        ),
      ]);
    });
    await look(browser, `${site.of("everyday")}/`, eyes, async ({ page, headers }) => {
      expect(headers["content-security-policy"]).not.toContain("script-src");
      await page.getByRole("link", { name: "Check a gift yourself" }).click();
      await page.getByRole("heading", { level: 1, name: "You need not take our word." }).waitFor();
    });
    await look(browser, `${site.of("nothingYet")}/verify`, eyes, async ({ status }) =>
      expect(status).toBe(404),
    );
  });

  test("is used by keyboard alone: the file's field is reached, and shows where it is", async () => {
    await look(browser, address(), eyes, async ({ page }) => {
      for (let step = 0; step < 12; step++) {
        await page.keyboard.press("Tab");
        if ((await page.evaluate("document.activeElement.type")) === "file") break;
      }
      expect(await page.evaluate("document.activeElement.id")).toBe("proof");
      expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).not.toBe("none");
    });
  });
});
