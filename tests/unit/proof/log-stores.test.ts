import { createPublicKey, sign } from "node:crypto";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { logHeadStore } from "../../../core/proof/log-head.store.ts";
import { kmsSigner } from "../../../core/proof/log-signer.client.ts";
import { proofBucket } from "../../../core/proof/proof-bucket.client.ts";
import { isSignedBy } from "../../../core/proof/signed-note.ts";
import { LOG } from "../../support/gift-log.ts";

const kms = mockClient(KMSClient);
const s3 = mockClient(S3Client);
// Other suites of the same process speak with a server of their own.
afterAll(() => s3.restore());
const dynamo = mockClient(DynamoDBClient);
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/0b1e";

beforeEach(() => {
  for (const mock of [kms, s3, dynamo]) mock.reset();
});

describe("the log's signer", () => {
  test("asks KMS for a signature over the text itself, and reads the key from what KMS answers in DER", async () => {
    const der = createPublicKey(LOG.privateKey).export({ format: "der", type: "spki" });
    kms.on(GetPublicKeyCommand).resolves({ PublicKey: der });
    const text = "give.example.com/proof\n1\nroot\n";
    kms.on(SignCommand).resolves({ Signature: sign(null, Buffer.from(text), LOG.privateKey) });
    const signer = kmsSigner(new KMSClient(), KEY);
    expect(await signer.publicKey()).toEqual(LOG.publicKey);
    expect(isSignedBy(LOG, text, await signer.sign(text))).toBe(true);
    expect(kms.commandCalls(SignCommand)[0]?.args[0].input).toEqual({
      KeyId: KEY,
      Message: Buffer.from(text),
      MessageType: "RAW",
      SigningAlgorithm: "ED25519_SHA_512",
    });
  });
});

describe("the log's bucket", () => {
  const named = (name: string) => Object.assign(new Error(name), { name });

  test("adds a file only where none is, and replaces one only while it is the one that was read", async () => {
    s3.on(PutObjectCommand).resolves({});
    const files = proofBucket(new S3Client(), "log");
    expect(await files.add("a", "x")).toBe("added");
    expect(await files.replace("a", "x", undefined)).toBe("replaced");
    expect(await files.replace("a", "x", '"tag"')).toBe("replaced");
    const conditions = s3.commandCalls(PutObjectCommand).map(({ args }) => {
      const { IfMatch, IfNoneMatch } = args[0].input;
      return { IfMatch, IfNoneMatch };
    });
    expect(conditions).toEqual([{ IfNoneMatch: "*" }, { IfNoneMatch: "*" }, { IfMatch: '"tag"' }]);
    s3.on(PutObjectCommand).rejects(named("PreconditionFailed"));
    expect(await files.add("a", "x")).toBe("exists");
    expect(await files.replace("a", "x", '"tag"')).toBe("lost");
    s3.on(PutObjectCommand).rejects(named("ConditionalRequestConflict"));
    await expect(files.add("a", "x")).rejects.toThrow("ConditionalRequestConflict");
  });

  test("says of a file that is not there that it is none, and throws what else S3 says", async () => {
    const files = proofBucket(new S3Client(), "log");
    s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: "none", $metadata: {} }));
    expect(await files.read("a")).toBeUndefined();
    s3.on(GetObjectCommand).rejects(named("SlowDown"));
    await expect(files.read("a")).rejects.toThrow("SlowDown");
  });
});

describe("the log's row", () => {
  const head = { day: "2026-11-27", before: 1, size: 3, root: "abc=" };

  test("is written only in place of the one that was read", async () => {
    dynamo.on(PutItemCommand).resolves({});
    const heads = logHeadStore(new DynamoDBClient(), "ledger");
    expect(await heads.advance(undefined, head)).toBe("advanced");
    expect(await heads.advance(head, { ...head, day: "2026-11-28" })).toBe("advanced");
    const [first, second] = dynamo.commandCalls(PutItemCommand).map(({ args }) => args[0].input);
    expect(first?.ConditionExpression).toBe("attribute_not_exists(pk)");
    expect(second?.ExpressionAttributeValues).toEqual({
      ":day": { S: "2026-11-27" },
      ":size": { N: "3" },
      ":root": { S: "abc=" },
    });
    dynamo.on(GetItemCommand).resolves({ Item: first?.Item ?? {} });
    expect(await heads.decided()).toEqual(head);
  });
});
