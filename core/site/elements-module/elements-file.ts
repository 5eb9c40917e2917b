import type { HttpAnswer } from "../../platform/lambda/http.ts";
import { securityHeaders } from "../ui/security-headers.ts";
import { ELEMENTS_MODULES } from "./generated/module.ts";

/** For shops that follow each release by themselves, without a hash to check. */
const MOVING_SECONDS = 5 * 60;
const YEAR_SECONDS = 365 * 24 * 60 * 60;
const MOVING_PATH = "/elements/wellspring.js";

const [latest] = ELEMENTS_MODULES;

/** Where a shop's page loads the module of this release, and what the browser checks it by. */
export const ELEMENTS = {
  path: pathOf(latest.hash),
  movingPath: MOVING_PATH,
  integrity: latest.integrity,
} as const;

function pathOf(hash: string): string {
  return `/elements/${hash}/wellspring.js`;
}

/**
 * `/elements/{hash}/wellspring.js`: a module that never changes, of this release or an earlier one that shops still name;
 * `/elements/wellspring.js`: the latest. Undefined for any other path.
 */
export function elementsFile(path: string): HttpAnswer | undefined {
  if (path === MOVING_PATH) return file(latest.text, `public, max-age=${MOVING_SECONDS}`);
  const found = ELEMENTS_MODULES.find(({ hash }) => path === pathOf(hash));
  return found && file(found.text, `public, max-age=${YEAR_SECONDS}, immutable`);
}

/** Unlike every other file of the site it is for pages of other origins, which check its hash: that takes both headers. */
function file(body: string, cacheControl: string): HttpAnswer {
  return {
    status: 200,
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": cacheControl,
      ...securityHeaders,
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "*",
    },
    body,
    facts: { page: "elements", bytes: Buffer.byteLength(body) },
  };
}
