import * as z from "zod";

/**
 * - PROOF_BUCKET: of the log's files; PROOF_SALTS: the ARN of the secret behind its leaves
 * - PROOF_KEY: the ARN of the key in KMS that signs
 * - PROOF_LOG: the log's name
 */
export const PublishProofEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  IMPACT_TABLE: z.string().min(1),
  PROOF_BUCKET: z.string().min(1),
  PROOF_SALTS: z.string().min(1),
  PROOF_KEY: z.string().min(1),
  PROOF_LOG: z.string().min(1),
});
export type PublishProofEnv = z.infer<typeof PublishProofEnv>;
