import { cookieNamed, hostCookie } from "../../site/ui/host-cookie.ts";
import { DESK_SESSION_MINUTES } from "./desk-session.ts";

/** A cookie of its own: a customer's session is never taken for one of staff, nor the other way. */
const NAME = "__Host-wellspring-desk";

export function deskCookie(token: string): string {
  return hostCookie(NAME, token, DESK_SESSION_MINUTES * 60);
}

export const endedDeskCookie = hostCookie(NAME, "", 0);

export function deskTokenOf(cookies: readonly string[]): string | undefined {
  return cookieNamed(NAME, cookies);
}
