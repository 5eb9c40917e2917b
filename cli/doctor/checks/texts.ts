import {
  DescribeAccountAttributesCommand,
  DescribePhoneNumbersCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
  type PhoneNumberInformation,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { check, type Finding, found, type Subject } from "../check.ts";

const CONSOLE = "AWS End User Messaging → SMS";

/** Whether a stage's `sender.sms` names this number: by itself, by its id, or by its pool. */
function isNamed(sender: string, { PhoneNumber, PhoneNumberId, PoolId }: PhoneNumberInformation): boolean {
  return [PhoneNumber, PhoneNumberId, PoolId].includes(sender);
}

/** A stage that opens texts to no country sends none. */
function textsAreOpen({ stage }: Pick<Subject, "stage">): boolean {
  return stage.textCountries.length > 0;
}

export const texting = check({
  name: "texting",
  about: "texts leave the sandbox, and may cost what the stage says",
  allow: ["sms-voice:DescribeAccountAttributes", "sms-voice:DescribeSpendLimits"],
  ask: async ({ sms }, subject) => {
    if (!textsAreOpen(subject)) return undefined;
    const { AccountAttributes = [] } = await sms.send(new DescribeAccountAttributesCommand({}));
    const { SpendLimits = [] } = await sms.send(new DescribeSpendLimitsCommand({}));
    return { attributes: AccountAttributes, limits: SpendLimits };
  },
  judge: (answer, { stage, region }): readonly Finding[] => {
    if (answer === undefined) return [];
    const tier = answer.attributes.find(({ Name }) => Name === "ACCOUNT_TIER")?.Value;
    const limit = answer.limits.find(({ Name }) => Name === "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT");
    const { EnforcedLimit = 0, MaxLimit = 0 } = limit ?? {};
    const { smsDollarsPerMonth: dollars } = stage.sender;
    const raise =
      dollars > MaxLimit
        ? `Ask AWS for more (${CONSOLE} → Quotas); AWS lets this account spend $${MaxLimit}.`
        : `aws pinpoint-sms-voice-v2 set-text-message-spend-limit-override --monthly-limit ${dollars}`;
    return [
      ...found(tier === "SANDBOX", {
        severity: "hurts",
        what: "Texts are in AWS's sandbox: only numbers that were verified there get one.",
        where: `${CONSOLE} in ${region}`,
        next: `${CONSOLE} → Overview → Move out of the sandbox.`,
      }),
      ...found(EnforcedLimit < dollars, {
        severity: "hurts",
        what: `Texts stop at $${EnforcedLimit} a month; the stage lets them cost $${dollars}, and its alarm rings only near that.`,
        where: `sender.smsDollarsPerMonth of ${stage.name}`,
        next: raise,
      }),
    ];
  },
});

export const origination = check({
  name: "origination",
  about: "texts have a registered number or name to come from, and answers are heard",
  allow: ["sms-voice:DescribePhoneNumbers", "sms-voice:DescribeSenderIds"],
  ask: async ({ sms }, subject) => {
    if (!textsAreOpen(subject)) return undefined;
    const { PhoneNumbers = [] } = await sms.send(new DescribePhoneNumbersCommand({}));
    const { SenderIds = [] } = await sms.send(new DescribeSenderIdsCommand({}));
    return { numbers: PhoneNumbers, names: SenderIds };
  },
  judge: (answer, { stage, outputs, region }): readonly Finding[] => {
    if (answer === undefined) return [];
    const { numbers, names } = answer;
    const { sms } = stage.sender;
    const where = sms === "" ? `${CONSOLE} in ${region}` : `sender.sms of ${stage.name} (${sms})`;
    const named = numbers.filter((number) => isNamed(sms, number));
    const isName = names.some(({ SenderId }) => SenderId === sms);
    const isKnown = sms === "" || isName || named.length > 0;
    const used = sms === "" || isName ? numbers : named;
    const topic = outputs.get("InboundTextsTopicArn");
    return [
      ...found(sms === "" && numbers.length === 0 && names.length === 0, {
        severity: "hurts",
        what: `This account has no number or name that texts could come from; ${stage.textCountries.join(", ")} want one that is registered.`,
        where,
        next: `${CONSOLE} → Phone numbers → Request originator; then name it in sender.sms.`,
      }),
      ...found(!isKnown, {
        severity: "blocks",
        what: "This account does not have the number or name that texts come from.",
        where,
        next: `Correct sender.sms, or request it: ${CONSOLE} → Phone numbers.`,
      }),
      ...used.flatMap(({ PhoneNumber = "", Status, TwoWayEnabled, TwoWayChannelArn }) => [
        ...found(Status !== "ACTIVE", {
          severity: "hurts",
          what: `A number is not ready to send (${Status}): its registration may be open.`,
          where: PhoneNumber,
          next: `${CONSOLE} → Registrations says what it waits for.`,
        }),
        ...found(
          Status === "ACTIVE" && !(TwoWayEnabled && (topic === undefined || TwoWayChannelArn === topic)),
          {
            severity: "hurts",
            what: "Answers to this number do not reach Wellspring: nobody hears a STOP or a JOIN.",
            where: PhoneNumber,
            next: `${CONSOLE} → Phone numbers → Two-way SMS → on, to ${topic ?? "the InboundTextsTopicArn output"}.`,
          },
        ),
      ]),
    ];
  },
});
