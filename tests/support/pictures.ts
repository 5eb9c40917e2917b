import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReadPicture } from "../../core/giving/config/picture.store.ts";
import { localised, type Picture } from "../../core/model/cause.ts";
import { type PictureRead, pictureHash } from "../../core/operations/brand/picture.ts";

const folder = join(import.meta.dirname, "../../brands/demo/pictures");
/** Of all the sample brand's pictures, as a test holds. */
export const DEMO_PICTURE_SIZE = { width: 1_600, height: 1_000 } as const;

const paths = readdirSync(folder)
  .filter((name) => name.endsWith(".webp"))
  .map((name) => [name, join(folder, name)] as const);
const hashes = new Map(paths.map(([name, path]) => [name, pictureHash(readFileSync(path))]));

/** The sample brand's pictures as `brand apply` reads them, without a decoder. */
export const demoPictures: ReadonlyMap<string, PictureRead> = new Map(
  paths.map(([name, path]) => {
    const picture = { hash: hashes.get(name) ?? "", ...DEMO_PICTURE_SIZE, bytes: () => readFile(path) };
    return [name, { outcome: "read", picture }];
  }),
);

/** A picture of the sample brand, as a page knows it. */
export function demoPicture(name: string, alt: string): Picture {
  const hash = hashes.get(`${name}.webp`);
  if (hash === undefined) throw new Error(`The sample brand has no picture ${name}`);
  return { hash, ...DEMO_PICTURE_SIZE, alt: localised({ en: alt }) };
}

/**
 * Each file of the sample brand's pictures is the drawing that all of them are made of: a browser shows it, whatever it is called,
 * and no test of a page waits for an encoder.
 */
export const readDemoPicture: ReadPicture = async (hash) => {
  const [, path] = paths.find(([name]) => hashes.get(name) === hash) ?? [];
  return path === undefined ? undefined : readFile(path);
};
