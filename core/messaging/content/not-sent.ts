/**
 * The provider certainly did not accept the message: the claim may be released. `retryable`: the same message may be
 * accepted later (throttled, not available); otherwise it will be refused again. After any other error of a client the
 * message may have been accepted.
 */
export class NotSentError extends Error {
  override readonly name = "NotSentError";
  readonly retryable: boolean;

  constructor(message: string, again: boolean, options?: ErrorOptions) {
    super(message, options);
    this.retryable = again;
  }
}
