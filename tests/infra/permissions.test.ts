import { describe, expect, test } from "vitest";
import * as z from "zod";
import { QUARANTINE_PREFIX } from "../../core/intake/quarantine/quarantine-keys.ts";
import { mailbox } from "../../core/messaging/content/mime.ts";
import { eventJourneys } from "../../core/messaging/journeys/event/registry.ts";
import { CalendarJourney, JOURNEYS } from "../../core/model/journey.ts";
import { demoConnections } from "../../demo/sample-stage.ts";
import { everyOption, permissionsOf, stacksOf, statementsOf } from "../support/synthesis.ts";

const stacks = stacksOf(everyOption);

const stream = (table: string, queue: string) => [
  `dynamodb:DescribeStream on <${table}.StreamArn>`,
  `dynamodb:GetRecords on <${table}.StreamArn>`,
  `dynamodb:GetShardIterator on <${table}.StreamArn>`,
  `dynamodb:ListStreams on <${table}.StreamArn>`,
  `sqs:SendMessage on <${queue}/DeadLetters/Queue.Arn>`,
];
const foldMapping =
  "arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:event-source-mapping:<LedgerToImpact/Mapping>";
const quarantine = `s3:PutObject on <Quarantine.Arn>/${QUARANTINE_PREFIX}*`;
const ingestPermissions = [
  "events:PutEvents on <Bus.Arn>",
  quarantine,
  "secretsmanager:GetSecretValue on <IdentityKey.Id>",
];
const readFigures = [
  "dynamodb:BatchGetItem on <Ledger.Arn>",
  "dynamodb:GetItem on <Impact.Arn>",
  "dynamodb:Query on <Impact.Arn>",
  "dynamodb:Query on <Ledger.Arn>",
];

const readAndWritePeople = [
  "dynamodb:BatchGetItem on <People.Arn>",
  "dynamodb:ConditionCheckItem on <People.Arn>",
  "dynamodb:DeleteItem on <People.Arn>",
  "dynamodb:GetItem on <People.Arn>",
  "dynamodb:PutItem on <People.Arn>",
  "dynamodb:Query on <People.Arn>",
  "dynamodb:UpdateItem on <People.Arn>",
];
const useKeys = [
  "secretsmanager:GetSecretValue on <ContactKey.Id>",
  "secretsmanager:GetSecretValue on <IdentityKey.Id>",
];
/** A stage that names no number or name sends from whatever the account has: tests/infra/sender.test.ts narrows it. */
const textFromAny = ["phone-number/*", "pool/*", "sender-id/*"].map(
  (from) =>
    `sms-voice:SendTextMessage on arn:<AWS::Partition>:sms-voice:<AWS::Region>:<AWS::AccountId>:${from}`,
);
const writeToAny = "ses:SendRawEmail on arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*";
const asTheBrand = " if StringEquals ses:FromAddress letters@tarnfell.example";
const deliver = [
  ...readAndWritePeople,
  ...useKeys,
  "dynamodb:Query on <Ledger.Arn>",
  `ses:SendRawEmail on arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:configuration-set/<Letters>${asTheBrand}`,
  writeToAny + asTheBrand,
  ...textFromAny,
  // Alerts of cards, on a stage with Apple's wallet.
  "lambda:InvokeFunction on <refresh-cards/Function.Arn>",
];
/** A schedule is named by what it holds. */
const putOff =
  "scheduler:CreateSchedule on arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/<Deferred>/*";

/** Those that start-journey starts. */
const journeys = JOURNEYS.filter((name) => name !== "send-link" && name !== "impact-digest");
const runsOf = (journey: string) =>
  `states:DescribeExecution on arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${journey}/StateMachine.Name>:*`;

