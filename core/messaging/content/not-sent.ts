/**
 * What a refusal is about, and so what becomes of the message.
 * - `message`: this message or its address is refused, and would be again: final
 * - `busy`: too much for the moment, or not reached: again within minutes
 * - `quota`: the account has sent all that it may in 24 hours: again within the hour
 * - `account`: the account may not send (yet): again after a while, and an operator is told the cure
 * - `recipient`: the same, but of this recipient alone, as in a sandbox: others may be written to
 * - `unclear`: nobody knows it yet: it fails, so that an operator looks at it
 */
export type Refusal = "message" | "busy" | "quota" | "account" | "recipient" | "unclear";

/**
 * The provider certainly did not accept the message: the claim may be released. After any other error of a client the
 * message may have been accepted. `cure`: what an operator does about it, if anything.
 */
export class NotSentError extends Error {
  override readonly name = "NotSentError";
  readonly refusal: Refusal;
  readonly cure: string | undefined;

  constructor(message: string, refusal: Refusal, options: ErrorOptions & { readonly cure?: string } = {}) {
    super(message, options);
    this.refusal = refusal;
    this.cure = options.cure;
  }
}
