/** The secret is missing, unreadable or not one, or Secrets Manager does not answer: nothing can be verified now. */
export class SecretUnavailableError extends Error {
  override readonly name = "SecretUnavailableError";
}
