import type { Stack } from "aws-cdk-lib";
import { HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { BRAND_CONFIG_PARTITION, BRAND_WORDS_PARTITION } from "../../core/giving/config/brand-config.keys.ts";
import { CHARITY_ROUTES } from "../../core/model/routes.ts";
import { limitKey } from "../../core/people/keys/people.keys.ts";
import { triesOfSource } from "../../core/people/rate-limit/rate-limit.ts";
import { ACKNOWLEDGED_ATTRIBUTES } from "../../core/settlement/acknowledgement.store.ts";
import { PAYOUTS_PARTITION } from "../../core/settlement/settlement.keys.ts";
import { NO_SECRET, type ServeCharityEnv } from "../../functions/serve-charity/env.ts";
import { FurtherRoutes } from "../constructs/public-api.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";
import type { SiteStack } from "../site/site-stack.ts";
import type { StageSettings } from "../stages.ts";
import { acknowledgeCharityFiles, charityFilesBucket, writesCharityFiles } from "./charity-files.ts";

export interface CharityPagesProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  readonly site: SiteStack;
}

/** Rows of tries by source: the page counts nothing else, and reads nobody. */
const TRIES = limitKey(triesOfSource(1).name, "*", "").pk;

/**
 * The page behind the link of a letter to a charity, by a function of its own: of payouts it can write the history of one, and neither
 * an amount nor an account; of people it can do nothing but count the tries of a source. What the charity sends it can
 * add to a bucket, and not read.
 */
export function charityPages(stack: Stack, { stage, data, site }: CharityPagesProps): void {
  const ledger = [data.ledger.tableArn];
  const secrets = [data.identitySecret, ...(site.domainKey === undefined ? [] : [site.domainKey])];
  const files = charityFilesBucket(stack, stage);
  const charity = new WellspringFunction<ServeCharityEnv>(stack, "serve-charity", {
    stage,
    purpose: "Shows a charity what it was paid, and writes down that it has it",
    memoryMiB: 512,
    environment: {
      FILES_BUCKET: files.bucketName,
      LEDGER_TABLE: data.ledger.tableName,
      PEOPLE_TABLE: data.people.tableName,
      IDENTITY_SECRET: arnOf(data.identitySecret),
      SITE_URL: site.address,
      REPLY_TO: stage.sender.replyTo,
      DOMAIN_KEY: site.domainKey === undefined ? NO_SECRET : arnOf(site.domainKey),
      TRIES_MAX: String(stage.triesPerSource),
    },
    allow: [
      {
        actions: ["dynamodb:Query"],
        on: ledger,
        when: {
          "ForAllValues:StringEquals": {
            "dynamodb:LeadingKeys": [BRAND_CONFIG_PARTITION, BRAND_WORDS_PARTITION],
          },
        },
      },
      {
        actions: ["dynamodb:GetItem"],
        on: ledger,
        when: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": PAYOUTS_PARTITION } },
      },
      {
        actions: ["dynamodb:UpdateItem"],
        on: ledger,
        when: {
          "ForAllValues:StringEquals": {
            "dynamodb:LeadingKeys": PAYOUTS_PARTITION,
            "dynamodb:Attributes": ["pk", "sk", ...ACKNOWLEDGED_ATTRIBUTES],
          },
          // An answer must not hold attributes that the call may not name.
          StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" },
        },
      },
      {
        actions: ["dynamodb:UpdateItem"],
        on: [data.people.tableArn],
        when: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": TRIES } },
      },
      { actions: ["secretsmanager:GetSecretValue"], on: secrets.map(arnOf) },
      ...writesCharityFiles(files),
    ],
  });
  acknowledgeCharityFiles(charity, files);
  new FurtherRoutes(stack, "CharityPages", {
    api: site.api,
    routes: CHARITY_ROUTES.map(({ path, methods }) => ({
      path,
      methods: methods.map((method) => HttpMethod[method]),
      answeredBy: charity.lambda,
    })),
    openBecause: "A charity proves who it is by the link of its letter, which cannot be guessed.",
  });
}
