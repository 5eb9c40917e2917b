import { DescribeResourcePoliciesCommand } from "@aws-sdk/client-cloudwatch-logs";
import { paginateListTables } from "@aws-sdk/client-dynamodb";
import { paginateListSecrets } from "@aws-sdk/client-secrets-manager";
import { check, type Finding, found } from "../check.ts";
import type { Ports } from "../ports.ts";

/** The parts of a stage, as lib/wellspring.ts names its stacks. */
export const PARTS = ["data", "intake", "giving", "site", "engagement", "reconciliation", "operations"];
/** A log policy holds this many characters, and a region ten policies (CloudWatch Logs quotas). */
const LOG_POLICY_CHARS_MAX = 5_120;
const LOG_POLICIES_MAX = 10;
/** From here on the next stage or workflow may not fit. */
const FULL = 0.9;
const PAGES_MAX = 20;
/** CDK names a table after its stack and construct. */
const TABLE = /^wellspring-(.+)-data-(?:Ledger|Impact|People)[0-9A-F]/;

export const stacks = check({
  name: "stacks",
  about: "every stack is deployed, whole and as its template says",
  after: true,
  // They were read to find the stage.
  allow: [],
  ask: async (_, subject) => subject.stacks,
  judge: (all, { stage: { name } }): readonly Finding[] => [
    ...PARTS.flatMap((part) =>
      found(!all.some(({ StackName }) => StackName === `wellspring-${name}-${part}`), {
        severity: "blocks",
        what: "A stack of the stage is not deployed.",
        where: `wellspring-${name}-${part}`,
        next: `npx cdk deploy --all -c stage=${name}, and read why it stopped.`,
      }),
    ),
    ...all.flatMap(({ StackName: where = "", StackStatus = "", DriftInformation }) => [
      ...found(/FAILED$|^ROLLBACK_COMPLETE$/.test(StackStatus), {
        severity: "blocks",
        what: `A stack is in state ${StackStatus}: the next deploy stops at it.`,
        where,
        next: where.endsWith("-data")
          ? "Read its events in the console of CloudFormation; it holds the ledger: continue the rollback, never delete it."
          : "Read its events in the console of CloudFormation; continue the rollback, or delete a stack that was never complete, then deploy again.",
      }),
      ...found(/^UPDATE_ROLLBACK_COMPLETE$/.test(StackStatus), {
        severity: "hurts",
        what: "The last deploy of a stack was rolled back: it runs as before that.",
        where,
        next: `Read its events in the console of CloudFormation, then npx cdk deploy --all -c stage=${name}.`,
      }),
      ...found(/IN_PROGRESS$/.test(StackStatus), {
        severity: "note",
        what: `A deploy is under way (${StackStatus}).`,
        where,
        next: "Wait for it, then run doctor again.",
      }),
      ...found(DriftInformation?.StackDriftStatus === "DRIFTED", {
        severity: "hurts",
        what: "Somebody changed resources of a stack by hand: the next deploy may undo or trip over it.",
        where,
        next: "CloudFormation → the stack → Drifts shows them: change them back, or take them into the stage. The window of LedgerToImpact is none: it follows the load.",
      }),
    ]),
  ],
});

interface Leftover {
  readonly what: "secret" | "table";
  readonly where: string;
}

/** Tables and secrets that carry the stage's name and that none of its stacks knows. */
export const leftovers = check<readonly Leftover[]>({
  name: "leftovers",
  about: "no failed deploy left tables or secrets behind",
  allow: ["secretsmanager:ListSecrets", "dynamodb:ListTables"],
  ask: async (ports, { stage, outputs }) => {
    const known = new Set(outputs.values());
    const secrets = await secretsOf(ports, stage.name);
    const tables = await tablesOf(ports, stage.name);
    return [
      ...secrets.map((where) => ({ what: "secret", where }) as const),
      ...tables.map((where) => ({ what: "table", where }) as const),
    ].filter(({ where }) => !known.has(where));
  },
  judge: (left): readonly Finding[] =>
    left.map((one) => (one.what === "secret" ? leftSecret(one) : leftTable(one))),
});

function leftSecret({ where }: Leftover): Finding {
  return {
    severity: "note",
    what: "A secret is left of an earlier deploy; it costs $0.40 a month.",
    where,
    next: "If nothing needs it: aws secretsmanager delete-secret --secret-id <arn>.",
  };
}

function leftTable({ where }: Leftover): Finding {
  return {
    severity: "note",
    what: "A table is left of an earlier deploy, with what it holds.",
    where,
    next: "Look into it first: it may be a ledger. Then switch its deletion protection off, and delete it.",
  };
}

async function secretsOf({ secrets }: Pick<Ports, "secrets">, stage: string): Promise<readonly string[]> {
  const client = { client: secrets };
  const filter = { Filters: [{ Key: "tag-value" as const, Values: [stage] }] };
  const arns: string[] = [];
  let pages = 0;
  for await (const { SecretList = [] } of paginateListSecrets(client, filter)) {
    for (const { ARN = "", Tags = [] } of SecretList) {
      const has = (key: string, value: string) => Tags.some((tag) => tag.Key === key && tag.Value === value);
      if (has("application", "wellspring") && has("stage", stage)) arns.push(ARN);
    }
    pages += 1;
    if (pages === PAGES_MAX) break;
  }
  return arns;
}

async function tablesOf({ dynamo }: Pick<Ports, "dynamo">, stage: string): Promise<readonly string[]> {
  const names: string[] = [];
  let pages = 0;
  for await (const { TableNames = [] } of paginateListTables({ client: dynamo }, {})) {
    names.push(...TableNames.filter((name) => TABLE.exec(name)?.[1] === stage));
    pages += 1;
    if (pages === PAGES_MAX) break;
  }
  return names;
}

export const logPolicy = check({
  name: "log-policy",
  about: "the policies for delivering logs have room",
  allow: ["logs:DescribeResourcePolicies"],
  ask: async ({ logs }) => {
    const { resourcePolicies = [] } = await logs.send(new DescribeResourcePoliciesCommand({}));
    return resourcePolicies;
  },
  judge: (policies, { region }) => [
    ...policies.flatMap(({ policyName = "", policyDocument = "" }) =>
      found(policyDocument.length > LOG_POLICY_CHARS_MAX * FULL, {
        severity: "hurts",
        what: `A log policy holds ${policyDocument.length} of ${LOG_POLICY_CHARS_MAX} characters: the next workflow that logs may be refused.`,
        where: policyName,
        next: "aws logs delete-resource-policy for what is not needed; groups below /aws/vendedlogs/ share one line.",
      }),
    ),
    ...found(policies.length >= LOG_POLICIES_MAX, {
      severity: "hurts",
      what: `All ${LOG_POLICIES_MAX} log policies of a region are in use: a deploy that needs one is refused.`,
      where: `CloudWatch Logs in ${region}`,
      next: "aws logs describe-resource-policies, then delete what is not needed.",
    }),
  ],
});
