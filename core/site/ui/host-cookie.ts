/** So that no page of another site can send it along with a form of its own. */
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

/**
 * What the browser is to keep under this name, and for how long; 0 makes it forget. The name begins with `__Host-`: that binds the
 * cookie to this host, to https and to every path, and a browser takes it from no other host.
 */
export function hostCookie(name: `__Host-${string}`, value: string, maxAgeSeconds: number): string {
  return `${name}=${value}; Max-Age=${maxAgeSeconds}; ${ATTRIBUTES}`;
}

/** The value that a browser shows: the first of that name (RFC 6265 §5.4), whatever else it sends. */
export function cookieNamed(name: string, cookies: readonly string[]): string | undefined {
  return cookies
    .flatMap((line) => line.split(";"))
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
