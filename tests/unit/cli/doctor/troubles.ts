import { marshall } from "@aws-sdk/util-dynamodb";
import type { Finding, Subject } from "../../../../cli/doctor/check.ts";
import {
  ACCOUNT,
  awsError,
  DOMAIN,
  healthy,
  healthyDns,
  LEDGER,
  MAIL_FROM,
  NOW,
  NUMBER,
  type Planted,
  REGION,
  stage,
  subject,
  TOPIC,
} from "../../../support/aws-answers.ts";
import { storedRows } from "../../../support/stored-rows.ts";

/** One thing that is wrong with an otherwise healthy stage, and the one line that names it. */
export interface Trouble extends Planted {
  readonly title: string;
  readonly check: string;
  readonly severity: Finding["severity"];
  readonly what: RegExp;
  readonly where: string;
  readonly subject?: Partial<Subject>;
}

const account = healthy.GetAccount;
const identity = healthy.GetEmailIdentity;
const number = healthy.DescribePhoneNumbers.PhoneNumbers?.[0];
const table = healthy.DescribeTable.Table;
const toolkit = healthy.DescribeStacks.Stacks?.[0];
const SES = `SES in ${REGION}`;
const SMS = `AWS End User Messaging → SMS in ${REGION}`;
const withStage = (changed: object): Pick<Trouble, "subject"> => ({
  subject: { stage: { ...stage, ...changed } },
});
const withStack = (part: string, changed: object): Pick<Trouble, "subject"> => ({
  subject: {
    stacks: subject.stacks.map((one) =>
      one.StackName === `wellspring-production-${part}` ? { ...one, ...changed } : one,
    ),
  },
});
const secretOf = (name: string, text: string) => ({
  answers: {
    GetSecretValue: (input: { SecretId?: string }) =>
      input.SecretId?.endsWith(name) ? { SecretString: text } : healthy.GetSecretValue(input),
  },
});
const points = (id: string, Values: number[], hoursAgo: number) => ({
  answers: {
    GetMetricData: (input: { MetricDataQueries?: { Id: string }[] }) => ({
      MetricDataResults: healthy
        .GetMetricData(input)
        .MetricDataResults?.map((one) =>
          one.Id === id
            ? { ...one, Values, Timestamps: Values.map(() => new Date(NOW.getTime() - hoursAgo * 3_600_000)) }
            : one,
        ),
    }),
  },
});

