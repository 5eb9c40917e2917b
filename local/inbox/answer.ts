import { randomUUID } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { s3Client } from "../../cli/stage.ts";
import { MAIL_PREFIX } from "../../core/messaging/inbound/mail-keys.ts";
import type { Stage } from "../stage.ts";
import type { Letter } from "./letters.ts";

/** Hands a mail in as its recipient answers a letter. Undefined where the stage receives none. */
export type AnswerLetter = (letter: Letter, words: string) => Promise<void>;

/** An address at which answers to one letter are received. */
const SIGNED = /<?([0-9a-z]{26}-[0-9a-z]{12}-[0-9a-z]{20}@[^\s<>]+?)>?$/;

/** Where a letter is answered; undefined for one that goes to the brand's own mailbox. */
export function answeredAt({ headers }: Letter): string | undefined {
  const [, value = ""] = headers.find(([name]) => name.toLowerCase() === "reply-to") ?? [];
  return SIGNED.exec(value.trim())?.[1];
}

/** The mail that its recipient's program would write, below the headers that SES writes above it. */
export function answerOf(letter: Letter, words: string, at: Date): string {
  const { to: from, id, subject, text } = letter;
  const recipient = answeredAt(letter) ?? "";
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const said = `${words}\n\nOn ${at.toUTCString()} the brand wrote:\n\n${text.replaceAll(/^/gm, "> ")}`;
  return [
    `Return-Path: <${from}>`,
    `Received: from mx.${domain} by inbound-smtp.local with SMTP id ${randomUUID()} for ${recipient}; ${at.toUTCString()}`,
    "X-SES-Spam-Verdict: PASS",
    "X-SES-Virus-Verdict: PASS",
    `Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc=pass header.from=${domain};`,
    "X-SES-RECEIPT: local",
    `From: ${from}`,
    `To: ${recipient}`,
    `Subject: ${/^re:/i.test(subject) ? "" : "Re: "}=?utf-8?B?${Buffer.from(subject).toString("base64")}?=`,
    `Message-ID: <${randomUUID()}@${domain}>`,
    `In-Reply-To: <${id}@email.amazonses.com>`,
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(said).toString("base64").replaceAll(/.{76}/g, "$&\r\n"),
  ].join("\r\n");
}

/** Puts answers where SES would store them: everything behind that is as on AWS. */
export function answerInto({ config, find }: Stage): AnswerLetter | undefined {
  const bucket = find("MailBucket");
  if (bucket === undefined) return undefined;
  return async (letter, words) => {
    const s3 = s3Client({ config });
    const Key = `${MAIL_PREFIX}${randomUUID()}`;
    await s3
      .send(new PutObjectCommand({ Bucket: bucket, Key, Body: answerOf(letter, words, new Date()) }))
      .finally(() => s3.destroy());
  };
}
