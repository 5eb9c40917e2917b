import type { Instant } from "../purchase/purchase.ts";
import type { EmailRendition, Links } from "./render.ts";

/**
 * One email on its way. `from`: name and address, `Tarnfell <hello@tarnfell.example>`. `listId`: which of our lists
 * (RFC 2919), `impact.tarnfell.example`. `unsubscribe` is missing in transactional emails alone.
 */
export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly rendition: EmailRendition;
  readonly at: Instant;
  readonly listId: string;
  readonly unsubscribe: Links["unsubscribe"];
  readonly configurationSet: string;
}

/** The letter as bytes that SES sends on unchanged. */
export async function composeLetter(_letter: Letter): Promise<Uint8Array> {
  throw new Error("not yet");
}
