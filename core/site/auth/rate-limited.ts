import type { RateLimitStore } from "../../people/rate-limit/rate-limit.store.ts";
import { sourceOf, triesOfSource } from "../../people/rate-limit/rate-limit.ts";
import type { HttpRequest } from "../../platform/lambda/http.ts";
import type { Page } from "../ui/page.ts";
import { tooOftenPage } from "../ui/status-page.tsx";

export interface RateLimitDeps {
  readonly limits: RateLimitStore;
  /** How often one source may have something sent, or try a link that does not work, in a quarter of an hour. */
  readonly triesMax: number;
}

/** A form that has something written to an address: a source that sends it too often is told to come later. */
export function limitForms(limits: RateLimitDeps, page: Page): Page {
  return async (request, visit) => {
    if (request.method === "POST" && (await isBeyond(limits, request))) return tooLate(limits, visit);
    return page(request, visit);
  };
}

/**
 * A page behind a link: a source that tries too many that do not work is told nothing about any more of them. Nobody
 * guesses a link (256 random bits, or a signature); this keeps tries from being free.
 */
export function limitMisses(limits: RateLimitDeps, page: Page): Page {
  return async (request, visit) => {
    const answer = await page(request, visit);
    return answer.status === 404 && (await isBeyond(limits, request)) ? tooLate(limits, visit) : answer;
  };
}

async function isBeyond({ limits, triesMax }: RateLimitDeps, { sourceIp }: HttpRequest): Promise<boolean> {
  return (await limits.consume(triesOfSource(triesMax), sourceOf(sourceIp))) === "beyond";
}

function tooLate({ triesMax }: RateLimitDeps, visit: Parameters<typeof tooOftenPage>[0]) {
  return tooOftenPage(visit, triesOfSource(triesMax).minutes);
}
