import { createHash } from "node:crypto";
import { type HttpAnswer, type HttpRequest, json, problem, type Respond } from "../runtime/http.ts";
import { BrandNotAppliedError } from "./brand-in-force.ts";
import { openApi } from "./openapi.ts";
import { type ReadCommunityDeps, readCause, readCauses, readCommunity } from "./read-community.ts";

/** Fifteen seconds old is fresh enough; for a minute more the old answer may be shown while the new one is fetched. */
export const CACHE_CONTROL = "public, max-age=15, stale-while-revalidate=60";

const BRAND_RETRY_SECONDS = 30;

const notFound = (detail: string) => problem({ status: 404, title: "Not Found", detail });

const notAppliedYet = problem({
  status: 503,
  title: "Service Unavailable",
  detail: "brand not applied yet",
  headers: { "retry-after": String(BRAND_RETRY_SECONDS) },
});

/** Whether the caller has this body already. A weak tag counts as its strong one, as RFC 9110 §13.1.2 wants it. */
function isKnown(etag: string, { headers }: HttpRequest): boolean {
  const known = (headers["if-none-match"] ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*");
}

/** 200 with a tag of the body's bytes, or 304 to who has them. */
function cacheable(request: HttpRequest, view: unknown): HttpAnswer {
  const body = JSON.stringify(view);
  const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
  const headers = { etag, "cache-control": CACHE_CONTROL, "access-control-allow-origin": "*" };
  return isKnown(etag, request) ? { status: 304, headers } : { ...json(200, view, headers), body };
}

/**
 * Answers the public JSON API: `/api/community`, `/api/causes`, `/api/causes/{slug}`, `/api/openapi.json`.
 * 404 for anything else and for an unknown cause, 503 before a brand is applied.
 */
export function answerApi(deps: ReadCommunityDeps): Respond {
  const community = readCommunity(deps);
  const causes = readCauses(deps);
  const cause = readCause(deps);

  async function answer(request: HttpRequest): Promise<HttpAnswer> {
    switch (request.path) {
      case "/api/community":
        return cacheable(request, await community());
      case "/api/causes":
        return cacheable(request, await causes());
      case "/api/openapi.json":
        return cacheable(request, openApi());
    }
    const slug = /^\/api\/causes\/([^/]+)$/.exec(request.path)?.[1];
    if (slug === undefined) return notFound("The API is described at /api/openapi.json.");
    const view = await cause(slug);
    return view === undefined
      ? notFound("There is no such cause. /api/causes lists those that there are.")
      : cacheable(request, view);
  }

  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      if (error instanceof BrandNotAppliedError) return notAppliedYet;
      throw error;
    }
  };
}
