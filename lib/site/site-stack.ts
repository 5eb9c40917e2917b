import { CfnOutput, Duration, Lazy, Stack } from "aws-cdk-lib";
import { type HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { FilterPattern, type LogGroup } from "aws-cdk-lib/aws-logs";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { ServeApiEnv } from "../../functions/serve-api/env.ts";
import type { ServePagesEnv } from "../../functions/serve-pages/env.ts";
import { PublicApi } from "../constructs/public-api.ts";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { countLines, stageMetric } from "../constructs/stage-metric.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import type { DataStack } from "../data/data-stack.ts";
import { stackProps } from "../stack-props.ts";
import { hasLogText, type StageSettings } from "../stages.ts";
import { SiteDomain } from "./site-domain.ts";

export interface SiteStackProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
}

/** What anybody may see: the community's pages and the same figures as JSON. It reads, and can write nothing. */
export class SiteStack extends Stack {
  /** To which the engagement stack adds the pages of people. */
  readonly api: HttpApi;
  /** Where the pages are, without a slash at the end: what letters link to. */
  readonly address: string;
  /** What the network before the site's own domain shows, where the stage has one. */
  readonly domainKey: Secret | undefined;

  constructor(scope: Construct, id: string, { stage, data }: SiteStackProps) {
    super(
      scope,
      id,
      stackProps(stage, "Wellspring: community and cause pages, and their figures as JSON", {
        isProtected: true,
      }),
    );
    const tables = { LEDGER_TABLE: data.ledger.tableName, IMPACT_TABLE: data.impact.tableName };
    const settings = {
      stage,
      memoryMiB: 512,
      allow: [
        { actions: ["dynamodb:Query", "dynamodb:BatchGetItem"], on: [data.ledger.tableArn] },
        { actions: ["dynamodb:Query", "dynamodb:GetItem"], on: [data.impact.tableArn] },
      ],
    };
    // The address is that of the API, to which both functions belong.
    const environment = {
      ...tables,
      SITE_URL: Lazy.string({ produce: () => this.address }),
      HAS_LOG: hasLogText(stage),
    };
    const pages = new WellspringFunction<ServePagesEnv>(this, "serve-pages", {
      ...settings,
      environment,
      purpose:
        "Renders the community page, a page per cause and one per year, and says to crawlers what there is",
    });
    const api = new WellspringFunction<ServeApiEnv>(this, "serve-api", {
      ...settings,
      environment,
      purpose: "Answers the community's and each cause's figures as JSON",
    });
    const methods = [HttpMethod.GET, HttpMethod.HEAD];
    const site = new PublicApi(this, "Site", {
      stage,
      purpose: "What purchases gave, for everybody to see",
      throttle: stage.siteThrottle,
      routes: [
        { methods, path: "/", answeredBy: pages.lambda },
        { methods, path: "/causes/{slug}", answeredBy: pages.lambda },
        { methods, path: "/months/{year}", answeredBy: pages.lambda },
        { methods, path: "/api/{proxy+}", answeredBy: api.lambda },
      ],
      otherwise: pages.lambda,
      openBecause: "The figures are for everybody; there is nothing personal in them.",
    });
    this.api = site.api;
    const domain = stage.kind === "aws" ? stage.siteDomain : undefined;
    this.address = domain === undefined ? site.api.apiEndpoint : `https://${domain.name}`;
    this.domainKey =
      domain &&
      new SiteDomain(this, "Domain", { domain, api: site.api, hasProof: stage.proof !== undefined }).key;
    raiseAlarm(this, "SiteErrors", {
      topic: data.alarms,
      metric: site.api.metricServerError({ period: Duration.minutes(5), statistic: "Sum" }),
      atLeast: 5,
      rollsBack: "SiteErrors",
      lasts: true,
      meaning: "Visitors are answered 5xx.",
    });
    watchChoices(this, stage, data, site.accessLog);
    new CfnOutput(this, "SiteUrl", { value: this.address });
  }
}

/** The routes on which a refusal keeps a customer from what they decided; others come again. */
const CHOICES = ["unsubscribe", "confirm", "sign-in"];

/** Each route has the stage's throttle for itself, so this rings for a flood of these alone: somebody raises `siteThrottle`. */
function watchChoices(stack: Stack, stage: StageSettings, data: DataStack, accessLog: LogGroup): void {
  countLines(stack, "Choices refused", {
    stage,
    log: accessLog,
    lines: FilterPattern.all(
      FilterPattern.stringValue("$.status", "=", "429"),
      FilterPattern.any(...CHOICES.map((path) => FilterPattern.stringValue("$.route", "=", `*/${path}*`))),
    ),
    as: "ChoicesThrottled",
  });
  raiseAlarm(stack, "ChoicesThrottled", {
    topic: data.alarms,
    metric: stageMetric(stage, "ChoicesThrottled"),
    atLeast: 1,
    meaning: "A customer who unsubscribed, confirmed or signed in by a link was answered 429.",
  });
}
