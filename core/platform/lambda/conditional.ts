import { createHash } from "node:crypto";

/** A cache may serve an answer for FRESH_SECONDS, and for STALE_SECONDS more while it fetches a newer one. */
const FRESH_SECONDS = 15;
const STALE_SECONDS = 60;
export const CACHE_PUBLICLY = `public, max-age=${FRESH_SECONDS}, stale-while-revalidate=${STALE_SECONDS}`;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The strong entity tag of this text in this coding: other bytes have another tag (RFC 9110 §8.8.3.3). */
function tagOf(body: string, coding: string | undefined): string {
  const hash = createHash("sha256").update(body).digest("base64url");
  return coding === undefined ? `"${hash}"` : `"${hash}-${coding}"`;
}

/** Weak comparison (RFC 9110 §8.8.3.2), as If-None-Match requires. */
function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  const known = (ifNoneMatch ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*");
}

/**
 * Tags a publicly cacheable 200 with the hash of its text and the coding in which it is sent, and answers 304 without
 * them to a client that has them. Returns every other answer unchanged.
 */
export function conditional<A extends Answer>(
  answer: A,
  ifNoneMatch: string | undefined,
  coding: string | undefined,
): A {
  const { status, headers = {}, body = "" } = answer;
  if (status !== 200 || !headers["cache-control"]?.startsWith("public")) return answer;
  const etag = tagOf(body, coding);
  const tagged = { ...answer, headers: { ...headers, etag } };
  return isKnown(etag, ifNoneMatch) ? { ...tagged, status: 304, body: "" } : tagged;
}
