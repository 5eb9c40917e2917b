import { request } from "node:http";
import * as fc from "fast-check";
import { expect } from "vitest";
import { localCredentials, localRegion } from "../../cli/settings.ts";
import { oddHeader } from "../support/fuzz-probe.ts";
import type { Verdict } from "./kind.ts";

/** Calls of the local engine as a web page or a program of somebody else would make them: none may get anything. */

export interface EngineRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const FOREIGN_HOSTS = [
  ...[
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "169.254.169.254",
    "0.0.0.0",
    "[::1]",
  ],
  ...[
    "evillocalhost",
    "localhost@evil.example",
    "127.0.0.2",
    "2130706433",
    "ministack",
    "s3.amazonaws.com",
    "localhost.",
  ],
];
const MARKS: readonly Readonly<Record<string, string>>[] = [
  ...["https://evil.example", "null", "http://127.0.0.1", "http://localhost:3000"].map((origin) => ({
    origin,
  })),
  ...["https://evil.example/", "http://localhost/"].map((referer) => ({ referer })),
  ...["cross-site", "same-site", "same-origin", "none"].map((site) => ({ "sec-fetch-site": site })),
  ...["document", "image", "empty", "script"].map((dest) => ({ "sec-fetch-dest": dest })),
];
const TARGETS = [
  ...[
    "DynamoDB_20120810.ListTables",
    "DynamoDB_20120810.Scan",
    "secretsmanager.ListSecrets",
    "AWSEvents.PutEvents",
  ],
  ...["AWSStepFunctions.ListStateMachines", "AmazonSQS.ListQueues", "Logs_20140328.DescribeLogGroups"],
];
const PATHS = [
  ...[
    "/",
    "/_ministack/health",
    "/_ministack/reset",
    "/_ministack/config",
    "/_ministack/ses/messages",
    "/_localstack/health",
  ],
  ...[
    "/2015-03-31/functions",
    "/v2/email/outbound-emails",
    "/restapis",
    "/v2/apis",
    "/_wellspring/save",
    "/?list-type=2",
  ],
  ...[
    "/cdk-hnb659fds-assets-000000000000-us-east-1",
    "/_aws/ses",
    "/_aws/sns/sms-messages",
    "//",
    "/..%2f_ministack/reset",
  ],
];

const signedBy = (key: string) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/${localRegion}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
const { accessKeyId: ownKey } = localCredentials;
const ours = { authorization: signedBy(ownKey) };
const others = fc.constantFrom<Record<string, string>>(
  {},
  { authorization: signedBy("test") },
  { authorization: signedBy("000000000000") },
  { authorization: signedBy(ownKey.slice(1)) },
  { authorization: signedBy(`${ownKey}A`) },
  { authorization: `Bearer ${ownKey}` },
  { cookie: `key=${ownKey}` },
);

export function engineRequests(port: string): fc.Arbitrary<EngineRequest> {
  const own = fc.constantFrom({ host: `127.0.0.1:${port}` }, { host: `localhost:${port}` });
  const foreign = fc.constantFrom(...FOREIGN_HOSTS).map((host) => ({ host: `${host}:${port}` }));
  const marks = fc.constantFrom(...MARKS);
  const defects = fc.oneof(
    fc.tuple(own, others),
    fc.tuple(foreign, fc.constant(ours)),
    fc.tuple(own, marks).map(([host, mark]) => [{ ...host, ...mark }, ours] as const),
    fc.tuple(foreign, marks, others).map(([host, mark, key]) => [{ ...host, ...mark }, key] as const),
  );
  return fc
    .record({
      method: fc.constantFrom("GET", "POST", "OPTIONS", "PUT", "DELETE", "HEAD"),
      path: fc.constantFrom(...PATHS),
      target: fc.constantFrom(...TARGETS),
      asked: fc.constantFrom({}, { "access-control-request-method": "POST" }),
      agent: oddHeader,
      defect: defects,
    })
    .map(({ method, path, target, asked, agent, defect: [host, key] }) => ({
      method,
      path,
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": target,
        "user-agent": agent,
        ...asked,
        ...host,
        ...key,
      },
    }));
}

/** What only the engine knows. */
const INSIDE = /TableNames|SecretList|wellspring-local|arn:aws|ListAllMyBucketsResult|"services"/;

/** Asks at that port; throws where anything but a refusal comes, or where a page could read it. */
export function refusedAt(
  port: number,
  { method, path, headers }: EngineRequest,
): Promise<readonly Verdict[]> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path, headers });
    sent.once("error", reject);
    sent.once("response", (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.once("error", reject);
      answer.once("end", () => {
        try {
          const body = Buffer.concat(chunks).toString();
          expect(answer.statusCode, body.slice(0, 200)).toBeGreaterThanOrEqual(400);
          expect(answer.headers["access-control-allow-origin"], "what a page may read").toBeUndefined();
          expect(INSIDE.test(body), body.slice(0, 200)).toBe(false);
          resolve(["refused"]);
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.end(method === "POST" || method === "PUT" ? "{}" : undefined);
  });
}
