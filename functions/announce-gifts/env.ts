import * as z from "zod";

/** REFRESH_CARDS: the function that pushes phones whose card changed, or NO_CARDS. */
export const AnnounceGiftsEnv = z.object({ EVENT_BUS: z.string().min(1), REFRESH_CARDS: z.string().min(1) });
export type AnnounceGiftsEnv = z.infer<typeof AnnounceGiftsEnv>;
