import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  type TableProps,
} from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { keptOn } from "../constructs/kept-on.ts";
import { privateBucket } from "../constructs/private-bucket.ts";
import { stackProps } from "../stack-props.ts";
import type { StageSettings } from "../stages.ts";

/** A genuine webhook that we could not use waits this long for a fix. */
const QUARANTINE_DAYS = 30;

/**
 * What cannot be made again by deploying: the ledger, people, the keys of their identities and addresses, webhooks in quarantine, and
 * the topic that an operator subscribed to. On AWS all of it is kept when the stack goes; on one machine nothing is.
 */
export class DataStack extends Stack {
  readonly ledger: Table;
  readonly impact: Table;
  readonly people: Table;
  readonly quarantine: Bucket;
  readonly identitySecret: Secret;
  readonly contactSecret: Secret;
  readonly alarms: Topic;

  constructor(scope: Construct, id: string, props: { readonly stage: StageSettings }) {
    const { stage } = props;
    const kept = stage.kind === "aws";
    super(
      scope,
      id,
      stackProps(stage, "Wellspring: the ledger, impact, people and what waits in quarantine", {
        isProtected: true,
      }),
    );
    const removalPolicy = keptOn(stage);

    // Rows of claim links go by themselves, and nothing else in it has this attribute: no entry is ever deleted.
    this.ledger = this.table("Ledger", kept, {
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: "expires",
    });
    this.ledger.addGlobalSecondaryIndex({
      indexName: "byCustomer",
      partitionKey: { name: "byCustomer", type: AttributeType.STRING },
      sortKey: { name: "byCustomerAt", type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ["kind", "currency", "placedAt", "settlesOn", "parts", "gift", "terms", "causeBy"],
    });
    this.impact = this.table("Impact", kept, { stream: StreamViewType.NEW_IMAGE });
    // Links and sessions go by themselves; whether one is still good is looked at besides.
    this.people = this.table("People", kept, { timeToLiveAttribute: "expires" });
    this.quarantine = this.bucket(stage);
    this.identitySecret = this.key("IdentityKey", removalPolicy, {
      purpose:
        "Under this key identities are hashed. If it is lost or changed, no known customer is found again.",
      neverRotatedBecause:
        "Another key would give every identity another hash, and no customer would be recognised any more.",
    });
    this.contactSecret = this.key("ContactKey", removalPolicy, {
      purpose:
        "From this key come those that encrypt addresses and sign unsubscribe links. If it is lost, no customer can be written to.",
      neverRotatedBecause:
        "Under another key no stored address could be read, and the unsubscribe links of letters already sent would fail.",
    });
    this.alarms = this.topic(stage);

    new CfnOutput(this, "LedgerTable", { value: this.ledger.tableName });
    new CfnOutput(this, "ImpactTable", { value: this.impact.tableName });
    new CfnOutput(this, "PeopleTable", { value: this.people.tableName });
    new CfnOutput(this, "QuarantineBucket", { value: this.quarantine.bucketName });
    new CfnOutput(this, "IdentitySecretArn", { value: arnOf(this.identitySecret) });
    new CfnOutput(this, "ContactSecretArn", { value: arnOf(this.contactSecret) });
    new CfnOutput(this, "AlarmTopic", { value: this.alarms.topicArn });
  }

  /** A random key that is made once and for all. */
  private key(
    id: string,
    removalPolicy: RemovalPolicy,
    { purpose, neverRotatedBecause }: { readonly purpose: string; readonly neverRotatedBecause: string },
  ): Secret {
    const secret = new Secret(this, id, {
      description: purpose,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
    Validations.of(secret).acknowledge({ id: "AwsSolutions-SMG4", reason: neverRotatedBecause });
    return secret;
  }

  /**
   * The AWS-managed key costs nothing while nothing happens, and its use is in the account's trail. A key of our own
   * costs a dollar a month each, which an account pays also while there are no purchases.
   */
  private table(id: string, kept: boolean, props: Partial<TableProps>): Table {
    return new Table(this, id, {
      ...props,
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: kept,
      // Also when the first deploy fails: CloudFormation could not delete what is protected, and would be stuck with it.
      removalPolicy: kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  private bucket(stage: StageSettings): Bucket {
    return privateBucket(this, "Quarantine", {
      stage,
      lifecycleRules: [
        { expiration: Duration.days(QUARANTINE_DAYS), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      unlogged:
        "One function writes it and one operator reads it; an access log would be a second store of addresses.",
    });
  }

  private topic(stage: StageSettings): Topic {
    const topic = new Topic(this, "Alarms", { enforceSSL: stage.tlsOnly });
    // A topic with a policy of its own no longer lets its own account's alarms in by default.
    topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
    if (stage.kind === "aws" && stage.alarmEmail === undefined) {
      Validations.of(topic).addWarning(
        "wellspring:alarmEmail",
        `The stage ${stage.name} names no alarmEmail: nobody hears its alarms until somebody subscribes to the topic AlarmTopic by hand.`,
      );
    }
    if (stage.kind === "aws" && stage.alarmEmail !== undefined) {
      const person = topic.addSubscription(new EmailSubscription(stage.alarmEmail));
      Validations.of(person).acknowledge({
        id: "Serverless-SNSRedrivePolicy",
        reason:
          "An alarm that could not be mailed still shows in CloudWatch; no operator would read its dead letter.",
      });
    }
    return topic;
  }
}

/** The secret's ARN by attribute: `Ref` gives the same on AWS, but some engines give the name. */
export function arnOf(secret: Secret): string {
  const resource = secret.node.defaultChild;
  if (resource instanceof CfnSecret) return resource.attrId;
  throw new Error(`${secret.node.path} is not a secret of this app`);
}
