import { describe, expect, test } from "vitest";
import * as z from "zod";
import { stageNamed, textCountriesText } from "../../lib/stages.ts";
import { local, stages as ownStages, production } from "../../stages.ts";
import { everyOption, type Resource, type Stacks, stacksOf, synthesise } from "../support/synthesis.ts";

const stages = [local, production, everyOption] as const;

/** Every kind of resource that we use, and what it is to us. A new kind belongs here before it belongs in a stack. */
const kinds: Record<string, "store" | "asynchronous" | "on demand" | "free" | "alarm"> = {
  "AWS::DynamoDB::Table": "store",
  "AWS::S3::Bucket": "store",
  "AWS::SQS::Queue": "store",
  "AWS::SecretsManager::Secret": "store",
  "AWS::KMS::Key": "store",
  "AWS::Logs::LogGroup": "store",
  "AWS::Events::Archive": "store",
  "AWS::Events::Rule": "asynchronous",
  "AWS::Lambda::EventSourceMapping": "asynchronous",
  "AWS::Lambda::EventInvokeConfig": "asynchronous",
  "AWS::Scheduler::Schedule": "asynchronous",
  "AWS::Lambda::Function": "on demand",
  "AWS::Lambda::Url": "on demand",
  "AWS::StepFunctions::StateMachine": "on demand",
  "AWS::ApiGatewayV2::Api": "on demand",
  "AWS::ApiGatewayV2::Stage": "on demand",
  "AWS::Events::EventBus": "on demand",
  "AWS::SNS::Topic": "on demand",
  "AWS::SES::ConfigurationSet": "on demand",
  "AWS::SES::ConfigurationSetEventDestination": "free",
  "AWS::SES::EmailIdentity": "free",
  "AWS::SES::ReceiptRule": "free",
  "AWS::SES::ReceiptRuleSet": "free",
  "AWS::CloudFormation::CustomResource": "free",
  "AWS::SNS::Subscription": "free",
  "AWS::SNS::TopicPolicy": "free",
  "AWS::SQS::QueuePolicy": "free",
  "AWS::S3::BucketPolicy": "free",
  "AWS::IAM::Role": "free",
  "AWS::IAM::Policy": "free",
  "AWS::Lambda::Permission": "free",
  "AWS::Scheduler::ScheduleGroup": "free",
  "AWS::ApiGatewayV2::Route": "free",
  "AWS::ApiGatewayV2::Integration": "free",
  "AWS::CDK::Metadata": "free",
  // Billed by those who sign in, from the ten-thousandth of a month on.
  "AWS::Cognito::UserPool": "on demand",
  "AWS::Cognito::UserPoolClient": "free",
  "AWS::Cognito::UserPoolDomain": "free",
  "AWS::Cognito::UserPoolGroup": "free",
  "AWS::Cognito::ManagedLoginBranding": "free",
  "AWS::CloudFront::Distribution": "on demand",
  "AWS::CloudFront::Function": "on demand",
  "AWS::CloudFront::CachePolicy": "free",
  "AWS::CloudFront::ResponseHeadersPolicy": "free",
  "AWS::Logs::MetricFilter": "free",
  "AWS::Logs::QueryDefinition": "free",
  "AWS::CloudWatch::Alarm": "alarm",
  "AWS::CloudWatch::Dashboard": "alarm",
};

/** What shows that a store is encrypted. Secrets, logs and archives always are, by a key of AWS. */
const encrypted: Record<string, object> = {
  "AWS::DynamoDB::Table": { SSESpecification: { SSEEnabled: true } },
  "AWS::S3::Bucket": {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
    },
  },
  "AWS::SQS::Queue": { SqsManagedSseEnabled: true },
  "AWS::SecretsManager::Secret": {},
  "AWS::KMS::Key": { KeySpec: "ECC_NIST_EDWARDS25519", KeyUsage: "SIGN_VERIFY" },
  "AWS::Logs::LogGroup": {},
  "AWS::Events::Archive": {},
};

const MailTarget = z.object({
  InputTransformer: z.object({ InputPathsMap: z.record(z.string(), z.string()) }),
});

/** The property by which a kind can be given a name that only one resource of an account can have. */
const nameProperties: Record<string, string> = {
  "AWS::DynamoDB::Table": "TableName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::SNS::Topic": "TopicName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::IAM::Role": "RoleName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::StepFunctions::StateMachine": "StateMachineName",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::Events::Rule": "Name",
  "AWS::Scheduler::Schedule": "Name",
  "AWS::Scheduler::ScheduleGroup": "Name",
  "AWS::Events::Archive": "ArchiveName",
  "AWS::CloudWatch::Alarm": "AlarmName",
  "AWS::CloudWatch::Dashboard": "DashboardName",
  "AWS::Logs::QueryDefinition": "Name",
};

