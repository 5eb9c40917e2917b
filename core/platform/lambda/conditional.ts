import { createHash } from "node:crypto";

/** For who may keep an answer: fresh for this long, and for so much longer while somebody looks again. */
const FRESH_SECONDS = 15;
const STALE_SECONDS = 60;
export const CACHE_PUBLICLY = `public, max-age=${FRESH_SECONDS}, stale-while-revalidate=${STALE_SECONDS}`;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The strong tag of these bytes. */
function tagOf(body: string): string {
  return `"${createHash("sha256").update(body).digest("base64url")}"`;
}

/** Weak comparison of RFC 9110 §8.8.3.2, which is what If-None-Match asks for. */
function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  const known = (ifNoneMatch ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*");
}

/**
 * Gives a 200 that may be kept publicly the tag of its bytes, and answers 304 without them to who has them already.
 * Every other answer is left as it is.
 */
export function conditional<A extends Answer>(answer: A, ifNoneMatch: string | undefined): A {
  const { status, headers = {}, body = "" } = answer;
  if (status !== 200 || !headers["cache-control"]?.startsWith("public")) return answer;
  const etag = tagOf(body);
  const tagged = { ...answer, headers: { ...headers, etag } };
  return isKnown(etag, ifNoneMatch) ? { ...tagged, status: 304, body: "" } : tagged;
}
