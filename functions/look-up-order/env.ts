import * as z from "zod";
import { RoundUpsText } from "../../core/intake/shop-system/round-up-rule.ts";
import { jsonText } from "../../core/platform/json-text.ts";

/**
 * - SHOPS: JSON of `source/connection` → ARN of the secret that authorises reading its shop's orders
 * - ROUND_UPS: by what the shop of which connection takes what its customers add for a cause
 * - IDENTITY_SECRET: ARN of the key under which customers, and ids that read as an address, are hashed
 */
export const LookUpOrderEnv = z.object({
  EVENT_BUS: z.string().min(1),
  IDENTITY_SECRET: z.string().min(1),
  ROUND_UPS: RoundUpsText,
  SHOPS: jsonText(z.record(z.string(), z.string().min(1))),
});
export type LookUpOrderEnv = z.infer<typeof LookUpOrderEnv>;
