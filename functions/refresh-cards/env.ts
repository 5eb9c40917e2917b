import * as z from "zod";

/** APPLE_SECRET: the ARN of the keys of Apple's wallet. */
export const RefreshCardsEnv = z.object({
  PEOPLE_TABLE: z.string().min(1),
  APPLE_SECRET: z.string().min(1),
});
export type RefreshCardsEnv = z.infer<typeof RefreshCardsEnv>;
