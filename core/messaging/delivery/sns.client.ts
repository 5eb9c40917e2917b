import {
  type MessageAttributeValue,
  PublishCommand,
  type SNSClient,
  SNSServiceException,
} from "@aws-sdk/client-sns";
import { notSent, sendsOnce } from "./provider.ts";
import { SNS_REFUSALS } from "./refusals.ts";
import { insistOnTexted, type TextClient, type TextGuard, textOrigin } from "./text.ts";

const SNS = { name: "SNS", refusals: SNS_REFUSALS };

export interface SnsTextsDeps extends TextGuard {
  /** Made with `maxAttempts: 1`. */
  readonly sns: SNSClient;
  /** A number in E.164 or a name of up to 11 letters and digits; empty: the account's default. */
  readonly sender: string;
}

/**
 * Needs sns:Publish on phone numbers. A text lives as long as SNS likes, and what became of it is only in SNS's own log: no
 * event carries a tag.
 */
export function snsTexts({ sns, sender, ...guard }: SnsTextsDeps): TextClient {
  const origin = originOf(sender);
  return {
    async send({ to, rendition, transactional }) {
      await sendsOnce(sns);
      insistOnTexted(to, guard);
      try {
        const { MessageId } = await sns.send(
          new PublishCommand({
            PhoneNumber: to,
            Message: rendition.text,
            MessageAttributes: {
              "AWS.SNS.SMS.SMSType": text(transactional ? "Transactional" : "Promotional"),
              ...origin,
            },
          }),
        );
        if (MessageId === undefined) throw new Error("SNS returned no message id");
        return { provider: "sns", id: MessageId };
      } catch (error) {
        throw notSent(SNS, error, error instanceof SNSServiceException ? error : undefined);
      }
    },
  };
}

function text(value: string): MessageAttributeValue {
  return { DataType: "String", StringValue: value };
}

function originOf(sender: string): Record<string, MessageAttributeValue> {
  const origin = textOrigin(sender);
  if (origin.kind === "any") return {};
  if (origin.kind === "number") return { "AWS.MM.SMS.OriginationNumber": text(sender) };
  if (origin.kind === "name") return { "AWS.SNS.SMS.SenderID": text(sender) };
  throw new Error("SNS sends from a number or a name, not from an id of AWS End User Messaging");
}