/** Besides writing its own log. Something new here is a decision; something that a function does not use is a mistake. */
const functions: Record<string, readonly string[]> = {
  "receive-purchase": [
    "dynamodb:GetItem on <People.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys identity#customerCard#*",
    "dynamodb:Query on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys stated",
    ...ingestPermissions,
    ...demoConnections
      .map(({ source, name }) => `secretsmanager:GetSecretValue on <Key of ${source}--${name}.Id>`)
      .toSorted(),
  ],
  "receive-native-event": [
    ...ingestPermissions,
    "s3:ListBucket on <Quarantine.Arn>",
    "s3:PutObject on <Quarantine.Arn>/*",
  ],
  "record-delivery-event": [
    "dynamodb:GetItem on <People.Arn>",
    "dynamodb:PutItem on <People.Arn>",
    "dynamodb:Query on <People.Arn>",
    "dynamodb:UpdateItem on <People.Arn>",
    "sqs:SendMessage on <record-delivery-event/DeadLetters/Queue.Arn>",
  ],
  "look-up-order": [
    "events:PutEvents on <Bus.Arn>",
    ...["shopify--web", "square--till", "stripe--checkout", "woocommerce--blog"].map(
      (shop) => `secretsmanager:GetSecretValue on <Access to ${shop}.Id>`,
    ),
    "secretsmanager:GetSecretValue on <IdentityKey.Id>",
  ],
  "record-gift": [
    "dynamodb:ConditionCheckItem on <Ledger.Arn>",
    "dynamodb:GetItem on <Ledger.Arn>",
    "dynamodb:PutItem on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>",
    "dynamodb:UpdateItem on <Ledger.Arn>",
  ],
  "reverse-gift": [
    "dynamodb:ConditionCheckItem on <Ledger.Arn>",
    "dynamodb:GetItem on <Ledger.Arn>",
    "dynamodb:PutItem on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>",
    "dynamodb:UpdateItem on <Ledger.Arn>",
  ],
  "fold-impact": [
    ...stream("Ledger", "LedgerToImpact"),
    "dynamodb:Query on <Ledger.Arn>",
    "dynamodb:Query on <Impact.Arn>",
    "dynamodb:PutItem on <Impact.Arn>",
  ],
  "mark-milestones": [
    ...stream("Impact", "ImpactToMilestones"),
    "dynamodb:Query on <Ledger.Arn>",
    "dynamodb:PutItem on <Ledger.Arn>",
    "dynamodb:GetItem on <Impact.Arn>",
    `lambda:GetEventSourceMapping on ${foldMapping}`,
    `lambda:UpdateEventSourceMapping on ${foldMapping}`,
  ],
  "publish-proof": [
    "dynamodb:GetItem on <Ledger.Arn>",
    "dynamodb:PutItem on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>",
    "dynamodb:Query on <Impact.Arn>",
    "kms:GetPublicKey on <Key.Arn>",
    "kms:Sign on <Key.Arn>",
    "s3:GetObject on <Log.Arn>/*",
    "s3:ListBucket on <Log.Arn>",
    "s3:PutObject on <Log.Arn>/*",
    "secretsmanager:GetSecretValue on <Salts.Id>",
  ],
  "serve-proof": ["s3:GetObject on <Log.Arn>/log/*", "s3:ListBucket on <Log.Arn>"],
  "serve-verify": [
    "dynamodb:GetItem on <People.Arn>",
    "dynamodb:GetItem on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>/index/byCustomer",
    "s3:GetObject on <Log.Arn>/*",
    "s3:ListBucket on <Log.Arn>",
    "secretsmanager:GetSecretValue on <Salts.Id>",
  ],
  "reconcile-orders": [
    "dynamodb:GetItem on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>",
    "events:PutEvents on <Bus.Arn>",
    "secretsmanager:GetSecretValue on <Access to shopify--web.Id>",
    "secretsmanager:GetSecretValue on <Access to square--till.Id>",
    "secretsmanager:GetSecretValue on <Access to woocommerce--blog.Id>",
    "secretsmanager:GetSecretValue on <IdentityKey.Id>",
  ],
  "read-payable": ["dynamodb:Query on <Ledger.Arn>", "dynamodb:Scan on <Ledger.Arn>"],
  "batch-payouts": [
    "dynamodb:Query on <Ledger.Arn>",
    "dynamodb:PutItem on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys payouts",
  ],
  // Of payouts the history of one and its hash: no amount, no account, no letter's link is among these attributes.
  // What a charity sends is added to and listed, and neither read nor removed.
  "serve-charity": [
    "dynamodb:GetItem on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys payouts",
    "dynamodb:Query on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys stated,words",
    "dynamodb:UpdateItem on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys payouts if ForAllValues:StringEquals dynamodb:Attributes pk,sk,entries,head if StringEqualsIfExists dynamodb:ReturnValues NONE",
    "dynamodb:UpdateItem on <People.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys limit#tries#*",
    "s3:ListBucket on <CharityFiles.Arn> if StringLike s3:prefix receipts/*,stories/*",
    "s3:PutObject on <CharityFiles.Arn>/receipts/*",
    "s3:PutObject on <CharityFiles.Arn>/stories/*",
    "secretsmanager:GetSecretValue on <IdentityKey.Id>",
    "secretsmanager:GetSecretValue on <Domain/Key.Id>",
  ],
  "announce-gifts": [
    ...stream("Ledger", "LedgerToBus"),
    "events:PutEvents on <Bus.Arn>",
    // Only on a stage with Apple's wallet: tests/infra/wallet.test.ts.
    "lambda:InvokeFunction on <refresh-cards/Function.Arn>",
  ],
  "refresh-cards": [
    "dynamodb:ConditionCheckItem on <People.Arn>",
    "dynamodb:DeleteItem on <People.Arn>",
    "dynamodb:PutItem on <People.Arn>",
    "dynamodb:Query on <People.Arn>",
    `secretsmanager:GetSecretValue on ${everyOption.wallet.apple}`,
  ],
  "serve-pages": readFigures,
  "serve-api": readFigures,
  "deliver-message": deliver,
  "deliver-batch": [
    ...deliver,
    "dynamodb:BatchGetItem on <Ledger.Arn>",
    "dynamodb:GetItem on <Impact.Arn>",
    "dynamodb:Query on <Impact.Arn>",
    "dynamodb:Query on <Ledger.Arn>/index/byCustomer",
    "iam:PassRole on <DeferredRole.Arn> if StringEquals iam:PassedToService scheduler.amazonaws.com",
    putOff,
    "sqs:DeleteMessage on <Batches.Arn>",
    "sqs:GetQueueAttributes on <Batches.Arn>",
    "sqs:ReceiveMessage on <Batches.Arn>",
    "sqs:SendMessage on <Batches.Arn>",
  ],
  "receive-email": [
    ...readAndWritePeople,
    ...useKeys,
    "s3:DeleteObject on <Mail.Arn>/mail/*",
    "s3:GetObject on <Mail.Arn>/mail/*",
    "s3:ListBucket on <Mail.Arn>",
    "s3:PutObject on <Mail.Arn>/attached/*",
    "sqs:SendMessage on <receive-email/DeadLetters/Queue.Arn>",
  ],
  "activate-receipt-rules": ["ses:DescribeActiveReceiptRuleSet on *", "ses:SetActiveReceiptRuleSet on *"],
  "receive-text": [
    ...readAndWritePeople,
    ...useKeys,
    "dynamodb:Query on <Ledger.Arn>",
    "events:PutEvents on <Bus.Arn>",
    "s3:ListBucket on <Quarantine.Arn>",
    "s3:PutObject on <Quarantine.Arn>/*",
  ],
  "receive-consent": [
    ...readAndWritePeople.filter((permission) => !permission.includes("BatchGetItem")),
    ...useKeys,
    "dynamodb:Query on <Ledger.Arn>",
    "events:PutEvents on <Bus.Arn>",
    "secretsmanager:GetSecretValue on <Key of standard--pos.Id>",
  ],
  "plan-broadcasts": ["dynamodb:Query on <Ledger.Arn>"],
  "gather-facts": [
    "dynamodb:GetItem on <People.Arn>",
    "dynamodb:Query on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>/index/byCustomer",
  ],
  "serve-people": [
    ...readAndWritePeople,
    // Customers delete themselves: docs/decisions/98-export-and-delete-by-oneself.md.
    "dynamodb:BatchWriteItem on <People.Arn>",
    ...useKeys,
    "dynamodb:GetItem on <Impact.Arn>",
    "dynamodb:GetItem on <Ledger.Arn>",
    "dynamodb:Query on <Impact.Arn>",
    "dynamodb:BatchGetItem on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>/index/byCustomer",
    "events:PutEvents on <Bus.Arn>",
    // By which it tells who comes through the stage's own domain.
    "secretsmanager:GetSecretValue on <Domain/Key.Id>",
  ],
  // Neither queries nor deletes what is there, but for a conversation's place at the desk, which moves when a form continues it.
  "serve-feedback": [
    "dynamodb:GetItem on <People.Arn>",
    "dynamodb:PutItem on <People.Arn>",
    "dynamodb:UpdateItem on <People.Arn>",
    "dynamodb:ConditionCheckItem on <People.Arn>",
    "dynamodb:DeleteItem on <People.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys desk#*",
    ...useKeys,
    "dynamodb:GetItem on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>",
    "secretsmanager:GetSecretValue on <Domain/Key.Id>",
  ],
  "serve-desk": [
    "cloudwatch:DescribeAlarms on *",
    "cognito-idp:DescribeUserPoolClient on <Staff/Pool.Arn>",
    "dynamodb:Query on <Impact.Arn>",
    // Sessions come and go; what was done is only ever added to.
    ...["DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"].map(
      (action) => `dynamodb:${action} on <Desk.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys staff*`,
    ),
    "dynamodb:PutItem on <Desk.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys audit#*",
    "dynamodb:Query on <Ledger.Arn>",
    // Of payouts the history of one and its hash, as their charities' page.
    "dynamodb:GetItem on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys payouts,registers",
    "dynamodb:UpdateItem on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys payouts if ForAllValues:StringEquals dynamodb:Attributes pk,sk,entries,head if StringEqualsIfExists dynamodb:ReturnValues NONE",
    "dynamodb:ConditionCheckItem on <Ledger.Arn> if ForAllValues:StringEquals dynamodb:LeadingKeys registers",
    // Conversations are read and added to; of customers' rows nothing is updated or deleted.
    ...[
      "BatchGetItem: conversation#*",
      "ConditionCheckItem: customer#*",
      "DeleteItem: desk#*",
      "BatchGetItem: suppression#*#*",
      "GetItem: conversation#*,customer#*",
      "PutItem: conversation#*,desk#*",
      "PutItem: sentences#*",
      "Query: conversation#*,desk#*,customer#*",
      "Query: sentences#*",
    ].map((one) => {
      const [action, partitions] = one.split(": ");
      return `dynamodb:${action} on <People.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys ${partitions}`;
    }),
    "dynamodb:PutItem on <People.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys customer#* if ForAllValues:StringEquals dynamodb:Attributes pk,sk,customer,conversation,complaint",
    "events:PutEvents on <Bus.Arn>",
    "secretsmanager:GetSecretValue on <ContactKey.Id>",
    "secretsmanager:GetSecretValue on <Domain/Key.Id>",
  ],
  "serve-wallet": [
    "dynamodb:GetItem on <People.Arn>",
    // On which phones a card is.
    "dynamodb:Query on <People.Arn>",
    "dynamodb:PutItem on <People.Arn>",
    "dynamodb:DeleteItem on <People.Arn>",
    "dynamodb:ConditionCheckItem on <People.Arn>",
    ...useKeys,
    "dynamodb:GetItem on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>",
    "dynamodb:Query on <Ledger.Arn>/index/byCustomer",
    ...Object.values(everyOption.wallet).map((arn) => `secretsmanager:GetSecretValue on ${arn}`),
    "secretsmanager:GetSecretValue on <Domain/Key.Id>",
  ],
};

