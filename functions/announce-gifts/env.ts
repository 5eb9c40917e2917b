import * as z from "zod";

export const AnnounceGiftsEnv = z.object({ EVENT_BUS: z.string().min(1) });
export type AnnounceGiftsEnv = z.infer<typeof AnnounceGiftsEnv>;
