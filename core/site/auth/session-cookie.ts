import { SESSION_MINUTES } from "../../people/sessions/link.ts";

/** The prefix binds it to this host, to https and to every path: a browser takes such a cookie from no other host. */
const NAME = "__Host-wellspring";
/** Of the reader of a letter. A cookie of its own: whoever reads one kind of session never takes the other for it. */
const READING_NAME = `${NAME}-letter`;

/** So that no page of another site can send it along with a form of its own. */
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** What the browser is to keep of a session: it forgets it when the session is over. */
export function sessionCookie(token: string): string {
  return `${NAME}=${token}; Max-Age=${SESSION_MINUTES * 60}; ${ATTRIBUTES}`;
}

export function readingCookie(token: string): string {
  return `${READING_NAME}=${token}; Max-Age=${SESSION_MINUTES * 60}; ${ATTRIBUTES}`;
}

/** Makes the browser forget it. */
export const endedCookie = `${NAME}=; Max-Age=0; ${ATTRIBUTES}`;
export const endedReadingCookie = `${READING_NAME}=; Max-Age=0; ${ATTRIBUTES}`;

/** The session that a browser shows: the first of that name (RFC 6265 §5.4), whatever else it sends. */
export function sessionTokenOf(cookies: readonly string[]): string | undefined {
  return cookieNamed(NAME, cookies);
}

export function readingTokenOf(cookies: readonly string[]): string | undefined {
  return cookieNamed(READING_NAME, cookies);
}

function cookieNamed(name: string, cookies: readonly string[]): string | undefined {
  return cookies
    .flatMap((line) => line.split(";"))
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
