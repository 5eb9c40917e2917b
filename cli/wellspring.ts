#!/usr/bin/env node
import { useBrandMessages } from "../lib/messages/brand-messages.ts";
import { formatError } from "./cli-error.ts";
import { EXIT_MISTAKE, runProgram } from "./run.ts";

try {
  // First: what renders a message takes those of the brand when it is loaded.
  await useBrandMessages();
  const { operatorProgram } = await import("./program.ts");
  await runProgram(await operatorProgram(process.argv.slice(2)));
} catch (error) {
  console.error(formatError(error));
  process.exitCode = EXIT_MISTAKE;
}
