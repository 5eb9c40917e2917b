import {
  DescribeActiveReceiptRuleSetCommand,
  type SESClient,
  SetActiveReceiptRuleSetCommand,
} from "@aws-sdk/client-ses";
import type { ResourceChange } from "../../platform/lambda/custom-resource.ts";

/** Another set of receipt rules is active in this account and region: its mail would be lost if ours took its place. */
export class OtherRulesActiveError extends Error {
  override readonly name = "OtherRulesActiveError";
}

/**
 * Keeps a set of receipt rules active where no other is: one is in an account and region. What is active already stays; the
 * deploy fails with its name, so that the stage can add its rule there. When the stage goes, only its own set is deactivated.
 */
export function activateReceiptRules(
  ses: SESClient,
  ruleSet: string,
): (change: ResourceChange) => Promise<void> {
  return async (change) => {
    const { Metadata } = await ses.send(new DescribeActiveReceiptRuleSetCommand());
    const active = Metadata?.Name;
    if (change === "Delete") {
      if (active === ruleSet) await ses.send(new SetActiveReceiptRuleSetCommand({}));
      return;
    }
    if (active === ruleSet) return;
    if (active !== undefined)
      throw new OtherRulesActiveError(
        `The receipt rules ${JSON.stringify(active)} are active here, and stay so. Name them as inbound.ruleSet of the stage: a rule is added to them.`,
      );
    await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: ruleSet }));
  };
}
