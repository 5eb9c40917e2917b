import * as z from "zod";
import { RoundUpsText } from "../../core/intake/shop-system/round-up-rule.ts";
import { LookUps } from "../../core/intake/webhook/look-ups.ts";
import { jsonText } from "../../core/platform/json-text.ts";

/**
 * - CONNECTIONS: JSON of `source/connection` → ARN of its secret; an address that is not in it is a 404 without a call
 * - LOOK_UPS: the connections whose shop is asked for what a webhook leaves out
 * - ROUND_UPS: by what the shop of which connection takes what its customers add for a cause
 * - IDENTITY_SECRET: ARN of the key under which identities are hashed
 * - SITE_URL: where the site is, without a slash at the end: the answer to a till holds the link for its receipt
 * - PEOPLE_TABLE: who has a customer's card, to say of one that it is nobody's
 * - LEDGER_TABLE: whose brand config says what a purchase names that the brand does not have
 */
export const ReceivePurchaseEnv = z.object({
  EVENT_BUS: z.string().min(1),
  CONNECTIONS: jsonText(z.record(z.string(), z.string().min(1))),
  LOOK_UPS: LookUps,
  ROUND_UPS: RoundUpsText,
  IDENTITY_SECRET: z.string().min(1),
  QUARANTINE_BUCKET: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  PEOPLE_TABLE: z.string().min(1),
  SITE_URL: z.string().min(1),
});
export type ReceivePurchaseEnv = z.infer<typeof ReceivePurchaseEnv>;
