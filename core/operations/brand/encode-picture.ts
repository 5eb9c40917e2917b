import type { Sharp, SharpOptions } from "sharp";
import {
  CARD_SIZE,
  LOGO_SIZE,
  PICTURE_FILES,
  type PictureFileName,
  PictureFileName as PictureFileNames,
  SMALL_SIDE,
} from "../../model/picture.ts";
import type { LetterLogo } from "./logo.ts";
import {
  beginsAsPicture,
  PICTURE_BYTES_MAX,
  PICTURE_PIXELS_MAX,
  type PictureFile,
  type PictureRead,
  pictureHash,
  wrongInSize,
} from "./picture.ts";

/** A file that is cut off is refused; what decoders merely warn of is not. */
const READING: SharpOptions = { failOn: "error", limitInputPixels: PICTURE_PIXELS_MAX };
/** Where a picture lets the ground through. */
const GROUND = "#ffffff";
/** Fewer tries of a smaller file would cost bytes, more would cost an operator's time. */
const AVIF_EFFORT = 2;

/** The best that fits is taken. */
const QUALITIES = {
  "image/avif": [55, 40, 25, 10],
  "image/webp": [75, 55, 35, 15],
  "image/jpeg": [78, 60, 40, 20],
} as const;
/** What no quality makes small enough, such as noise, is made softer by this many pixels: then the last one fits. */
const SOFT_PIXELS = 2;

/** Loaded where a picture is read: most commands of the operator read none. */
async function open(source: Uint8Array): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  return sharp(source, READING);
}

/**
 * A picture's file, if pages may show it: JPEG, PNG or WebP, whole, one frame, within the limits. `again` reads the file anew
 * when its files are made.
 */
export async function readPicture(
  source: Uint8Array,
  again: () => Promise<Uint8Array>,
): Promise<PictureRead> {
  const tooLarge = wrongInBytes(source.length);
  if (tooLarge !== undefined) return { outcome: "refused", because: tooLarge };
  if (!beginsAsPicture(source))
    return {
      outcome: "refused",
      because: "is no JPEG, PNG or WebP picture, whatever its name says: save it as one",
    };
  try {
    const { autoOrient, pages = 1 } = await (await open(source)).metadata();
    const { width, height } = autoOrient;
    const because = wrongInSize(width, height, pages);
    if (because !== undefined) return { outcome: "refused", because };
    // Reads the file to its end, whatever is made of it.
    await (await open(source)).resize(1, 1).raw().toBuffer();
    return { outcome: "read", picture: { hash: pictureHash(source), width, height, bytes: again } };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [line = ""] = error.message.split("\n");
    return { outcome: "refused", because: `cannot be read as a picture (${line}): take the whole file` };
  }
}

/** What is wrong with a file of so many bytes, before it is read. */
export function wrongInBytes(bytes: number): string | undefined {
  return bytes > PICTURE_BYTES_MAX
    ? `has ${bytes} bytes, more than ${PICTURE_BYTES_MAX / 1e6} million: save it smaller`
    : undefined;
}

/**
 * All files of a picture, turned as its camera was held, in sRGB, and with nothing of what cameras write beside a picture, such
 * as the place. Each is as large as `PICTURE_FILES` lets it be, at most.
 */
export async function encodePicture(source: Uint8Array): Promise<readonly PictureFile[]> {
  const files: PictureFile[] = [];
  for (const name of PictureFileNames.options) files.push({ name, bytes: await encodeFile(source, name) });
  return files;
}

/** One of these files. */
export async function encodeFile(source: Uint8Array, name: PictureFileName): Promise<Uint8Array> {
  const { type, bytesMax } = PICTURE_FILES[name];
  for (const quality of QUALITIES[type]) {
    const bytes = await inFormat(sized(await open(source), name), type, quality).toBuffer();
    if (bytes.length <= bytesMax) return bytes;
  }
  const soft = sized(await open(source), name).blur(SOFT_PIXELS);
  return await inFormat(soft, type, QUALITIES[type].at(-1)).toBuffer();
}

/** Cut where a shape is asked for, to the part that the eye goes to. */
function sized(picture: Sharp, name: PictureFileName): Sharp {
  const upright = picture.autoOrient().flatten({ background: GROUND });
  switch (name) {
    case "card.jpg":
      return upright.resize({ ...CARD_SIZE, position: "attention" });
    case "small.webp":
      return upright.resize(SMALL_SIDE, SMALL_SIDE, { position: "attention" });
    default:
      return upright.resize({ width: Number.parseInt(name, 10) });
  }
}

/** Screens have up to so many pixels a point. */
const LOGO_DENSITY = 2;
/** Where a letter's band has another colour than the logo's ground, the ground is a plate with so much room around the logo. */
const LOGO_MARGINS = { x: 8, y: 6 } as const;

/** A logo in the size and on the ground that letters show it on: as large as fits, at the left edge, where text begins. */
export async function drawLogo({ file, ground }: LetterLogo): Promise<Uint8Array> {
  const pixels = (points: number) => points * LOGO_DENSITY;
  const [x, y] = [pixels(LOGO_MARGINS.x), pixels(LOGO_MARGINS.y)];
  return (await open(file))
    .flatten({ background: ground })
    .resize({
      width: pixels(LOGO_SIZE.width) - 2 * x,
      height: pixels(LOGO_SIZE.height) - 2 * y,
      ...{ fit: "contain", position: "left", background: ground },
    })
    .extend({ left: x, right: x, top: y, bottom: y, background: ground })
    .toColourspace("srgb")
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** Why a logo that pages could hold cannot be drawn; undefined: it can. */
export async function wrongInLogo(file: Uint8Array): Promise<string | undefined> {
  try {
    await drawLogo({ hash: "", file, ground: GROUND });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [line = ""] = error.message.split("\n");
    return `cannot be drawn (${line}): export it anew`;
  }
}

function inFormat(picture: Sharp, type: keyof typeof QUALITIES, quality = 1): Sharp {
  switch (type) {
    case "image/avif":
      return picture.avif({ quality, effort: AVIF_EFFORT });
    case "image/webp":
      return picture.webp({ quality });
    case "image/jpeg":
      return picture.jpeg({ quality, mozjpeg: true });
  }
}
