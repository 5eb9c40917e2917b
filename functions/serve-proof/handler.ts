import { S3Client } from "@aws-sdk/client-s3";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { proofBucket } from "../../core/proof/proof-bucket.client.ts";
import { serveLog } from "../../core/site/proof-log/serve-log.ts";
import { ServeProofEnv } from "./env.ts";

const env = readEnv(ServeProofEnv);

export const handler = http(serveLog(proofBucket(new S3Client(), env.PROOF_BUCKET)), logger);