const logDelivery = [
  "logs:CreateLogDelivery on *",
  "logs:DeleteLogDelivery on *",
  "logs:DescribeLogGroups on *",
  "logs:DescribeResourcePolicies on *",
  "logs:GetLogDelivery on *",
  "logs:ListLogDeliveries on *",
  "logs:PutResourcePolicy on *",
  "logs:UpdateLogDelivery on *",
];
const longJourney = [
  ...logDelivery,
  "lambda:InvokeFunction on <deliver-message/Function.Arn>",
  "lambda:InvokeFunction on <gather-facts/Function.Arn>",
  "sqs:SendMessage on <JourneysDlq/Queue.Arn>",
];
/** Starts a broadcast and waits until all are in the queue. */
const runOf = (action: string) =>
  `states:${action} on arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<broadcast/StateMachine.Name>:*`;
const NESTED_RUNS =
  "arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule";
const broadcasting = [
  ...logDelivery,
  "sqs:SendMessage on <JourneysDlq/Queue.Arn>",
  "states:StartExecution on <broadcast/StateMachine>",
  runOf("DescribeExecution"),
  runOf("StopExecution"),
  ...["DescribeRule", "PutRule", "PutTargets"].map((action) => `events:${action} on ${NESTED_RUNS}`),
];
const ofTheCalendar = [...broadcasting, "lambda:InvokeFunction on <plan-broadcasts/Function.Arn>"];
/** Those without a file of their own. */
const simpleJourneys = eventJourneys
  .filter(({ name, workflow }) => name !== workflow)
  .map(({ name }) => name);
