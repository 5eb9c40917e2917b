import type { Stated } from "../../giving/config/brand-config.ts";
import type { Brand } from "../../model/cause.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { Session } from "../../people/sessions/session.store.ts";
import type { HttpAnswer, HttpRequest } from "../../platform/lambda/http.ts";

import type { Visit } from "./document.tsx";
import type { Form } from "./read-form.ts";

/** A request with the form that came with it: an empty one with GET and HEAD. */
export interface PageRequest extends HttpRequest {
  readonly form: Form;
}

/** How a page of people was asked for, and what the brand states. */
export interface PageVisit extends Visit {
  readonly brand: Brand;
  readonly stated: Stated;
}

/** A page for whoever asks. HEAD comes as GET does; a POST was sent by a page of ours. */
export type Page = (request: PageRequest, visit: PageVisit) => Promise<HttpAnswer>;

/** A page for a customer with a session of their own. */
export type SignedInPage = (request: PageRequest, visitor: Visitor, visit: PageVisit) => Promise<HttpAnswer>;

/** A customer at one of their own pages. */
export interface Visitor {
  readonly customer: CustomerId;
  readonly session: Session;
}
