import { setTimeout as sleep } from "node:timers/promises";
import {
  CloudFormationClient,
  DeleteStackCommand,
  GetTemplateCommand,
  paginateDescribeStacks,
  paginateListStackResources,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import type { ClientConfig } from "../settings.ts";

/** A part of a stage is named after those that it uses: what is taken down first comes first. */
const ORDER = ["operations", "reconciliation", "engagement", "site", "giving", "intake", "data"];

const POLL_MS = 2_000;
const WAIT_MS_MAX = 3_600_000;

/** One stack: what goes with it, and what CloudFormation leaves in the account. */
export interface Doomed {
  readonly stack: string;
  readonly goes: number;
  readonly stays: readonly Left[];
}
export interface Left {
  readonly type: string;
  readonly id: string;
}

const Template = z.object({
  Resources: z.record(z.string(), z.object({ DeletionPolicy: z.string().optional() })),
});

/** The stage's stacks in the order of their end. Empty for a stage that is not there. */
export async function planTeardown(config: ClientConfig, stage: string): Promise<readonly Doomed[]> {
  const client = new CloudFormationClient(config);
  try {
    const plan: Doomed[] = [];
    for (const stack of await stacksOf(client, stage)) plan.push(await doomed(client, stack));
    return plan;
  } finally {
    client.destroy();
  }
}

async function stacksOf(client: CloudFormationClient, stage: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName = "", StackStatus } of Stacks) {
      const [, name, part = ""] = /^wellspring-(.+)-([a-z]+)$/.exec(StackName) ?? [];
      if (name === stage && StackStatus !== "DELETE_COMPLETE" && ORDER.includes(part)) found.push(StackName);
    }
  }
  const place = (stack: string) => ORDER.findIndex((part) => stack.endsWith(`-${part}`));
  return found.toSorted((one, other) => place(one) - place(other));
}

async function doomed(client: CloudFormationClient, stack: string): Promise<Doomed> {
  const { TemplateBody = "" } = await client.send(new GetTemplateCommand({ StackName: stack }));
  const { Resources } = Template.parse(JSON.parse(TemplateBody));
  const stays: Left[] = [];
  let goes = 0;
  for await (const { StackResourceSummaries = [] } of paginateListStackResources(
    { client },
    { StackName: stack },
  )) {
    for (const {
      LogicalResourceId = "",
      PhysicalResourceId = "",
      ResourceType = "",
    } of StackResourceSummaries) {
      const kept = Resources[LogicalResourceId]?.DeletionPolicy?.startsWith("Retain") ?? false;
      if (kept) stays.push({ type: ResourceType, id: PhysicalResourceId });
      else goes += 1;
    }
  }
  return { stack, goes, stays };
}

/** Deletes the stacks, one after the other; what a template keeps stays. Throws when CloudFormation cannot delete one. */
export async function tearDown(
  config: ClientConfig,
  plan: readonly Doomed[],
  note: (text: string) => void,
  pollMs = POLL_MS,
): Promise<void> {
  const client = new CloudFormationClient(config);
  try {
    for (const { stack } of plan) {
      note(`deleting ${stack}`);
      const StackName = stack;
      await client.send(
        new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }),
      );
      await client.send(new DeleteStackCommand({ StackName }));
      await untilGone(client, stack, pollMs);
    }
  } finally {
    client.destroy();
  }
}

async function untilGone(client: CloudFormationClient, stack: string, pollMs: number): Promise<void> {
  const deadline = Date.now() + WAIT_MS_MAX;
  while (Date.now() < deadline) {
    const status = await statusOf(client, stack);
    if (status === undefined || status === "DELETE_COMPLETE") return;
    if (status === "DELETE_FAILED") {
      throw new CliError(
        `${stack} was not deleted.`,
        "CloudFormation's events say which resource stays: put that right, and run the command again.",
      );
    }
    await sleep(pollMs);
  }
  throw new CliError(
    `${stack} is still being deleted after an hour.`,
    "Look at it in CloudFormation, and run the command again.",
  );
}

/** Undefined for a stack that is not there: CloudFormation answers with a plain validation error. */
async function statusOf(client: CloudFormationClient, StackName: string): Promise<string | undefined> {
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, { StackName })) {
      for (const { StackStatus } of Stacks) return StackStatus;
    }
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === "ValidationError") return undefined;
    throw thrown;
  }
}
