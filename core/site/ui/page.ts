import type { BrandConfig } from "../../giving/config/brand-config.ts";
import type { Brand } from "../../model/cause.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { Terms } from "../../model/terms.ts";
import type { Session } from "../../people/sessions/session.store.ts";
import type { HttpAnswer, HttpRequest } from "../../platform/lambda/http.ts";

import type { PageContext } from "./layout.tsx";
import type { SubmittedForm } from "./read-form.ts";

/** A request with the form that came with it: an empty one with GET and HEAD. */
export interface PageRequest extends HttpRequest {
  readonly form: SubmittedForm;
}

/**
 * How a page was requested, and the configuration of the brand.
 * - `siteUrl`: where the site is, without a slash at the end
 * - `replyTo`: the address at which people of the brand read; the way out where no letter of ours arrives
 */
export interface AccountContext extends PageContext {
  readonly siteUrl: string;
  readonly replyTo: string;
  readonly brand: Brand;
  readonly brandConfig: BrandConfig;
  /** The version of each terms that is in force now. */
  readonly termsInForce: readonly Terms[];
}

/** A page for any visitor. HEAD comes as GET does; a POST was sent by a page of ours. */
export type Page = (request: PageRequest, context: AccountContext) => Promise<HttpAnswer>;

/** A page for a customer with a session of their own. */
export type SignedInPage = (
  request: PageRequest,
  visitor: SignedInCustomer,
  context: AccountContext,
) => Promise<HttpAnswer>;

/** A customer at one of their own pages. */
export interface SignedInCustomer {
  readonly customer: CustomerId;
  readonly session: Session;
}
