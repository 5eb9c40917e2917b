import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { z } from "zod";
import { projectRoot } from "../../cli/settings.ts";

/** Told once, where somebody sees it: skipped tests look much like passed ones. */
export const NO_BROWSER =
  "PAGE TESTS DID NOT RUN: no Chromium was found. Install one (Debian: apt-get install chromium) or set CHROME_PATH.";

/** Without a sandbox, as containers need it, and without the calls home that a closed network refuses. */
export function launch(executablePath: string, more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

/** How somebody looks at a page. */
export interface Eyes {
  readonly scheme: "light" | "dark";
  readonly width: 320 | 1280;
  readonly locale: "en" | "de";
}

export const everyEyes: readonly Eyes[] = (["light", "dark"] as const).flatMap((scheme) =>
  ([320, 1280] as const).flatMap((width) =>
    (["en", "de"] as const).map((locale) => ({ scheme, width, locale })),
  ),
);

/** Each two of scheme, width and language together: what goes wrong with three of them goes wrong with some two. */
export const pairedEyes: readonly Eyes[] = [
  { scheme: "light", width: 320, locale: "en" },
  { scheme: "light", width: 1280, locale: "de" },
  { scheme: "dark", width: 320, locale: "de" },
  { scheme: "dark", width: 1280, locale: "en" },
];

export interface Seen {
  readonly page: Page;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the browser complained about: scripts, styles or images that the security policy refused, and failures. */
  readonly complaints: readonly string[];
}

/** Opens an address in a fresh context, does something there, and closes it. */
export async function look<Result>(
  browser: Browser,
  url: string,
  { scheme, width, locale }: Eyes,
  work: (seen: Seen) => Promise<Result>,
  options: { readonly javaScriptEnabled?: boolean } = {},
): Promise<Result> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale,
    ...options,
  });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      // An answer that is not a 2xx is noted by the browser; here it is asked for.
      if (!message.text().startsWith("Failed to load resource")) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => complaints.push(request.url()));
    const response = await page.goto(url);
    if (response === null) throw new Error(`${url} did not answer`);
    return await work({ page, status: response.status(), headers: response.headers(), complaints });
  } finally {
    await context.close();
  }
}

const Findings = z.object({
  violations: z.array(
    z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
  ),
});

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The minified build, which has no types of its own: every page reads it anew, and it is less than half as long. */
const axe: typeof import("axe-core") = createRequire(import.meta.url)("axe-core/axe.min.js");

/** What axe has to say about all that can be unfolded on a page. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(RULES)}, resultTypes: ["violations"] }).then(({ violations }) => ({ violations }))`,
  );
  return Findings.parse(found).violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" | ")}`,
  );
}

export const screenshots = join(projectRoot, "tmp", "screenshots");

/**
 * A picture of the whole page for somebody to look at: German on the phone and English on the desk, which shows every
 * page in both, light and dark, at half the time.
 */
export async function picture(page: Page, name: string, { scheme, width, locale }: Eyes): Promise<void> {
  if ((width === 320) !== (locale === "de")) return;
  await mkdir(screenshots, { recursive: true });
  const path = join(screenshots, `${name.replace(/-$/, "")}-${scheme}-${width}-${locale}.png`);
  await page.screenshot({ path, fullPage: true });
}

/** From the narrowest phone, which is also 1280 px at 400 %, to a wide desk, in CSS pixels. */
const WIDTHS = [320, 390, 768, 1024, 1280, 1600] as const;

/** In letters between two places to break; some texts of the tests have longer ones. */
const LONGEST_WORD = 18;

/**
 * Every word that is seen on two lines. A line may end at a soft hyphen and at a sign. An address, an id and a word that is
 * longer than the longest of ours have no place to break, and may break anywhere.
 */
const BROKEN_WORDS = `(() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!node.parentElement.checkVisibility() || node.parentElement.closest("code, option") !== null) continue;
    for (const { 0: word, index } of node.data.matchAll(/\\S*@\\S*|[\\p{L}\\p{M}\\p{N}\u2011]+/gu)) {
      if (word.includes("@") || word.length > ${LONGEST_WORD}) continue;
      // Of a character before which a line ends at a soft hyphen, the hyphen comes first.
      const lines = Array.from({ length: word.length }, (_, at) => {
        range.setStart(node, index + at);
        range.setEnd(node, index + at + 1);
        return Math.round([...range.getClientRects()].at(-1)?.bottom ?? 0);
      });
      if (new Set(lines).size > 1) broken.push(word);
    }
  }
  return broken;
})()`;

/** What does not fit on a page, all unfolded, at each width: words that are broken, and where it scrolls sideways. */
export async function misfits(page: Page): Promise<string[]> {
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const needed = await page.evaluate<number>("document.documentElement.scrollWidth");
    if (needed > width) found.push(`${width}: scrolls to ${needed}`);
    const broken = await page.evaluate<string[]>(BROKEN_WORDS);
    found.push(...broken.map((word) => `${width}: ${word}`));
  }
  return found;
}
