import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, test } from "vitest";
import { receiptKey } from "../../../core/settlement/charity-file.ts";
import { charityFiles, readCharityFile } from "../../../core/settlement/charity-files.client.ts";
import { A_PDF } from "../../support/memory-charity-files.ts";
import { paidOut } from "../../support/payment-site.ts";

const client = new S3Client({ region: "eu-central-1" });
const s3 = mockClient(client);
const { id } = paidOut();
const key = receiptKey(id, A_PDF, "pdf");
const named = (name: string) => Object.assign(new Error(name), { name });
beforeEach(() => s3.reset());

test("S3 is asked to write nothing over, and what is there already is the same", async () => {
  s3.on(PutObjectCommand).resolvesOnce({}).rejectsOnce(named("PreconditionFailed"));
  const { keep } = charityFiles(client, "files");
  expect([await keep(key, A_PDF, "application/pdf"), await keep(key, A_PDF, "application/pdf")]).toEqual([
    "kept",
    "same",
  ]);
  for (const call of s3.commandCalls(PutObjectCommand))
    expect(call.args[0].input).toMatchObject({ Bucket: "files", Key: key, IfNoneMatch: "*" });
});

test("two writes at once, and any other failure, are nobody's success", async () => {
  const { keep } = charityFiles(client, "files");
  for (const name of ["ConditionalRequestConflict", "AccessDenied"]) {
    s3.on(PutObjectCommand).rejects(named(name));
    await expect(keep(key, A_PDF, "application/pdf")).rejects.toThrow(name);
  }
});

test("what is there is listed the oldest first, page by page, and a picture is no story", async () => {
  const at = (Key: string, day: number) => ({
    Key,
    Size: 9,
    LastModified: new Date(Date.UTC(2026, 10, day, 1, 2, 3, 4)),
  });
  s3.on(ListObjectsV2Command, { Prefix: `receipts/${id}/` })
    .resolvesOnce({ Contents: [at("b.pdf", 3)], NextContinuationToken: "more", IsTruncated: true })
    .resolvesOnce({ Contents: [at("a.pdf", 2)] });
  s3.on(ListObjectsV2Command, { Prefix: `stories/${id}/` }).resolves({
    Contents: [at("s.jpg", 1), at("s.json", 1)],
  });
  expect(await charityFiles(client, "files").list(id)).toEqual({
    receipts: [
      { key: "a.pdf", at: "2026-11-02T01:02:03Z", bytes: 9 },
      { key: "b.pdf", at: "2026-11-03T01:02:03Z", bytes: 9 },
    ],
    stories: [{ key: "s.json", at: "2026-11-01T01:02:03Z", bytes: 9 }],
  });
});

test("a file whose bytes are not those of its name is not read", async () => {
  const body = (content: Buffer) => ({ Body: { transformToByteArray: async () => content } as never });
  s3.on(GetObjectCommand)
    .resolvesOnce(body(A_PDF))
    .resolvesOnce(body(Buffer.from("%PDF-other")));
  const read = readCharityFile(client, "files");
  expect((await read(key)).equals(A_PDF)).toBe(true);
  await expect(read(key)).rejects.toThrow(/was changed/);
});