const rolesOf = (names: readonly string[], allowed: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`${name}/StateMachine/Role`, allowed]));
const others: Record<string, readonly string[]> = {
  "broadcast/StateMachine/Role": [
    ...logDelivery,
    "dynamodb:Query on <People.Arn>",
    "sqs:SendMessage on <Batches.Arn>",
  ],
  "milestone-reached/StateMachine/Role": broadcasting,
  "story/StateMachine/Role": broadcasting,
  DeferredRole: ["sqs:SendMessage on <Batches.Arn>", "sqs:SendMessage on <BroadcastDlq/Queue.Arn>"],
  "calendar/Role": ["events:PutEvents on <Bus.Arn>", "sqs:SendMessage on <calendar/CalendarDlq/Queue.Arn>"],
  ...rolesOf(CalendarJourney.options, ofTheCalendar),
  "give-share/StateMachine/Role": [
    ...logDelivery,
    "dynamodb:GetItem on <People.Arn>",
    "dynamodb:UpdateItem on <People.Arn>",
    "lambda:InvokeFunction on <look-up-order/Function.Arn>",
    "lambda:InvokeFunction on <record-gift/Function.Arn>",
    "lambda:InvokeFunction on <reverse-gift/Function.Arn>",
    "sqs:SendMessage on <PurchasesDlq/Queue.Arn>",
  ],
  "reconcile-shop/StateMachine/Role": [
    ...logDelivery,
    "lambda:InvokeFunction on <reconcile-orders/Function.Arn>",
  ],
  "publish-days/StateMachine/Role": [...logDelivery, "lambda:InvokeFunction on <publish-proof/Function.Arn>"],
  "publish-days/StateMachine/EventsRole": ["states:StartExecution on <publish-days/StateMachine>"],
  "reconcile-shop/StateMachine/EventsRole": ["states:StartExecution on <reconcile-shop/StateMachine>"],
  "propose-payouts/StateMachine/Role": [
    ...logDelivery,
    "lambda:InvokeFunction on <batch-payouts/Function.Arn>",
    "lambda:InvokeFunction on <read-payable/Function.Arn>",
  ],
  "propose-payouts/StateMachine/EventsRole": ["states:StartExecution on <propose-payouts/StateMachine>"],
  "send-link/StateMachine/Role": [
    ...logDelivery,
    "lambda:InvokeFunction on <deliver-message/Function.Arn>",
    "sqs:SendMessage on <JourneysDlq/Queue.Arn>",
  ],
  "send-link/StateMachine/EventsRole": ["states:StartExecution on <send-link/StateMachine>"],
  "impact-digest/StateMachine/Role": longJourney,
  "impact-update/StateMachine/Role": [
    ...longJourney,
    "states:StartExecution on <impact-digest/StateMachine>",
  ],
  "order-trouble/StateMachine/Role": [...longJourney, "dynamodb:GetItem on <People.Arn>"],
  ...rolesOf(simpleJourneys, longJourney),
  "start-journey/StateMachine/Role": [
    ...logDelivery,
    "dynamodb:GetItem on <People.Arn>",
    "sqs:SendMessage on <JourneysDlq/Queue.Arn>",
    ...journeys.map((journey) => `states:StartExecution on <${journey}/StateMachine>`),
    ...journeys.map(runsOf),
  ],
  "start-journey/StateMachine/EventsRole": ["states:StartExecution on <start-journey/StateMachine>"],
  "give-share/StateMachine/EventsRole": ["states:StartExecution on <give-share/StateMachine>"],
};

