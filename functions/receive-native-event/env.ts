import { z } from "zod";

/** PARTNERS: JSON of partner event source name → `source/connection` that it stands for. */
export const ReceiveNativeEventEnv = z.object({
  EVENT_BUS: z.string().min(1),
  PARTNERS: z.string().min(2),
  IDENTITY_SECRET: z.string().min(1),
  QUARANTINE_BUCKET: z.string().min(1),
});
export type ReceiveNativeEventEnv = z.infer<typeof ReceiveNativeEventEnv>;
