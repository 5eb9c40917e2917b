import { paginateDescribeStacks, type Stack } from "@aws-sdk/client-cloudformation";
import { GetRoleCommand, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { GetAccountSettingsCommand } from "@aws-sdk/client-lambda";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { check, type Finding, found, type Subject, unlessMissing } from "../check.ts";
import type { Ports } from "../ports.ts";

/** The version of the bootstrap stack that the templates of this CDK need (MIN_BOOTSTRAP_STACK_VERSION in aws-cdk-lib). */
const BOOTSTRAP_VERSION_MIN = 6;
const TOOLKIT = "CDKToolkit";
/** What `cdk bootstrap` calls its roles, without a qualifier of one's own. */
const QUALIFIER = "hnb659fds";
/** Lambda keeps this many for functions without a reservation of their own. */
const UNRESERVED_MIN = 100;

interface Caller {
  readonly account: string;
  readonly arn: string;
}

async function caller({ sts }: Pick<Ports, "sts">): Promise<Caller> {
  const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
  return { account: Account, arn: Arn };
}

/** Whether the stage names another place than this one; the sample names none. */
function isElsewhere({ stage }: Pick<Subject, "stage">, what: "account" | "region", here: string): boolean {
  return stage.kind === "aws" && stage.env !== "sample" && stage.env[what] !== here;
}

export const account = check({
  name: "account",
  about: "the credentials are of the stage's account and region",
  allow: ["sts:GetCallerIdentity"],
  ask: caller,
  judge: (called, { stage, region }) => [
    ...found(isElsewhere({ stage }, "account", called.account), {
      severity: "blocks",
      what: `These credentials are of another account (${called.account}) than the stage's.`,
      where: `env.account of ${stage.name} in the stage's settings`,
      next: "Set AWS_PROFILE to the stage's account, or correct the stage.",
    }),
    ...found(isElsewhere({ stage }, "region", region), {
      severity: "blocks",
      what: `This shell works in another region (${region}) than the stage's.`,
      where: `env.region of ${stage.name} in the stage's settings`,
      next: "Set AWS_REGION to the stage's region, or correct the stage.",
    }),
    ...found(called.arn.endsWith(":root"), {
      severity: "hurts",
      what: "These credentials are those of the account's root user.",
      where: called.arn,
      next: "Use a role or IAM Identity Center, and delete the root user's access keys.",
    }),
  ],
});

export const bootstrap = check<Stack | undefined>({
  name: "bootstrap",
  about: "the CDK is bootstrapped in this region",
  allow: ["cloudformation:DescribeStacks"],
  ask: async ({ cloudFormation }) => {
    const asked = paginateDescribeStacks({ client: cloudFormation }, { StackName: TOOLKIT }).next();
    const page = await unlessMissing(asked, ["ValidationError"]);
    return page?.value?.Stacks?.[0];
  },
  judge: (toolkit, { region }) => {
    const again = `Run npx cdk bootstrap aws://<account>/${region}.`;
    if (toolkit === undefined) {
      return [
        {
          severity: "blocks",
          what: "The CDK is not bootstrapped in this region.",
          where: TOOLKIT,
          next: again,
        },
      ];
    }
    const version = Number(
      toolkit.Outputs?.find(({ OutputKey }) => OutputKey === "BootstrapVersion")?.OutputValue ?? 0,
    );
    return [
      ...found(isFailed(toolkit), {
        severity: "blocks",
        what: `The CDK's bootstrap stack is in state ${toolkit.StackStatus}.`,
        where: TOOLKIT,
        next: `Delete it in the console of CloudFormation, then: ${again}`,
      }),
      ...found(!isFailed(toolkit) && version < BOOTSTRAP_VERSION_MIN, {
        severity: "blocks",
        what: `The CDK's bootstrap stack has version ${version}; these stacks need ${BOOTSTRAP_VERSION_MIN}.`,
        where: TOOLKIT,
        next: again,
      }),
    ];
  },
});

/** States in which a stack takes no update, or did not take the last one. */
function isFailed({ StackStatus }: Stack): boolean {
  return /FAILED$|^ROLLBACK_COMPLETE$/.test(StackStatus ?? "");
}

export const concurrency = check({
  name: "concurrency",
  about: "Lambda's limit leaves room for what the stage reserves",
  allow: ["lambda:GetAccountSettings"],
  ask: async ({ lambda }) => {
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
    const { ConcurrentExecutions: limit = 0, UnreservedConcurrentExecutions: unreserved = 0 } =
      AccountLimit ?? {};
    return { limit, unreserved };
  },
  judge: ({ limit, unreserved }, { stage, stacks }) => {
    const ours = (stage.webhookConcurrency ?? 0) + (stage.lookUpConcurrency ?? 0);
    // A stage that is deployed has set its part aside already.
    const others = limit - unreserved - (stacks.length === 0 ? 0 : Math.min(ours, limit - unreserved));
    const needed = others + ours + UNRESERVED_MIN;
    const raise =
      "Service Quotas → AWS Lambda → Concurrent executions, or: aws service-quotas request-service-quota-increase " +
      `--service-code lambda --quota-code L-B99A9384 --desired-value ${Math.max(1_000, needed)}`;
    return [
      ...found(ours > 0 && limit < needed, {
        severity: "blocks",
        what: `Lambda's limit of ${limit} concurrent executions is too small: the stage reserves ${ours}, others ${others}, and ${UNRESERVED_MIN} must stay unreserved.`,
        where: `webhookConcurrency and lookUpConcurrency of ${stage.name}`,
        next: raise,
      }),
      ...found(ours === 0 && limit < UNRESERVED_MIN, {
        severity: "hurts",
        what: `Lambda's limit of ${limit} concurrent executions is too small for a shop: webhooks will be answered 429.`,
        where: "Lambda in this account and region",
        next: raise,
      }),
    ];
  },
});

/** What `cdk deploy` does under: each role is assumed by whoever deploys. */
function cdkRoles({ account: id }: Caller, { region }: Subject): readonly string[] {
  return ["deploy", "file-publishing", "lookup"].map(
    (what) => `arn:aws:iam::${id}:role/cdk-${QUALIFIER}-${what}-role-${id}-${region}`,
  );
}

/** IAM simulates roles and users by their own ARN: that of a session becomes its role's, with the role's path. */
async function principalOf({ iam }: Pick<Ports, "iam">, { arn }: Caller): Promise<string | undefined> {
  if (arn.endsWith(":root")) return undefined;
  const role = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  if (role === undefined) return arn;
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: role }));
  return Role?.Arn;
}

