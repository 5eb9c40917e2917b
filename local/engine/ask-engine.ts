import { localCredentials, localRegion } from "../../cli/settings.ts";
import { type HttpRequest, type HttpResponse, http } from "../http.ts";

/**
 * One request to a path of the engine's own (`/_ministack/…`), which is none of AWS: our guard before it lets it through
 * by the root user's key. Otherwise as {@link http}.
 */
export function askEngine(endpoint: string, path: string, options: HttpRequest = {}): Promise<HttpResponse> {
  const scope = `${localCredentials.accessKeyId}/20260101/${localRegion}/engine/aws4_request`;
  // Nothing here is signed: the engine verifies no signature at these paths, and the key alone is what a page lacks.
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  return http(`${endpoint}${path}`, { ...options, headers: { ...options.headers, authorization } });
}
