import * as z from "zod";
import type { WalletCard } from "./wallet-card.ts";

/** Google's ids are the issuer's number, a point, and a name of ours. */
const Id = z.string().regex(/^\d+\.[A-Za-z0-9_-]+$/);
const Hex = z.string().regex(/^#[0-9a-f]{6}$/);
const SecureUrl = z.url({ protocol: /^https$/ });

/** One for all cards of a stage. Members: https://developers.google.com/wallet/reference/rest/v1/loyaltyclass. */
export const GoogleClass = z.strictObject({
  id: Id,
  issuerName: z.string().min(1),
  programName: z.string().min(1),
  programLogo: z.strictObject({ sourceUri: z.strictObject({ uri: SecureUrl }) }),
  hexBackgroundColor: Hex,
  homepageUri: z.strictObject({ uri: SecureUrl, description: z.string().min(1) }),
  /** A class that is not a draft is asked to be reviewed by whoever writes it; Google approves it by itself. */
  reviewStatus: z.literal("UNDER_REVIEW"),
});
export type GoogleClass = z.infer<typeof GoogleClass>;

/**
 * A customer's card. It has no figure and no name: a copy at Google outlives what we forget, and a number that leads to nobody
 * is then all that is left of it.
 */
export const GoogleCard = z.strictObject({
  id: Id,
  classId: Id,
  state: z.literal("ACTIVE"),
  accountId: z.string().min(1),
  barcode: z.strictObject({
    type: z.literal("QR_CODE"),
    value: z.string().min(1),
    alternateText: z.string().min(1),
  }),
  linksModuleData: z.strictObject({
    uris: z
      .array(z.strictObject({ id: z.string().min(1), uri: SecureUrl, description: z.string().min(1) }))
      .min(1),
  }),
});
export type GoogleCard = z.infer<typeof GoogleCard>;

/** The name of the class at the issuer: a stage has one. */
const CLASS_NAME = "card";

/** What all cards of a brand have in common at Google. `logo`: an address that Google fetches. */
export function googleClass(
  card: Pick<WalletCard, "brand" | "about" | "colours">,
  { issuer, siteUrl, logo }: { readonly issuer: string; readonly siteUrl: string; readonly logo: string },
): GoogleClass {
  return {
    id: `${issuer}.${CLASS_NAME}`,
    issuerName: card.brand,
    programName: card.brand,
    programLogo: { sourceUri: { uri: logo } },
    hexBackgroundColor: card.colours.ground,
    homepageUri: { uri: siteUrl, description: card.about },
    reviewStatus: "UNDER_REVIEW",
  };
}

/** The card as Google's wallet reads it. */
export function googleCard(
  card: Pick<WalletCard, "serial" | "number" | "links">,
  issuer: string,
): GoogleCard {
  return {
    id: `${issuer}.${card.serial}`,
    classId: `${issuer}.${CLASS_NAME}`,
    state: "ACTIVE",
    accountId: card.number,
    barcode: { type: "QR_CODE", value: card.number, alternateText: card.number },
    linksModuleData: {
      uris: card.links.map(({ key, label, url }) => ({ id: key, uri: url, description: label })),
    },
  };
}
