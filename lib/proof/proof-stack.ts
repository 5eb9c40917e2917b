import { CfnOutput, Duration, Stack, Validations } from "aws-cdk-lib";
import { HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { SfnStateMachine } from "aws-cdk-lib/aws-events-targets";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct, IConstruct } from "constructs";
import { PAYOUTS_PARTITION } from "../../core/settlement/settlement.keys.ts";
import type { PublishProofEnv } from "../../functions/publish-proof/env.ts";
import type { ServeProofEnv } from "../../functions/serve-proof/env.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { keptOn } from "../constructs/kept-on.ts";
import { acknowledgeFiles, privateBucket } from "../constructs/private-bucket.ts";
import { FurtherRoutes } from "../constructs/public-api.ts";
import { type Permission, WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";
import type { SiteStack } from "../site/site-stack.ts";
import { stackProps } from "../stack-props.ts";
import type { Proof, StageSettings } from "../stages.ts";
import { verifyPages } from "./verify-pages.ts";

export interface ProofStackProps {
  readonly stage: StageSettings;
  readonly proof: Proof;
  readonly data: DataStack;
  readonly site: SiteStack;
}

/** A day's orders are read and hashed within it. Below the TimeoutSeconds of the task. */
const DAY_TIMEOUT = Duration.minutes(15);
/** cdk.json names the one partition that the stacks are made for. */
const PARTITION = "aws";

/**
 * The public log of what was given: its files, the key that signs it and the secret behind its leaves, what publishes the days that
 * are over, and what serves the log. Files, key and secret outlive the stack.
 */
export class ProofStack extends Stack {
  readonly bucket: Bucket;
  readonly salts: Secret;

  constructor(scope: Construct, id: string, props: ProofStackProps) {
    const { stage } = props;
    super(
      scope,
      id,
      stackProps(stage, "Wellspring: the public log of what was given", { isProtected: true }),
    );
    this.bucket = this.files(stage);
    this.salts = this.secret(stage);
    this.publish(props);
    this.serve(props);
    this.acknowledgeFiles(verifyPages(this, { ...props, bucket: this.bucket, salts: this.salts }), "*");
    new CfnOutput(this, "ProofSaltsArn", { value: arnOf(this.salts) });
    new CfnOutput(this, "ProofBucket", { value: this.bucket.bucketName });
  }

  private files(stage: StageSettings): Bucket {
    return privateBucket(this, "Log", {
      stage,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      unlogged: "Two functions use it, and what is public of it is for everybody.",
    });
  }

  private secret(stage: StageSettings): Secret {
    const secret = new Secret(this, "Salts", {
      description: "From it come the salts of the log's leaves. If it is lost, no more proofs can be made.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: keptOn(stage),
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "With another one no leaf that is published could be made again.",
    });
    return secret;
  }

  private signingKey(stage: StageSettings): { readonly name: string; readonly allow: readonly Permission[] } {
    const key = new Key(this, "Key", {
      description: "Signs the public log. If it is lost, the log can only begin anew.",
      keySpec: KeySpec.ECC_NIST_EDWARDS25519,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: keptOn(stage),
    });
    const name = key.keyArn;
    new CfnOutput(this, "ProofKeyArn", { value: name });
    return {
      name,
      allow: [{ actions: ["kms:GetPublicKey", "kms:Sign"], on: [name] }],
    };
  }

  private publish({ stage, proof, data }: ProofStackProps): void {
    const key = this.signingKey(stage);
    const publish = new WellspringFunction<PublishProofEnv>(this, "publish-proof", {
      stage,
      purpose: "Publishes the sums of a day that is over",
      timeout: DAY_TIMEOUT,
      // A day's leaves are in it at once: a million of them are a gigabyte.
      memoryMiB: 1769,
      environment: {
        LEDGER_TABLE: data.ledger.tableName,
        IMPACT_TABLE: data.impact.tableName,
        PROOF_BUCKET: this.bucket.bucketName,
        PROOF_SALTS: arnOf(this.salts),
        PROOF_KEY: key.name,
        PROOF_LOG: proof.log,
      },
      allow: [
        {
          actions: ["dynamodb:Query", "dynamodb:GetItem", "dynamodb:PutItem"],
          on: [data.ledger.tableArn],
          writesNever: [PAYOUTS_PARTITION],
        },
        { actions: ["dynamodb:Query"], on: [data.impact.tableArn] },
        { actions: ["s3:GetObject", "s3:PutObject"], on: [this.bucket.arnForObjects("*")] },
        // Else S3 says of a file that is not there that it is forbidden.
        { actions: ["s3:ListBucket"], on: [this.bucket.bucketArn] },
        { actions: ["secretsmanager:GetSecretValue"], on: [arnOf(this.salts)] },
        ...key.allow,
      ],
    });
    this.acknowledgeFiles(publish, "*");
    const workflow = new Workflow(this, "publish-days", {
      stage,
      type: StateMachineType.STANDARD,
      substitutions: {
        PublishProofFunction: publish.lambda.functionArn,
        InvokeFunction: `arn:${PARTITION}:states:::lambda:invoke`,
      },
      allow: [{ actions: ["lambda:InvokeFunction"], on: [publish.lambda.functionArn] }],
    });
    const proofDlq = new DeadLetterQueue(this, "ProofDlq", {
      stage,
      alarms: data.alarms,
      meaning: "A turn to publish the days that are over did not begin.",
    });
    new Rule(this, "Nightly", {
      description: "Publishes the days that are over",
      // Wherever the brand's day ends, it is published within some hours; what failed is begun again by the next turn.
      schedule: Schedule.cron({ hour: "2,8,14,20", minute: "40" }),
      targets: [
        new SfnStateMachine(workflow.stateMachine, {
          input: RuleTargetInput.fromObject({}),
          deadLetterQueue: proofDlq.queue,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
    new CfnOutput(this, "PublishDaysArn", { value: workflow.stateMachine.stateMachineArn });
  }

  private acknowledgeFiles({ role }: { readonly role: IConstruct }, files: string): void {
    acknowledgeFiles(
      role,
      this.bucket,
      files,
      "A log gains files each day, whose names nobody knows beforehand; the bucket holds nothing else.",
    );
  }

  private serve({ stage, site }: ProofStackProps): void {
    const serve = new WellspringFunction<ServeProofEnv>(this, "serve-proof", {
      stage,
      purpose: "Answers the files of the public log",
      environment: { PROOF_BUCKET: this.bucket.bucketName },
      allow: [
        { actions: ["s3:GetObject"], on: [this.bucket.arnForObjects("log/*")] },
        { actions: ["s3:ListBucket"], on: [this.bucket.bucketArn] },
      ],
    });
    this.acknowledgeFiles(serve, "log/*");
    new FurtherRoutes(this, "ProofPages", {
      api: site.api,
      routes: [
        { methods: [HttpMethod.GET, HttpMethod.HEAD], path: "/proof/{proxy+}", answeredBy: serve.lambda },
      ],
      openBecause: "The log is for everybody; of a gift it holds nothing but a hash.",
    });
  }
}
