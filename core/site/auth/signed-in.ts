import type { CustomerId } from "../../model/customer.ts";
import type { LetterSubject } from "../../people/sessions/letter-token.ts";
import type { ReadingSession, SessionStore } from "../../people/sessions/session.store.ts";
import type { HttpRequest } from "../../platform/lambda/http.ts";
import type { SignedInCustomer } from "../ui/page.ts";
import {
  endedCookie,
  endedReadingCookie,
  readingCookie,
  readingTokenOf,
  sessionCookie,
  sessionTokenOf,
} from "./session-cookie.ts";

type WithCookies = Pick<HttpRequest, "cookies">;

/** The customer whose session a request shows; undefined for none, an ended, an expired and a forged one alike. */
export function readSession(sessions: Pick<SessionStore, "read">) {
  return async ({ cookies }: WithCookies): Promise<SignedInCustomer | undefined> => {
    const token = sessionTokenOf(cookies);
    const session = token === undefined ? undefined : await sessions.read(token);
    return session && { customer: session.customer, session };
  };
}

/** Whether the session that a request shows is this customer's. */
export async function isSignedIn(
  sessions: Pick<SessionStore, "read">,
  customer: CustomerId,
  request: WithCookies,
): Promise<boolean> {
  return (await readSession(sessions)(request))?.customer === customer;
}

export interface ReadReaderDeps {
  readonly sessions: Pick<SessionStore, "readReading">;
  readonly letterHolds: (letter: Pick<LetterSubject, "customer" | "issuedAt" | "mark">) => Promise<boolean>;
}

/** The reader of a letter whose link still holds. They may look at the pages that it names, and change nothing. */
export function readReader({ sessions, letterHolds }: ReadReaderDeps) {
  return async ({ cookies }: WithCookies): Promise<ReadingSession | undefined> => {
    const token = readingTokenOf(cookies);
    const reading = token === undefined ? undefined : await sessions.readReading(token);
    return reading !== undefined && (await letterHolds(reading)) ? reading : undefined;
  };
}

/**
 * Starts a session, and returns its cookie. The session that the browser showed until now ends, of whichever customer
 * (ASVS 5.0, 7.2.4): a shared computer does not keep two people in.
 */
export async function startSession(
  sessions: Pick<SessionStore, "start" | "end">,
  customer: CustomerId,
  { cookies }: WithCookies,
): Promise<readonly string[]> {
  const ended = await endSessions(sessions, { cookies });
  return [sessionCookie(await sessions.start(customer)), ...ended.slice(1)];
}

/** The same for the reader of a letter: what they could read until now they still can, if it is the same customer's. */
export async function startReading(
  { sessions, letterHolds }: ReadReaderDeps & { readonly sessions: SessionStore },
  { customer, page, issuedAt, mark }: LetterSubject,
  request: WithCookies,
): Promise<readonly string[]> {
  const before = await readReader({ sessions, letterHolds })(request);
  const kept = before?.customer === customer ? before.pages.filter((one) => one !== page) : [];
  const ended = await endSessions(sessions, request);
  const token = await sessions.startReading({ customer, pages: [page, ...kept], issuedAt, mark });
  return [readingCookie(token), ...ended.slice(0, 1)];
}

/** Ends what the browser shows, of both kinds, and returns the cookies that make it forget them. */
export async function endSessions(
  sessions: Pick<SessionStore, "end">,
  { cookies }: WithCookies,
): Promise<readonly [string, string]> {
  for (const token of [sessionTokenOf(cookies), readingTokenOf(cookies)])
    if (token !== undefined) await sessions.end(token);
  return [endedCookie, endedReadingCookie];
}
