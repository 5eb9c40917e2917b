import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { appliedBrand } from "../../core/giving/config/brand-in-force.ts";
import { bucketStore } from "../../core/giving/ledger/bucket.store.ts";
import { entryCountsStore } from "../../core/impact/entry-counts.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { logHeadStore } from "../../core/proof/log-head.store.ts";
import { kmsSigner } from "../../core/proof/log-signer.client.ts";
import { proofBucket } from "../../core/proof/proof-bucket.client.ts";
import { PublishProof, publishProof } from "../../core/proof/publish-proof.ts";
import { PublishProofEnv } from "./env.ts";

const env = readEnv(PublishProofEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const salts = () => readSecret(env.PROOF_SALTS);
const stated = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);

export const handler = task(
  PublishProof,
  publishProof({
    files: proofBucket(new S3Client(), env.PROOF_BUCKET),
    heads: logHeadStore(dynamo, env.LEDGER_TABLE),
    counts: entryCountsStore(dynamo, env.IMPACT_TABLE),
    buckets: bucketStore(dynamo, env.LEDGER_TABLE, { consistent: false }),
    signer: kmsSigner(new KMSClient(), env.PROOF_KEY),
    origin: env.PROOF_LOG,
    salts,
    timeZone: async () => appliedBrand(await stated()).timeZone,
    now,
  }),
);
