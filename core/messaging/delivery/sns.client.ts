import {
  type MessageAttributeValue,
  PublishCommand,
  type SNSClient,
  SNSServiceException,
} from "@aws-sdk/client-sns";
import { isTexted, type TextCountries } from "../../people/contacts/texted-number.ts";
import { NotSentError } from "../content/not-sent.ts";
import type { SmsRendition } from "../content/render.ts";
import { notSent, sendsOnce } from "./provider.ts";
import { SNS_REFUSALS } from "./refusals.ts";
import type { AcceptedMessage } from "./ses.client.ts";

/** One text to send. `to`: E.164. `transactional` decides the route that SNS takes. */
export interface TextMessage {
  readonly to: string;
  readonly rendition: SmsRendition;
  readonly transactional: boolean;
}

export interface TextClient {
  /** Hands one text to SNS, once. Throws as {@link EmailClient.send} does. */
  send(text: TextMessage): Promise<AcceptedMessage>;
}

const NUMBER = /^\+[1-9]\d{6,14}$/;
/** 1 to 11 letters and digits, at least one of them a letter (SNS). */
const NAME = /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/;
const SNS = { name: "SNS", refusals: SNS_REFUSALS };

export interface TextClientDeps {
  /** Made with `maxAttempts: 1`. */
  readonly sns: SNSClient;
  /** A number in E.164 or a name of up to 11 letters and digits; empty: the account's default. */
  readonly sender: string;
  readonly countries: TextCountries;
  /** Counts a number that is refused here: intake and decision let none of these through. */
  readonly countRefused: () => void;
}

/** Needs sns:Publish on phone numbers. Hands SNS no number but those that {@link isTexted} lets through. */
export function textClient({ sns, sender, countries, countRefused }: TextClientDeps): TextClient {
  const origin = originOf(sender);
  return {
    async send({ to, rendition, transactional }) {
      await sendsOnce(sns);
      if (!isTexted(to, countries)) {
        countRefused();
        throw new NotSentError("The recipient is no mobile number of a country that is texted", "message");
      }
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
  if (sender === "") return {};
  if (NUMBER.test(sender)) return { "AWS.MM.SMS.OriginationNumber": text(sender) };
  if (NAME.test(sender)) return { "AWS.SNS.SMS.SenderID": text(sender) };
  throw new Error(
    "The sender of texts is neither a number in E.164 nor a name of up to 11 letters and digits",
  );
}
