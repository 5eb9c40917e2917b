import { createInterface } from "node:readline/promises";
import { CliError } from "./cli-error.ts";

/**
 * Whom a command is about: as given, or else typed at a prompt or piped in, so that an address does not stay in the shell's
 * history. Throws a {@link CliError} for nothing.
 */
export async function namedOrAsked(given: string | undefined): Promise<string> {
  const named = given ?? (process.stdin.isTTY ? await prompted() : await piped());
  if (named !== "") return named;
  throw new CliError("Nobody was named.", "Give an id (cus_…), an email address or a phone number.");
}

async function prompted(): Promise<string> {
  // On the other stream: the answer alone may be piped on.
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question("An id (cus_…), an email address or a phone number: ")).trim();
  } finally {
    terminal.close();
  }
}

async function piped(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8").trim();
}
