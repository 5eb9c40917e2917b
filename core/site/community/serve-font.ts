import type { ReadFont } from "../../giving/config/font.store.ts";
import { FontHash } from "../../model/cause.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import { securityHeaders } from "../ui/security-headers.ts";
import { noFile } from "./site-files.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** `/fonts/{hash}.woff2`: a font of the brand's, which never changes under its address. Undefined: the path is no font's. */
export function serveFont(path: string, readFont: ReadFont): Promise<HttpAnswer> | undefined {
  const hash = FontHash.safeParse(/^\/fonts\/([^/]+)\.woff2$/.exec(path)?.[1]);
  return hash.success ? answer(hash.data, readFont) : undefined;
}

async function answer(hash: string, readFont: ReadFont): Promise<HttpAnswer> {
  const bytes = await readFont(hash);
  if (bytes === undefined) return noFile;
  return {
    status: 200,
    headers: {
      "content-type": "font/woff2",
      "cache-control": `public, max-age=${YEAR_SECONDS}, immutable`,
      ...securityHeaders,
    },
    body: Buffer.from(bytes).toString("base64"),
    isBase64: true,
    facts: { page: "font", bytes: bytes.byteLength },
  };
}