describe("what each role may do", () => {
  const permissions = permissionsOf(stacks);
  test.each(Object.entries(functions))("%s may do exactly what it uses", (name, allowed) => {
    const ownLog = [`logs:CreateLogStream on <${name}/Log.Arn>`, `logs:PutLogEvents on <${name}/Log.Arn>`];
    expect(permissions.get(`${name}/Role`)).toEqual([...allowed, ...ownLog].sort());
  });
  test.each(Object.entries(others))("%s may do exactly what it uses", (path, allowed) => {
    expect(permissions.get(path)).toEqual([...allowed].sort());
  });
  test("there is no role but these", () => {
    const known = [...Object.keys(functions).map((name) => `${name}/Role`), ...Object.keys(others)];
    expect([...permissions.keys()].sort()).toEqual(known.sort());
  });
  test("no role has a managed policy or one written into the role", () => {
    for (const role of stacks.of("AWS::IAM::Role")) {
      expect(role.properties, role.path).not.toHaveProperty("ManagedPolicyArns");
      expect(role.properties, role.path).not.toHaveProperty("Policies");
    }
  });
});

const EnvironmentOf = z.object({
  Environment: z.object({ Variables: z.object({ SENDER: z.string().optional() }).loose() }).optional(),
});

/** Each wildcard, by why AWS knows no narrower name. */
const NOTHING_NARROWER: Readonly<Record<string, readonly string[]>> = {
  // Alarms are listed by the beginning of their names.
  "the desk's alarms": ["cloudwatch:DescribeAlarms on *"],
  "log delivery is set up for the whole account, and its actions take no resource": logDelivery,
  "a number's id is AWS's, and a name has one for each country": textFromAny,
  "in a sandbox SES asks for permission on the recipient's identity, too": [writeToAny],
  "a run's name comes with its event": [
    ...journeys.map(runsOf),
    runOf("DescribeExecution"),
    runOf("StopExecution"),
  ],
  "a schedule is named by what it holds": [putOff],
  "the object is named by the hash of the webhook that it will hold": [quarantine],
  "the log gains files each day": [
    "s3:GetObject on <Log.Arn>/*",
    "s3:GetObject on <Log.Arn>/log/*",
    "s3:PutObject on <Log.Arn>/*",
  ],
  "SES names the object of a mail, and what came with it is named by its customer": [
    "s3:DeleteObject on <Mail.Arn>/mail/*",
    "s3:GetObject on <Mail.Arn>/mail/*",
    "s3:PutObject on <Mail.Arn>/attached/*",
    "s3:PutObject on <Mail.Arn>/mail/*",
  ],
  "a charity's file is named by its payout and its bytes": [
    "s3:PutObject on <CharityFiles.Arn>/receipts/*",
    "s3:PutObject on <CharityFiles.Arn>/stories/*",
  ],
  "one set of receipt rules is active in an account and region": [
    "ses:DescribeActiveReceiptRuleSet on *",
    "ses:SetActiveReceiptRuleSet on *",
  ],
  "Lambda writes a text that failed, and names the object": ["s3:PutObject on <Quarantine.Arn>/*"],
};

