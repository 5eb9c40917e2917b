import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type PictureFact, pictureFact } from "../../core/messaging/content/letter-picture.ts";
import { picturePath } from "../../core/model/picture.ts";
import type { BrandDraft } from "../../core/operations/brand/brand-draft.ts";
import { drawLogo, encodeFile } from "../../core/operations/brand/encode-picture.ts";
import type { LetterLogo } from "../../core/operations/brand/logo.ts";

type Pictured = Pick<BrandDraft, "causes" | "pictures">;

/** The picture that samples show: that of the brand's first cause with one; null where no letter of the brand's has any. */
export function samplePicture({ causes }: Pictured): PictureFact | null {
  return pictureFact(causes.find(({ picture }) => picture !== undefined)?.picture);
}

/** Writes the files that a preview's letters name, under the folder, as the site has them under its address. */
export async function writePictures(
  folder: string,
  draft: Pictured & Pick<BrandDraft, "logos">,
): Promise<void> {
  await writeLogos(folder, draft.logos);
  const shown = samplePicture(draft);
  const source = draft.pictures.find(({ hash }) => shown?.url.includes(hash));
  if (shown === null || source === undefined) return;
  await write(folder, shown.url, await encodeFile(await source.bytes(), "960.jpg"));
}

export async function writeLogos(folder: string, logos: readonly LetterLogo[]): Promise<void> {
  for (const logo of logos) await write(folder, picturePath(logo.hash, "logo.png"), await drawLogo(logo));
}

async function write(folder: string, url: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, url);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
