import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { ContentCoding } from "./http.ts";

/** Below it, headers and packets weigh more than what is saved. */
const BYTES_MIN = 1024;
/** What the site answers in. */
const COMPRESSIBLE = /^(text\/(html|csv|javascript)|application\/(xml|(problem\+)?json))\b/;
/**
 * Measured on the community page of 39,656 bytes: 9,936 bytes in 0.9 ms of processor. Quality 9 takes 14 ms for 78 bytes less, 11
 * takes 39 ms for 1,340: at 512 MiB that is more than their transfer costs (docs/decisions/78-compressed-answers.md).
 */
const BROTLI_QUALITY = 5;

const encoders = {
  br: (bytes: Buffer) =>
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      },
    }),
  gzip: (bytes: Buffer) => gzipSync(bytes),
} as const;
type Coding = keyof typeof encoders;
/** The better first. */
const CODINGS: readonly Coding[] = ["br", "gzip"];

/**
 * Compresses pages, JSON and the module of the elements by what the caller accepts (RFC 9110 §12.5.3): brotli, else gzip. Answers to a GET or HEAD alone:
 * these hold nothing that the caller sent, while the answer to a form repeats what was typed beside what is personal, and
 * lengths of a compressed answer would tell of it (BREACH).
 */
export const contentCoding: ContentCoding = {
  appliesTo({ method }, { headers = {}, body = "" }) {
    const isLook = method === "GET" || method === "HEAD";
    return isLook && COMPRESSIBLE.test(headers["content-type"] ?? "") && Buffer.byteLength(body) >= BYTES_MIN;
  },
  choose(acceptEncoding) {
    const weights = weightsOf(acceptEncoding);
    const coding = CODINGS.find((one) => (weights.get(one) ?? weights.get("*") ?? 0) > 0);
    return coding && { name: coding, encode: (body) => encoders[coding](Buffer.from(body)) };
  },
};

/** `br;q=0.5, *` → what the caller thinks of each coding, from 0 (not that one) to 1. */
function weightsOf(acceptEncoding = ""): ReadonlyMap<string, number> {
  return new Map(
    acceptEncoding.split(",").map((part) => {
      const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith("q="));
      return [name, weight === undefined ? 1 : Number(weight.slice("q=".length))];
    }),
  );
}
