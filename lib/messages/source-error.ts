/** A file of a message that a person has to put right: `messages/welcome/en/email.mjml:7: what is wrong`. */
export class MessageSourceError extends Error {
  override readonly name = "MessageSourceError";
}
