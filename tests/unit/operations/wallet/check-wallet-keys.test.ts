import { X509Certificate } from "node:crypto";
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, test } from "vitest";
import { checkAppleKeys, checkGoogleKeys } from "../../../../core/operations/wallet/check-wallet-keys.ts";
import { storeWalletKeys } from "../../../../core/operations/wallet/store-wallet-keys.client.ts";
import { appleKeys, googleKeys, PASS_TYPE, TEAM } from "../../../support/wallet-keys.ts";

const made = appleKeys({ days: 40 });
const bytes = (pem: string) => Buffer.from(pem);
const files = { certificate: bytes(made.certificate), key: bytes(made.key), wwdr: bytes(made.wwdr) };
const { validFromDate, validToDate } = new X509Certificate(made.certificate);
const instant = (date: Date, days = 0) =>
  `${new Date(date.getTime() + days * 86_400_000).toISOString().slice(0, 19)}Z`;
const at = instant(validFromDate, 1);

describe("the files of Apple", () => {
  test("are taken as they are downloaded, in DER or PEM, and stored in PEM", () => {
    const inDer = {
      ...files,
      certificate: new X509Certificate(made.certificate).raw,
      wwdr: new X509Certificate(made.wwdr).raw,
    };
    for (const read of [files, inDer])
      expect(checkAppleKeys(read, at)).toMatchObject({
        keys: { certificate: made.certificate, wwdr: made.wwdr },
        issuer: { passType: PASS_TYPE, team: TEAM },
        until: instant(validToDate),
        renewSoon: false,
      });
  });

  test("that end within a month are stored, with a word about it", () => {
    expect(checkAppleKeys(files, instant(validToDate, -29))).toMatchObject({ renewSoon: true });
  });

  test.each([
    ["the certificate is no certificate", { certificate: Buffer.from("pass") }],
    ["intermediate certificate is no certificate", { wwdr: Buffer.from("wwdr") }],
    ["the key is no key in PEM", { key: Buffer.from("key") }],
    ["the key is not that of the certificate", { key: bytes(googleKeys().keys.privateKey) }],
    ["another intermediate certificate", { wwdr: files.certificate }],
  ])("are refused where %s", (problem, wrong) => {
    expect(checkAppleKeys({ ...files, ...wrong }, at)).toMatchObject({
      problem: expect.stringContaining(problem),
    });
  });

  test("are refused when the certificate has ended", () => {
    expect(checkAppleKeys(files, instant(validToDate))).toEqual({
      problem: `the certificate ended at ${instant(validToDate)}`,
    });
  });
});

describe("the file of Google", () => {
  const { keys } = googleKeys();
  const account = { type: "service_account", client_email: keys.clientEmail, private_key: keys.privateKey };

  test("is taken as it is downloaded", () => {
    expect(checkGoogleKeys(keys.issuer, JSON.stringify(account))).toEqual({ keys });
  });

  test.each([
    ["not the key of a service account", keys.issuer, "{"],
    [
      "not the key of a service account",
      keys.issuer,
      JSON.stringify({ ...account, type: "authorized_user" }),
    ],
    ["no RSA key", keys.issuer, JSON.stringify({ ...account, private_key: "key" })],
    ["digits alone", "tarnfell", JSON.stringify(account)],
  ])("is refused where it has %s", (problem, issuer, text) => {
    expect(checkGoogleKeys(issuer, text)).toMatchObject({ problem: expect.stringContaining(problem) });
  });
});

describe("storing the keys of a wallet", () => {
  test("makes a secret, or replaces what it holds, and says its ARN either way", async () => {
    const mock = mockClient(SecretsManagerClient);
    const client = new SecretsManagerClient({ region: "eu-central-1" });
    mock.on(CreateSecretCommand).resolvesOnce({ ARN: "arn:new" });
    expect(await storeWalletKeys(client, "name", { key: 1 })).toBe("arn:new");
    mock.on(CreateSecretCommand).rejects(new ResourceExistsException({ message: "there", $metadata: {} }));
    mock.on(PutSecretValueCommand).resolves({ ARN: "arn:old" });
    expect(await storeWalletKeys(client, "name", { key: 2 })).toBe("arn:old");
    const [put] = mock.commandCalls(PutSecretValueCommand);
    expect(put?.args[0].input).toEqual({ SecretId: "name", SecretString: '{"key":2}' });
  });
});
