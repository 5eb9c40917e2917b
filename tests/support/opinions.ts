import { App } from "aws-cdk-lib";
import { HIPAASecurityChecks, type NagPack, NIST80053R5Checks, PCIDSS321Checks } from "cdk-nag";
import type { StageSettings } from "../../lib/stages.ts";
import { wellspring } from "../../lib/wellspring.ts";
import { appContext } from "./synthesis.ts";

/** One resource that a rule of a pack speaks against. */
export interface Opinion {
  /** The rule's name, which the packs share: `S3BucketVersioningEnabled`. */
  readonly rule: string;
  /** `data/Quarantine`. */
  readonly where: string;
}

/** What we do not do although a pack asks for it: why, and where alone. */
export interface Exception {
  readonly rule: string;
  /** Other resources are findings. */
  readonly only: RegExp;
  readonly because: string;
}

/** What three packs beyond the two of each synth say of a stage, each resource once. */
export function opinionsOf(stage: StageSettings): readonly Opinion[] {
  const app = new App({ context: { ...appContext(), "aws:cdk:bundling-stacks": [] } });
  wellspring(app, stage);
  app.synth();
  const packs: readonly NagPack[] = [
    new NIST80053R5Checks(app),
    new HIPAASecurityChecks(app),
    new PCIDSS321Checks(app),
  ];
  const prefix = `wellspring-${stage.name}-`;
  const found = packs.flatMap((pack) =>
    pack.validateScope(app).violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = "" }) => ({
        rule: ruleName.replace(/^.*-/, ""),
        where: constructPath.replace(prefix, "").replace(/\/(Resource|Default)$/, ""),
      })),
    ),
  );
  return [...new Map(found.map((each) => [`${each.rule} ${each.where}`, each])).values()];
}

const OWN_KEYS =
  "Encrypted under a key of AWS's in the account: docs/decisions/11-aws-owned-keys.md. A key of our own is a dollar a month each, and locks out nobody who may read the thing itself.";
const OUTLIVES =
  "An object here is written once, under its own id, and is gone after the days that invariants promise: a second copy would outlive what a customer was told is deleted. Of the public log nothing is replaced but its head, and whoever keeps one sees a change.";

/** Each is needed, or tests/infra/second-opinion.test.ts fails. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    rule: "S3BucketVersioningEnabled",
    only: /^(data\/Quarantine|engagement\/(CharityFiles|Mail)|proof\/Log)$/,
    because: OUTLIVES,
  },
  {
    rule: "S3BucketReplicationEnabled",
    only: /^(data\/Quarantine|engagement\/(CharityFiles|Mail)|proof\/Log)$/,
    because: OUTLIVES,
  },
  {
    rule: "S3BucketLoggingEnabled",
    only: /^(data\/Quarantine|engagement\/(CharityFiles|Mail)|proof\/Log)$/,
    because:
      "One function of each intake may put and the operator's command alone reads. An access log is a bucket more, delivered late and without a promise; an account that must prove each read switches on data events in its trail.",
  },
  {
    rule: "S3DefaultEncryptionKMS",
    only: /^(data\/Quarantine|engagement\/(CharityFiles|Mail)|proof\/Log)$/,
    because: OWN_KEYS,
  },
  {
    rule: "SecretsManagerUsingKMSKey",
    only: /^(data|intake|giving|proof|reconciliation|site)\//,
    because: OWN_KEYS,
  },
  { rule: "SNSEncryptedKMS", only: /^(data\/Alarms|engagement\/InboundTexts)$/, because: OWN_KEYS },
  { rule: "CloudWatchLogGroupEncrypted", only: /Log$/, because: OWN_KEYS },
  {
    rule: "SecretsManagerRotationEnabled",
    only: /^(data|intake|giving|proof|reconciliation|site)\//,
    because:
      "A webhook's secret and a shop's token are the shop's: a person replaces them there and stores them here (docs/operating/shops.md). The keys of identities and addresses never change: under another key nobody stored is found; nor does that of the log's salts, without which no proof could be made. That of a domain is read by the delivery network at a deploy alone: a rotation between two would shut visitors out.",
  },
  {
    rule: "DynamoDBInBackupPlan",
    only: /^(data\/(Ledger|Impact|People)|desk\/Desk)$/,
    because:
      "Each table can be restored to any second of 35 days. A plan of AWS Backup belongs to the account, whose vault and copies are its own matter.",
  },
  {
    rule: "IAMNoInlinePolicy",
    only: /\/(DefaultPolicy|Policy)$/,
    because:
      "Each role has one policy, written beside its function and gone with it. A managed policy could be attached to something else.",
  },
  {
    rule: "LambdaDLQ",
    only: /\/Function$/,
    because:
      "What is called by a queue, a stream, a workflow or an address fails at its caller, which has a place for it. What is called asynchronously has a destination: ServerlessChecks look at each synth.",
  },
  {
    rule: "LambdaInsideVPC",
    only: /\/Function$/,
    because:
      "Functions talk to AWS's own addresses and to shops'. In a VPC that takes a gateway of $32 a month, and shuts out nobody: each is guarded by its role.",
  },
  {
    rule: "LambdaFunctionPublicAccessProhibited",
    only: /^intake\/receive-purchase\//,
    because:
      "Shop systems cannot sign for AWS: the address is public and each webhook proves itself (docs/decisions/34-function-url.md).",
  },
  {
    rule: "LambdaConcurrency",
    only: /\/Function$/,
    because:
      "What strangers can call is limited: webhooks and look-ups by concurrency set aside, pages by the API's throttle. Setting it aside for each function would take it from all others.",
  },
];
