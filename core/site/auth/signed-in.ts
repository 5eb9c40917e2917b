import type { CustomerId } from "../../model/customer.ts";
import type { SessionStore } from "../../people/sessions/session.store.ts";
import type { HttpRequest } from "../../platform/lambda/http.ts";
import type { SignedInCustomer } from "../ui/page.ts";
import { sessionCookie, sessionTokenOf } from "./session-cookie.ts";

/** The customer whose session a request shows; undefined for none, an ended, an expired and a forged one alike. */
export function readSession(sessions: Pick<SessionStore, "read">) {
  return async ({ cookies }: Pick<HttpRequest, "cookies">): Promise<SignedInCustomer | undefined> => {
    const token = sessionTokenOf(cookies);
    const session = token === undefined ? undefined : await sessions.read(token);
    return session && { customer: session.customer, session };
  };
}

/** Whether the session that a request shows is this customer's. */
export async function isSignedIn(
  sessions: Pick<SessionStore, "read">,
  customer: CustomerId,
  request: Pick<HttpRequest, "cookies">,
): Promise<boolean> {
  return (await readSession(sessions)(request))?.customer === customer;
}

/**
 * Starts a session, and returns its cookie. The session that the browser showed until now ends, of whichever customer
 * (ASVS 5.0, 7.2.4): a shared computer does not keep two people in.
 */
export async function startSession(
  sessions: Pick<SessionStore, "start" | "end">,
  customer: CustomerId,
  { cookies }: Pick<HttpRequest, "cookies">,
): Promise<string> {
  const until = sessionTokenOf(cookies);
  if (until !== undefined) await sessions.end(until);
  return sessionCookie(await sessions.start(customer));
}
