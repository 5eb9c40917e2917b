import { createHash } from "node:crypto";
import type { Charity } from "./charity.ts";

const SLUG_LETTERS_MAX = 60;

/**
 * What one charity is known by, whatever it is called: its org-id, `GB-CHC-1128267`. One without is known by the letters and
 * digits of its registration, in lower case, so that it is never taken for an org-id.
 */
export function charityKey({ org, registration }: Pick<Charity, "org" | "registration">): string {
  if (org !== undefined) return `${org.scheme}-${org.number}`;
  const plain = registration.normalize("NFKD").toLowerCase();
  const slug = (plain.match(/[a-z0-9]+/g) ?? []).join("-");
  if (slug !== "" && slug.length <= SLUG_LETTERS_MAX) return slug;
  return `x-${createHash("sha256").update(registration).digest("hex").slice(0, 32)}`;
}
