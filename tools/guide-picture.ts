import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { z } from "zod";

/** A page must not weigh more for a picture in its guide. */
const PICTURE_BYTES_MAX = 60_000;

const WIDTH = 520;
const SHARPNESS = 2;
const QUALITY = 60;

const Box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** As wide as a picture, and sharp. */
export function pictureContext(
  browser: Browser,
  more: Pick<BrowserContextOptions, "bypassCSP"> = {},
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: WIDTH, height: 900 },
    deviceScaleFactor: SHARPNESS,
    colorScheme: "light",
    locale: "en-US",
    ...more,
  });
}

/** Takes a picture of what a page's `main` shows, as WebP. Throws where it became too heavy for a guide. */
export async function takePicture(page: Page, file: string): Promise<number> {
  const clip = Box.parse(
    await page.evaluate(
      "(({ x, y, width, height }) => ({ x, y: y + scrollY, width, height }))(document.querySelector('main').getBoundingClientRect())",
    ),
  );
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", {
    format: "webp",
    quality: QUALITY,
    captureBeyondViewport: true,
    clip: { ...clip, scale: 1 },
  });
  const bytes = Buffer.from(data, "base64");
  if (bytes.length > PICTURE_BYTES_MAX) throw new Error(`${file} would have ${bytes.length} bytes.`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return bytes.length;
}
