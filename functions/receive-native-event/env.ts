import * as z from "zod";
import { RoundUpsText } from "../../core/intake/shop-system/round-up-rule.ts";
import { LookUps } from "../../core/intake/webhook/look-ups.ts";
import { Partners } from "../../core/intake/webhook/receive-native-event.ts";
import { jsonText } from "../../core/platform/json-text.ts";

/**
 * - PARTNERS: JSON of partner event source name → `source/connection` that it stands for
 * - LOOK_UPS: the connections whose shop is asked for what a webhook leaves out
 * - ROUND_UPS: by what the shop of which connection takes what its customers add for a cause
 */
export const ReceiveNativeEventEnv = z.object({
  EVENT_BUS: z.string().min(1),
  PARTNERS: jsonText(Partners),
  LOOK_UPS: LookUps,
  ROUND_UPS: RoundUpsText,
  IDENTITY_SECRET: z.string().min(1),
  QUARANTINE_BUCKET: z.string().min(1),
});
export type ReceiveNativeEventEnv = z.infer<typeof ReceiveNativeEventEnv>;
