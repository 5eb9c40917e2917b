import type { SESClient } from "@aws-sdk/client-ses";
import type { Letter } from "./mime.ts";

/** Under which id the provider will tell what became of a message. */
export interface Accepted {
  readonly provider: string;
  readonly id: string;
}

export interface EmailClient {
  /**
   * Hands one email to SES, once: neither this nor the SDK tries again, since SES has no idempotency token. Throws
   * {@link NotSentError} when SES certainly did not take it; after any other error it may have.
   */
  send(letter: Letter): Promise<Accepted>;
}

/** `ses` must be made with `maxAttempts: 1`. Needs ses:SendRawEmail. */
export function emailClient(_ses: SESClient): EmailClient {
  return { send: () => Promise.reject(new Error("not yet")) };
}
