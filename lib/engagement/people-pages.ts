import type { Stack } from "aws-cdk-lib";
import { HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { PEOPLE_ROUTES } from "../../core/model/routes.ts";
import { NO_DOMAIN_KEY, type ServePeopleEnv } from "../../functions/serve-people/env.ts";
import { FurtherRoutes } from "../constructs/public-api.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { arnOf } from "../data/data-stack.ts";
import { hasLogText, textCountriesText, walletsText } from "../stages.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { countFormsHeldBack } from "./held-back.ts";
import { readAndWritePeople, useKeys } from "./people-permissions.ts";

/** The pages that customers see and change, on the site's own address. */
export function peoplePages(stack: Stack, { stage, data, intake, site }: EngagementProps): void {
  const people = new WellspringFunction<ServePeopleEnv>(stack, "serve-people", {
    stage,
    purpose:
      "Renders customers' pages and records their changes: joining, preferences, history, unsubscribing",
    memoryMiB: 512,
    environment: {
      PEOPLE_TABLE: data.people.tableName,
      LEDGER_TABLE: data.ledger.tableName,
      IMPACT_TABLE: data.impact.tableName,
      EVENT_BUS: intake.bus.eventBusName,
      CONTACT_SECRET: arnOf(data.contactSecret),
      IDENTITY_SECRET: arnOf(data.identitySecret),
      SITE_URL: site.address,
      HAS_LOG: hasLogText(stage),
      REPLY_TO: stage.sender.replyTo,
      TRIES_MAX: String(stage.triesPerSource),
      TEXT_COUNTRIES: textCountriesText(stage),
      WALLETS: walletsText(stage),
      DAY_BOUNDS: JSON.stringify(stage.dayBounds),
      DOMAIN_KEY: site.domainKey === undefined ? NO_DOMAIN_KEY : arnOf(site.domainKey),
    },
    allow: [
      readAndWritePeople(data),
      // Customers delete themselves.
      { actions: ["dynamodb:BatchWriteItem"], on: [data.people.tableArn] },
      {
        actions: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem"],
        on: [data.ledger.tableArn],
      },
      { actions: ["dynamodb:Query"], on: [`${data.ledger.tableArn}/index/byCustomer`] },
      { actions: ["dynamodb:GetItem", "dynamodb:Query"], on: [data.impact.tableArn] },
      { actions: ["events:PutEvents"], on: [intake.bus.eventBusArn] },
      useKeys(data),
      ...(site.domainKey === undefined
        ? []
        : [{ actions: ["secretsmanager:GetSecretValue"], on: [arnOf(site.domainKey)] }]),
    ],
  });
  countFormsHeldBack(stack, "FormsHeldBack", { stage, log: people.log });
  new FurtherRoutes(stack, "Pages", {
    api: site.api,
    routes: PEOPLE_ROUTES.map(({ path, methods }) => ({
      path,
      methods: methods.map((method) => HttpMethod[method]),
      answeredBy: people.lambda,
    })),
    openBecause: "Customers prove who they are by a single-use link and a session.",
  });
}
