import { Validations } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type LifecycleRule,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct, IConstruct } from "constructs";
import type { StageSettings } from "../stages.ts";
import { keptOn } from "./kept-on.ts";

export interface PrivateBucketProps {
  readonly stage: StageSettings;
  readonly lifecycleRules: LifecycleRule[];
  /** Why no access log is kept of it. */
  readonly unlogged: string;
}

/** A bucket that nobody outside the account reads, under the account's own key. Kept where the stage keeps its data. */
export function privateBucket(
  scope: Construct,
  id: string,
  { stage, lifecycleRules, unlogged }: PrivateBucketProps,
): Bucket {
  const bucket = new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: stage.tlsOnly,
    lifecycleRules,
    removalPolicy: keptOn(stage),
  });
  Validations.of(bucket).acknowledge({ id: "AwsSolutions-S1", reason: unlogged });
  return bucket;
}

/** The resource behind a bucket of this app. Throws for one of another. */
export function bucketResource(bucket: Bucket): CfnBucket {
  const resource = bucket.node.defaultChild;
  if (resource instanceof CfnBucket) return resource;
  throw new Error(`${bucket.node.path} is not a bucket of this app`);
}

/** Says to the rules why a role may use all files of a bucket whose names begin so: `mails/*`. */
export function acknowledgeFiles(role: IConstruct, bucket: Bucket, files: string, reason: string): void {
  const name = bucket.stack.getLogicalId(bucketResource(bucket));
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::<${name}.Arn>/${files}]`, reason });
}
