import { BrandNotAppliedError } from "../../giving/config/brand-in-force.ts";
import { CACHE_PUBLICLY } from "../../platform/lambda/conditional.ts";
import {
  type HttpAnswer,
  type HttpRequest,
  json,
  problem,
  type Respond,
} from "../../platform/lambda/http.ts";
import { type ReadCommunityDeps, readCause, readCauses, readCommunity } from "../read-community.ts";
import { openApi } from "./openapi.ts";

const BRAND_RETRY_SECONDS = 30;

const notFound = (detail: string) => problem({ status: 404, title: "Not Found", detail });

const notAppliedYet = problem({
  status: 503,
  title: "Service Unavailable",
  detail: "brand not applied yet",
  headers: { "retry-after": String(BRAND_RETRY_SECONDS) },
});

/** Pages of every origin may read it, and caches may keep it for a short time. */
function publicView(view: unknown): HttpAnswer {
  return json(200, view, { "cache-control": CACHE_PUBLICLY, "access-control-allow-origin": "*" });
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
        return publicView(await community());
      case "/api/causes":
        return publicView(await causes());
      case "/api/openapi.json":
        return publicView(openApi());
    }
    const slug = /^\/api\/causes\/([^/]+)$/.exec(request.path)?.[1];
    if (slug === undefined) return notFound("The API is described at /api/openapi.json.");
    const view = await cause(slug);
    return view === undefined
      ? notFound("There is no such cause. /api/causes lists those that there are.")
      : publicView(view);
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
