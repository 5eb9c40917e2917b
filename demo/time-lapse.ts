import { setTimeout as sleep } from "node:timers/promises";
import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import { engineOf } from "../cli/settings.ts";
import { askEngine } from "../local/engine/ask-engine.ts";
import type { Stage } from "../local/stage.ts";
import type { Manner } from "./behaviour.ts";
import { customerId } from "./connect.ts";

/** An hour in less than a second. */
const SCALE = 0.0002;
const POLL_MS = 200;
const WAIT_MS_MAX = 6_000;

/**
 * While `work` runs, every wait that a state machine begins takes a small part of its time; the pauses before it tries
 * again too, so nothing else should be under way. An engine that cannot do so waits as long as AWS would.
 */
export async function inTimeLapse<Result>({ endpoint }: Stage, work: () => Promise<Result>): Promise<Result> {
  const turn = (scale: number) =>
    askEngine(endpoint, "/_ministack/config", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ "stepfunctions._SFN_WAIT_SCALE": scale }),
    });
  await turn(SCALE);
  try {
    return await work();
  } finally {
    await turn(1);
  }
}

/** Waits until the digest of that day was written, if there is one and its day ends in time. */
export async function untilDigest(stage: Stage, { shopper }: Manner, day: string): Promise<void> {
  const runs = stage.output("ImpactDigestArn").replace(":stateMachine:", ":execution:");
  const executionArn = `${runs}:${customerId(shopper.number)}-daily-${day}`;
  const workflows = new SFNClient(engineOf(stage));
  const giveUpAt = Date.now() + WAIT_MS_MAX;
  try {
    while (Date.now() < giveUpAt) {
      const found = await workflows
        .send(new DescribeExecutionCommand({ executionArn }))
        .catch(() => undefined);
      if (found !== undefined && found.status !== "RUNNING") return;
      await sleep(POLL_MS);
    }
  } finally {
    workflows.destroy();
  }
}
