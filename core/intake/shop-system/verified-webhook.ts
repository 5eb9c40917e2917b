import type { Source } from "../../model/sources.ts";

/** A webhook that is known to be genuine: by its signature, by the partner bus that delivered it, or by an earlier verification. */
export interface VerifiedWebhook {
  readonly source: Source;
  readonly connection: string;
  /** The header that names the topic, for the sources that have one. */
  readonly topic?: string | undefined;
  readonly body: Buffer;
}
