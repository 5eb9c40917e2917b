import { MessageSourceError } from "../lib/messages/source-error.ts";

/** An error that the operator can put right: what is wrong, then what to do about it. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}

/** One line for an error with a remedy, or of a message's file; the stack for any other. */
export function formatError(error: unknown): string {
  if (error instanceof CliError) return `${error.message} ${error.remedy}`;
  if (error instanceof MessageSourceError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
