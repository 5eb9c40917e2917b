import { CfnOutput, type Stack } from "aws-cdk-lib";
import { HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import type { ReceiveConsentEnv } from "../../functions/receive-consent/env.ts";
import { FurtherRoutes } from "../constructs/public-api.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { arnOf } from "../data/data-stack.ts";
import { connectionName, outputName, textCountriesText } from "../stages.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { countFormsHeldBack } from "./held-back.ts";
import { useKeys } from "./people-permissions.ts";

/**
 * Receives the consents that customers tick at the till, at an address of its own beside the pages of people: a purchase is
 * never a consent, and the function that receives purchases may not read or write people. Its 5xx raise the site's alarm.
 */
export function tillConsents(stack: Stack, { stage, data, intake, site }: EngagementProps): void {
  const tills = stage.connections.filter(({ source }) => source === "standard");
  for (const till of tills) {
    const value = `${site.address}/webhooks/${connectionName(till)}/consents`;
    new CfnOutput(stack, outputName("ConsentAddress", till), { value });
  }
  const keys = [...intake.connectionKeys].filter(([connection]) => connection.startsWith("standard/"));
  if (keys.length === 0) return;
  const receive = new WellspringFunction<ReceiveConsentEnv>(stack, "receive-consent", {
    stage,
    purpose: "Verifies a consent from a till, and asks the customer at their own address to confirm it",
    memoryMiB: 512,
    environment: {
      PEOPLE_TABLE: data.people.tableName,
      LEDGER_TABLE: data.ledger.tableName,
      EVENT_BUS: intake.bus.eventBusName,
      CONNECTIONS: stack.toJsonString(
        Object.fromEntries(keys.map(([connection, secret]) => [connection, arnOf(secret)])),
      ),
      CONTACT_SECRET: arnOf(data.contactSecret),
      IDENTITY_SECRET: arnOf(data.identitySecret),
      TEXT_COUNTRIES: textCountriesText(stage),
      DAY_BOUNDS: JSON.stringify(stage.dayBounds),
    },
    allow: [
      {
        actions: [
          "dynamodb:GetItem",
          "dynamodb:Query",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:ConditionCheckItem",
        ],
        on: [data.people.tableArn],
      },
      { actions: ["dynamodb:Query"], on: [data.ledger.tableArn] },
      useKeys(data),
      { actions: ["secretsmanager:GetSecretValue"], on: keys.map(([, secret]) => arnOf(secret)) },
      { actions: ["events:PutEvents"], on: [intake.bus.eventBusArn] },
    ],
  });
  countFormsHeldBack(stack, "TillsHeldBack", { stage, log: receive.log });
  new FurtherRoutes(stack, "TillConsents", {
    api: site.api,
    routes: [
      {
        methods: [HttpMethod.POST],
        path: "/webhooks/standard/{connection}/consents",
        answeredBy: receive.lambda,
      },
    ],
    openBecause: "A till proves itself by a signature over the body, which the function verifies first.",
  });
}
