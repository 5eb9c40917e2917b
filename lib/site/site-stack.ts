import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { type HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import type { Construct } from "constructs";
import type { ServeApiEnv } from "../../functions/serve-api/env.ts";
import type { ServePagesEnv } from "../../functions/serve-pages/env.ts";
import { PublicApi } from "../constructs/public-api.ts";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import type { DataStack } from "../data/data-stack.ts";
import { stackProps } from "../stack-props.ts";
import type { StageSettings } from "../stages.ts";

export interface SiteStackProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
}

/** What anybody may see: the community's pages and the same figures as JSON. It reads, and can write nothing. */
export class SiteStack extends Stack {
  /** To which the engagement stack adds the pages of people. */
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { stage, data }: SiteStackProps) {
    super(
      scope,
      id,
      stackProps(stage, "Wellspring: community and cause pages, and their figures as JSON", {
        isProtected: true,
      }),
    );
    const settings = {
      stage,
      memoryMiB: 512,
      environment: { LEDGER_TABLE: data.ledger.tableName, IMPACT_TABLE: data.impact.tableName },
      allow: [
        { actions: ["dynamodb:Query", "dynamodb:BatchGetItem"], on: [data.ledger.tableArn] },
        { actions: ["dynamodb:Query", "dynamodb:GetItem"], on: [data.impact.tableArn] },
      ],
    };
    const pages = new WellspringFunction<ServePagesEnv>(this, "serve-pages", {
      ...settings,
      purpose: "Renders the community page and a page per cause",
    });
    const api = new WellspringFunction<ServeApiEnv>(this, "serve-api", {
      ...settings,
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
        { methods, path: "/api/{proxy+}", answeredBy: api.lambda },
      ],
      otherwise: pages.lambda,
      openBecause: "The figures are for everybody; there is nothing personal in them.",
    });
    this.api = site.api;
    raiseAlarm(this, "SiteErrors", {
      topic: data.alarms,
      metric: site.api.metricServerError({ period: Duration.minutes(5), statistic: "Sum" }),
      atLeast: 5,
      meaning: "Visitors are answered 5xx.",
    });
    new CfnOutput(this, "SiteUrl", { value: site.api.apiEndpoint });
  }
}
