/** An object in quarantine does not say which connection's webhook it is. */
export class UnreadableWebhookError extends Error {
  override readonly name = "UnreadableWebhookError";
}
