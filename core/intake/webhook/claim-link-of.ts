import * as z from "zod";
import { ClaimFact, claimToken } from "../../model/claim-link.ts";
import { linkPaths } from "../../model/routes.ts";
import { parseJson } from "../shop-system/body-json.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import type { WebhookEvent } from "./bus-events.ts";

const Secretive = z.object({ data: z.object({ claimSecret: ClaimFact }) });

/**
 * The claim link of a purchase in our own format, for the till that sent it to print: in capitals, as a QR code holds it in the
 * fewest dots. Undefined for all others, which make it themselves or have none.
 */
export function claimLinkOf(
  { source, connection, body }: VerifiedWebhook,
  events: readonly WebhookEvent[],
  siteUrl: string,
): string | undefined {
  if (source !== "standard") return undefined;
  const isClaimable = events.some(
    ({ detail }) => "purchase" in detail && detail.purchase.claim !== undefined,
  );
  const read = isClaimable ? Secretive.safeParse(parseJson(body)?.payload) : undefined;
  if (read?.success !== true) return undefined;
  return printedLink(siteUrl, claimToken(connection, read.data.data.claimSecret));
}

/** Hosts and our claim addresses do not mind capitals; a path before them (a stage of an API) would. */
function printedLink(siteUrl: string, token: string): string {
  const isHostAlone = new URL(siteUrl).pathname === "/";
  const link = `${siteUrl}${linkPaths.claim(token)}`;
  return isHostAlone ? link.toUpperCase() : link;
}
