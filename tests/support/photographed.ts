import jsQR from "jsqr";
import type { Browser } from "playwright-core";
import { qrModules, qrPath } from "../../cli/claim/printed-link.ts";

/** A module of CommonJS, whose types say otherwise. */
const readCode: typeof jsQR.default = typeof jsQR === "function" ? jsQR : jsQR.default;

/** Pixels as a camera takes them: red, green, blue and opacity, a byte each, in base 64. */
interface Photo {
  readonly width: number;
  readonly height: number;
  readonly pixels: string;
}

/** A receipt of 58 mm with a claim link's code, lying on a table, a little askew. */
function receiptPage(link: string): string {
  const modules = qrModules(link);
  const code = `<svg viewBox="0 0 ${modules.length} ${modules.length}" width="190" shape-rendering="crispEdges"><path d="${qrPath(modules)}"/></svg>`;
  return `<body style="margin:0;background:#8a6d4f"><main style="width:240px;margin:40px;padding:12px;background:#f7f5ee;font:14px monospace;transform:rotate(4deg)">
<p>MILL LANE<br>1 x Fell jacket 50.00</p><p>Who should get it? Scan and pick a cause.</p>${code}<p>No name, no number, no account.</p></main></body>`;
}

/** What a telephone reads of the code on a receipt, of the receipt's photograph; undefined where it reads none. */
export async function readOffReceipt(browser: Browser, link: string): Promise<string | undefined> {
  const page = await browser.newPage({ viewport: { width: 360, height: 520 } });
  try {
    await page.setContent(receiptPage(link));
    const png = (await page.screenshot()).toString("base64");
    const photo = await page.evaluate(async (picture): Promise<Photo> => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const { width, height } = image;
      const canvas = new OffscreenCanvas(width, height).getContext("2d");
      canvas?.drawImage(image, 0, 0);
      const bytes = canvas?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      let text = "";
      for (let at = 0; at < bytes.length; at += 8_192)
        text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
      return { width, height, pixels: btoa(text) };
    }, png);
    const pixels = Uint8ClampedArray.from(Buffer.from(photo.pixels, "base64"));
    return readCode(pixels, photo.width, photo.height)?.data;
  } finally {
    await page.close();
  }
}
