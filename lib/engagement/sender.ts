import type { Stack } from "aws-cdk-lib";
import { ConfigurationSet, EmailIdentity, Identity, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import type { StageSettings } from "../stages.ts";

export interface Sender {
  readonly set: ConfigurationSet;
  readonly configurationSet: string;
  /** The ARNs on which sending is allowed. */
  readonly on: readonly string[];
}

/** The brand's sender, and the configuration set through which SES publishes bounces and complaints. */
export function sender(stack: Stack, stage: StageSettings): Sender {
  const set = new ConfigurationSet(stack, "Letters", {
    reputationMetrics: true,
    // Even if its events are lost, SES itself accepts no letter to an owner who complained. Bounces are on our list alone,
    // from which the brand can lift them: docs/decisions/54-every-state-leads-on.md.
    suppressionReasons: SuppressionReasons.COMPLAINTS_ONLY,
  });
  const identity = new EmailIdentity(stack, "Sender", {
    identity: Identity.domain(domainOf(stage.sender.address)),
    configurationSet: set,
  });
  const setArn = stack.formatArn({
    service: "ses",
    resource: "configuration-set",
    resourceName: set.configurationSetName,
  });
  return {
    set,
    configurationSet: set.configurationSetName,
    // The engine on one machine checks the permission to send on `*`, whatever the identity.
    on: stage.kind === "aws" ? [identity.emailIdentityArn, setArn] : ["*"],
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