const ofAccount: readonly Trouble[] = [
  {
    title: "credentials of another account",
    check: "account",
    severity: "blocks",
    what: /another account \(444455556666\)/,
    where: "env.account of production in the stage's settings",
    answers: {
      GetCallerIdentity: { ...healthy.GetCallerIdentity, Account: "444455556666" },
    },
  },
  {
    title: "another region",
    check: "account",
    severity: "blocks",
    what: /another region \(eu-central-1\)/,
    where: "env.region of production in the stage's settings",
    ...withStage({ env: { ...stage.env, region: "eu-west-1" } }),
  },
  {
    title: "the root user's credentials",
    check: "account",
    severity: "hurts",
    what: /root user/,
    where: `arn:aws:iam::${ACCOUNT}:root`,
    answers: {
      GetCallerIdentity: { Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:root` },
    },
  },
  {
    title: "no bootstrap",
    check: "bootstrap",
    severity: "blocks",
    what: /is not bootstrapped/,
    where: "CDKToolkit",
    answers: { DescribeStacks: awsError("ValidationError", "Stack with id CDKToolkit does not exist") },
  },
  {
    title: "an old bootstrap",
    check: "bootstrap",
    severity: "blocks",
    what: /version 4; these stacks need 6/,
    where: "CDKToolkit",
    answers: {
      DescribeStacks: {
        Stacks: [{ ...toolkit, Outputs: [{ OutputKey: "BootstrapVersion", OutputValue: "4" }] }],
      },
    },
  },
  {
    title: "a bootstrap that failed",
    check: "bootstrap",
    severity: "blocks",
    what: /in state ROLLBACK_COMPLETE/,
    where: "CDKToolkit",
    answers: { DescribeStacks: { Stacks: [{ ...toolkit, StackStatus: "ROLLBACK_COMPLETE" }] } },
  },
  {
    title: "a deployer without one of the CDK's roles",
    check: "deployer",
    severity: "blocks",
    what: /may not assume a role/,
    where: `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-deploy-role-${ACCOUNT}-${REGION}`,
    answers: {
      SimulatePrincipalPolicy: (input: { ResourceArns?: string[] }) => ({
        EvaluationResults: healthy.SimulatePrincipalPolicy(input).EvaluationResults?.map((one, index) => ({
          ...one,
          EvalDecision: index === 0 ? "implicitDeny" : "allowed",
        })),
      }),
    },
  },
  {
    title: "a new account's limit of concurrent executions",
    check: "concurrency",
    severity: "blocks",
    what: /limit of 10 concurrent executions is too small: the stage reserves 55, others 0, and 100/,
    where: "webhookConcurrency and lookUpConcurrency of production",
    answers: {
      GetAccountSettings: { AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 } },
    },
    subject: { stacks: [] },
  },
  {
    title: "others that have reserved the account's room",
    check: "concurrency",
    severity: "blocks",
    what: /others 800/,
    where: "webhookConcurrency and lookUpConcurrency of production",
    answers: {
      GetAccountSettings: {
        AccountLimit: { ConcurrentExecutions: 950, UnreservedConcurrentExecutions: 150 },
      },
    },
    subject: { stacks: [] },
  },
  {
    title: "a small limit and no reservation",
    check: "concurrency",
    severity: "hurts",
    what: /limit of 10 .* 429/,
    where: "Lambda in this account and region",
    answers: {
      GetAccountSettings: { AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 } },
    },
    ...withStage({ webhookConcurrency: 0, lookUpConcurrency: 0 }),
  },
  {
    title: "a log policy that is almost full",
    check: "log-policy",
    severity: "hurts",
    what: /4900 of 5120/,
    where: "AWSLogDeliveryWrite20150319",
    answers: {
      DescribeResourcePolicies: {
        resourcePolicies: [{ policyName: "AWSLogDeliveryWrite20150319", policyDocument: "x".repeat(4_900) }],
      },
    },
  },
  {
    title: "ten log policies",
    check: "log-policy",
    severity: "hurts",
    what: /All 10 log policies/,
    where: `CloudWatch Logs in ${REGION}`,
    answers: {
      DescribeResourcePolicies: {
        resourcePolicies: Array.from({ length: 10 }, () => ({ policyName: "p", policyDocument: "{}" })),
      },
    },
  },
  {
    title: "many open runs",
    check: "open-runs",
    severity: "hurts",
    what: /612000 Standard runs are open, and the account may have 1000000/,
    where: `Step Functions in ${REGION}`,
    ...points("open", [612_000], 1),
  },
  {
    title: "a secret of an earlier deploy",
    check: "leftovers",
    severity: "note",
    what: /A secret is left/,
    where: "arn:of:a:secret",
    answers: {
      ListSecrets: {
        SecretList: [
          {
            ARN: "arn:of:a:secret",
            Tags: [
              { Key: "application", Value: "wellspring" },
              { Key: "stage", Value: "production" },
            ],
          },
          { ARN: "arn:of:another", Tags: [{ Key: "stage", Value: "production" }] },
        ],
      },
    },
  },
  {
    title: "a table of an earlier deploy",
    check: "leftovers",
    severity: "note",
    what: /A table is left/,
    where: "wellspring-production-data-Ledger9D2E7B31-OLD",
    answers: {
      ListTables: {
        TableNames: [
          ...(healthy.ListTables.TableNames ?? []),
          "wellspring-production-data-Ledger9D2E7B31-OLD",
          "wellspring-production-eu-data-Ledger9D2E7B31-X",
        ],
      },
    },
  },
];

const ofSettings: readonly Trouble[] = [
  {
    title: "the sample's sender",
    check: "settings",
    severity: "blocks",
    what: /letters@tarnfell\.example is of a domain that nobody owns/,
    where: "sender.address of production",
    ...withStage({ sender: { ...stage.sender, address: "letters@tarnfell.example" } }),
    // Else the DNS of that domain is looked at, too.
    dns: { txt: async (name) => healthyDns.txt(name.replace("tarnfell.example", "tarnfell.internal")) },
  },
  {
    title: "a reply address of the sample",
    check: "settings",
    severity: "blocks",
    what: /hello@example\.com is of a domain/,
    where: "sender.replyTo of production",
    ...withStage({ sender: { ...stage.sender, replyTo: "hello@example.com" } }),
  },
  {
    title: "the sample's postal address",
    check: "settings",
    severity: "hurts",
    what: /sample brand's postal address/,
    where: "sender.postalAddress of production",
    ...withStage({
      sender: { ...stage.sender, postalAddress: "Tarnfell GmbH, Quellenweg 7, 87561 Oberstdorf, Germany" },
    }),
  },
  {
    title: "no address for alarms",
    check: "settings",
    severity: "hurts",
    what: /No address hears alarms/,
    where: "alarmEmail of production",
    ...withStage({ alarmEmail: undefined }),
  },
];

const ofStacks: readonly Trouble[] = [
  {
    title: "a stack that is missing",
    check: "stacks",
    severity: "blocks",
    what: /is not deployed/,
    where: "wellspring-production-operations",
    subject: { stacks: subject.stacks.slice(0, -1) },
  },
  {
    title: "a stack that failed",
    check: "stacks",
    severity: "blocks",
    what: /UPDATE_ROLLBACK_FAILED: the next deploy stops/,
    where: "wellspring-production-intake",
    ...withStack("intake", { StackStatus: "UPDATE_ROLLBACK_FAILED" }),
  },
  {
    title: "a deploy that was rolled back",
    check: "stacks",
    severity: "hurts",
    what: /was rolled back/,
    where: "wellspring-production-giving",
    ...withStack("giving", { StackStatus: "UPDATE_ROLLBACK_COMPLETE" }),
  },
  {
    title: "a deploy that is under way",
    check: "stacks",
    severity: "note",
    what: /under way \(UPDATE_IN_PROGRESS\)/,
    where: "wellspring-production-site",
    ...withStack("site", { StackStatus: "UPDATE_IN_PROGRESS" }),
  },
  {
    title: "resources that were changed by hand",
    check: "stacks",
    severity: "hurts",
    what: /by hand/,
    where: "wellspring-production-data",
    ...withStack("data", { DriftInformation: { StackDriftStatus: "DRIFTED" } }),
  },
  {
    title: "no brand",
    check: "brand",
    severity: "blocks",
    what: /No brand is applied/,
    where: LEDGER,
    answers: { Query: { Items: [] } },
  },
  {
    title: "a brand that still has the sample's charities and addresses",
    check: "brand",
    severity: "blocks",
    what: /an example: .*cause [a-z-]+, charity\.sample/,
    where: LEDGER,
    answers: {
      Query: {
        Items: storedRows("ledger")
          .filter(({ pk }) => pk === "stated")
          .map((row) => marshall(row)),
      },
    },
  },
  {
    title: "a ledger that one call deletes",
    check: "ledger",
    severity: "hurts",
    what: /deletion protection is off/,
    where: LEDGER,
    answers: { DescribeTable: { Table: { ...table, DeletionProtectionEnabled: false } } },
  },
  {
    title: "a ledger that is too cold for what webhooks may bring",
    check: "ledger",
    severity: "note",
    what: /2000 webhooks a second need about 6080 write units, and the table takes 4000/,
    where: LEDGER,
    ...withStage({ webhookConcurrency: 200 }),
  },
  {
    title: "a table limit below what webhooks may bring",
    check: "ledger",
    severity: "hurts",
    what: /lets one table take 1000 write units/,
    where: LEDGER,
    answers: { DescribeLimits: { TableMaxWriteCapacityUnits: 1_000 } },
  },
];

const ofLetters: readonly Trouble[] = [
  {
    title: "SES's sandbox",
    check: "sending",
    severity: "hurts",
    what: /sandbox: no customer gets a letter/,
    where: SES,
    answers: { GetAccount: { ...account, ProductionAccessEnabled: false } },
  },
  {
    title: "paused sending",
    check: "sending",
    severity: "blocks",
    what: /Sending is paused/,
    where: SES,
    answers: { GetAccount: { ...account, SendingEnabled: false } },
  },
  {
    title: "a review by AWS",
    check: "sending",
    severity: "hurts",
    what: /reviews how this account sends \(PROBATION\)/,
    where: SES,
    answers: { GetAccount: { ...account, EnforcementStatus: "PROBATION" } },
  },
  {
    title: "a rate below that of broadcasts",
    check: "sending",
    severity: "hurts",
    what: /SES takes 1 letters a second, and broadcasts alone may send 12/,
    where: "broadcastRate.emailsPerSecond of production",
    answers: { GetAccount: { ...account, SendQuota: { ...account.SendQuota, MaxSendRate: 1 } } },
  },
  {
    title: "a day's quota that is used up",
    check: "sending",
    severity: "hurts",
    what: /48000 of the 50000/,
    where: SES,
    answers: { GetAccount: { ...account, SendQuota: { ...account.SendQuota, SentLast24Hours: 48_000 } } },
  },
  {
    title: "a sender that SES does not know",
    check: "sender",
    severity: "blocks",
    what: /does not know the sender's domain/,
    where: DOMAIN,
    answers: { GetEmailIdentity: awsError("NotFoundException") },
  },
  {
    title: "a sender that is not verified",
    check: "sender",
    severity: "blocks",
    what: /is not verified/,
    where: DOMAIN,
    answers: { GetEmailIdentity: { ...identity, VerifiedForSendingStatus: false } },
  },
  {
    title: "DKIM that SES does not find",
    check: "sender",
    severity: "hurts",
    what: /DKIM records \(TEMPORARY_FAILURE\)/,
    where: DOMAIN,
    answers: {
      GetEmailIdentity: {
        ...identity,
        DkimAttributes: { ...identity.DkimAttributes, Status: "TEMPORARY_FAILURE" },
      },
    },
  },
  {
    title: "DKIM that is switched off",
    check: "sender",
    severity: "hurts",
    what: /signing is switched off/,
    where: DOMAIN,
    answers: {
      GetEmailIdentity: {
        ...identity,
        DkimAttributes: { ...identity.DkimAttributes, SigningEnabled: false },
      },
    },
  },
  {
    title: "no MAIL FROM",
    check: "sender",
    severity: "note",
    what: /no MAIL FROM domain/,
    where: DOMAIN,
    answers: { GetEmailIdentity: { ...identity, MailFromAttributes: undefined } },
  },
  {
    title: "a MAIL FROM that waits for its records",
    check: "sender",
    severity: "hurts",
    what: /does not use the MAIL FROM domain yet \(PENDING\)/,
    where: MAIL_FROM,
    answers: {
      GetEmailIdentity: {
        ...identity,
        MailFromAttributes: { ...identity.MailFromAttributes, MailFromDomainStatus: "PENDING" },
      },
    },
  },
];

const ofTexts: readonly Trouble[] = [
  {
    title: "the sandbox of texts",
    check: "texting",
    severity: "hurts",
    what: /Texts are in AWS's sandbox/,
    where: SMS,
    answers: {
      DescribeAccountAttributes: { AccountAttributes: [{ Name: "ACCOUNT_TIER", Value: "SANDBOX" }] },
    },
  },
  {
    title: "a spending limit below the stage's",
    check: "texting",
    severity: "hurts",
    what: /stop at \$1 a month; the stage lets them cost \$50/,
    where: "sender.smsDollarsPerMonth of production",
    answers: {
      DescribeSpendLimits: {
        SpendLimits: [
          { Name: "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT", EnforcedLimit: 1, MaxLimit: 1, Overridden: false },
        ],
      },
    },
  },
  {
    title: "nothing that texts could come from",
    check: "origination",
    severity: "hurts",
    what: /no number or name that texts could come from/,
    where: SMS,
    answers: { DescribePhoneNumbers: { PhoneNumbers: [] } },
    ...withStage({ sender: { ...stage.sender, sms: "" } }),
  },
  {
    title: "a number that the account does not have",
    check: "origination",
    severity: "blocks",
    what: /does not have the number or name/,
    where: "sender.sms of production (+12065550199)",
    ...withStage({ sender: { ...stage.sender, sms: "+12065550199" } }),
  },
  {
    title: "a number whose registration is open",
    check: "origination",
    severity: "hurts",
    what: /not ready to send \(PENDING\)/,
    where: NUMBER,
    answers: { DescribePhoneNumbers: { PhoneNumbers: [{ ...number, Status: "PENDING" }] } },
  },
  {
    title: "a number whose answers go nowhere",
    check: "origination",
    severity: "hurts",
    what: /nobody hears a STOP/,
    where: NUMBER,
    answers: { DescribePhoneNumbers: { PhoneNumbers: [{ ...number, TwoWayEnabled: false }] } },
  },
];

const ofDns: readonly Trouble[] = [
  {
    title: "a DKIM record that is missing",
    check: "dkim-records",
    severity: "hurts",
    what: /A DKIM record is missing/,
    where: `tok2._domainkey.${DOMAIN}`,
    dns: { cname: async (name) => (name.startsWith("tok2.") ? [] : healthyDns.cname(name)) },
  },
  {
    title: "a DKIM record of another provider",
    check: "dkim-records",
    severity: "hurts",
    what: /points to old\.example\.com/,
    where: `tok3._domainkey.${DOMAIN}`,
    dns: { cname: async (name) => (name.startsWith("tok3.") ? ["old.example.com"] : healthyDns.cname(name)) },
  },
  {
    title: "no MX of the MAIL FROM domain",
    check: "mail-from-records",
    severity: "hurts",
    what: /no MX record/,
    where: MAIL_FROM,
    dns: { mx: async () => [] },
  },
  {
    title: "an MX beside that of SES",
    check: "mail-from-records",
    severity: "hurts",
    what: /SES's MX record alone/,
    where: MAIL_FROM,
    dns: { mx: async (name) => [...(await healthyDns.mx(name)), "mx.example.com"] },
  },
  {
    title: "no SPF",
    check: "mail-from-records",
    severity: "hurts",
    what: /has no SPF record/,
    where: MAIL_FROM,
    dns: { txt: async (name) => (name === MAIL_FROM ? ["google-site=1"] : healthyDns.txt(name)) },
  },
  {
    title: "two SPF records",
    check: "mail-from-records",
    severity: "hurts",
    what: /has 2 SPF records/,
    where: MAIL_FROM,
    dns: {
      txt: async (name) =>
        name === MAIL_FROM ? ["v=spf1 include:amazonses.com ~all", "v=spf1 -all"] : healthyDns.txt(name),
    },
  },
  {
    title: "an SPF without SES",
    check: "mail-from-records",
    severity: "hurts",
    what: /does not let SES send/,
    where: MAIL_FROM,
    dns: { txt: async (name) => (name === MAIL_FROM ? ["v=spf1 -all"] : healthyDns.txt(name)) },
  },
  {
    title: "no DMARC",
    check: "dmarc",
    severity: "hurts",
    what: /no DMARC record/,
    where: `_dmarc.${DOMAIN}`,
    dns: { txt: async (name) => (name.startsWith("_dmarc.") ? [] : healthyDns.txt(name)) },
  },
  {
    title: "two DMARC records",
    check: "dmarc",
    severity: "hurts",
    what: /2 DMARC records/,
    where: "_dmarc.tarnfell.internal",
    dns: {
      txt: async (name) => {
        const records = await healthyDns.txt(name);
        return name.startsWith("_dmarc.") ? [...records, ...records] : records;
      },
    },
  },
  {
    title: "a DMARC record without a policy",
    check: "dmarc",
    severity: "hurts",
    what: /no policy that receivers understand/,
    where: `_dmarc.${DOMAIN}`,
    dns: { txt: async (name) => (name.startsWith("_dmarc.") ? ["v=DMARC1; p=maybe"] : healthyDns.txt(name)) },
  },
  {
    title: "a domain that the DNS does not know",
    check: "domains",
    severity: "blocks",
    what: /The DNS does not know this domain/,
    where: "hooks.tarnfell.internal",
    dns: { addresses: async (name) => (name.startsWith("hooks.") ? [] : healthyDns.addresses(name)) },
  },
  {
    title: "a domain that leads elsewhere",
    check: "domains",
    severity: "blocks",
    what: /leads elsewhere/,
    where: "hooks.tarnfell.internal",
    dns: {
      addresses: async (name) => (name.startsWith("hooks.") ? ["198.51.100.9"] : healthyDns.addresses(name)),
    },
  },
  {
    title: "a certificate that browsers refuse",
    check: "domains",
    severity: "blocks",
    what: /Browsers refuse its certificate: certificate has expired/,
    where: "give.tarnfell.internal",
    certificateOf: async (host) =>
      host.startsWith("give.")
        ? { kind: "refused", because: "certificate has expired" }
        : { kind: "trusted", validTo: new Date("2027-10-01T00:00:00Z") },
  },
  {
    title: "a certificate that was not renewed",
    check: "domains",
    severity: "hurts",
    what: /ends in 9 days/,
    where: "give.tarnfell.internal",
    certificateOf: async (host) => ({
      kind: "trusted",
      validTo: new Date(host.startsWith("give.") ? "2026-12-07T00:00:00Z" : "2027-10-01T00:00:00Z"),
    }),
  },
];

const ofConnections: readonly Trouble[] = [
  {
    title: "a connection without a key",
    check: "keys",
    severity: "blocks",
    what: /No key is stored/,
    where: "shopify/web",
    ...secretOf("KeyShopifyWeb", '{"secrets":[],"notYetSet":"random"}'),
  },
  {
    title: "a key in another form",
    check: "keys",
    severity: "blocks",
    what: /not in our form/,
    where: "stripe/checkout",
    ...secretOf("KeyStripeCheckout", "whsec_pasted_by_hand"),
  },
  {
    title: "a key without the address that Square signs",
    check: "keys",
    severity: "blocks",
    what: /of no use: Square signs its notification URL/,
    where: "square/till",
    ...secretOf("KeySquareTill", '{"secrets":["key-of-square"]}'),
  },
  {
    title: "no token for the nightly comparison",
    check: "tokens",
    severity: "hurts",
    what: /the comparison fails/,
    where: "woocommerce/blog",
    ...secretOf("AccessWoocommerceBlog", '{"notYetSet":"random"}'),
  },
  {
    title: "a connection that never sent a purchase",
    check: "silence",
    severity: "hurts",
    what: /sent no purchase in 15 days/,
    where: "shopify/web",
    ...points("c0", [], 1),
  },
  {
    title: "a connection that fell silent",
    check: "silence",
    severity: "hurts",
    what: /sent no purchase for 12 hours/,
    where: "shopify/web",
    ...points("c0", [40, 2], 14),
  },
];

const ofWatching: readonly Trouble[] = [
  {
    title: "nobody who hears the alarms",
    check: "subscribers",
    severity: "hurts",
    what: /Nobody is subscribed/,
    where: TOPIC,
    answers: { ListSubscriptionsByTopic: { Subscriptions: [] } },
  },
  {
    title: "an address that was not confirmed",
    check: "subscribers",
    severity: "hurts",
    what: /alarms@tarnfell\.internal has not confirmed/,
    where: TOPIC,
    answers: {
      ListSubscriptionsByTopic: {
        Subscriptions: [{ SubscriptionArn: "PendingConfirmation", Endpoint: "alarms@tarnfell.internal" }],
      },
    },
  },
  {
    title: "an alarm that rings",
    check: "alarms",
    severity: "hurts",
    what: /An alarm rings: A shop system was answered 5xx/,
    where: "wellspring-production-intake-WebhookErrors1",
    answers: {
      DescribeAlarms: {
        MetricAlarms: [
          {
            AlarmName: "wellspring-production-intake-WebhookErrors1",
            AlarmDescription: "A shop system was answered 5xx.",
          },
          { AlarmName: "wellspring-production-eu-intake-WebhookErrors1" },
        ],
      },
    },
  },
  {
    title: "a dead letter",
    check: "dead-letters",
    severity: "hurts",
    what: /3 messages wait/,
    where: "PurchasesDlq",
    answers: {
      GetQueueAttributes: ({ QueueUrl = "" }) => ({
        Attributes: { ApproximateNumberOfMessages: QueueUrl.endsWith("PurchasesDlq") ? "3" : "0" },
      }),
    },
  },
  {
    title: "webhooks in quarantine",
    check: "quarantine",
    severity: "hurts",
    what: /2 genuine webhooks wait/,
    where: "wellspring-production-data-quarantine",
    answers: { ListObjectsV2: { KeyCount: 2 } },
  },
];

const ofAsking: readonly Trouble[] = [
  {
    title: "a permission that is missing",
    check: "sending",
    severity: "note",
    what: /Not looked at, as your credentials may not call ses:GetAccount/,
    where: "sending",
    answers: {
      GetAccount: awsError(
        "AccessDeniedException",
        `User: arn:aws:sts::${ACCOUNT}:assumed-role/Looker/kim is not authorized to perform: ses:GetAccount`,
      ),
    },
  },
  {
    title: "a region without a service",
    check: "texting",
    severity: "blocks",
    what: /eu-central-1 does not have the service/,
    where: "texting",
    answers: { DescribeAccountAttributes: awsError("Error", "getaddrinfo ENOTFOUND", "ENOTFOUND") },
  },
  {
    title: "an answer that did not come",
    check: "quarantine",
    severity: "note",
    what: /Not looked at: SlowDown: no/,
    where: "quarantine",
    answers: { ListObjectsV2: awsError("SlowDown") },
  },
];

export const troubles: readonly Trouble[] = [
  ...ofAccount,
  ...ofSettings,
  ...ofStacks,
  ...ofLetters,
  ...ofTexts,
  ...ofDns,
  ...ofConnections,
  ...ofWatching,
  ...ofAsking,
];