describe.each(stages.map((stage) => [stage === everyOption ? "every option" : stage.name, stage] as const))(
  "the stacks of stage %s",
  (_name, stage) => {
    const stacks = stacksOf(stage);
    const partnersBuses = stacks
      .of("AWS::Events::EventBus")
      .filter(({ properties }) => properties["EventSourceName"] !== undefined)
      .map(({ path }) => `<${path}>`);
    const each = (type: string, check: (properties: Record<string, unknown>, resource: Resource) => void) => {
      const resources = stacks.of(type);
      expect(resources.length, type).toBeGreaterThan(0);
      for (const resource of resources) {
        check(Object(stacks.resolve(resource.properties)), resource);
      }
    };

    test("hold nothing whose kind was not thought about, and nothing that costs while it idles", () => {
      const unknown = stacks.resources.filter((resource) => kinds[resource.type] === undefined);
      expect(unknown.map((resource) => resource.type)).toEqual([]);
      expect(stacks.text).not.toMatch(/ProvisionedThroughput|ProvisionedConcurrency|ProvisionedPoller/);
    });

    test("have cdk-nag's approval", () => {
      expect(stacks.findings).toEqual([]);
    });

    test("encrypt every store", () => {
      const stores = stacks.resources.filter((resource) => kinds[resource.type] === "store");
      for (const store of stores) {
        expect(store.properties, store.path).toMatchObject(encrypted[store.type] ?? { thought: "about" });
      }
    });

    test("take what they store by TLS alone, if the stage speaks TLS at all", () => {
      const policies = [...stacks.of("AWS::SQS::QueuePolicy"), ...stacks.of("AWS::S3::BucketPolicy")];
      const queues = [...stacks.of("AWS::SQS::Queue"), ...stacks.of("AWS::S3::Bucket")];
      const denied = '"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"';
      const strict = policies.filter(({ properties }) => JSON.stringify(properties).includes(denied));
      expect(strict).toHaveLength(stage.tlsOnly ? queues.length : 0);
      expect(stage.tlsOnly).toBe(stage.kind === "aws");
    });

    test("keep what they hold private; the quarantine is deleted after 30 days, a mail after 7", () => {
      each("AWS::S3::Bucket", (properties, { path }) => {
        expect(properties).toMatchObject({
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        });
        // The public log is kept: what was published has to be checked for as long as anybody keeps a proof of it.
        if (!/^(Quarantine|Mail)/.test(path)) return;
        const days = path.startsWith("Mail")
          ? { Prefix: "mail/", ExpirationInDays: 7 }
          : { ExpirationInDays: 30 };
        const { LifecycleConfiguration } = properties;
        expect(LifecycleConfiguration).toMatchObject({
          Rules: expect.arrayContaining([expect.objectContaining({ ...days, Status: "Enabled" })]),
        });
      });
    });

    test("have no secret's value in them", () => {
      each("AWS::SecretsManager::Secret", (properties) => {
        expect(properties).not.toHaveProperty("SecretString");
      });
      // A reference is resolved where AWS deploys: to the network before the site's own domain, and to nothing else.
      const references = stacks.resources.filter(({ properties }) =>
        JSON.stringify(properties).includes("{{resolve:"),
      );
      expect(references.map(({ type }) => type)).toEqual(
        stage === everyOption ? ["AWS::CloudFront::Distribution"] : [],
      );
    });

    // A log that another service delivers into must have a name, or it takes room in a policy that all stages share.
    test("give nothing a name of its own, so that a second stage fits beside it, or one that names the stage", () => {
      for (const { type, path, properties } of stacks.resources) {
        const given = properties[nameProperties[type] ?? ""];
        if (given === undefined) continue;
        const part = type === "AWS::Logs::QueryDefinition" ? "/" : "-";
        expect(given, path).toContain(`wellspring-${stage.name}${part}`);
        expect(["AWS::Logs::LogGroup", "AWS::Logs::QueryDefinition"]).toContain(type);
        if (type === "AWS::Logs::LogGroup") expect(given).toMatch(/^\/aws\/vendedlogs\/(states|apis)\//);
      }
      // A bus must have a name: ours says its stack, a partner's is its event source's.
      each("AWS::Events::EventBus", ({ Name, EventSourceName }, bus) => {
        expect(Name).toEqual(EventSourceName ?? expect.stringContaining(bus.stack.replaceAll("-", "")));
      });
    });

    test("run every function on Node 24 and arm64, each with its role and its log, bounded in time", () => {
      const roles = new Set<unknown>();
      each("AWS::Lambda::Function", (properties, { path }) => {
        const name = path.replace("/Function", "");
        expect(properties).toMatchObject({
          Runtime: "nodejs24.x",
          Architectures: ["arm64"],
          Role: `<${name}/Role.Arn>`,
          LoggingConfig: { LogGroup: `<${name}/Log>` },
          Timeout: expect.any(Number),
          MemorySize: expect.any(Number),
        });
        roles.add(properties["Role"]);
      });
      expect(roles.size).toBe(stacks.of("AWS::Lambda::Function").length);
    });

    test("keep every log for a stated time", () => {
      each("AWS::Logs::LogGroup", (properties) => {
        expect(properties["RetentionInDays"]).toBe(stage.logDays);
      });
    });

    test("retry what a rule could not deliver, and then keep it, unless it would keep an address", () => {
      each("AWS::Events::Rule", ({ EventPattern, EventBusName, Targets }, { path }) => {
        const mayNameSomebody = /"aws\.(ses|sms-voice)"/.test(JSON.stringify(EventPattern ?? {}));
        const isOfPartner = partnersBuses.includes(String(EventBusName));
        const kept = { DeadLetterConfig: { Arn: expect.stringMatching(/Queue\.Arn>$/) } };
        expect(Targets, path).toEqual([
          expect.objectContaining({
            RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
            ...(mayNameSomebody ? { InputTransformer: expect.anything() } : isOfPartner ? {} : kept),
          }),
        ]);
        if (mayNameSomebody || isOfPartner)
          expect(JSON.stringify(Targets), path).not.toContain("DeadLetterConfig");
      });
    });

    test("hand on nothing of SES's events but their type and their letter", () => {
      const ofMail = stacks
        .of("AWS::Events::Rule")
        .filter(({ properties }) => JSON.stringify(properties).includes('"aws.ses"'));
      expect(ofMail.length).toBeGreaterThan(0);
      for (const { properties } of ofMail) {
        const [target] = z.tuple([MailTarget]).parse(stacks.resolve(properties["Targets"]));
        expect(Object.values(target.InputTransformer.InputPathsMap).toSorted()).toEqual([
          "$.detail-type",
          "$.detail.mail.messageId",
          "$.detail.mail.tags.claim",
          "$.id",
          "$.source",
        ]);
      }
    });

    test("hand on nothing of a text's last event but its type, its text and what became of it", () => {
      const ofTexts = stacks
        .of("AWS::Events::Rule")
        .filter(({ properties }) => JSON.stringify(properties).includes('"aws.sms-voice"'));
      for (const { properties } of ofTexts) {
        const [target] = z.tuple([MailTarget]).parse(stacks.resolve(properties["Targets"]));
        expect(Object.values(target.InputTransformer.InputPathsMap).toSorted()).toEqual([
          "$.detail-type",
          "$.detail.context.claim",
          "$.detail.eventType",
          "$.detail.messageId",
          "$.id",
          "$.source",
        ]);
      }
    });

    test("retry what a schedule could not deliver, and then keep it", () => {
      each("AWS::Scheduler::Schedule", ({ Target }, { path }) => {
        expect(Target, path).toMatchObject({
          RetryPolicy: { MaximumEventAgeInSeconds: 43_200, MaximumRetryAttempts: 185 },
          DeadLetterConfig: { Arn: expect.stringMatching(/Queue\.Arn>$/) },
        });
      });
    });
    test("retry what a function is called with asynchronously, and then keep it: what is personal in no queue", () => {
      each("AWS::Lambda::EventInvokeConfig", (properties, { path }) => {
        expect(properties, path).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21_600 });
      });
      const keepsInQuarantine = (functionArn: unknown) => {
        const name = String(functionArn).replace("/Function.Arn>", "").slice(1);
        const [kept] = stacks
          .of("AWS::Lambda::EventInvokeConfig")
          .filter(({ path }) => path.startsWith(`${name}/`));
        expect(stacks.resolve(kept?.properties["DestinationConfig"])).toEqual({
          OnFailure: { Destination: "<Quarantine.Arn>" },
        });
        const lambda = stacks.of("AWS::Lambda::Function").find(({ path }) => path === `${name}/Function`);
        expect(lambda?.properties).not.toHaveProperty("DeadLetterConfig");
      };
      each("AWS::SNS::Subscription", (properties) => {
        if (properties["Protocol"] !== "lambda") return;
        expect(properties).not.toHaveProperty("RedrivePolicy");
        keepsInQuarantine(properties["Endpoint"]);
      });
      each("AWS::Events::Rule", ({ EventBusName, Targets }) => {
        if (!partnersBuses.includes(String(EventBusName))) return;
        for (const { Arn } of z.array(z.object({ Arn: z.string() })).parse(Targets)) keepsInQuarantine(Arn);
      });
    });

    test("halve a batch that fails, give up on its oldest record after a while, and keep its place", () => {
      each("AWS::Lambda::EventSourceMapping", (properties) => {
        if (!("StartingPosition" in properties)) return;
        expect(properties).toMatchObject({
          BisectBatchOnFunctionError: true,
          FunctionResponseTypes: ["ReportBatchItemFailures"],
          MaximumRecordAgeInSeconds: 43_200,
          DestinationConfig: {
            OnFailure: { Destination: expect.stringMatching(/DeadLetters\/Queue\.Arn>$/) },
          },
          FilterCriteria: { Filters: expect.any(Array) },
        });
      });
    });

    test("raise an alarm for every dead-letter queue, lost event and address, and notify the topic", () => {
      const watched: string[] = [];
      each("AWS::CloudWatch::Alarm", (properties, { path }) => {
        expect(properties, path).toMatchObject({
          ...(path.startsWith("Silent ")
            ? { InsufficientDataActions: ["<Alarms>"], OKActions: ["<Alarms>"], TreatMissingData: "missing" }
            : { AlarmActions: ["<Alarms>"], TreatMissingData: "notBreaching" }),
          AlarmDescription: expect.stringMatching(/\.$/),
        });
        watched.push(...dimensionsOf(properties).map((on) => `${properties["MetricName"]} ${on}`));
      });
      const wanted = [
        ...stacks
          .of("AWS::SQS::Queue")
          .filter(({ properties }) => properties["RedrivePolicy"] === undefined)
          .map(({ path }) => `ApproximateNumberOfMessagesVisible <${path}.QueueName>`),
        "IteratorAge <fold-impact/Function>",
        "ExecutionsTimedOut <give-share/StateMachine>",
        ...stacks
          .of("AWS::Events::Rule")
          .filter(({ properties }) => !JSON.stringify(properties).includes("DeadLetterConfig"))
          .map(({ path }) => `FailedInvocations <${path}>`),
        ...stacks.of("AWS::ApiGatewayV2::Api").map(({ path }) => `5xx <${path}>`),
        ...stacks.of("AWS::Lambda::Url").flatMap(({ properties }) => {
          const name = String(stacks.resolve(properties["TargetFunctionArn"])).replace(".Arn", "");
          return ["Url4xxCount", "Url5xxCount"].map((what) => `${what} ${name}`);
        }),
      ];
      expect(watched).toEqual(expect.arrayContaining(wanted));
    });

    test("bound how often anybody may call an API, and log no address and no path", () => {
      each("AWS::ApiGatewayV2::Stage", (properties) => {
        expect(properties).toMatchObject({
          DefaultRouteSettings: {
            ThrottlingRateLimit: expect.any(Number),
            ThrottlingBurstLimit: expect.any(Number),
          },
        });
        expect(JSON.stringify(properties["AccessLogSettings"])).not.toMatch(
          /identity|userAgent|context\.path/,
        );
      });
    });

    test("ring where a throttle refuses customers' choices, and pages alone make nobody get up", () => {
      const filters = stacks.of("AWS::Logs::MetricFilter").filter(({ path }) => path === "Choices refused");
      const pattern = String(filters[0]?.properties["FilterPattern"]);
      const routes = [...pattern.matchAll(/route = "\*([^"*]+)\*"/g)].map((match) => match[1] ?? "");
      const keys = stacks
        .of("AWS::ApiGatewayV2::Route")
        .map(({ properties }) => String(properties["RouteKey"]));
      const ringing = keys.filter((key) => routes.some((route) => key.includes(route)));
      expect(pattern).toContain('$.status = "429"');
      expect(ringing).toEqual(expect.arrayContaining(["POST /unsubscribe/{token}", "POST /confirm/{token}"]));
      expect(ringing).toContain("POST /sign-in/{token}");
      expect(ringing.filter((key) => /causes|api|^\$default|^GET \/$/.test(key))).toEqual([]);
      expect(stacks.of("AWS::CloudWatch::Alarm").map(({ path }) => path)).toContain("ChoicesThrottled");
    });

    test("let anybody call one function and no other, at the address to which shop systems post", () => {
      const open = stacks
        .of("AWS::Lambda::Permission")
        .filter(({ properties }) => properties["Principal"] === "*")
        .map(({ properties: { FunctionName: name, Action, FunctionUrlAuthType, InvokedViaFunctionUrl } }) => [
          stacks.resolve(name),
          Action,
          FunctionUrlAuthType ?? InvokedViaFunctionUrl,
        ]);
      expect(open).toEqual([
        ["<receive-purchase/Function.Arn>", "lambda:InvokeFunctionUrl", "NONE"],
        ["<receive-purchase/Function.Arn>", "lambda:InvokeFunction", true],
      ]);
      expect(stacks.of("AWS::Lambda::Url").map(({ path }) => path)).toEqual([
        "receive-purchase/Function/FunctionUrl",
      ]);
    });
  },
);

