import * as z from "zod";

/** The SHA-256 of a claim link's token, as base64url: how a purchase says which link is its own. It opens nothing. */
export const ClaimHash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export type ClaimHash = z.infer<typeof ClaimHash>;
