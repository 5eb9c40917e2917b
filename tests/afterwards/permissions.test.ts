import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { beforeAll, describe, expect, test } from "vitest";
import { type EngineAddress, engineOf } from "../../cli/settings.ts";
import { readOutputs } from "../../local/deploy.ts";
import { secondTestEngine, testEngine } from "../../local/settings.ts";
import { stageOf } from "../../local/stage.ts";
import { local } from "../../stages.ts";
import { type Call, callsOfFunctions } from "../support/recorded-calls.ts";
import { permissionsOf, stacksOf } from "../support/synthesis.ts";

/**
 * What every function really called while the deployed stacks were tested, against what its role allows. That nothing
 * was denied is seen there; here it is seen that nothing is allowed for nothing. (What a state machine may do is compared with
 * its file, in tests/infra/workflow.test.ts.)
 */

const stacks = stacksOf(local);
const functions = stacks.of("AWS::Lambda::Function").map(({ path }) => path.replace("/Function", ""));
const granted = permissionsOf(stacks);

const TABLES = ["Ledger", "Impact", "People", "Desk"];

/** What AWS does in the function's name: it writes the log, reads queues and streams, and keeps what failed. */
const ON_ITS_BEHALF = [
  /^logs:/,
  /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes|ChangeMessageVisibility|GetQueueUrl) /,
  /^sqs:SendMessage on <.*(DeadLetters|BroadcastDlq).*>/,
  /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams) /,
  /^iam:PassRole /,
  // S3 asks for it where a file of the log is missing, and says so then in place of "denied".
  /^s3:ListBucket on <Log\.Arn>$/,
];

/** What is needed for what cannot happen here, and where that is tried instead. Nothing else may go unused. */
const NOT_SEEN_HERE: Readonly<Record<string, readonly string[]>> = {
  // A claim is given back when the provider refused the message for sure: the engine's never does. tests/support/delivery-world.ts
  "deliver-message": ["dynamodb:DeleteItem on <People.Arn>"],
  // The same; and nobody here follows a cause by text alone. core/messaging/delivery/delivery.client.ts is one way for both functions.
  "deliver-batch": ["dynamodb:DeleteItem on <People.Arn>", "sns:Publish on *"],
  // No shop that stands in here tells several things at once. tests/unit/intake/look-up/look-up-order.test.ts
  "look-up-order": ["events:PutEvents on <Bus.Arn>"],
  // An address is replaced only of who was half introduced when a call died. tests/e2e/people.test.ts
  "receive-consent": ["dynamodb:DeleteItem on <People.Arn>"],
  // No restoration here draws a pool's last money again, which also asks whether the other shards are empty.
  // tests/unit/giving/ledger/amended-orders.test.ts
  "reverse-gift": ["dynamodb:ConditionCheckItem on <Ledger.Arn>"],
  // No payout waits for an approval while the desk is tried. tests/unit/desk/payouts.test.ts, tests/unit/settlement/advance.test.ts
  "serve-desk": [
    "dynamodb:ConditionCheckItem on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys registers",
    "dynamodb:GetItem on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys payouts,registers",
    "dynamodb:UpdateItem on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys payouts if ForAllValues:StringEquals dynamodb:Attributes pk,sk,entries,head if StringEqualsIfExists dynamodb:ReturnValues NONE",
  ],
  // One mail is received here, of a customer who asks for nothing less. tests/unit/messaging/inbound, tests/unit/conversations/hear
  "receive-email": [
    "dynamodb:BatchGetItem on <People.Arn>",
    "dynamodb:DeleteItem on <People.Arn>",
    "dynamodb:UpdateItem on <People.Arn>",
    "s3:ListBucket on <Mail.Arn>",
  ],
  // A complaint that moves its conversation among the queues. tests/unit/conversations/hear/feedback-heard.test.ts
  "serve-feedback": [
    "dynamodb:DeleteItem on <People.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys desk#*",
  ],
  // Lambda writes there what failed for good, in the function's name; the engine does not.
  "receive-text": ["s3:ListBucket on <Quarantine.Arn>", "s3:PutObject on <Quarantine.Arn>/*"],
};

