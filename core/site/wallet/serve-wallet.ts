import { APPLE_SERVICE_ROOT } from "../../model/routes.ts";
import type { Respond } from "../../platform/lambda/http.ts";

/** Answers phones under `/wallet`, and browsers everywhere else. */
export function serveWallet({
  service,
  pages,
}: {
  readonly service: Respond;
  readonly pages: Respond;
}): Respond {
  return (request) => (request.path.startsWith(`${APPLE_SERVICE_ROOT}/`) ? service(request) : pages(request));
}
