import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { attachments } from "../../../../core/messaging/inbound/attachments.client.ts";
import { HEADER_BYTES_MAX } from "../../../../core/messaging/inbound/header-lines.ts";
import { keptMails } from "../../../../core/messaging/inbound/kept-mails.client.ts";
import { mailBucket } from "../../../../core/messaging/inbound/mail.client.ts";
import { MAIL_BYTES_MAX } from "../../../../core/messaging/inbound/read-mail.ts";
import { ada, ben } from "../../../support/mail-world.ts";

const s3 = mockClient(S3Client);
// Other suites of the same process speak with a server of their own.
afterAll(() => s3.restore());
const objects = new Map<string, Buffer>();
let read = 0;
let closed = 0;

/** As much of S3 as is used: whole objects, their beginnings, lists by prefix. */
beforeEach(() => {
  s3.reset();
  objects.clear();
  read = 0;
  closed = 0;
  s3.on(PutObjectCommand).callsFake(async ({ Key, Body }) => void objects.set(Key, Buffer.from(Body)));
  s3.on(DeleteObjectCommand).callsFake(async ({ Key }) => void objects.delete(Key));
  s3.on(ListObjectsV2Command).callsFake(async ({ Prefix }) => ({
    Contents: [...objects]
      .filter(([Key]) => Key.startsWith(Prefix))
      .map(([Key, { length: Size }]) => ({ Key, Size })),
  }));
  s3.on(GetObjectCommand).callsFake(async ({ Key, Range }) => {
    const whole = objects.get(Key);
    if (whole === undefined) throw new NoSuchKey({ message: "gone", $metadata: {} });
    const bytes = Range === undefined ? whole : whole.subarray(0, HEADER_BYTES_MAX);
    const taken = () => {
      read += bytes.length;
      return bytes;
    };
    return {
      ContentLength: bytes.length,
      LastModified: new Date("2026-11-28T10:00:00Z"),
      Body: {
        transformToByteArray: async () => new Uint8Array(taken()),
        transformToString: async () => taken().toString("utf8"),
        destroy: () => {
          closed += 1;
        },
      },
    };
  });
});

describe("the bucket of mails", () => {
  const bucket = mailBucket(new S3Client(), "mails");

  test("gives a mail with when it was stored, and nothing for one that is gone", async () => {
    objects.set("mail/1", Buffer.from("From: ada@example.com\r\n\r\nHello"));
    const stored = await bucket.fetch("mail/1");
    expect(stored).toMatchObject({ bytes: 30, at: "2026-11-28T10:00:00Z" });
    expect(Buffer.from(stored?.raw ?? []).toString()).toContain("Hello");
    await bucket.discard("mail/1");
    await bucket.discard("mail/1");
    expect(await bucket.fetch("mail/1")).toBeUndefined();
  });

  test("reads no more than the beginning of 40 MB, and closes the connection", async () => {
    objects.set("mail/large", Buffer.alloc(40 * 1024 * 1024, "x"));
    const stored = await bucket.fetch("mail/large");
    expect(stored?.bytes).toBeGreaterThan(MAIL_BYTES_MAX);
    expect(stored?.raw.length).toBe(HEADER_BYTES_MAX);
    expect([read, closed]).toEqual([HEADER_BYTES_MAX, 1]);
  });
});

describe("what came with mails", () => {
  const salts = new Map([
    [ada, Buffer.alloc(32, 1).toString("base64url")],
    [ben, Buffer.alloc(32, 2).toString("base64url")],
  ]);
  const deps = {
    salts: { read: async (customer: typeof ada) => salts.get(customer) },
    key: async () => "a".repeat(64),
    random: (count: number) => Buffer.alloc(count, 7),
  };
  const kept = attachments(new S3Client(), "mails", deps);

  test("is kept as ciphertext that its customer's salt opens, and that of nobody else", async () => {
    const stored = (await kept.keep(ada, "mail_1-0", Buffer.from("%PDF-canary"))) ?? "";
    expect(objects.get(stored)?.toString("latin1")).not.toContain("canary");
    expect(Buffer.from((await kept.open(ada, stored)) ?? []).toString()).toBe("%PDF-canary");
    expect(await kept.open(ben, stored)).toBeUndefined();
    expect(await kept.open(ada, `attached/${ada}/other`)).toBeUndefined();
  });

  test("of somebody who is being forgotten is not kept, and what was kept opens no more", async () => {
    const stored = (await kept.keep(ada, "mail_1-0", Buffer.from("%PDF-canary"))) ?? "";
    const forgotten = attachments(new S3Client(), "mails", {
      ...deps,
      salts: { read: async () => undefined },
    });
    expect(await forgotten.keep(ada, "mail_2-0", Buffer.from("%PDF-"))).toBeUndefined();
    expect(await forgotten.open(ada, stored)).toBeUndefined();
    expect(objects.size).toBe(1);
  });

  test("is removed with its customer, and theirs alone", async () => {
    await kept.keep(ada, "mail_1-0", Buffer.from("1"));
    await kept.keep(ada, "mail_1-1", Buffer.from("2"));
    const bens = await kept.keep(ben, "mail_2-0", Buffer.from("3"));
    expect(await kept.removeAll(ada)).toBe(2);
    expect(await kept.removeAll(ada)).toBe(0);
    expect([...objects.keys()]).toEqual([bens]);
  });
});

describe("mails that were not processed", () => {
  test("are found by how they begin, without what was kept of others", async () => {
    objects.set("mail/1", Buffer.from("From: ada@example.com\r\n\r\nHello"));
    objects.set("mail/2", Buffer.alloc(12 * 1024 * 1024, "x"));
    objects.set(`attached/${ada}/mail_1-0`, Buffer.from("sealed"));
    const mails = keptMails(new S3Client(), "mails");
    const found = await Array.fromAsync(mails.bodies());
    expect(found.map(({ key, text }) => [key, text.length])).toEqual([
      ["mail/1", 30],
      ["mail/2", HEADER_BYTES_MAX],
    ]);
    await mails.release("mail/1");
    expect(objects.has("mail/1")).toBe(false);
  });
});
