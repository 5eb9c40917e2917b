import type { CharityPath } from "../../model/routes.ts";
import { limitMisses, type RateLimitDeps } from "../auth/rate-limited.ts";
import type { Page } from "../ui/page.ts";
import { type PaymentPageDeps, paymentPage } from "./payment-page.ts";

/** The page at each address of {@link CharityPath}. */
export function charityPages(deps: PaymentPageDeps & RateLimitDeps): Readonly<Record<CharityPath, Page>> {
  return { "/payments/{token}": limitMisses(deps, paymentPage(deps)) };
}
