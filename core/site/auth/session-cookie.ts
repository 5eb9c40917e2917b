import { SESSION_MINUTES } from "../../people/sessions/link.ts";
import { cookieNamed, hostCookie } from "../ui/host-cookie.ts";

const NAME = "__Host-wellspring";
/** Of the reader of a letter. A cookie of its own: whoever reads one kind of session never takes the other for it. */
const READING_NAME = `${NAME}-letter` as const;

/** What the browser is to keep of a session: it forgets it when the session is over. */
export function sessionCookie(token: string): string {
  return hostCookie(NAME, token, SESSION_MINUTES * 60);
}

export function readingCookie(token: string): string {
  return hostCookie(READING_NAME, token, SESSION_MINUTES * 60);
}

/** Makes the browser forget it. */
export const endedCookie = hostCookie(NAME, "", 0);
export const endedReadingCookie = hostCookie(READING_NAME, "", 0);

/** The session that a browser shows. */
export function sessionTokenOf(cookies: readonly string[]): string | undefined {
  return cookieNamed(NAME, cookies);
}

export function readingTokenOf(cookies: readonly string[]): string | undefined {
  return cookieNamed(READING_NAME, cookies);
}
