import type { Refusal } from "../content/not-sent.ts";

/**
 * What the errors of a provider mean. The first row that fits counts: `says` is looked for in the reason that the error
 * names, or in its text. Error names stand without `Exception`, as each service writes some of them both ways.
 */
export interface RefusalRow {
  readonly errors: readonly string[];
  readonly says?: RegExp;
  readonly refusal: Refusal;
  readonly cure?: string;
}

const PERMISSION =
  "Deploy the engagement stack again, and see whether a policy of the organisation denies sending: docs/operating/email.md.";

/** The errors that every service of AWS has: https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html */
const COMMON: readonly RefusalRow[] = [
  {
    errors: ["Throttling", "Throttled", "TooManyRequests", "RequestLimitExceeded", "LimitExceeded"],
    refusal: "busy",
  },
  {
    errors: [
      "AccessDenied",
      "AuthorizationError",
      "ExpiredToken",
      "IncompleteSignature",
      "InvalidClientTokenId",
      "InvalidSecurity",
      "MissingAuthenticationToken",
      "NotAuthorized",
      "OptInRequired",
      "RequestExpired",
      "SignatureDoesNotMatch",
      "UnrecognizedClient",
      "CredentialsProviderError",
    ],
    refusal: "account",
    cure: PERMISSION,
  },
];

/** SendRawEmail: https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html */
export const SES_REFUSALS: readonly RefusalRow[] = [
  {
    errors: ["Throttling", "LimitExceeded"],
    says: /daily (message|sending) quota/i,
    refusal: "quota",
    cure: "The letters go out as the 24 hours pass. To send more in a day: SES, Account dashboard, Request a limit increase.",
  },
  {
    errors: ["MessageRejected"],
    says: /not verified/i,
    refusal: "recipient",
    cure: "Publish the DNS records that the engagement stack's outputs name; in the sandbox, verify the recipient too, or ask for production access: docs/operating/email.md.",
  },
  {
    errors: ["MessageRejected"],
    says: /paused|suspended/i,
    refusal: "account",
    cure: "AWS has stopped the account from sending: read SES, Reputation metrics, and the mail to the account's owner.",
  },
  {
    errors: ["MessageRejected"],
    says: /blacklisted|suppression list|virus|malware|too large/i,
    refusal: "message",
  },
  {
    errors: ["AccountSendingPaused"],
    refusal: "account",
    cure: "Sending is switched off in this region: aws ses update-account-sending-enabled --enabled, once it is known why.",
  },
  {
    errors: ["ConfigurationSetSendingPaused"],
    refusal: "account",
    cure: "Sending is switched off for the stage's configuration set: SES, Configuration sets, Enable sending, once it is known why.",
  },
  {
    errors: ["ConfigurationSetDoesNotExist"],
    refusal: "account",
    cure: "The stage's configuration set is gone: deploy the engagement stack again.",
  },
  {
    errors: ["MailFromDomainNotVerified"],
    refusal: "account",
    cure: "SES cannot read the MX record of the stage's mailFromDomain: publish it as the engagement stack's outputs name it.",
  },
  { errors: ["InvalidParameterValue"], refusal: "message" },
  ...COMMON,
];

/**
 * Publish to a phone number. SNS tells little by errors: it accepts texts beyond the spending limit, to numbers that are not
 * verified in the sandbox, and to owners who opted out, and never delivers them (docs/operating/texts.md).
 */
export const SNS_REFUSALS: readonly RefusalRow[] = [
  { errors: ["InvalidParameter", "InvalidParameterValue", "OptedOut"], refusal: "message" },
  ...COMMON,
];

const REGISTRATION =
  "Register a number or a name for each country of textCountries, and put it into sender.sms: docs/operating/texts.md.";
const SPENDING =
  "The month's limit for texts is reached: Service Quotas, AWS End User Messaging, TextMessageMonthlySpend: docs/operating/texts.md.";

/**
 * SendTextMessage of AWS End User Messaging, whose errors name a reason:
 * https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export const END_USER_MESSAGING_REFUSALS: readonly RefusalRow[] = [
  {
    errors: ["AccessDenied"],
    says: /ACCOUNT_DISABLED|REPUTATION/,
    refusal: "account",
    cure: "AWS has stopped the account from texting: read the mail to the account's owner, and open a case.",
  },
  { errors: ["ServiceQuotaExceeded"], says: /SPEND_LIMIT/, refusal: "account", cure: SPENDING },
  { errors: ["ServiceQuotaExceeded"], refusal: "account", cure: SPENDING },
  { errors: ["ResourceNotFound"], refusal: "account", cure: REGISTRATION },
  { errors: ["Conflict"], says: /OPTED_OUT|NUMBER_OVERRIDE/, refusal: "message" },
  {
    errors: ["Conflict"],
    says: /NOT_VERIFIED/,
    refusal: "recipient",
    cure: "The account is in the sandbox for texts: verify the number, or ask for production access: docs/operating/texts.md.",
  },
  {
    errors: ["Conflict"],
    says: /COUNTRY_BLOCKED/,
    refusal: "recipient",
    cure: "The account's protect configuration blocks the country: allow it there, or take it out of textCountries.",
  },
  { errors: ["Conflict"], says: /NO_ORIGINATION|MISMATCH/, refusal: "recipient", cure: REGISTRATION },
  { errors: ["Conflict"], says: /REGISTRATION|NOT_ACTIVE/, refusal: "account", cure: REGISTRATION },
  {
    errors: ["Validation"],
    says: /PRICE_OVER/,
    refusal: "recipient",
    cure: "A text costs more than the stage's textDollarsMax: raise it, or close the country.",
  },
  {
    errors: ["Validation"],
    says: /COUNTRY|SENDER_ID|INTERNATIONAL/,
    refusal: "recipient",
    cure: REGISTRATION,
  },
  {
    errors: ["Validation"],
    says: /MAXIMUM_SIZE|DestinationPhoneNumber|MessageBody/,
    refusal: "message",
  },
  ...COMMON,
];

/** Reads the same however a service writes it. */
function plainName(error: string): string {
  return error.replace(/Exception$/, "");
}

/** The row for an error, by its name and what it says; `unclear` for one that no row names. */
export function refusalOf(
  rows: readonly RefusalRow[],
  error: string,
  text: string,
): Pick<RefusalRow, "refusal" | "cure"> {
  const row = rows.find(
    ({ errors, says }) => errors.includes(plainName(error)) && (says === undefined || says.test(text)),
  );
  return (
    row ?? {
      refusal: "unclear",
      cure: `Look up ${error}, and give it a row in core/messaging/delivery/refusals.ts; then redrive.`,
    }
  );
}