/** What some runs need and others do not, and where it is tried each time. */
const BY_CHANCE: Readonly<Record<string, readonly string[]>> = {
  // A send is settled by its event where that is faster than the sender's own record. tests/unit/messaging/delivery/record-delivery-event.test.ts
  "record-delivery-event": ["dynamodb:UpdateItem on <People.Arn>"],
  // A pool's home shard runs out while others hold money. tests/unit/giving/ledger/record-gift.test.ts
  "record-gift": ["dynamodb:ConditionCheckItem on <Ledger.Arn>"],
};

const used = new Map<string, Set<string>>();
beforeAll(async () => {
  // Of each engine that the stacks were tried on side by side (tools/test/lanes.ts).
  for (const { calls, tables } of await Promise.all([testEngine, secondTestEngine].map(recorded))) {
    for (const call of calls) {
      const set = used.get(call.by) ?? new Set();
      for (const permission of permissionsFor(call, tables)) set.add(permission);
      used.set(call.by, set);
    }
  }
});

test("the recorded callers are functions of the stacks, and nearly all of them", () => {
  expect([...used.keys()].filter((name) => !functions.includes(name))).toEqual([]);
  expect(used.size).toBeGreaterThan(functions.length / 2);
});

describe("the permissions of", () => {
  test.each(functions)("%s are all used", (name) => {
    const allowed = (granted.get(`${name}/Role`) ?? []).filter(
      (permission) => !ON_ITS_BEHALF.some((pattern) => pattern.test(permission)),
    );
    const calls = used.get(name) ?? new Set();
    const unseen = allowed.filter((permission) => !calls.has(comparable(permission)));
    const chance = BY_CHANCE[name] ?? [];
    expect(unseen.filter((permission) => !chance.includes(permission))).toEqual(NOT_SEEN_HERE[name] ?? []);
  });

  test.each(functions)("%s cover all that it called", (name) => {
    const allowed = new Set((granted.get(`${name}/Role`) ?? []).map(comparable));
    expect([...(used.get(name) ?? [])].filter((permission) => !allowed.has(permission))).toEqual([]);
  });
});

/** Tables are compared by name, everything else by its action: the exact resources are a test of the stacks. */
function comparable(permission: string): string {
  const [action = "", on = ""] = permission.split(" on ");
  const table = /^<(Ledger|Impact|People|Desk)\.Arn>(\/index\/\w+)?/.exec(on);
  return table === null ? action : `${action} on ${table[1]}${table[2] ?? ""}`;
}

type Tables = ReadonlyMap<string, string>;

async function recorded(where: EngineAddress) {
  const stage = stageOf(where, await readOutputs(where));
  const calls = await Array.fromAsync(callsOfFunctions(new CloudTrailClient(engineOf(stage))));
  const tables: Tables = new Map(TABLES.map((table) => [stage.output(`${table}Table`), table]));
  return { calls, tables };
}

/** A transaction takes the permission of each thing in it. */
const IN_TRANSACTIONS: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

function permissionsFor({ service, name, about }: Call, tables: Tables): readonly string[] {
  // The one service that is called by method and path.
  if (service === "scheduler" && name === "POST.scheduler") return ["scheduler:CreateSchedule"];
  // Where the name in permissions is another than that of the service, or of the call.
  if (service === "monitoring") return [`cloudwatch:${name}`];
  if (service === "s3" && name.startsWith("ListObjects")) return ["s3:ListBucket"];
  if (service !== "dynamodb") return [`${service}:${name}`];
  const on = (action: string, item: Readonly<Record<string, unknown>>) => {
    const table = tables.get(String(item["TableName"]));
    const index = item["IndexName"] === undefined ? "" : `/index/${item["IndexName"]}`;
    return `dynamodb:${action} on ${table}${index}`;
  };
  if (name === "TransactWriteItems") {
    const items: readonly Record<string, Record<string, unknown>>[] = Object(about["TransactItems"]);
    return items.flatMap((item) =>
      Object.entries(item).map(([kind, what]) => on(IN_TRANSACTIONS[kind] ?? kind, what)),
    );
  }
  if (name === "BatchGetItem" || name === "BatchWriteItem") {
    return Object.keys(Object(about["RequestItems"])).map((TableName) => on(name, { TableName }));
  }
  return [on(name, about)];
}
