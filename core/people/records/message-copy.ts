import * as z from "zod";
import { Instant } from "../../model/purchase.ts";
import { SendKey } from "./history.ts";

/** How long a customer can read a message again. */
export const COPY_KEPT_DAYS = 365;

/** What a message said: of a letter its subject and plain text. No link in it opens anything without signing in. */
export const MessageCopy = z.object({ subject: z.string().optional(), text: z.string().min(1) });
export type MessageCopy = z.infer<typeof MessageCopy>;

/** Which message of a customer a copy is of. */
export const CopyOf = z.object({ at: Instant, sendKey: SendKey });
export type CopyOf = z.infer<typeof CopyOf>;
