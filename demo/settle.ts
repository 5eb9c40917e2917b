import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { CliError } from "../cli/cli-error.ts";
import { engineOf } from "../cli/settings.ts";
import { eventBus } from "../core/events/event-bus.client.ts";
import { allTimeKey } from "../core/impact/impact.keys.ts";
import { Totals } from "../core/impact/impact.ts";
import { Community } from "../core/impact/view.ts";
import { deadLettersClient } from "../core/operations/redrive/dead-letters.client.ts";
import { redrive } from "../core/operations/redrive/redrive.ts";
import { republishEvents } from "../core/operations/redrive/republish-event.ts";
import { waitingOutput } from "../lib/output-names.ts";
import { http } from "../local/http.ts";
import type { Stage } from "../local/stage.ts";
import { type Compared, compare } from "./compare.ts";
import type { Expected } from "./oracle.ts";

const POLL_MS = 250;
/** The limit of time without a further entry: something is stuck. */
const STILL_MS_MAX = 45_000;
/** Milestones and the last rows of pools come a moment after the entries. */
const LAST_ROWS_MS_MAX = 10_000;

/** What failed for good on a busy machine is sent again after this time, as an operator would by `npx wellspring redrive`. */
const AGAIN_MS = 8_000;

/** Waits until Impact has seen every entry of the ledger that the sample makes. Throws a {@link CliError} that says what is missing. */
export async function untilFolded(
  stage: Stage,
  entries: number,
  seen: (entries: number) => void,
): Promise<void> {
  const dynamo = new DynamoDBClient(engineOf(stage));
  const table = stage.output("ImpactTable");
  let last = -1;
  let movedAt = Date.now();
  let againAt = movedAt + AGAIN_MS;
  try {
    for (;;) {
      const folded = await foldedEntries(dynamo, table);
      seen(Math.min(folded, entries));
      if (folded === entries) return;
      if (folded > entries) {
        throw new CliError(
          `The ledger holds ${folded} entries, ${folded - entries} more than the sample sends.`,
          "Purchases of other programs cannot be compared: use npm start -- --empty, or delete .local for a fresh start.",
        );
      }
      if (folded !== last) [last, movedAt, againAt] = [folded, Date.now(), Date.now() + AGAIN_MS];
      if (Date.now() > againAt) {
        await sendAgain(stage);
        againAt = Date.now() + AGAIN_MS;
      }
      if (Date.now() - movedAt > STILL_MS_MAX) {
        throw new CliError(
          `Nothing has moved for ${STILL_MS_MAX / 1000} s: ${folded} of ${entries} entries are counted.`,
          "What failed for good waits in the dead-letter queue (npx wellspring redrive); the engine's log is below .local.",
        );
      }
      await sleep(POLL_MS);
    }
  } finally {
    dynamo.destroy();
  }
}

/** Puts what failed for good back on the bus: purchases that were not given a share, messages that were not sent. */
export async function sendAgain(stage: Stage): Promise<void> {
  const sqs = new SQSClient(engineOf(stage));
  const eventBridge = new EventBridgeClient(engineOf(stage));
  try {
    const bus = eventBus(eventBridge, stage.output("EventBus"));
    const strategy = republishEvents(bus, { conflicts: false });
    for (const name of ["PurchasesDlq", "JourneysDlq"]) {
      const letters = deadLettersClient(sqs, stage.output(waitingOutput(name)));
      for await (const _ of redrive({ letters, strategy }, { dryRun: false }));
    }
  } finally {
    sqs.destroy();
    eventBridge.destroy();
  }
}

/** The number of polls in a row that find nothing running: an event takes a moment to start its workflow. */
const IDLE_POLLS = 4;
const IDLE_MS_MAX = 60_000;

/** Workflows that never wait: others may be journeys that wait for their hour. */
const SHORT = ["GiveShareArn", "StartJourneyArn", "SendLinkArn"] as const;

/**
 * Waits until no workflow runs. The last entry may be counted while repeated deliveries are still on their way, and
 * that those change nothing is what is to be shown. The engine lists Express executions; AWS itself does not.
 */
export async function untilIdle(stage: Stage): Promise<void> {
  const workflows = new SFNClient(engineOf(stage));
  const isAnyRunning = async (): Promise<boolean> => {
    for (const name of SHORT) {
      const stateMachineArn = stage.output(name);
      const { executions = [] } = await workflows.send(
        new ListExecutionsCommand({ stateMachineArn, statusFilter: "RUNNING", maxResults: 1 }),
      );
      if (executions.length > 0) return true;
    }
    return false;
  };
  const giveUpAt = Date.now() + IDLE_MS_MAX;
  try {
    for (let idle = 0; idle < IDLE_POLLS; ) {
      idle = (await isAnyRunning()) ? 0 : idle + 1;
      if (Date.now() > giveUpAt) {
        throw new CliError("A workflow is still running a minute after the last webhook.", "Try again.");
      }
      await sleep(POLL_MS / 2);
    }
  } finally {
    workflows.destroy();
  }
}

async function foldedEntries(dynamo: DynamoDBClient, table: string): Promise<number> {
  const Key = marshall({ ...allTimeKey() });
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item === undefined ? 0 : Totals.parse(unmarshall(Item)).entries;
}

/** What the community's JSON shows beside the oracle, again until they agree or the time limit for the last rows is reached. */
export async function untilEqual(stage: Stage, expectedOn: (asOf: string) => Expected): Promise<Compared> {
  const giveUpAt = Date.now() + LAST_ROWS_MS_MAX;
  for (;;) {
    const answer = await http(`${stage.siteUrl}/api/community`);
    if (answer.status !== 200) {
      throw new CliError(`${stage.siteUrl}/api/community answered ${answer.status}.`, answer.body);
    }
    const community = Community.parse(JSON.parse(answer.body));
    const compared = compare(expectedOn(community.asOf), community);
    if (compared.differences.length === 0 || Date.now() > giveUpAt) return compared;
    await sleep(POLL_MS);
  }
}
