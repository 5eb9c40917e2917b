import { fork } from "node:child_process";
import * as z from "zod";
import { localCredentials, localRegion } from "../cli/settings.ts";
import { bareEnvironment } from "../local/settings.ts";
import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { bundled } from "./worker/bundled.ts";

/** In five rounds a million of them. Two processes share a round. */
const FORGERIES = 200_000;
const BASELINE_FORGERIES = 4_000;
const PROCESSES = 2;

const Attacked = z.object({
  forgeries: z.number(),
  accepted: z.number(),
  databaseCalls: z.number(),
  honest: z.number(),
  honestRefused: z.number(),
  secretReads: z.number(),
  microsecondsEach: z.number(),
});

function attack(program: string, arm: Arm, seed: number, forgeries: number): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = fork(program, {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: bareEnvironment({
        AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
        AWS_REGION: localRegion,
        NODE_NO_WARNINGS: "1",
        BENCH_ARM: arm === "ours" ? "ours" : "baseline",
        BENCH_SEED: String(seed),
        BENCH_FORGERIES: String(forgeries),
      }),
    });
    child.once("message", (message) => resolve(Attacked.parse(message)));
    child.once("exit", () => reject(new Error("An attack broke off")));
  });
}

async function measure(program: string, arm: Arm, seed: number): Promise<Figures> {
  const each = (arm === "ours" ? FORGERIES : BASELINE_FORGERIES) / PROCESSES;
  const parts = await Promise.all(
    Array.from({ length: PROCESSES }, (_, index) => attack(program, arm, seed * PROCESSES + index, each)),
  );
  const sum = (name: string) => parts.reduce((all, part) => all + (part[name] ?? 0), 0);
  const counted = ["forgeries", "accepted", "databaseCalls", "honest", "honestRefused", "secretReads"];
  return {
    ...Object.fromEntries(counted.map((name) => [name, sum(name)])),
    refusedShare: 1 - sum("accepted") / sum("forgeries"),
    microsecondsEach: sum("microsecondsEach") / PROCESSES,
  };
}

export const forgeries: Claim = {
  name: "forgeries",
  claim:
    "Nothing that the shop system did not send is taken in, it costs no database call, and a rotation refuses nobody.",
  target:
    "a million forged, stale, replayed or re-encoded webhooks: 0 accepted, 0 database calls, 0 honest ones refused",
  headline: "refusedShare",
  counts: ["forgeries", "accepted", "databaseCalls", "honest", "honestRefused", "secretReads"],
  same: { baselineStandard: "baselineExpress" },
  async open(): Promise<Bench> {
    const { file } = await bundled("forgeries/attack.ts");
    return { measure: (arm, seed) => measure(file, arm, seed), close: async () => {} };
  },
  passes: ({ ours }) =>
    (ours["forgeries"] ?? 0) >= 1_000_000 &&
    ours["accepted"] === 0 &&
    ours["databaseCalls"] === 0 &&
    ours["honestRefused"] === 0,
};
