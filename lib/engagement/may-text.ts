import { Aws, type Stack } from "aws-cdk-lib";
import { textOrigin } from "../../core/messaging/delivery/text.ts";
import { shownArn } from "../constructs/shown-arn.ts";
import type { Permission } from "../constructs/wellspring-function.ts";
import { type StageSettings, textServiceOf } from "../stages.ts";

/** Topics, applications and devices: whatever at SNS has an ARN, of any region and account. */
const EVERY_TOPIC = `arn:${Aws.PARTITION}:sns:*:*:*`;

interface MayText {
  readonly permission: Permission;
  readonly acknowledged: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * The permission to text. At SNS a text goes to a phone number, which has no ARN, so that IAM knows no resource but `*` for it;
 * what has an ARN is denied: the topic of the alarms and that of customers' texts are out of reach, whatever their own policies
 * allow. AWS End User Messaging asks for what a text is sent from: a number has an id of its own there, a name one for each country.
 */
export function mayText(stack: Stack, stage: StageSettings): MayText {
  if (textServiceOf(stage) === "sns")
    return {
      permission: { actions: ["sns:Publish"], on: ["*"], never: [EVERY_TOPIC] },
      acknowledged: [
        {
          id: "AwsSolutions-IAM5[Resource::*]",
          reason:
            "A text goes to a phone number, which is no resource; whatever has an ARN at SNS is denied.",
        },
      ],
    };
  const from = originsOf(stage.sender.sms);
  const arnOf = (resource: string) => stack.formatArn({ service: "sms-voice", resource });
  return {
    permission: { actions: ["sms-voice:SendTextMessage"], on: from.map(arnOf) },
    acknowledged: from
      .filter((resource) => resource.endsWith("*"))
      .map((resource) => ({
        id: `AwsSolutions-IAM5[Resource::${shownArn(stack, "sms-voice")}${resource}]`,
        reason:
          "A number's id is AWS's, and a name has one for each country: the stage names the number or the name.",
      })),
  };
}

function originsOf(sender: string): string[] {
  const origin = textOrigin(sender);
  switch (origin.kind) {
    case "any":
      return ["phone-number/*", "pool/*", "sender-id/*"];
    case "number":
      return ["phone-number/*"];
    case "name":
      return [`sender-id/${origin.value}/*`];
    case "pool":
      return [`pool/${origin.value}`];
    case "phone":
      return [`phone-number/${origin.value}`];
    default:
      return origin satisfies never;
  }
}
