import type { ReadPicture } from "../../giving/config/picture.store.ts";
import { PICTURE_FILES, PictureHash, StoredFileName } from "../../model/picture.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import { securityHeaders } from "../ui/security-headers.ts";
import { noFile } from "./site-files.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** `/pictures/{hash}/{file}`: a file of a picture, which never changes under its address. Undefined: the path is no picture's. */
export function servePicture(path: string, readPicture: ReadPicture): Promise<HttpAnswer> | undefined {
  const [, hash, file] = /^\/pictures\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const [picture, name] = [PictureHash.safeParse(hash), StoredFileName.safeParse(file)];
  return picture.success && name.success ? answer(picture.data, name.data, readPicture) : undefined;
}

async function answer(
  hash: PictureHash,
  file: StoredFileName,
  readPicture: ReadPicture,
): Promise<HttpAnswer> {
  const bytes = await readPicture(hash, file);
  if (bytes === undefined) return noFile;
  return {
    status: 200,
    headers: {
      "content-type": PICTURE_FILES[file].type,
      "cache-control": `public, max-age=${YEAR_SECONDS}, immutable`,
      ...securityHeaders,
      // A shop's page and a mail program show it, too.
      "cross-origin-resource-policy": "cross-origin",
    },
    body: Buffer.from(bytes).toString("base64"),
    isBase64: true,
    facts: { page: "picture", bytes: bytes.byteLength },
  };
}