const idOf = (wanted: string) =>
  stacksOf(production).resources.find(({ path }) => path === wanted)?.logicalId;

describe("the address of webhooks, which shop systems have in their settings", () => {
  test("stays: it goes with its function, whose id in the template is the same for good", () => {
    const ids = stacksOf(production)
      .of("AWS::Lambda::Url")
      .map(({ logicalId }) => logicalId);
    expect([...ids, idOf("receive-purchase/Function")]).toEqual([
      "receivepurchaseFunctionFunctionUrl5C74175F",
      "receivepurchaseFunction6F347640",
    ]);
  });

  test("takes no more at once than production says", () => {
    const { properties = {} } =
      stacksOf(production)
        .of("AWS::Lambda::Function")
        .find(({ path }) => path === "receive-purchase/Function") ?? {};
    expect(properties["ReservedConcurrentExecutions"]).toBe(production.webhookConcurrency);
    expect(production.webhookConcurrency).toBeGreaterThan(0);
  });
});

test("shops are asked for what webhooks leave out by no more at once than production says", () => {
  const { properties = {} } =
    stacksOf(production)
      .of("AWS::Lambda::Function")
      .find(({ path }) => path === "look-up-order/Function") ?? {};
  expect(properties["ReservedConcurrentExecutions"]).toBe(production.lookUpConcurrency);
  expect(production.lookUpConcurrency).toBeGreaterThan(0);
});