export const deployer = check<readonly string[]>({
  name: "deployer",
  about: "who deploys may assume the CDK's roles",
  allow: ["sts:GetCallerIdentity", "iam:GetRole", "iam:SimulatePrincipalPolicy"],
  ask: async (ports, subject) => {
    const who = await caller(ports);
    const principal = await principalOf(ports, who);
    if (principal === undefined) return [];
    const { EvaluationResults = [] } = await ports.iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: principal,
        ActionNames: ["sts:AssumeRole"],
        ResourceArns: [...cdkRoles(who, subject)],
      }),
    );
    return EvaluationResults.flatMap(({ EvalDecision, EvalResourceName, ResourceSpecificResults = [] }) =>
      ResourceSpecificResults.length > 0
        ? ResourceSpecificResults.flatMap((one) =>
            one.EvalResourceDecision === "allowed" ? [] : [one.EvalResourceName ?? ""],
          )
        : EvalDecision === "allowed"
          ? []
          : [EvalResourceName ?? ""],
    );
  },
  judge: (denied): readonly Finding[] =>
    denied.map((role) => ({
      severity: "blocks",
      what: "These credentials may not assume a role that cdk deploy works under.",
      where: role,
      next: "Allow sts:AssumeRole on arn:aws:iam::<account>:role/cdk-* (docs/operating/doctor.md), or deploy with another role.",
    })),
});
