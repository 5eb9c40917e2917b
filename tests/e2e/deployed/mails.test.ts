import { randomBytes, randomUUID } from "node:crypto";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, describe, expect, test } from "vitest";
import { peopleOf } from "../../../cli/people/people-stage.ts";
import { readConversation } from "../../../core/conversations/thread/read-conversation.ts";
import { MAIL_PREFIX } from "../../../core/messaging/inbound/mail-keys.ts";
import { CustomerId } from "../../../core/model/customer.ts";
import { forget } from "../../../core/operations/people/forget.ts";
import { replyAddress, threadMark } from "../../../core/people/sessions/reply-address.ts";
import { inboundOf } from "../../../lib/inbound.ts";
import { projectStage } from "../../../lib/project-stages.ts";
import { eventually, s3, stage } from "../../support/deployed-stage.ts";
import { receivedMail } from "../../support/inbound-mail.ts";

const people = peopleOf(stage);
afterAll(() => people.close());

const Bucket = stage.output("MailBucket");
const keys = async () => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
};
const png = Buffer.from("\x89PNG\r\n\x1a\nmore", "latin1").toString("base64");

describe("a mail that SES stored", () => {
  test("is a conversation of its customer, and nothing of it once they are forgotten", async () => {
    const customer = CustomerId.parse(`cus_${randomBytes(13).toString("hex")}`);
    const mark = randomBytes(6).toString("hex");
    const address = `ada.${mark}@mail.example`;
    await people.contacts.saveAddress(customer, {
      channel: "email",
      address,
      at: people.now(),
      identify: true,
    });
    const subject = { kind: "thread", customer, thread: threadMark(mark) } as const;
    const domain = inboundOf(await projectStage("local"))?.domain ?? "";
    const recipient = replyAddress(await people.contactKey(), subject, domain);
    const parts = `--b\r\n\r\nIs it blue?\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n${png}\r\n--b--\r\n`;
    const headers = ["Content-Type: multipart/mixed; boundary=b"];
    const Body = receivedMail({ from: address, recipient, to: recipient, headers, body: parts });
    await s3.send(new PutObjectCommand({ Bucket, Key: `${MAIL_PREFIX}${randomUUID()}`, Body }));

    const [conversation] = await eventually(
      "the conversation of a mail",
      () => people.conversations.ofCustomer(customer),
      (all) => all.length > 0,
    );
    const read = conversation && (await readConversation(people)(conversation));
    expect(read?.events.map(({ words }) => words)).toMatchObject([
      { said: "Is it blue?", mail: { messageId: "<one@example.com>" }, attachments: [{ name: "a.png" }] },
    ]);
    const left = await eventually("only what came with it", keys, (all) => all.length === 1);
    expect(left[0]).toContain(customer);

    expect(await forget(people)(customer)).toMatchObject({ attachments: 1, mails: 0, conversations: 1 });
    expect(await keys()).toEqual([]);
  });
});
