/** Something the person at the keyboard can put right: what is wrong, then what to do about it. */
export class CliError extends Error {
  override readonly name = "Trouble";
  readonly remedy: string;

  constructor(what: string, remedy: string, options?: ErrorOptions) {
    super(what, options);
    this.remedy = remedy;
  }
}

/** One line for trouble that has a remedy, the whole story for anything else. */
export function formatError(error: unknown): string {
  if (error instanceof CliError) return `${error.message} ${error.remedy}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