describe("what outlives the stacks", () => {
  const kept = ["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SecretsManager::Secret"];
  const ofKept = (stacks: Stacks) => stacks.resources.filter((resource) => kept.includes(resource.type));

  test("on AWS: tables, quarantine and secrets; a table can be put back to any second of its last 35 days", () => {
    const stacks = stacksOf(production);
    for (const { type, path, deletionPolicy } of ofKept(stacks))
      expect(deletionPolicy, path).toBe(type === "AWS::DynamoDB::Table" ? "Retain" : "RetainExceptOnCreate");
    for (const table of stacks.of("AWS::DynamoDB::Table")) {
      expect(table.properties).toMatchObject({
        DeletionProtectionEnabled: true,
        BillingMode: "PAY_PER_REQUEST",
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
    expect(stacks.protectedStacks).toEqual(
      ["data", "intake", "site", "engagement"].map((part) => `wellspring-production-${part}`),
    );
  });

  test("on one machine: nothing", () => {
    const stacks = stacksOf(local);
    for (const resource of ofKept(stacks)) expect(resource.deletionPolicy, resource.path).toBe("Delete");
    expect(stacks.protectedStacks).toEqual([]);
  });
});

test("the same code makes the same templates", () => {
  expect(synthesise(production).text).toBe(stacksOf(production).text);
});

test("a stage that is not there is refused by name, and none means production", () => {
  expect(() => stageNamed(ownStages, "prodution")).toThrow('no stage "prodution"');
  expect(stageNamed(ownStages, undefined)).toBe(production);
});

test("a stage that opens texts to a country without lawful hours is refused, and says which there are", () => {
  const opened = (textCountries: readonly string[]) => () =>
    textCountriesText({ name: "shop", textCountries });
  expect(opened(["US", "IN", "JM"])).toThrow(/"shop" opens texts to IN, JM .* There are: US, CA,/);
  expect(opened(["US-CA"])).toThrow("US-CA");
  expect(opened(["DE", "US"])()).toBe("DE US");
  expect(opened([])()).toBe("");
  for (const stage of [production, local]) expect(textCountriesText(stage)).toContain("US");
});

function dimensionsOf(properties: Record<string, unknown>): readonly string[] {
  const dimensions: unknown = properties["Dimensions"];
  return Array.isArray(dimensions) ? dimensions.map((dimension) => String(dimension.Value)) : [];
}
