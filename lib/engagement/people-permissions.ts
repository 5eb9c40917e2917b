import type { Permission } from "../constructs/wellspring-function.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";

/** To read and write addresses and links: the key of contacts and that of identities. */
export function useKeys(data: DataStack): Permission {
  return {
    actions: ["secretsmanager:GetSecretValue"],
    on: [arnOf(data.contactSecret), arnOf(data.identitySecret)],
  };
}

/** To read and write people, their consents, claims and history. */
export function readAndWritePeople(data: DataStack): Permission {
  return {
    actions: [
      "dynamodb:GetItem",
      "dynamodb:BatchGetItem",
      "dynamodb:Query",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
      "dynamodb:ConditionCheckItem",
    ],
    on: [data.people.tableArn],
  };
}
