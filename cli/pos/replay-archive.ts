import { setTimeout as sleep } from "node:timers/promises";
import {
  type Archive,
  DescribeEventBusCommand,
  DescribeReplayCommand,
  type EventBridgeClient,
  ListArchivesCommand,
  ListRulesCommand,
  ReplayState,
  StartReplayCommand,
} from "@aws-sdk/client-eventbridge";
import { CliError } from "../cli-error.ts";

const FIRST_POLL_MS = 200;
const POLL_MS_MAX = 10_000;

interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** A replay that is running or has ended. */
export interface Replay {
  readonly name: string;
  readonly archive: string;
  /** All events of the archive; EventBridge does not say how many of them are of a span. */
  readonly archived: number;
  readonly rules: readonly string[];
}

interface Wanted extends Span {
  readonly bus: string;
  /** Their names in the stack: AWS puts the stack's name before and more behind. */
  readonly rules: readonly string[];
  readonly archive: string | undefined;
}

async function archiveOf(eventBridge: EventBridgeClient, busArn: string, named: string | undefined) {
  const Archives: Archive[] = [];
  let NextToken: string | undefined;
  do {
    const page = await eventBridge.send(new ListArchivesCommand({ EventSourceArn: busArn, NextToken }));
    Archives.push(...(page.Archives ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const fitting = Archives.filter(({ ArchiveName }) => named === undefined || ArchiveName === named);
  const [archive] = fitting;
  if (archive?.ArchiveName !== undefined && fitting.length === 1) {
    return { name: archive.ArchiveName, archived: archive.EventCount ?? 0 };
  }
  const names = Archives.map(({ ArchiveName }) => ArchiveName).join(", ");
  if (names === "")
    throw new CliError(
      "The bus has no archive.",
      "A stage in AWS has one; the engine on this machine does not.",
    );
  throw new CliError("The bus has several archives.", `Name one with --archive: ${names}.`);
}

/** Every rule of the bus, as its name and its ARN. */
async function rulesOf(eventBridge: EventBridgeClient, EventBusName: string) {
  const rules: { readonly name: string; readonly arn: string }[] = [];
  let NextToken: string | undefined;
  do {
    const page = await eventBridge.send(new ListRulesCommand({ EventBusName, NextToken }));
    for (const { Name = "", Arn = "" } of page.Rules ?? []) rules.push({ name: Name, arn: Arn });
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return rules;
}

/** Starts a replay to these rules alone: no other rule of the bus receives the events again. */
export async function startReplay(eventBridge: EventBridgeClient, wanted: Wanted): Promise<Replay> {
  const { Arn } = await eventBridge.send(new DescribeEventBusCommand({ Name: wanted.bus }));
  if (Arn === undefined) throw new Error(`The bus ${wanted.bus} has no ARN`);
  const archive = await archiveOf(eventBridge, Arn, wanted.archive);
  const all = await rulesOf(eventBridge, wanted.bus);
  const rules = wanted.rules.map((part) => {
    const [rule, ...others] = all.filter(({ name }) => name.includes(part));
    if (rule !== undefined && others.length === 0) return rule;
    throw new CliError(
      `${rule === undefined ? "No rule" : "More than one rule"} of the bus has ${part} in its name.`,
      `There are: ${all.map(({ name }) => name).join(", ")}.`,
    );
  });
  const name = `again-${new Date().toISOString().replaceAll(/[^0-9]/g, "")}`;
  await eventBridge.send(
    new StartReplayCommand({
      ReplayName: name,
      EventSourceArn: Arn.replace(/:event-bus\/.*$/, `:archive/${archive.name}`),
      EventStartTime: wanted.from,
      EventEndTime: wanted.to,
      Destination: { Arn, FilterArns: rules.map(({ arn }) => arn) },
    }),
  );
  return { name, archive: archive.name, archived: archive.archived, rules: rules.map((rule) => rule.name) };
}

/** Waits until a replay has ended, without a limit; `progress` gets the share of the span that is replayed. */
export async function untilReplayed(
  eventBridge: EventBridgeClient,
  ReplayName: string,
  progress: (share: number) => void,
): Promise<void> {
  for (let pauseMs = FIRST_POLL_MS; ; pauseMs = Math.min(2 * pauseMs, POLL_MS_MAX)) {
    const replay = await eventBridge.send(new DescribeReplayCommand({ ReplayName }));
    if (replay.State === ReplayState.COMPLETED) return;
    if (replay.State === ReplayState.FAILED || replay.State === ReplayState.CANCELLED) {
      const why = replay.StateReason ? `: ${replay.StateReason}` : "";
      throw new CliError(
        `The replay ${ReplayName} ended as ${replay.State}${why}.`,
        "Start it again: nothing counts twice.",
      );
    }
    const [start, end] = [replay.EventStartTime?.getTime() ?? 0, replay.EventEndTime?.getTime() ?? 0];
    const last = replay.EventLastReplayedTime?.getTime() ?? start;
    progress(Math.max(0, (last - start) / Math.max(1, end - start)));
    await sleep(pauseMs);
  }
}