describe("what any policy allows", () => {
  // A key's own policy gives its account every action on that key, as AWS makes it: else nobody could ever change it.
  const keyPolicy = ({ Action }: { readonly Action: readonly string[] }) => String(Action) === "kms:*";
  const allowing = statementsOf(stacks).filter(
    ({ statement }) => statement.Effect === "Allow" && !keyPolicy(statement),
  );
  test("no action has a wildcard", () => {
    const actions = allowing.flatMap(({ statement }) => statement.Action);
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
  });
  test("a resource has a wildcard only where nothing narrower can be named", () => {
    const wild = allowing.flatMap(({ statement }) =>
      statement.Resource.filter((on) => on.includes("*")).flatMap((on) =>
        statement.Action.map((action) => `${action} on ${on}`),
      ),
    );
    expect([...new Set(wild)].sort()).toEqual(Object.values(NOTHING_NARROWER).flat().sort());
  });

  test("allows nothing by leaving something out: each statement names its resources and its actions", () => {
    const left = stacks.resources.filter(({ properties }) =>
      /"Not(Action|Resource|Principal)"/.test(JSON.stringify(properties)),
    );
    expect(left.map(({ path }) => path)).toEqual([]);
  });
  test("a function that both reads a queue and writes to it is let call itself, and no other is", () => {
    const loops = [...permissionsOf(stacks)].flatMap(([path, allowed]) => {
      const on = (action: string) =>
        allowed.filter((one) => one.startsWith(`sqs:${action} on `)).map((one) => one.split(" on ")[1]);
      return on("ReceiveMessage").some((queue) => on("SendMessage").includes(queue)) ? [path] : [];
    });
    const letBe = stacks
      .of("AWS::Lambda::Function")
      .filter(({ properties }) => properties["RecursiveLoop"] === "Allow");
    expect(loops).toEqual(["deliver-batch/Role"]);
    expect(letBe.map(({ path }) => path)).toEqual(["deliver-batch/Function"]);
  });
  test("each letter comes from the one address that may be written as: the client passes what the policy names", () => {
    const senders = stacks.of("AWS::Lambda::Function").flatMap(({ properties }) => {
      const { SENDER } = EnvironmentOf.parse(properties).Environment?.Variables ?? {};
      return SENDER === undefined ? [] : [mailbox(SENDER).address];
    });
    const sending = allowing.filter(({ statement }) => statement.Action.includes("ses:SendRawEmail"));
    expect(sending).toHaveLength(senders.length);
    expect(sending.map(({ statement }) => statement.Condition["StringEquals"]?.["ses:FromAddress"])).toEqual(
      senders,
    );
  });
  test("a role is passed to the one service that it is for", () => {
    const passing = allowing.filter(({ statement }) => statement.Action.includes("iam:PassRole"));
    expect(passing.length).toBeGreaterThan(0);
    const open = passing.filter(
      ({ statement }) => !statement.Condition.StringEquals?.["iam:PassedToService"],
    );
    expect(open.map(({ resource }) => resource.path)).toEqual([]);
  });
  test("every principal that is allowed anything is named", () => {
    const open = allowing.filter(({ statement }) => /"\*"/.test(JSON.stringify(statement.Principal ?? "")));
    expect(open).toEqual([]);
  });
});
