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
import { type ReadMonthsDeps, readMonths } from "../read-months.ts";
import type { Community, PublicCommunity } from "../view.ts";
import { causesCsv, choicesCsv, communityCsv, daysCsv, monthsCsv, termsCsv } from "./csv.ts";
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

/** The same as a file for spreadsheets. */
function publicTable(name: string, body: string): HttpAnswer {
  return {
    status: 200,
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}.csv"`,
      "x-content-type-options": "nosniff",
      "cache-control": CACHE_PUBLICLY,
      "access-control-allow-origin": "*",
    },
    body,
  };
}

function withoutPictures({ brand, ...community }: Community): PublicCommunity {
  const { logo: _logo, webFont: _webFont, ...look } = brand.look;
  return { ...community, brand: { ...brand, look } };
}

/**
 * Answers the public API: `/api/community`, `/api/causes`, `/api/causes/{slug}`, `/api/months/{year}`, `/api/openapi.json` in
 * JSON, and `/api/community.csv`, `/api/causes.csv`, `/api/choices.csv`, `/api/days.csv`, `/api/terms.csv`, `/api/months/{year}.csv` as tables.
 * 404 for anything else and for an unknown cause, 503 before a brand is applied.
 */
export function answerApi(deps: ReadCommunityDeps & ReadMonthsDeps): Respond {
  const community = readCommunity(deps);
  const causes = readCauses(deps);
  const cause = readCause(deps);
  const months = readMonths(deps);

  async function answer(request: HttpRequest): Promise<HttpAnswer> {
    switch (request.path) {
      case "/api/community":
        return publicView(withoutPictures(await community()));
      case "/api/causes":
        return publicView(await causes());
      case "/api/community.csv":
        return publicTable("community", communityCsv(await community()));
      case "/api/causes.csv":
        return publicTable("causes", causesCsv(await causes()));
      case "/api/choices.csv":
        return publicTable("choices", choicesCsv(await causes()));
      case "/api/days.csv":
        return publicTable("days", daysCsv(await community()));
      case "/api/terms.csv":
        return publicTable("terms", termsCsv(await community()));
      case "/api/openapi.json":
        return publicView(openApi());
    }
    const [, year, ending] = /^\/api\/months\/(\d{4})(\.csv)?$/.exec(request.path) ?? [];
    if (year !== undefined) {
      const list = await months(year);
      return ending === undefined ? publicView(list) : publicTable(`months-${year}`, monthsCsv(list));
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
