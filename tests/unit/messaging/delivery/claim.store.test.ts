import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, test } from "vitest";
import { claimStore } from "../../../../core/messaging/delivery/claim.store.ts";
import type { SendClaim } from "../../../../core/messaging/delivery/claim.ts";
import { ConversationId } from "../../../../core/model/conversation.ts";
import { ada, noon } from "../../../support/eligibility-builders.ts";

const claim: SendClaim = {
  customer: ada,
  sendKey: "impact-update:gift_1",
  at: noon,
  message: "impact-update",
  topic: "impact",
  channel: "email",
  transactional: false,
  consentVersion: 3,
  address: "h".repeat(43),
  cap: { day: "2026-11-18", limit: 3 },
};

const FAILED = "ConditionalCheckFailed";
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: "cancelled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

function store(...answers: (Error | undefined)[]) {
  const pauses: number[] = [];
  const dynamo = mockClient(DynamoDBClient);
  let sent = dynamo.on(TransactWriteItemsCommand);
  for (const answer of answers) {
    sent = answer === undefined ? sent.resolvesOnce({}) : sent.rejectsOnce(answer);
  }
  const claims = claimStore(new DynamoDBClient(), "people", async (race) => {
    pauses.push(race);
  });
  return { claims, pauses, calls: () => dynamo.commandCalls(TransactWriteItemsCommand) };
}

describe("a claim", () => {
  test("is one transaction over claim, cap, history, address, suppression and consent", async () => {
    const { claims, calls } = store(undefined);
    expect(await claims.claim(claim)).toBe("claimed");
    const [call] = calls();
    const keys = call?.args[0].input.TransactItems?.map(
      ({ Put, Update, ConditionCheck }) =>
        (Put?.Item ?? Update?.Key ?? ConditionCheck?.Key)?.sk?.S?.split("#")[0],
    );
    expect(calls()).toHaveLength(1);
    expect(keys).toEqual(["send", "cap", "history", "contact", "suppression", "consents"]);
  });

  test("of an alert checks that the card is its customer's still, in the place of address and suppression", async () => {
    const { claims, calls } = store(undefined);
    expect(await claims.claim({ ...claim, channel: "wallet" })).toBe("claimed");
    const checks = calls()[0]?.args[0].input.TransactItems?.flatMap(({ ConditionCheck }) =>
      ConditionCheck === undefined
        ? []
        : [`${ConditionCheck.Key?.["pk"]?.S} ${ConditionCheck.Key?.["sk"]?.S}`],
    );
    expect(checks).toEqual([
      `identity#customerCard#${claim.address} identity`,
      `customer#${ada} consents#impact#wallet`,
    ]);
  });

  test("of a person's answer checks that nothing was heard in its conversation since", async () => {
    const { claims, calls } = store(undefined);
    const said = { conversation: ConversationId.parse(`cnv_${"c".repeat(26)}`), answer: 4 };
    expect(await claims.claim({ ...claim, transactional: true, said })).toBe("claimed");
    expect(calls()[0]?.args[0].input.TransactItems?.at(-1)?.ConditionCheck).toMatchObject({
      Key: { pk: { S: `conversation#${said.conversation}` }, sk: { S: "head" } },
      ConditionExpression: "onItsWay.answer = :answer AND heard < :answer",
      ExpressionAttributeValues: { ":answer": { N: "4" } },
    });
  });

  test.each([
    ["taken", [FAILED, "None", "None", "None", "None", "None"]],
    ["taken", [FAILED, FAILED, "None", FAILED, FAILED, FAILED]],
    ["capReached", ["None", FAILED, "None", "None", "None", "None"]],
    ["changed", ["None", FAILED, "None", "None", "None", FAILED]],
    ["changed", ["None", "None", "None", FAILED, "None", "None"]],
    ["changed", ["None", "None", "None", "None", FAILED, "None"]],
  ] as const)("is %s after %j", async (answer, codes) => {
    const { claims, calls } = store(cancelled(...codes));
    expect(await claims.claim(claim)).toBe(answer);
    expect(calls()).toHaveLength(1);
  });

  test("waits for another transaction at the same rows, and gives up after twenty", async () => {
    const busy = cancelled("None", "TransactionConflict", "None");
    const { claims, pauses } = store(busy, busy, undefined);
    expect(await claims.claim(claim)).toBe("claimed");
    expect(pauses).toEqual([0, 1]);
    const always = store(...Array.from({ length: 20 }, () => busy));
    await expect(always.claims.claim(claim)).rejects.toMatchObject({ name: "ContendedError" });
    expect(always.calls()).toHaveLength(20);
  });

  test("throws every other error, such as throttling", async () => {
    const { claims } = store(cancelled("ThrottlingError", "None"));
    await expect(claims.claim(claim)).rejects.toMatchObject({ name: "TransactionCanceledException" });
  });
});
