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

/** Limits a form that has a message sent to an address: a source that sends it too often is answered 429. */
export function limitForms(limits: RateLimitDeps, page: Page): Page {
  return async (request, context) => {
    if (request.method === "POST" && (await isBeyond(limits, request))) return tooLate(limits, context);
    return page(request, context);
  };
}

/**
 * Limits a page behind a link: a source whose forms lead to too many links that do not work is answered 429 for any more
 * of them. No link can be guessed (130 random bits or more); this keeps tries from being free. GET and HEAD are
 * not counted: whoever has a source's browser or mail scanner load an address must not use up that source's tries.
 */
export function limitMisses(limits: RateLimitDeps, page: Page): Page {
  return async (request, context) => {
    const answer = await page(request, context);
    const isMiss = request.method === "POST" && answer.status === 404;
    return isMiss && (await isBeyond(limits, request)) ? tooLate(limits, context) : answer;
  };
}

async function isBeyond({ limits, triesMax }: RateLimitDeps, { sourceIp }: HttpRequest): Promise<boolean> {
  return (await limits.consume(triesOfSource(triesMax), sourceOf(sourceIp))) === "exceeded";
}

function tooLate({ triesMax }: RateLimitDeps, context: Parameters<typeof tooOftenPage>[0]) {
  return tooOftenPage(context, triesOfSource(triesMax).minutes);
}
