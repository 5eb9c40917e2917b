import type { Brand } from "../giving/cause.ts";
import type { Stated } from "../giving/stated.ts";
import type { Visit } from "../pages/document.tsx";
import type { HttpAnswer, HttpRequest } from "../runtime/http.ts";
import type { Form } from "./read-form.ts";
import type { Visitor } from "./signed-in.ts";

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
