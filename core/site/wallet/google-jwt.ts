import { sign } from "node:crypto";
import * as z from "zod";
import { epochSeconds } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { GoogleCard } from "./google-card.ts";

/** The service account that writes cards at Google, and the number of the issuer that it writes them for. */
export const GoogleKeys = z.object({
  issuer: z.string().regex(/^\d{10,24}$/),
  clientEmail: z.email(),
  /** In PEM. */
  privateKey: z.string().min(1),
});
export type GoogleKeys = z.infer<typeof GoogleKeys>;

const SAVE = "https://pay.google.com/gp/v/save/";
/** Longer links are cut by some of what they pass through. */
export const SAVE_LINK_CHARS_MAX = 1800;

/** A token signed with RS256: https://www.rfc-editor.org/rfc/rfc7515. */
export function signedJwt(claims: object, { privateKey }: Pick<GoogleKeys, "privateKey">): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

/** The link that puts a card, which Google has already, into its customer's wallet. It names the card and says nothing of it. */
export function saveLink(
  { id, classId }: Pick<GoogleCard, "id" | "classId">,
  keys: GoogleKeys,
  { siteUrl, at }: { readonly siteUrl: string; readonly at: Instant },
): string {
  const claims = {
    ...{ iss: keys.clientEmail, aud: "google", typ: "savetowallet", iat: epochSeconds(at) },
    origins: [siteUrl],
    payload: { loyaltyObjects: [{ id, classId }] },
  };
  const link = `${SAVE}${signedJwt(claims, keys)}`;
  if (link.length > SAVE_LINK_CHARS_MAX)
    throw new Error(`The link has ${link.length} characters; ${SAVE_LINK_CHARS_MAX} fit`);
  return link;
}
