import type { Permission } from "../constructs/wellspring-function.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";

/** Permission to use the keys of contacts and identities, to read and write addresses and links. */
export function useKeys(data: DataStack): Permission {
  return {
    actions: ["secretsmanager:GetSecretValue"],
    on: [arnOf(data.contactSecret), arnOf(data.identitySecret)],
  };
}

/** Permission to read and write people, their consents, claims and history. */
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
