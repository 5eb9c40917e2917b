import { spawn } from "node:child_process";
import * as z from "zod";
import { bareEnvironment } from "../../local/settings.ts";
import { median } from "../rounds.ts";

const STARTS = 11;

/**
 * A fresh process that loads a function and hands it calls, one after another. Reports the processor time of each, in
 * milliseconds, as Lambda bills it: first of the start, until the handler can be called. For an endpoint without TLS,
 * which there is only here, the SDK loads another module of Node with its first call: that is not counted.
 */
const PROGRAM = `
const [file, calls] = process.argv.slice(1);
const spent = [];
let before = process.cpuUsage();
const mark = () => {
  const { user, system } = process.cpuUsage(before);
  spent.push((user + system) / 1000);
  before = process.cpuUsage();
};
const { handler } = await import(file);
mark();
await import("node:http");
before = process.cpuUsage();
for (const call of JSON.parse(calls)) {
  const { statusCode } = await handler(call, { getRemainingTimeInMillis: () => 10_000 });
  mark();
  if (statusCode !== 202) throw new Error("Answered " + statusCode);
}
process.stdout.write("\\n" + JSON.stringify(spent), () => process.exit());
`;

const Spent = z.array(z.number());

function coldStart(
  file: string,
  environment: Readonly<Record<string, string>>,
  calls: readonly object[],
): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const args = ["--input-type=module", "--eval", PROGRAM, file, JSON.stringify(calls)];
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "pipe", "inherit"],
      env: bareEnvironment(environment),
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code !== 0) reject(new Error(`A life of ${file} ended early`));
      else resolve(Spent.parse(JSON.parse(output.split("\n").at(-1) ?? "")));
    });
  });
}

/** Processor time in milliseconds of the start and of each call: the median of many lives. */
export async function coldStarts(
  file: string,
  environment: Readonly<Record<string, string>>,
  calls: readonly object[] = [],
): Promise<number[]> {
  const all: number[][] = [];
  for (let one = 0; one < STARTS; one += 1) all.push(await coldStart(file, environment, calls));
  return [0, ...calls.map((_, index) => index + 1)].map((at) => median(all.map((spent) => spent[at] ?? 0)));
}
