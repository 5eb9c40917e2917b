import { App } from "aws-cdk-lib";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { z } from "zod";
import { shopSystems } from "../../core/intake/sources/registry.ts";
import { demoConnections } from "../../demo/sample-stage.ts";
import { readCdkContext } from "../../lib/cdk-context.ts";
import type { StageSettings } from "../../lib/stages.ts";
import { wellspring } from "../../lib/wellspring.ts";
import { production } from "../../stages.ts";

/** One synth per stage and process. Nothing is bundled, so it takes a second and needs no handler to compile. */

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      DeletionPolicy: z.string().optional(),
      Metadata: z.object({ "aws:cdk:path": z.string().optional() }).optional(),
    }),
  ),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() }))
    .default({}),
});
export type Template = z.infer<typeof Template>;

/** How one stack reads an output of another. */
const StackOutput = z.object({ StackName: z.string(), OutputName: z.string() });

export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  /** Where it is in its stack: `record-gift/Role`. */
  readonly path: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
}

/** A template of a stack, as CDK uploads it. */
export interface StackTemplate {
  readonly stack: string;
  readonly template: unknown;
}

export interface Stacks {
  readonly templates: readonly StackTemplate[];
  readonly resources: readonly Resource[];
  readonly outputs: ReadonlyMap<string, unknown>;
  readonly text: string;
  /** Findings of cdk-nag that have no acknowledgement. */
  readonly findings: readonly string[];
  readonly protectedStacks: readonly string[];
  of(type: string): readonly Resource[];
  /** A value of a template as text, with `<path>` or `<path.Attribute>` for what only a deploy knows. */
  resolve(value: unknown): unknown;
}

/** The production stage with every option switched on but a domain of the brand's own. */
export const withoutDomains = {
  ...production,
  payoutDay: 2,
  desk: { signInPrefix: "tarnfell-staff" },
  connections: demoConnections.map((one) => ({
    ...one,
    silentHours: 24,
    ...(shopSystems[one.source].orderList !== undefined && { reconcile: true }),
    ...(shopSystems[one.source].lookUp !== undefined && { lookUp: true }),
  })),
  partnerBuses: [
    {
      eventSource: "aws.partner/shopify.com/1234/wellspring",
      connection: { source: "shopify", name: "web" },
    },
    { eventSource: "aws.partner/stripe.com/ed_test_1", connection: { source: "stripe", name: "checkout" } },
  ],
  alarmEmail: "alarms@example.org",
  proof: { log: "give.example.com/proof" },
  inbound: { domain: "reply.tarnfell.example" },
  wallet: {
    apple:
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:wellspring-production-apple-wallet-a1b2c3",
    google:
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:wellspring-production-google-wallet-d4e5f6",
  },
} satisfies StageSettings;

/** The production stage with every option switched on: what a limit or a removal must hold for. */
export const everyOption = {
  ...withoutDomains,
  siteDomain: {
    name: "give.example.com",
    certificate: "arn:aws:acm:us-east-1:111122223333:certificate/0b1e-give",
    firewall: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/0b1e",
  },
  webhookDomain: {
    name: "hooks.example.com",
    certificate: "arn:aws:acm:us-east-1:111122223333:certificate/0b1e-hooks",
  },
} satisfies StageSettings;

export const textingBySns: StageSettings = { ...production, texts: "sns" };

export function appContext(): Record<string, unknown> {
  return {
    ...readCdkContext(),
    "aws:cdk:enable-path-metadata": true,
  };
}

const synthesised = new Map<StageSettings, Stacks>();

export function stacksOf(stage: StageSettings): Stacks {
  const known = synthesised.get(stage);
  if (known !== undefined) return known;
  const stacks = synthesise(stage);
  synthesised.set(stage, stacks);
  return stacks;
}

export function synthesise(stage: StageSettings): Stacks {
  const app = appWithoutBundles();
  const stacks = Object.values(wellspring(app, stage)).filter((stack) => stack !== undefined);
  const templates = app
    .synth()
    .stacks.map(({ stackName, template }): StackTemplate => ({ stack: stackName, template }));
  const packs = [new AwsSolutionsChecks(app), new ServerlessChecks(app)];
  const violations = packs.flatMap((pack) => pack.validateScope(app).violations);
  return {
    ...readable(templates),
    findings: violations.flatMap((violation) =>
      violation.violatingResources.map((resource) => `${violation.ruleName}: ${resource.constructPath}`),
    ),
    protectedStacks: stacks
      .filter((stack) => stack.terminationProtection === true)
      .map((stack) => stack.stackName),
  };
}

export interface DeployedStack {
  readonly name: string;
  readonly template: Template;
  /** The stacks that are deployed before it. */
  readonly after: readonly string[];
}

/** What CloudFormation is handed for each stack of a stage. */
export function deployedStacks(stage: StageSettings): readonly DeployedStack[] {
  const app = appWithoutBundles();
  wellspring(app, stage);
  return templatesOf(app.synth());
}

function appWithoutBundles(): App {
  return new App({ context: { ...appContext(), "aws:cdk:bundling-stacks": [] } });
}

function templatesOf({ stacks }: CloudAssembly): readonly DeployedStack[] {
  return stacks.map(({ stackName, template, dependencies }) => ({
    name: stackName,
    template: Template.parse(template),
    after: dependencies.map(({ id }) => id),
  }));
}

