import type { Stated } from "../giving/stated.ts";
import type { Now } from "../runtime/clock.ts";
import { problem, type Respond } from "../runtime/http.ts";

export interface ServePeopleDeps {
  readonly stated: () => Promise<Stated>;
  readonly now: Now;
}

/** Answers what a customer can see and change: routes.ts. */
export function servePeople(_deps: ServePeopleDeps): Respond {
  return () => problem({ status: 503, title: "Service Unavailable" });
}
