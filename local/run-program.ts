import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";

export interface CommandResult {
  readonly code: number;
  /** stdout and stderr in the order they came, the last part of it if there was much. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** Sees the output as it comes. */
  readonly onOutput?: (text: string) => void;
  /** Takes the processor time that others leave, with all that it starts. */
  readonly inBackground?: boolean;
}

/** What nobody waits for gets a tenth of what others get. */
const BACKGROUND_PRIORITY = 10;

const OUTPUT_CHARS_MAX = 200_000;

const running = new Set<ChildProcess>();

/** Runs a program to its end. A program that cannot be started at all counts as exit code 127. */
export function run(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    let output = "";
    const take = (chunk: Buffer): void => {
      const text = chunk.toString("utf8");
      output = (output + text).slice(-OUTPUT_CHARS_MAX);
      options.onOutput?.(text);
    };
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      // A group of its own, so that endCommands reaches the programs that it starts as well.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    if (options.inBackground === true && child.pid !== undefined) setPriority(child.pid, BACKGROUND_PRIORITY);
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => {
      running.delete(child);
      resolve({ code: 127, output: output + error.message });
    });
    child.on("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Ends all programs that {@link run} has started, with what they have started. */
export function endCommands(): void {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, "SIGTERM");
    } catch {
      // It has ended already.
    }
  }
}

/** The last lines of a program's output that say something. */
export function lastLines(output: string, count: number): string {
  return output
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-count)
    .join("\n");
}
