import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { functionOutput } from "../output-names.ts";
import type { StageSettings } from "../stages.ts";
import { bundled } from "./bundle.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { AlarmTopic } from "./raise-alarm.ts";

/**
 * Exact actions on exact resources.
 * - `when`: only for calls of which this holds, as IAM writes it: `{ StringEquals: { <key>: <value> } }`
 * - `never`: what a wide `on` would include and must not: these are denied, whatever else allows them
 * - `writesNever`: partitions of the table in which nothing is written, whatever else allows it
 */
export interface Permission {
  readonly actions: readonly string[];
  readonly on: readonly string[];
  readonly when?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  readonly never?: readonly string[];
  readonly writesNever?: readonly string[];
}

const WRITES: ReadonlySet<string> = new Set(
  ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"].map((name) => `dynamodb:${name}`),
);

/** The SDK puts it into the user agent: an account's trail, and our tests, see which function made a call. */
export const NAMED_IN_CALLS = "AWS_SDK_UA_APP_ID";

export interface WellspringFunctionProps<Environment> {
  readonly stage: StageSettings;
  readonly purpose: string;
  /** What its env.ts declares, all of it and nothing else: a variable too few or too many does not compile. */
  readonly environment: Readonly<Record<keyof Environment, string>>;
  readonly allow: readonly Permission[];
  readonly timeout?: Duration;
  readonly memoryMiB?: number;
  /** How many of it may run at once; so many are set aside for it, too. Lambda answers what is above with 429. */
  readonly concurrencyMax?: number;
  /** For a function that is called asynchronously: where calls go that failed for good, and which topic is notified. */
  readonly asynchronous?: { readonly alarms: AlarmTopic; readonly deadLetters: string };
  /** For a function that is called asynchronously and keeps no call that failed for good: why nothing is lost with it. */
  readonly losesNothing?: string;
  /** Lambda ends a chain of 16 calls through the function's own queue, unless it is told that the chain has an end of its own. */
  readonly callsItself?: boolean;
}

/**
 * A Lambda function of `functions/<id>/`, with a role of its own that may write its own log and do what `allow` says.
 * Its log group is kept as long as the stage says.
 */
export class WellspringFunction<Environment> extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly log: LogGroup;

  constructor(scope: Construct, id: string, props: WellspringFunctionProps<Environment>) {
    super(scope, id);
    this.log = new LogGroup(this, "Log", {
      retention: props.stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `What ${id} may do`,
    });
    this.allow({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], on: [this.log.logGroupArn] });
    for (const permission of props.allow) this.allow(permission);

    this.lambda = new LambdaFunction(this, "Function", {
      timeout: props.timeout ?? Duration.seconds(10),
      memorySize: props.memoryMiB ?? 256,
      ...(props.concurrencyMax !== undefined && { reservedConcurrentExecutions: props.concurrencyMax }),
      ...(props.callsItself === true && { recursiveLoop: RecursiveLoop.ALLOW }),
      ...(props.asynchronous && {
        retryAttempts: 2,
        maxEventAge: Duration.hours(6),
        deadLetterQueue: new DeadLetterQueue(this, "DeadLetters", {
          stage: props.stage,
          alarms: props.asynchronous.alarms,
          meaning: props.asynchronous.deadLetters,
        }).queue,
      }),
      description: props.purpose,
      environment: { ...props.environment, [NAMED_IN_CALLS]: id },
      code: bundled(id),
      handler: "handler.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role: this.role,
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
      // Lambda's own three lines a call would outweigh ours; their figures are metrics as well.
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    if (props.asynchronous) this.nameFunction();
    this.acknowledge(props);
  }

  /** What the packs of cdk-nag ask of every function, and why ours are otherwise. */
  private acknowledge({
    asynchronous,
    losesNothing,
  }: Pick<WellspringFunctionProps<Environment>, "asynchronous" | "losesNothing">): void {
    Validations.of(this.lambda).acknowledge(
      {
        id: "Serverless-LambdaTracing",
        reason: "A trace costs as much as all the rest of a purchase ($5 a million).",
      },
      asynchronous !== undefined
        ? {
            id: "Serverless-LambdaAsyncFailureDestination",
            reason: "What fails for good goes to a dead-letter queue, the older of the two ways.",
          }
        : {
            id: "Serverless-LambdaDLQ",
            reason: losesNothing ?? "Its caller waits for the answer, tries again and keeps what failed.",
          },
    );
  }

  /** As an output: a person hands it back what it failed to do, or calls it to try it. */
  nameFunction(): void {
    new CfnOutput(Stack.of(this), functionOutput(this.node.id), { value: this.lambda.functionName });
  }

  allow(permission: Permission): void {
    for (const statement of statementsOf(permission)) this.role.addToPrincipalPolicy(statement);
  }
}

/** A permission as a policy says it: what it allows and, where it says `never` or `writesNever`, what it denies. */
export function statementsOf({
  actions,
  on,
  when,
  never = [],
  writesNever = [],
}: Permission): readonly PolicyStatement[] {
  const allowed = new PolicyStatement({
    actions: [...actions],
    resources: [...on],
    ...(when && { conditions: when }),
  });
  const effect = Effect.DENY;
  const nowhere =
    never.length === 0 ? [] : [new PolicyStatement({ effect, actions: [...actions], resources: [...never] })];
  const notThere =
    writesNever.length === 0
      ? []
      : [
          new PolicyStatement({
            effect,
            actions: actions.filter((action) => WRITES.has(action)),
            resources: [...on],
            conditions: { "ForAnyValue:StringEquals": { "dynamodb:LeadingKeys": writesNever } },
          }),
        ];
  return [allowed, ...nowhere, ...notThere];
}
