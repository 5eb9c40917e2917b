import {
  PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESClient, SESServiceException, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { PublishCommand, SNSClient, SNSServiceException } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import type { Letter } from "../../../../core/messaging/content/mime.ts";
import { NotSentError } from "../../../../core/messaging/content/not-sent.ts";
import { endUserMessagingTexts } from "../../../../core/messaging/delivery/end-user-messaging.client.ts";
import { emailClient } from "../../../../core/messaging/delivery/ses.client.ts";
import { snsTexts } from "../../../../core/messaging/delivery/sns.client.ts";
import { email, links, sms } from "../../../support/briefs.ts";
import { everyTextCountry } from "../../../support/text-countries.ts";

const ses = mockClient(SESClient);
const sns = mockClient(SNSClient);
const voice = mockClient(PinpointSMSVoiceV2Client);
const once = { region: "us-east-1", maxAttempts: 1 };
const letters = emailClient(new SESClient(once));

const letter: Letter = {
  from: "Tarnfell <hello@tarnfell.example>",
  replyTo: "people@tarnfell.example",
  to: "ada@example.com",
  rendition: email("impact-update"),
  at: "2026-11-22T13:35:45Z",
  listId: "impact.tarnfell.example",
  unsubscribe: links.unsubscribe,
  configurationSet: "wellspring-sends",
};
const tag = `cus_${"a".repeat(26)}-1795347345-${"m".repeat(22)}`;
const text = { to: "+4915112345678", rendition: sms("impact-update"), transactional: false };

const sesFault = (name: string, $fault: "client" | "server") =>
  new SESServiceException({ name, $fault, $metadata: {}, message: "about ada@example.com" });
const unreached = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
const hungUp = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });

beforeEach(() => {
  ses.reset();
  sns.reset();
  voice.reset();
  voice.on(SendTextMessageCommand).resolves({ MessageId: "eum-1" });
  ses.on(SendRawEmailCommand).resolves({ MessageId: "ses-1" });
  sns.on(PublishCommand).resolves({ MessageId: "sns-1" });
});

describe("emails", () => {
  test("go to the one recipient and to no address that a header could name", async () => {
    expect(await letters.send(letter, tag)).toEqual({ provider: "ses", id: "ses-1" });
    const input = ses.commandCalls(SendRawEmailCommand)[0]?.args[0].input;
    expect(input).toMatchObject({ Source: "hello@tarnfell.example", Destinations: ["ada@example.com"] });
    expect(input?.Tags).toEqual([{ Name: "claim", Value: tag }]);
    expect(Buffer.from(input?.RawMessage?.Data ?? "").toString()).toContain("List-Unsubscribe-Post");
  });

  test.for([
    ["Throttling", "client", "busy"],
    ["AccountSendingPausedException", "client", "account"],
    ["InvalidParameterValue", "client", "message"],
    ["MessageRejected", "client", "unclear"],
    ["ConfigurationSetDoesNotExist", "client", "account"],
  ] as const)("were certainly not sent after %s", async ([name, fault, refusal]) => {
    ses.on(SendRawEmailCommand).rejects(sesFault(name, fault));
    const error = await letters.send(letter, tag).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotSentError);
    expect(error).toMatchObject({ refusal });
    expect(String(error)).not.toContain("ada");
  });

  test("were not sent when no connection was made, and may be sent later", async () => {
    ses.on(SendRawEmailCommand).rejects(unreached);
    await expect(letters.send(letter, tag)).rejects.toMatchObject({ name: "NotSentError", refusal: "busy" });
  });

  test.for([sesFault("InternalFailure", "server"), hungUp])("may have been sent after %s", async (fault) => {
    ses.on(SendRawEmailCommand).rejects(fault);
    const error = await letters.send(letter, tag).catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(NotSentError);
    expect(ses.commandCalls(SendRawEmailCommand)).toHaveLength(1);
  });

  test("are not sent by a client that tries again by itself", async () => {
    const eager = emailClient(new SESClient({ region: "us-east-1" }));
    await expect(eager.send(letter, tag)).rejects.toThrow(NotSentError);
    expect(ses.commandCalls(SendRawEmailCommand)).toHaveLength(0);
  });
});

describe("texts", () => {
  const textsFrom = (sender: string) =>
    snsTexts({
      sns: new SNSClient(once),
      sender,
      countries: everyTextCountry,
      countRefused: () => refused.push(sender),
    });
  const refused: string[] = [];
  const attributesBy = async (sender: string, transactional: boolean) => {
    sns.resetHistory();
    await textsFrom(sender).send({ ...text, transactional }, tag);
    return sns.commandCalls(PublishCommand)[0]?.args[0].input;
  };
  const string = (StringValue: string) => ({ DataType: "String", StringValue });

  test("go by the promotional route unless they answer something, from the sender that is set", async () => {
    expect(await attributesBy("Tarnfell", false)).toEqual({
      PhoneNumber: "+4915112345678",
      Message: text.rendition.text,
      MessageAttributes: {
        "AWS.SNS.SMS.SMSType": string("Promotional"),
        "AWS.SNS.SMS.SenderID": string("Tarnfell"),
      },
    });
    expect((await attributesBy("+12065550100", true))?.MessageAttributes).toEqual({
      "AWS.SNS.SMS.SMSType": string("Transactional"),
      "AWS.MM.SMS.OriginationNumber": string("+12065550100"),
    });
    expect(Object.keys((await attributesBy("", true))?.MessageAttributes ?? {})).toEqual([
      "AWS.SNS.SMS.SMSType",
    ]);
  });

  test.for(["Tarnfell Outdoors", "12345", "+0", "Tarn-fell"])("have no sender such as %s", (sender) => {
    expect(() => textsFrom(sender)).toThrow();
  });

  test.for(["015112345678", "+49 151 1", "+919812345678", "", "+4915112345678,+4915112345679"])(
    "do not go to %j",
    async (to) => {
      await expect(textsFrom("").send({ ...text, to }, tag)).rejects.toThrow(NotSentError);
      expect(sns.commandCalls(PublishCommand)).toHaveLength(0);
      expect(refused.splice(0)).toHaveLength(1);
    },
  );

  test("distinguish a refusal from an unknown outcome, as emails do", async () => {
    const fault = (name: string, $fault: "client" | "server") =>
      new SNSServiceException({ name, $fault, $metadata: {}, message: "x" });
    const send = () => textsFrom("").send(text, tag);
    sns.on(PublishCommand).rejects(fault("ThrottledException", "client"));
    await expect(send()).rejects.toMatchObject({ name: "NotSentError", refusal: "busy" });
    sns.on(PublishCommand).rejects(fault("InvalidParameter", "client"));
    await expect(send()).rejects.toMatchObject({ name: "NotSentError", refusal: "message" });
    sns.on(PublishCommand).rejects(fault("InternalError", "server"));
    await expect(send()).rejects.not.toBeInstanceOf(NotSentError);
  });
});

