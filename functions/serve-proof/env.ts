import * as z from "zod";

export const ServeProofEnv = z.object({ PROOF_BUCKET: z.string().min(1) });
export type ServeProofEnv = z.infer<typeof ServeProofEnv>;
