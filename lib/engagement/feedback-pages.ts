import type { Stack } from "aws-cdk-lib";
import { HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { FEEDBACK_ROUTES } from "../../core/model/routes.ts";
import { deskPartition } from "../../core/people/keys/conversation.keys.ts";
import { NO_FEEDBACK_DOMAIN, type ServeFeedbackEnv } from "../../functions/serve-feedback/env.ts";
import { FurtherRoutes } from "../constructs/public-api.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { arnOf } from "../data/data-stack.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { useKeys } from "./people-permissions.ts";

/** How long what customers say is kept, unless the stage says otherwise. */
const FEEDBACK_KEPT_DAYS = 365;

/** The partitions of the desk's queues: a conversation that a form continues moves from one place in them to another. */
const DESK_PARTITIONS = deskPartition("*");

/** The page on which customers say in private what happened. It can query nothing of people, and delete only a place at the desk. */
export function feedbackPages(stack: Stack, { stage, data, site }: EngagementProps): void {
  const feedback = new WellspringFunction<ServeFeedbackEnv>(stack, "serve-feedback", {
    stage,
    purpose: "Renders the page of feedback, and keeps what customers say there",
    memoryMiB: 512,
    environment: {
      PEOPLE_TABLE: data.people.tableName,
      LEDGER_TABLE: data.ledger.tableName,
      CONTACT_SECRET: arnOf(data.contactSecret),
      IDENTITY_SECRET: arnOf(data.identitySecret),
      SITE_URL: site.address,
      REPLY_TO: stage.sender.replyTo,
      DOMAIN_KEY: site.domainKey === undefined ? NO_FEEDBACK_DOMAIN : arnOf(site.domainKey),
      KEPT_DAYS: String(stage.feedbackKeptDays ?? FEEDBACK_KEPT_DAYS),
    },
    allow: [
      {
        actions: [
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:ConditionCheckItem",
        ],
        on: [data.people.tableArn],
      },
      {
        actions: ["dynamodb:DeleteItem"],
        on: [data.people.tableArn],
        when: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": DESK_PARTITIONS } },
      },
      { actions: ["dynamodb:GetItem", "dynamodb:Query"], on: [data.ledger.tableArn] },
      useKeys(data),
      ...(site.domainKey === undefined
        ? []
        : [{ actions: ["secretsmanager:GetSecretValue"], on: [arnOf(site.domainKey)] }]),
    ],
  });
  new FurtherRoutes(stack, "FeedbackPages", {
    api: site.api,
    routes: FEEDBACK_ROUTES.map(({ path, methods }) => ({
      path,
      methods: methods.map((method) => HttpMethod[method]),
      answeredBy: feedback.lambda,
    })),
    openBecause: "Whoever stands before a code in a store may say what happened, unnamed if they like.",
  });
}
