import { readFileSync } from "node:fs";
import {
  AccessDeniedExceptionReason,
  ConflictExceptionReason,
  ValidationExceptionReason,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NotSentError, type Refusal } from "../../../../core/messaging/content/not-sent.ts";
import type { ClaimStore, Unsent } from "../../../../core/messaging/delivery/claim.ts";
import { deliverMessage } from "../../../../core/messaging/delivery/deliver-message.ts";
import { DeliverMessage, type MessageDelivered } from "../../../../core/messaging/delivery/delivery.ts";
import { notSent } from "../../../../core/messaging/delivery/provider.ts";
import {
  END_USER_MESSAGING_REFUSALS,
  type RefusalRow,
  refusalOf,
  SES_REFUSALS,
  SNS_REFUSALS,
} from "../../../../core/messaging/delivery/refusals.ts";
import { minutesAfter } from "../../../../core/model/instant.ts";
import type { Instant } from "../../../../core/model/purchase.ts";
import { ada, aPerson, noon } from "../../../support/eligibility-builders.ts";

/** One error as a provider answers it: its name, and what it says. */
interface Answer {
  readonly name: string;
  readonly says: string;
}

const notVerified =
  "Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ada@example.com";

/** What SES documents that SendRawEmail answers, and what it is: https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html */
const SES_ANSWERS: readonly (Answer & { readonly refusal: Refusal })[] = [
  {
    name: "AccessDenied",
    says: "not authorized to perform ses:SendRawEmail on resource …",
    refusal: "account",
  },
  { name: "AccessDeniedException", says: "not authorized", refusal: "account" },
  { name: "MessageRejected", says: notVerified, refusal: "recipient" },
  {
    name: "MessageRejected",
    says: "Sending paused for this account. For more information, …",
    refusal: "account",
  },
  {
    name: "MessageRejected",
    says: "Sending suspended for this account. For more information, …",
    refusal: "account",
  },
  { name: "MessageRejected", says: "Address blacklisted.", refusal: "message" },
  { name: "MessageRejected", says: "Something new", refusal: "unclear" },
  { name: "AccountSendingPausedException", says: "", refusal: "account" },
  { name: "ConfigurationSetSendingPausedException", says: "", refusal: "account" },
  { name: "ConfigurationSetDoesNotExistException", says: "", refusal: "account" },
  { name: "MailFromDomainNotVerifiedException", says: "", refusal: "account" },
  { name: "Throttling", says: "Maximum sending rate exceeded.", refusal: "busy" },
  { name: "ThrottlingException", says: "Rate exceeded", refusal: "busy" },
  { name: "Throttling", says: "Daily message quota exceeded.", refusal: "quota" },
  { name: "ThrottlingException", says: "Daily sending quota exceeded", refusal: "quota" },
  { name: "InvalidParameterValue", says: "Missing final '@domain'", refusal: "message" },
  { name: "ExpiredToken", says: "", refusal: "account" },
  { name: "OptInRequired", says: "", refusal: "account" },
  { name: "NotOfThisWorld", says: "", refusal: "unclear" },
];

/** The errors of a command as the SDK's types name them. */
function thrownBy(client: string, command: string): string[] {
  const types = readFileSync(`node_modules/@aws-sdk/${client}/dist-types/commands/${command}.d.ts`, "utf8");
  return [...types.matchAll(/@throws \{@link (\w+)\} \(client fault\)/g)].map(([, name = ""]) => name);
}

/** Errors of SNS about topics, endpoints and keys, of which a text to a number has none: an operator looks at them. */
const OF_TOPICS = /^(EndpointDisabled|KMS|NotFound|PlatformApplicationDisabled|Validation)/;