/** The same stacks beside one more, whose template a test made up. */
export function withTemplate(stacks: Stacks, made: StackTemplate): Stacks {
  return { ...stacks, ...readable([...stacks.templates, made]) };
}

function readable(raw: readonly StackTemplate[]): Omit<Stacks, "findings" | "protectedStacks"> {
  const templates = raw.map(({ stack, template }) => [stack, Template.parse(template)] as const);
  const resources = templates.flatMap(([stack, template]) =>
    Object.entries(template.Resources).map(([logicalId, resource]) => ({
      stack,
      logicalId,
      path: (resource.Metadata?.["aws:cdk:path"] ?? logicalId)
        .replace(`${stack}/`, "")
        .replace(/\/(Resource|Default)$/, ""),
      type: resource.Type,
      properties: resource.Properties,
      deletionPolicy: resource.DeletionPolicy,
    })),
  );
  const outputs = templates.flatMap(([stack, template]) =>
    Object.entries(template.Outputs).map(([name, { Value }]) => ({ stack, name, value: Value })),
  );
  const published = new Map(outputs.map(({ stack, name, value }) => [`${stack}.${name}`, value]));
  const path = (logicalId: string) =>
    resources.find((resource) => resource.logicalId === logicalId)?.path ?? logicalId;

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (entries.length === 1 && first !== undefined) {
      const [name, argument] = first;
      if (name === "Ref") return `<${path(String(argument))}>`;
      if (name === "Fn::GetStackOutput") {
        const { StackName, OutputName } = StackOutput.parse(argument);
        return resolve(published.get(`${StackName}.${OutputName}`));
      }
      const parts = z.array(z.unknown()).safeParse(argument).data ?? [];
      if (name === "Fn::GetAtt") return `<${path(String(parts[0]))}.${parts[1]}>`;
      if (name === "Fn::Split") return String(resolve(parts[1])).split(String(parts[0]));
      if (name === "Fn::Select")
        return z.array(z.unknown()).parse(resolve(parts[1]))[Number(parts[0])] ?? `<${parts[0]}>`;
      if (name === "Fn::Join") return z.array(z.string()).parse(resolve(parts[1])).join(String(parts[0]));
    }
    return Object.fromEntries(entries.map(([name, inner]) => [name, resolve(inner)]));
  };

  return {
    templates: raw,
    resources,
    outputs: new Map(outputs.map(({ name, value }) => [name, resolve(value)])),
    text: JSON.stringify(templates),
    of: (type) => resources.filter((resource) => resource.type === type),
    resolve,
  };
}

const Statements = z.array(
  z.object({
    Effect: z.enum(["Allow", "Deny"]),
    Action: z.union([z.string().transform((action) => [action]), z.array(z.string())]),
    Resource: z.union([z.string().transform((resource) => [resource]), z.array(z.string())]).default([]),
    Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
    Principal: z.unknown().optional(),
  }),
);
const Document = z.object({ Statement: Statements });
export type Statement = z.infer<typeof Statements>[number];

/** Every statement of every policy document in the stacks, of roles and of resources. */
export function statementsOf(stacks: Stacks): readonly { resource: Resource; statement: Statement }[] {
  return stacks.resources.flatMap((resource) =>
    documentsIn(stacks.resolve(resource.properties)).flatMap((document) =>
      document.Statement.map((statement) => ({ resource, statement })),
    ),
  );
}

function documentsIn(value: unknown): readonly z.infer<typeof Document>[] {
  if (typeof value !== "object" || value === null) return [];
  if ("Statement" in value) return [Document.parse(value)];
  return Object.values(value).flatMap(documentsIn);
}

const PolicyOfRoles = z.object({ Roles: z.array(z.string()), PolicyDocument: Document });

/** ` if StringEquals <key> <value>` for each condition of a statement. */
function conditionsOf({ Condition }: Statement): string {
  return Object.entries(Condition)
    .flatMap(([test, keys]) => Object.entries(keys).map(([key, value]) => ` if ${test} ${key} ${value}`))
    .join("");
}

/** What each role is allowed, or what it is denied, by the role's path: `action on resource`, sorted, with its conditions. */
export function permissionsOf(
  stacks: Stacks,
  effect: Statement["Effect"] = "Allow",
): ReadonlyMap<string, readonly string[]> {
  const permissions = new Map<string, string[]>(stacks.of("AWS::IAM::Role").map((role) => [role.path, []]));
  for (const policy of stacks.of("AWS::IAM::Policy")) {
    const { Roles, PolicyDocument } = PolicyOfRoles.parse(stacks.resolve(policy.properties));
    for (const role of Roles) {
      const list = permissions.get(role.slice(1, -1));
      if (list === undefined) throw new Error(`${policy.path} is for ${role}, which is not in the stacks`);
      for (const statement of PolicyDocument.Statement) {
        const { Effect, Action, Resource } = statement;
        if (Effect !== effect) continue;
        const when = conditionsOf(statement);
        for (const action of Action) for (const on of Resource) list.push(`${action} on ${on}${when}`);
      }
    }
  }
  for (const list of permissions.values()) list.sort();
  return permissions;
}
