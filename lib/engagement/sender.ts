import type { Stack } from "aws-cdk-lib";
import { ConfigurationSet, EmailIdentity, Identity, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import type { Permission } from "../constructs/wellspring-function.ts";
import type { StageSettings } from "../stages.ts";

export interface Sender {
  readonly set: ConfigurationSet;
  readonly configurationSet: string;
  /** In a sandbox SES asks for permission on the recipient's identity, too: any may be written to, but only as the brand. */
  readonly mayWrite: Permission;
}

/** The brand's sender, and the configuration set through which SES publishes bounces and complaints. */
export function sender(stack: Stack, stage: StageSettings): Sender {
  const set = new ConfigurationSet(stack, "Letters", {
    reputationMetrics: true,
    // Even if its events are lost, SES itself accepts no letter to an owner who complained. Bounces are on our list alone,
    // from which the brand can lift them: docs/decisions/54-every-state-leads-on.md.
    suppressionReasons: SuppressionReasons.COMPLAINTS_ONLY,
  });
  new EmailIdentity(stack, "Sender", {
    identity: Identity.domain(domainOf(stage.sender.address)),
    configurationSet: set,
  });
  return { set, configurationSet: set.configurationSetName, mayWrite: mayWrite(stack, stage, set) };
}

function mayWrite(stack: Stack, stage: StageSettings, set: ConfigurationSet): Permission {
  const actions = ["ses:SendRawEmail"];
  // The engine on one machine checks the permission to send on `*`, whatever the identity.
  if (stage.kind === "local") return { actions, on: ["*"] };
  const arnOf = (resource: string, resourceName: string) =>
    stack.formatArn({ service: "ses", resource, resourceName });
  return {
    actions,
    on: [arnOf("identity", "*"), arnOf("configuration-set", set.configurationSetName)],
    // The address alone, as it is written, without the name before it: docs/decisions/80-which-refusals-are-final.md.
    when: { StringEquals: { "ses:FromAddress": stage.sender.address } },
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
