import jsqr from "jsqr";
import type { Browser, Locator } from "playwright-core";
import { z } from "zod";

const Pixels = z.object({ data: z.array(z.number()), width: z.number(), height: z.number() });

/** What a scanner reads in a picture of this part of a page; undefined where it reads nothing. */
export async function scan(browser: Browser, part: Locator): Promise<string | undefined> {
  const png = `data:image/png;base64,${(await part.screenshot()).toString("base64")}`;
  const page = await browser.newPage();
  try {
    const drawn = await page.evaluate(
      `(async () => {
        const image = new Image();
        image.src = ${JSON.stringify(png)};
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
        return { data: [...data], width, height };
      })()`,
    );
    const { data, width, height } = Pixels.parse(drawn);
    return jsqr.default(Uint8ClampedArray.from(data), width, height)?.data;
  } finally {
    await page.close();
  }
}
