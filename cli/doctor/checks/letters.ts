import { GetAccountCommand, GetEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { check, type Finding, found, type Subject, unlessMissing } from "../check.ts";

/** Of a day's quota: the next broadcast may not fit. */
const QUOTA_FULL = 0.8;
const SANDBOX_GUIDE =
  "SES → Account dashboard → Request production access. Until then only verified addresses and success@simulator.amazonses.com get letters.";

export function senderDomain({ stage }: Pick<Subject, "stage">): string {
  const { address } = stage.sender;
  return address.slice(address.lastIndexOf("@") + 1);
}

export const sending = check({
  name: "sending",
  about: "SES lets this account send, and fast enough",
  allow: ["ses:GetAccount"],
  ask: ({ ses }) => ses.send(new GetAccountCommand({})),
  judge: (answer, { stage, region }): readonly Finding[] => {
    const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus = "HEALTHY", SendQuota } = answer;
    const where = `SES in ${region}`;
    const { MaxSendRate = 0, Max24HourSend = 0, SentLast24Hours = 0 } = SendQuota ?? {};
    const { emailsPerSecond } = stage.broadcastRate;
    return [
      ...found(ProductionAccessEnabled === false, {
        severity: "hurts",
        what: "SES keeps this account in its sandbox: no customer gets a letter.",
        where,
        next: SANDBOX_GUIDE,
      }),
      ...found(SendingEnabled === false, {
        severity: "blocks",
        what: "Sending is paused: SES refuses every letter.",
        where,
        next: "Read AWS's mail about it; then aws sesv2 put-account-sending-attributes --sending-enabled.",
      }),
      ...found(EnforcementStatus === "PROBATION" || EnforcementStatus === "SHUTDOWN", {
        severity: EnforcementStatus === "SHUTDOWN" ? "blocks" : "hurts",
        what: `AWS reviews how this account sends (${EnforcementStatus}).`,
        where,
        next: "Answer the case in the Support Center; read Bounces and Complaints in docs/operating/alarms.md.",
      }),
      ...found(MaxSendRate < emailsPerSecond, {
        severity: "hurts",
        what: `SES takes ${MaxSendRate} letters a second, and broadcasts alone may send ${emailsPerSecond}: they will be throttled.`,
        where: `broadcastRate.emailsPerSecond of ${stage.name}`,
        next: "Lower it below SES's rate with room for letters that customers wait for, or ask for more: Service Quotas → SES → Sending rate.",
      }),
      ...found(Max24HourSend > 0 && SentLast24Hours >= Max24HourSend * QUOTA_FULL, {
        severity: "hurts",
        what: `${SentLast24Hours} of the ${Max24HourSend} letters of a day are sent: SES refuses the rest.`,
        where,
        next: "Ask for more: Service Quotas → SES → Sending quota; broadcasts wait meanwhile.",
      }),
    ];
  },
});

/** The identity of the sender's domain, as SES knows it. */
export const sender = check({
  name: "sender",
  about: "SES has verified the sender's domain, signs for it, and returns bounces by it",
  after: true,
  allow: ["ses:GetEmailIdentity"],
  ask: ({ ses }, subject) =>
    unlessMissing(ses.send(new GetEmailIdentityCommand({ EmailIdentity: senderDomain(subject) })), [
      "NotFoundException",
    ]),
  judge: (identity, subject): readonly Finding[] => {
    const where = senderDomain(subject);
    if (identity === undefined) {
      return [
        {
          severity: "blocks",
          what: "SES does not know the sender's domain: it refuses every letter.",
          where,
          next: `npx cdk deploy --all -c stage=${subject.stage.name} makes it; look whether this is the right region.`,
        },
      ];
    }
    const { Status = "NOT_STARTED", SigningEnabled } = identity.DkimAttributes ?? {};
    const { MailFromDomain, MailFromDomainStatus } = identity.MailFromAttributes ?? {};
    const publish = `Publish its DNS records (docs/operating/email.md); the checks below name those that are missing.`;
    return [
      ...found(identity.VerifiedForSendingStatus !== true, {
        severity: "blocks",
        what: "The sender's domain is not verified: SES refuses every letter.",
        where,
        next: publish,
      }),
      ...found(identity.VerifiedForSendingStatus === true && Status !== "SUCCESS", {
        severity: "hurts",
        what: `SES does not find its DKIM records (${Status}): letters will go unsigned, and mailbox providers refuse them.`,
        where,
        next: publish,
      }),
      ...found(SigningEnabled === false, {
        severity: "hurts",
        what: "DKIM signing is switched off: mailbox providers refuse unsigned letters of a bulk sender.",
        where,
        next: `aws sesv2 put-email-identity-dkim-attributes --email-identity ${where} --signing-enabled`,
      }),
      ...found(MailFromDomain === undefined, {
        severity: "note",
        what: "Letters have no MAIL FROM domain of the brand's own: SPF speaks for amazonses.com, and DMARC rests on DKIM alone.",
        where,
        next: "Set mailFromDomain of the stage (docs/operating/email.md), and publish its MX and SPF.",
      }),
      ...found(MailFromDomain !== undefined && MailFromDomainStatus !== "SUCCESS", {
        severity: "hurts",
        what: `SES does not use the MAIL FROM domain yet (${MailFromDomainStatus}).`,
        where: MailFromDomain ?? where,
        next: "Publish its MX and SPF; SES gives up after three days: then set it again.",
      }),
    ];
  },
});
