import type { Stack } from "aws-cdk-lib";
import { HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { PROOF_ROUTES } from "../../core/model/routes.ts";
import type { ServeVerifyEnv } from "../../functions/serve-verify/env.ts";
import { FurtherRoutes } from "../constructs/public-api.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";
import type { SiteStack } from "../site/site-stack.ts";
import type { StageSettings } from "../stages.ts";

export interface VerifyPagesProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  readonly site: SiteStack;
  /** The files of the log, and the secret behind its leaves. */
  readonly bucket: Bucket;
  readonly salts: Secret;
}

/** The page on which anybody checks a gift, and the proofs that pages link. What answers them reads, and writes nothing. */
export function verifyPages(
  stack: Stack,
  { stage, data, site, bucket, salts }: VerifyPagesProps,
): WellspringFunction<ServeVerifyEnv> {
  const verify = new WellspringFunction<ServeVerifyEnv>(stack, "serve-verify", {
    stage,
    purpose: "Renders the page on which anybody checks a gift, and gives out the proofs of purchases",
    // Bundles of the log are hashed, of which a processor is asked: a function has as much of one as it has memory.
    memoryMiB: 512,
    environment: {
      PEOPLE_TABLE: data.people.tableName,
      LEDGER_TABLE: data.ledger.tableName,
      LEDGER_SHARDS: String(stage.ledgerShards),
      PROOF_BUCKET: bucket.bucketName,
      PROOF_SALTS: arnOf(salts),
      SITE_URL: site.address,
      REPLY_TO: stage.sender.replyTo,
    },
    allow: [
      // Whose session a browser shows.
      { actions: ["dynamodb:GetItem"], on: [data.people.tableArn] },
      { actions: ["dynamodb:GetItem", "dynamodb:Query"], on: [data.ledger.tableArn] },
      { actions: ["dynamodb:Query"], on: [`${data.ledger.tableArn}/index/byCustomer`] },
      { actions: ["s3:GetObject"], on: [bucket.arnForObjects("*")] },
      // Else S3 says of a file that is not there that it is forbidden.
      { actions: ["s3:ListBucket"], on: [bucket.bucketArn] },
      { actions: ["secretsmanager:GetSecretValue"], on: [arnOf(salts)] },
    ],
  });
  new FurtherRoutes(stack, "VerifyPages", {
    api: site.api,
    routes: PROOF_ROUTES.map(({ path, methods }) => ({
      path,
      methods: methods.map((method) => HttpMethod[method]),
      answeredBy: verify.lambda,
    })),
    openBecause:
      "Anybody may check a gift. A proof is for whoever has the customer's session, or the link on the receipt.",
  });
  return verify;
}
