import type { Stack } from "aws-cdk-lib";
import { NO_CARDS } from "../../core/model/wallet.ts";
import type { RefreshCardsEnv } from "../../functions/refresh-cards/env.ts";
import { type Permission, WellspringFunction } from "../constructs/wellspring-function.ts";
import type { DataStack } from "../data/data-stack.ts";
import type { StageSettings } from "../stages.ts";

/** How functions have phones pushed: the name in their environment, and what they may call. */
export interface CardRefresh {
  readonly functionName: string;
  readonly allow: readonly Permission[];
}

/**
 * What pushes the phones whose card shows new figures; nothing at all on a stage without Apple's wallet. It is beside `announce-gifts`,
 * which calls it, as the stream of the ledger has its two readers.
 */
export function cardRefresh(
  stack: Stack,
  { stage, data }: { readonly stage: StageSettings; readonly data: DataStack },
): CardRefresh {
  const apple = stage.wallet?.apple;
  if (apple === undefined) return { functionName: NO_CARDS, allow: [] };
  const { lambda } = new WellspringFunction<RefreshCardsEnv>(stack, "refresh-cards", {
    stage,
    purpose: "Pushes phones that have a card of a customer whose figures changed",
    environment: { PEOPLE_TABLE: data.people.tableName, APPLE_SECRET: apple },
    allow: [
      {
        actions: ["dynamodb:Query", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
        on: [data.people.tableArn],
      },
      { actions: ["secretsmanager:GetSecretValue"], on: [apple] },
    ],
    losesNothing:
      "What it did not push, the next change pushes: docs/decisions/131-the-pass-as-a-channel.md.",
  });
  return {
    functionName: lambda.functionName,
    allow: [{ actions: ["lambda:InvokeFunction"], on: [lambda.functionArn] }],
  };
}
