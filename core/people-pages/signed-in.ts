import type { CustomerId } from "../customer/customer.ts";
import type { Session, SessionStore } from "../link/session.store.ts";
import type { HttpRequest } from "../runtime/http.ts";
import { sessionTokenOf } from "./session-cookie.ts";

/** A customer at one of their own pages. */
export interface Visitor {
  readonly customer: CustomerId;
  readonly session: Session;
}

/** Whose session a request shows; undefined for none, an ended or expired and a forged one alike. */
export function signedIn(sessions: Pick<SessionStore, "read">) {
  return async ({ cookies }: Pick<HttpRequest, "cookies">): Promise<Visitor | undefined> => {
    const token = sessionTokenOf(cookies);
    const session = token === undefined ? undefined : await sessions.read(token);
    return session && { customer: session.customer, session };
  };
}
