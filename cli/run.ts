import { type Command, CommanderError } from "commander";
import { MessageSourceError } from "../lib/messages/source-error.ts";
import { CliError, formatError } from "./cli-error.ts";

/** Something is left that the operator has to look at. */
export const EXIT_LEFT = 1;
/** The operator can put it right: an option, a name, credentials. */
export const EXIT_MISTAKE = 2;
export const EXIT_UNEXPECTED = 3;

/**
 * Runs a program and sets the exit code of the process: 0, or what the command set ({@link EXIT_LEFT}), or
 * {@link EXIT_MISTAKE} with one line about what to do, or {@link EXIT_UNEXPECTED} with the stack.
 */
export async function runProgram(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      // Commander has written it already; help and version end with 0.
      process.exitCode = thrown.exitCode === 0 ? 0 : EXIT_MISTAKE;
      return;
    }
    const error = asCliError(thrown);
    console.error(formatError(error));
    process.exitCode = error instanceof CliError ? EXIT_MISTAKE : EXIT_UNEXPECTED;
  }
}

/** Errors of AWS without valid credentials: none, expired ones, or ones of another partition. */
const NOT_SIGNED_IN = [
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
];
const NOT_ALLOWED = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"];
const NOT_THERE = ["ResourceNotFoundException", "TableNotFoundException", "NoSuchBucket"];

/** AWS's own errors that the operator can put right become a {@link CliError}; any other stays as it is. */
export function asCliError(thrown: unknown): unknown {
  if (thrown instanceof CliError || !(thrown instanceof Error)) return thrown;
  if (thrown instanceof MessageSourceError)
    return new CliError(thrown.message, "Correct the files and try again.", { cause: thrown });
  const cause = { cause: thrown };
  if ("code" in thrown && thrown.code === "ECONNREFUSED") {
    return new CliError(
      "The engine on this machine is not running.",
      "Start it with `npm start`, or name a stage in AWS with --stage.",
      cause,
    );
  }
  if (NOT_SIGNED_IN.includes(thrown.name) || thrown.message === "Region is missing") {
    return new CliError(
      "AWS is not set up in this shell.",
      "Set AWS_REGION, and a profile or credentials that have not expired.",
      cause,
    );
  }
  if (NOT_ALLOWED.includes(thrown.name)) {
    return new CliError(
      `AWS refuses this to your credentials: ${thrown.message}`,
      "Use a role that may do it.",
      cause,
    );
  }
  if (NOT_THERE.includes(thrown.name)) {
    return new CliError(
      "A table, secret or bucket of that name does not exist.",
      "See the outputs of the stage's stacks.",
      cause,
    );
  }
  return thrown;
}
