import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import type { HttpRequest, Respond } from "./http.ts";

/**
 * What the delivery network before a stage's own domain (lib/constructs/own-domain.ts) says of a request: from where its visitor
 * called, and the host that they asked for. Anybody can send these headers to the gateway itself, so they are believed only
 * beside the key, which the network alone adds.
 */
export const DOMAIN_HEADERS = {
  key: "x-wellspring-key",
  viewer: "x-wellspring-viewer",
  host: "x-wellspring-host",
} as const;

/**
 * The same endpoint behind a domain of the stage's own: `sourceIp` and the header `host` are those that the network states.
 * Whoever calls the gateway itself, as the links of old letters do, is served as ever, under their own address. `key`: what
 * the network shows; undefined: the stage has no domain. Fails as `key` does, for callers that show one.
 */
export function behindDomain(respond: Respond, key: (() => Promise<string>) | undefined): Respond {
  return async (request) => {
    const shown = request.headers[DOMAIN_HEADERS.key];
    const isNetwork = key !== undefined && shown !== undefined && isSame(shown, await key());
    return respond(isNetwork ? asVisited(request) : request);
  };
}

function asVisited(request: HttpRequest): HttpRequest {
  const { [DOMAIN_HEADERS.viewer]: viewer = "", [DOMAIN_HEADERS.host]: host } = request.headers;
  return {
    ...request,
    sourceIp: isIP(viewer) === 0 ? request.sourceIp : viewer,
    headers: { ...request.headers, ...(host !== undefined && { host }) },
  };
}

/** In a time that tells nothing of either. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