describe("texts by AWS End User Messaging", () => {
  const at = "2026-11-22T13:35:45Z";
  const refused: string[] = [];
  const textsFrom = (sender: string, dollarsMax = "") =>
    endUserMessagingTexts({
      sms: new PinpointSMSVoiceV2Client(once),
      sender,
      dollarsMax,
      stage: "production",
      countries: everyTextCountry,
      countRefused: () => refused.push(sender),
      now: () => at,
    });
  const inputOf = async (sender: string, more: object = {}, dollarsMax = "") => {
    voice.resetHistory();
    expect(await textsFrom(sender, dollarsMax).send({ ...text, ...more }, tag)).toEqual({
      provider: "endUserMessaging",
      id: "eum-1",
    });
    return voice.commandCalls(SendTextMessageCommand)[0]?.args[0].input;
  };

  test("carry the tag of their claim and their stage, and live no longer than their window", async () => {
    expect(await inputOf("+12065550100", { until: "2026-11-22T19:00:00Z" })).toEqual({
      DestinationPhoneNumber: "+4915112345678",
      OriginationIdentity: "+12065550100",
      MessageBody: text.rendition.text,
      MessageType: "PROMOTIONAL",
      TimeToLive: 19_455,
      Context: { claim: tag, stage: "production" },
    });
    expect(await inputOf("", { transactional: true })).toMatchObject({
      MessageType: "TRANSACTIONAL",
      TimeToLive: 72 * 3600,
    });
    expect(await inputOf("", { until: at })).toMatchObject({ TimeToLive: 5 });
    expect(await inputOf("", { until: "2027-01-01T00:00:00Z" })).toMatchObject({ TimeToLive: 72 * 3600 });
  });

  test("come from what the stage names, and cost at most what it says", async () => {
    for (const sender of ["Tarnfell", `pool-${"0a".repeat(16)}`, `phone-${"0a".repeat(16)}`])
      expect(await inputOf(sender)).toMatchObject({ OriginationIdentity: sender });
    expect(await inputOf("")).not.toHaveProperty("OriginationIdentity");
    expect(await inputOf("")).not.toHaveProperty("MaxPrice");
    expect(await inputOf("", {}, "0.25")).toMatchObject({ MaxPrice: "0.25" });
    expect(() => textsFrom("pool-1")).toThrow("sender.sms");
  });

  test("do not go to a number that is not texted", async () => {
    await expect(textsFrom("").send({ ...text, to: "+919812345678" }, tag)).rejects.toThrow(NotSentError);
    expect(voice.commandCalls(SendTextMessageCommand)).toHaveLength(0);
    expect(refused.splice(0)).toHaveLength(1);
  });

  test.for([
    ["ConflictException", { Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT" }, "message"],
    ["ConflictException", { Reason: "DESTINATION_PHONE_NUMBER_NOT_VERIFIED" }, "recipient"],
    [
      "ValidationException",
      { Reason: "FIELD_VALIDATION_FAILED", Fields: [{ Name: "MessageBody" }] },
      "message",
    ],
    ["ValidationException", { Reason: "INVALID_PARAMETER", Fields: [{ Name: "TimeToLive" }] }, "unclear"],
    ["ServiceQuotaExceededException", { Reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT" }, "account"],
    ["ThrottlingException", {}, "busy"],
  ] as const)("were certainly not sent after %s", async ([name, more, refusal]) => {
    const fault = new PinpointSMSVoiceV2ServiceException({
      name,
      $fault: "client",
      $metadata: {},
      message: "x",
    });
    voice.on(SendTextMessageCommand).rejects(Object.assign(fault, more));
    await expect(textsFrom("").send(text, tag)).rejects.toMatchObject({ name: "NotSentError", refusal });
  });

  test("may have been sent after an error of the service, and are handed to it once", async () => {
    const fault = { name: "InternalServerException", $fault: "server", $metadata: {}, message: "x" } as const;
    voice.on(SendTextMessageCommand).rejects(new PinpointSMSVoiceV2ServiceException(fault));
    await expect(textsFrom("").send(text, tag)).rejects.not.toBeInstanceOf(NotSentError);
    expect(voice.commandCalls(SendTextMessageCommand)).toHaveLength(1);
  });
});
