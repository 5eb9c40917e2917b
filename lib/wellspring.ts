import { type App, type Stack, Tags, Validations } from "aws-cdk-lib";
import { ManagedPolicy, PermissionsBoundary } from "aws-cdk-lib/aws-iam";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { DataStack } from "./data/data-stack.ts";
import { DeskStack } from "./desk/desk-stack.ts";
import { EngagementStack } from "./engagement/engagement-stack.ts";
import { GivingStack } from "./giving/giving-stack.ts";
import { IntakeStack } from "./intake/intake-stack.ts";
import { ReconciliationStack } from "./intake/reconciliation-stack.ts";
import { OperationsStack } from "./operations/operations-stack.ts";
import { ProofStack } from "./proof/proof-stack.ts";
import { SiteStack } from "./site/site-stack.ts";
import type { StageSettings } from "./stages.ts";

/**
 * All stacks of a stage, one per lifecycle: what was given outlives the code that gave it, and the public site can be
 * taken down without touching the intake. Each synth is checked by two packs of cdk-nag; a finding fails it.
 */
export function wellspring(app: App, stage: StageSettings) {
  const id = (part: string) => `wellspring-${stage.name}-${part}`;
  const data = new DataStack(app, id("data"), { stage });
  const site = new SiteStack(app, id("site"), { stage, data });
  const intake = new IntakeStack(app, id("intake"), { stage, data, site });
  const giving = new GivingStack(app, id("giving"), { stage, data, intake });
  const proof = stage.proof && new ProofStack(app, id("proof"), { stage, proof: stage.proof, data, site });
  const { cards } = giving;
  const engagement = new EngagementStack(app, id("engagement"), { stage, data, intake, site, cards });
  const reconciliation = new ReconciliationStack(app, id("reconciliation"), { stage, data, intake });
  const settings = stage.desk;
  const desk = settings && new DeskStack(app, id("desk"), { stage, settings, data, site, intake });
  const watched = [
    data,
    intake,
    giving,
    site,
    engagement,
    reconciliation,
    ...(desk ? [desk] : []),
    ...(proof ? [proof] : []),
  ];
  const { configurationSet } = engagement;
  const operations = new OperationsStack(app, id("operations"), { stage, data, watched, configurationSet });
  if (stage.kind === "aws" && stage.permissionsBoundary !== undefined) {
    for (const stack of [...watched, operations]) bound(stack, stage.permissionsBoundary);
  }
  Tags.of(app).add("application", "wellspring");
  Tags.of(app).add("stage", stage.name);
  if (!stage.tlsOnly) {
    const reason = "This stage is for an engine on one machine that speaks plain HTTP.";
    Validations.of(app).acknowledge(
      ...["S10", "SQS4", "SNS3"].map((rule) => ({ id: `AwsSolutions-${rule}`, reason })),
    );
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  const optional = { ...(desk && { desk }), ...(proof && { proof }) };
  return { data, intake, giving, site, engagement, reconciliation, operations, ...optional };
}

/** No role of the stack may do more than this policy says, whatever its own policies allow. */
function bound(stack: Stack, policy: string): void {
  PermissionsBoundary.of(stack).apply(ManagedPolicy.fromManagedPolicyName(stack, "Boundary", policy));
}