describe("each error of a provider", () => {
  test.each(SES_ANSWERS)("of SES is read for what it is: $name, $says", ({ name, says, refusal }) => {
    expect(refusalOf(SES_REFUSALS, name, says).refusal).toBe(refusal);
  });

  test.each([
    ["client-ses", "SendRawEmailCommand", SES_REFUSALS, /^MessageRejected$/],
    ["client-sns", "PublishCommand", SNS_REFUSALS, OF_TOPICS],
    // These two name a reason: below.
    [
      "client-pinpoint-sms-voice-v2",
      "SendTextMessageCommand",
      END_USER_MESSAGING_REFUSALS,
      /^(Conflict|Validation)Exception$/,
    ],
  ] as const)("that the types of %s name for %s has a row", (client, command, rows, known) => {
    const errors = thrownBy(client, command);
    expect(errors.length).toBeGreaterThan(4);
    const unnamed = errors.filter((name) => refusalOf(rows, name, "").refusal === "unclear");
    expect(unnamed.filter((name) => !known.test(name))).toEqual([]);
  });

  test("of texts is about the one recipient, the message or the account by the reason that it names", () => {
    const kinds = (error: string, reasons: Readonly<Record<string, string>>) =>
      Map.groupBy(
        Object.values(reasons),
        (one) => refusalOf(END_USER_MESSAGING_REFUSALS, error, one).refusal,
      );
    const conflicts = kinds("ConflictException", ConflictExceptionReason);
    expect(conflicts.get("message")).toEqual([
      "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE",
      "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    ]);
    expect(conflicts.get("recipient")).toEqual(
      expect.arrayContaining([
        "DESTINATION_PHONE_NUMBER_NOT_VERIFIED",
        "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION",
        "NO_ORIGINATION_IDENTITIES_FOUND",
      ]),
    );
    expect(conflicts.get("account")).toEqual(
      expect.arrayContaining(["REGISTRATION_NOT_COMPLETE", "RESOURCE_NOT_ACTIVE"]),
    );
    const validations = kinds("ValidationException", ValidationExceptionReason);
    expect(validations.get("message")).toEqual(["MAXIMUM_SIZE_EXCEEDED"]);
    expect(validations.get("recipient")).toEqual(
      expect.arrayContaining([
        "COUNTRY_NOT_ENABLED",
        "DESTINATION_COUNTRY_BLOCKED",
        "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
        "PRICE_OVER_THRESHOLD",
        "SENDER_ID_REQUIRES_REGISTRATION",
      ]),
    );
    expect([...kinds("AccessDeniedException", AccessDeniedExceptionReason).keys()]).toEqual(["account"]);
  });

  test("that an operator has to mend names its cure", () => {
    const rows: readonly RefusalRow[] = [...SES_REFUSALS, ...SNS_REFUSALS, ...END_USER_MESSAGING_REFUSALS];
    const mended = rows.filter(({ refusal }) => ["account", "recipient", "quota"].includes(refusal));
    expect(mended.filter(({ cure }) => cure === undefined)).toEqual([]);
    expect(refusalOf(SES_REFUSALS, "NotOfThisWorld", "").cure).toContain("NotOfThisWorld");
  });

  test("quotes no address of a customer", () => {
    const error = refusing({ name: "MessageRejected", says: notVerified });
    expect(`${error.message} ${error.cure}`).not.toContain("ada@");
  });
});

function refusing({ name, says }: Answer): NotSentError {
  const error = notSent({ name: "SES", refusals: SES_REFUSALS }, new Error(says), {
    name,
    message: says,
    $fault: "client",
  });
  if (error instanceof NotSentError) return error;
  throw new Error(`${name} may have been sent`);
}

/** One message to one customer whose journey waits and calls again, as state-machines/ do. */
class Waiting {
  now: Instant = noon;
  claimed = false;
  asked = 0;
  sent = 0;
  readonly unsent: Unsent[] = [];
  private readonly delivery: DeliverMessage;

  constructor(given: Partial<DeliverMessage>) {
    const journey = { name: "impact-update", startedAt: noon };
    this.delivery = DeliverMessage.parse({
      customer: ada,
      message: "impact-update",
      sendKey: "impact-update:gift_1",
      facts: { purchases: 1 },
      journey,
      ...given,
    });
  }

  private claims(): ClaimStore {
    return {
      findClaim: async () => undefined,
      claim: async () => {
        if (this.claimed) return "taken";
        this.claimed = true;
        return "claimed";
      },
      recordSent: async () => {},
      recordRefused: async () => {},
      release: async () => {
        this.claimed = false;
      },
      recordUnsent: async (_, entry) => {
        this.unsent.push(entry);
      },
    };
  }

  call(answer: Answer | undefined): Promise<MessageDelivered> {
    return deliverMessage({
      readPerson: async () => aPerson(),
      journeySwitch: async () => undefined,
      readAside: async () => ({ suppressed: false }),
      recipient: async (_, channel) => ({
        channel,
        hmac: "h".repeat(43),
        address: "a@example.com",
        confirmed: true,
      }),
      claims: this.claims(),
      countSend: async () => "counted",
      countRefused: () => {},
      compose: async () => ({
        to: "a@example.com",
        topic: "impact",
        transactional: false,
        rendition: { channel: "email", subject: "s", html: "h", text: "t" },
        unsubscribe: undefined,
        at: this.now,
      }),
      send: async () => {
        this.asked += 1;
        if (answer !== undefined) throw refusing(answer);
        this.sent += 1;
        return { provider: "ses", id: "1" };
      },
      now: () => this.now,
    })(this.delivery);
  }

  /** Calls again whenever it is deferred, at its time; `answers` by the hours since its start. */
  async run(answerAt: (hours: number) => Answer | undefined, callsMax: number): Promise<MessageDelivered> {
    for (let call = 0; call < callsMax; call += 1) {
      const hours = (Date.parse(this.now) - Date.parse(noon)) / 3_600_000;
      const delivered = await this.call(answerAt(hours));
      if (delivered.outcome !== "deferred") return delivered;
      expect(Date.parse(delivered.until)).toBeGreaterThan(Date.parse(this.now));
      this.now = delivered.until;
    }
    throw new Error(`It still waits after ${callsMax} calls`);
  }
}

const ofKind = (...kinds: readonly Refusal[]) =>
  fc.constantFrom(...SES_ANSWERS.filter(({ refusal }) => kinds.includes(refusal)));
const someHours = fc.double({ min: 0.01, max: 24 * 20, noNaN: true });

describe("a message that the account may not send", () => {
  test("is sent once the account may, within as long again, and costs a few calls a day until then", () =>
    fc.assert(
      fc.asyncProperty(ofKind("account", "recipient", "quota"), someHours, async (answer, mendedAt) => {
        const waiting = new Waiting({});
        const callsMax = 8 + (mendedAt / 24) * (answer.refusal === "quota" ? 24 : 4) + 1;
        const delivered = await waiting.run((hours) => (hours < mendedAt ? answer : undefined), callsMax);
        expect(delivered).toEqual({ outcome: "sent", channel: "email" });
        expect(waiting.sent).toBe(1);
        expect(waiting.unsent.flatMap(({ reasons }) => reasons)).not.toContain("notAccepted");
        const late = (Date.parse(waiting.now) - Date.parse(noon)) / 3_600_000 - mendedAt;
        expect(late).toBeLessThanOrEqual(
          answer.refusal === "quota" ? 1 : Math.min(6, Math.max(0.25, mendedAt)),
        );
      }),
    ));

  test("is tried in its last second, and left out only because it is too late", () =>
    fc.assert(
      fc.asyncProperty(
        ofKind("account", "recipient", "quota"),
        fc.integer({ min: 0, max: 600 }),
        async (answer, minutes) => {
          const validUntil = minutesAfter(noon, minutes);
          const waiting = new Waiting({ validUntil });
          const delivered = await waiting.run(() => answer, 20);
          expect(waiting.now).toBe(validUntil);
          expect(delivered).toMatchObject({ outcome: "dropped", reasons: [expect.any(String), "tooLate"] });
          const mended = new Waiting({ validUntil });
          await mended.run((hours) => (Math.round(hours * 60) < minutes ? answer : undefined), 20);
          expect(mended.sent).toBe(1);
        },
      ),
    ));

  test("fails, unclaimed, if it is an answer: an operator sends it again once the account may", () =>
    fc.assert(
      fc.asyncProperty(ofKind("account", "recipient", "quota"), async (answer) => {
        const link = new Waiting({ message: "sign-in-link", facts: {} });
        await expect(link.call(answer)).rejects.toMatchObject({ name: "AccountRefusedError" });
        expect([link.claimed, link.unsent]).toEqual([false, []]);
        expect(await link.call(undefined)).toMatchObject({ outcome: "sent" });
      }),
    ));
});

test("a refusal of the message itself is final after one try", () =>
  fc.assert(
    fc.asyncProperty(ofKind("message"), async (answer) => {
      const waiting = new Waiting({});
      expect(await waiting.run(() => answer, 1)).toEqual({ outcome: "dropped", reasons: ["notAccepted"] });
      expect(waiting.asked).toBe(1);
    }),
  ));

test("a refusal that nobody knows fails for an operator: it is neither final nor tried forever", async () => {
  const waiting = new Waiting({});
  await expect(waiting.call({ name: "NotOfThisWorld", says: "" })).rejects.toMatchObject({
    name: "RefusalUnclearError",
  });
  expect([waiting.claimed, waiting.unsent]).toEqual([false, []]);
});

test("a message for which the SDK finds no credentials is not sent, and waits", () => {
  const error = Object.assign(new Error("no credentials"), { name: "CredentialsProviderError" });
  expect(notSent({ name: "SES", refusals: SES_REFUSALS }, error)).toMatchObject({ refusal: "account" });
});
