import { crc32, deflateSync } from "node:zlib";
import { mix } from "../../i18n/palette.ts";

/** A ring around the middle of a picture's drawing, in pixels. */
export interface Ring {
  readonly radius: number;
  readonly stroke: number;
}

export interface RingPicture {
  readonly width: number;
  readonly height: number;
  /** The middle of the rings. */
  readonly x: number;
  readonly y: number;
  readonly rings: readonly Ring[];
  readonly ground: string;
  readonly line: string;
}

/** Steps from the ground to the line, so that the edge of a ring is smooth. */
const SHADES = 16;
/** How finely distances are told apart. */
const STEPS_A_PIXEL = 16;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BIT_DEPTH = 8;
const DEFLATE_LEVEL = 6;
const INDEXED_COLOUR = 3;

/** Rings on a ground of one colour as a PNG, each pixel one of a few shades: https://www.w3.org/TR/png-3/. */
export function ringPng(picture: RingPicture): Buffer {
  const { width, height, ground, line } = picture;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BIT_DEPTH, INDEXED_COLOUR], 8);
  const shades = Array.from({ length: SHADES + 1 }, (_, shade) =>
    Buffer.from(mix(line, ground, shade / SHADES).slice(1), "hex"),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.concat(shades)),
    chunk("IDAT", deflateSync(pixelsOf(picture), { level: DEFLATE_LEVEL })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Each row is a byte that says “not filtered”, and a byte a pixel that names its shade. */
function pixelsOf({ width, height, x, y, rings }: RingPicture): Buffer {
  const pixels = Buffer.alloc((width + 1) * height);
  const shades = shadesByDistance(Math.ceil(Math.hypot(width, height)) * 2, rings);
  for (let row = 0; row < height; row += 1) {
    const down = (row + 0.5 - y) ** 2;
    for (let column = 0; column < width; column += 1) {
      const distance = Math.sqrt((column + 0.5 - x) ** 2 + down);
      pixels[row * (width + 1) + 1 + column] = shades[Math.round(distance * STEPS_A_PIXEL)] ?? 0;
    }
  }
  return pixels;
}

/** The shade at each distance from the middle, up to `farthest` pixels: a picture has millions of pixels, and few distances. */
function shadesByDistance(farthest: number, rings: readonly Ring[]): Uint8Array {
  const shades = new Uint8Array(farthest * STEPS_A_PIXEL);
  return shades.map((_, step) => Math.round(coverOf(step / STEPS_A_PIXEL, rings) * SHADES));
}

/** How much of a pixel at this distance from the middle the rings cover: none is 0, all is 1. */
function coverOf(distance: number, rings: readonly Ring[]): number {
  const covers = rings.map(({ radius, stroke }) => stroke / 2 + 0.5 - Math.abs(distance - radius));
  return Math.min(1, Math.max(0, ...covers));
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
