import { CfnOutput, Duration, type Stack } from "aws-cdk-lib";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { CHARITY_STORIES_PREFIX, RECEIPTS_PREFIX } from "../../core/settlement/charity-file.ts";
import { acknowledgeFiles, privateBucket } from "../constructs/private-bucket.ts";
import type { Permission, WellspringFunction } from "../constructs/wellspring-function.ts";
import type { StageSettings } from "../stages.ts";

const PREFIXES = [RECEIPTS_PREFIX, CHARITY_STORIES_PREFIX];

/** Where the receipts and stories of charities are kept, for as long as the brand keeps its books. */
export function charityFilesBucket(stack: Stack, stage: StageSettings): Bucket {
  const bucket = privateBucket(stack, "CharityFiles", {
    stage,
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    unlogged:
      "One function adds to it and people of the brand read it, whose calls are in the account's trail.",
  });
  new CfnOutput(stack, "CharityFilesBucket", { value: bucket.bucketName });
  return bucket;
}

/** To add files and to see which are there. None of them can be read or removed. */
export function writesCharityFiles(bucket: Bucket): Permission[] {
  return [
    { actions: ["s3:PutObject"], on: PREFIXES.map((prefix) => bucket.arnForObjects(`${prefix}*`)) },
    {
      actions: ["s3:ListBucket"],
      on: [bucket.bucketArn],
      when: { StringLike: { "s3:prefix": PREFIXES.map((prefix) => `${prefix}*`) } },
    },
  ];
}

/** Says to the rules why the function's resources have a wildcard. */
export function acknowledgeCharityFiles({ role }: WellspringFunction<unknown>, bucket: Bucket): void {
  for (const prefix of PREFIXES)
    acknowledgeFiles(
      role,
      bucket,
      `${prefix}*`,
      "The bucket is this function's own, and a file is named by its payout and its bytes.",
    );
}
