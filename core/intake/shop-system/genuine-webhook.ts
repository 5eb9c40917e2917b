import type { Source } from "../../model/purchase.ts";

/** A webhook that is known to be genuine: by its signature, by the bus it came on, or because it was so once. */
export interface VerifiedWebhook {
  readonly source: Source;
  readonly connection: string;
  /** The header that names the topic, for the sources that have one. */
  readonly topic?: string | undefined;
  readonly body: Buffer;
}
