/**
 * The provider certainly did not take the message: the claim may be given back. `again`: the same message may be
 * accepted later (throttled, not available); otherwise it will be refused again. Whatever else a client throws
 * leaves open whether the message was taken.
 */
export class NotSentError extends Error {
  override readonly name = "NotSentError";
  readonly again: boolean;

  constructor(message: string, again: boolean, options?: ErrorOptions) {
    super(message, options);
    this.again = again;
  }
}
