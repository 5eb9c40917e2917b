import { CfnOutput, type Stack } from "aws-cdk-lib";
import {
  ConfigurationSet,
  EmailIdentity,
  Identity,
  MailFromBehaviorOnMxFailure,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { shownArn } from "../constructs/shown-arn.ts";
import type { Permission } from "../constructs/wellspring-function.ts";
import type { AwsStage, StageSettings } from "../stages.ts";
import { mayText } from "./may-text.ts";

export interface Sender {
  readonly set: ConfigurationSet;
  readonly configurationSet: string;
  /** In a sandbox SES asks for permission on the recipient's identity, too: any may be written to, but only as the brand. */
  readonly mayWrite: Permission;
  readonly mayText: Permission;
  /** Why cdk-nag need not mind that these two let anybody be written to. */
  readonly anybody: readonly { readonly id: string; readonly reason: string }[];
}

/** The brand's sender, and the configuration set through which SES publishes bounces and complaints. */
export function sender(stack: Stack, stage: StageSettings): Sender {
  const set = new ConfigurationSet(stack, "Letters", {
    reputationMetrics: true,
    // Even if its events are lost, SES itself accepts no letter to an owner who complained. Bounces are on our list alone,
    // from which the brand can lift them: docs/decisions/54-every-state-leads-on.md.
    suppressionReasons: SuppressionReasons.COMPLAINTS_ONLY,
  });
  identity(stack, stage, set);
  const texts = mayText(stack, stage);
  return {
    set,
    configurationSet: set.configurationSetName,
    mayWrite: mayWrite(stack, stage, set),
    mayText: texts.permission,
    anybody: [
      ...texts.acknowledged,
      {
        id: `AwsSolutions-IAM5[Resource::${shownArn(stack, "ses")}identity/*]`,
        reason:
          "In a sandbox SES asks for permission on the recipient's identity; the sender's address is fixed.",
      },
    ],
  };
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

/** The domain that SES signs for: made here, or one that the account has, whose records are its owner's. */
function identity(stack: Stack, stage: StageSettings, set: ConfigurationSet): void {
  const domain = domainOf(stage.sender.address);
  if (stage.kind === "local") {
    new EmailIdentity(stack, "Sender", { identity: Identity.domain(domain), configurationSet: set });
    return;
  }
  const mailFrom = mailFromDomain(stage, domain);
  if (stage.senderIdentity !== "existing") {
    const { dkimRecords } = new EmailIdentity(stack, "Sender", {
      identity: Identity.domain(domain),
      configurationSet: set,
      ...(mailFrom !== undefined && {
        mailFromDomain: mailFrom,
        // Without its MX record letters go out as before, only that SPF is aligned with nothing.
        mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      }),
    });
    for (const [index, { name, value }] of dkimRecords.entries())
      new CfnOutput(stack, `DkimRecord${index + 1}`, { value: `${name} CNAME ${value}` });
  }
  if (mailFrom !== undefined) {
    const mx = `${mailFrom} MX 10 feedback-smtp.${stack.region}.amazonses.com`;
    new CfnOutput(stack, "MailFromMxRecord", { value: mx });
    new CfnOutput(stack, "MailFromSpfRecord", {
      value: `${mailFrom} TXT "v=spf1 include:amazonses.com ~all"`,
    });
  }
  new CfnOutput(stack, "DmarcRecord", {
    value: `_dmarc.${domain} TXT "v=DMARC1; p=none; rua=mailto:${stage.sender.replyTo}"`,
  });
}

/** SES takes a subdomain of the sender's domain alone, from which nothing else is sent. */
function mailFromDomain({ name, mailFromDomain }: AwsStage, domain: string): string | undefined {
  if (mailFromDomain === undefined || mailFromDomain.endsWith(`.${domain}`)) return mailFromDomain;
  throw new Error(
    `The stage ${JSON.stringify(name)} bounces to ${mailFromDomain} (mailFromDomain). SES takes a subdomain of ${domain} alone, such as bounce.${domain}.`,
  );
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
