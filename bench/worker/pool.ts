import { type ChildProcess, fork } from "node:child_process";
import { localCredentials, localRegion } from "../../cli/settings.ts";
import { bareEnvironment } from "../../local/settings.ts";
import type { Used } from "./measured.ts";

export interface Job {
  readonly does: "receive" | "give" | "fold" | "serve";
  readonly inputs: readonly unknown[];
  /** How many inputs are worked on at a time. */
  readonly atOnce?: number;
  readonly lateMs?: number;
}

export interface Done {
  readonly results: readonly { readonly output?: unknown; readonly error?: string }[];
  readonly used: Readonly<Record<string, Used>>;
}

/** The process was killed while it worked: how far it got is unknown. */
export class KilledError extends Error {
  override readonly name = "KilledError";
}

export interface Worker {
  run(job: Job): Promise<Done>;
  /** kill −9: no last word, no closing of anything. Another one takes its place at the next job. */
  kill(): void;
  close(): void;
}

interface Waiting {
  readonly resolve: (done: Done) => void;
  readonly reject: (error: Error) => void;
}

/** A process of functions that talks to AWS through the proxy, and is started anew when it was killed. */
export function startWorker(program: string, settings: Readonly<Record<string, string>>): Worker {
  let child: { readonly process: ChildProcess; readonly ready: Promise<void> } | undefined;
  const waiting = new Map<number, Waiting>();
  let jobs = 0;

  function start() {
    const started = fork(program, {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      serialization: "advanced",
      env: bareEnvironment({
        AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
        AWS_REGION: localRegion,
        NODE_NO_WARNINGS: "1",
        ...settings,
      }),
    });
    const ready = new Promise<void>((resolve, reject) => {
      started.once("message", () => {
        started.on("message", take);
        resolve();
      });
      started.once("exit", () => reject(new KilledError("The worker ended before it was ready")));
    });
    ready.catch(() => {});
    started.once("exit", () => {
      if (child?.process === started) child = undefined;
      for (const { reject } of waiting.values()) reject(new KilledError("The worker was killed"));
      waiting.clear();
    });
    return { process: started, ready };
  }

  function take(message: unknown): void {
    const { id, ...done } = message as Done & { readonly id: number };
    waiting.get(id)?.resolve(done);
    waiting.delete(id);
  }

  return {
    async run({ does, inputs, atOnce = 1, lateMs = 0 }) {
      child ??= start();
      await child.ready;
      const id = jobs;
      jobs += 1;
      return new Promise<Done>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child?.process.send({ id, does, inputs, atOnce, lateMs });
      });
    },
    kill() {
      child?.process.kill("SIGKILL");
    },
    close() {
      child?.process.disconnect();
    },
  };
}
