import type { Stack } from "aws-cdk-lib";
import { HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { APPLE_SERVICE_ROUTES, WALLET_ROUTES } from "../../core/model/routes.ts";
import { NO_SECRET, type ServeWalletEnv } from "../../functions/serve-wallet/env.ts";
import { FurtherRoutes } from "../constructs/public-api.ts";
import { type Permission, WellspringFunction } from "../constructs/wellspring-function.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";
import { walletsOf } from "../stages.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { useKeys } from "./people-permissions.ts";

/** What puts customers' cards into the wallets of their phones; nothing at all on a stage without a wallet's keys. */
export function walletPages(stack: Stack, { stage, data, site }: EngagementProps): void {
  if (walletsOf(stage).length === 0) return;
  const { apple, google } = stage.wallet ?? {};
  const secrets = [apple, google, site.domainKey && arnOf(site.domainKey)].filter((arn) => arn !== undefined);
  const wallet = new WellspringFunction<ServeWalletEnv>(stack, "serve-wallet", {
    stage,
    purpose: "Writes customers' cards for the wallets of their phones",
    // Signing and drawing are work for a processor, of which a function has as much as it has memory.
    memoryMiB: 1024,
    environment: {
      PEOPLE_TABLE: data.people.tableName,
      LEDGER_TABLE: data.ledger.tableName,
      CONTACT_SECRET: arnOf(data.contactSecret),
      IDENTITY_SECRET: arnOf(data.identitySecret),
      APPLE_SECRET: apple ?? NO_SECRET,
      GOOGLE_SECRET: google ?? NO_SECRET,
      SITE_URL: site.address,
      REPLY_TO: stage.sender.replyTo,
      DOMAIN_KEY: site.domainKey === undefined ? NO_SECRET : arnOf(site.domainKey),
    },
    allow: [
      { actions: ["dynamodb:GetItem"], on: [data.people.tableArn] },
      ...(apple === undefined ? [] : [keepRegistrations(data)]),
      { actions: ["dynamodb:GetItem", "dynamodb:Query"], on: [data.ledger.tableArn] },
      { actions: ["dynamodb:Query"], on: [`${data.ledger.tableArn}/index/byCustomer`] },
      useKeys(data),
      { actions: ["secretsmanager:GetSecretValue"], on: secrets },
    ],
  });
  new FurtherRoutes(stack, "WalletPages", {
    api: site.api,
    routes: [...WALLET_ROUTES, ...(apple === undefined ? [] : APPLE_SERVICE_ROUTES)].map(
      ({ path, methods }) => ({
        path,
        methods: methods.map((method) => HttpMethod[method]),
        answeredBy: wallet.lambda,
      }),
    ),
    openBecause:
      "Customers prove who they are by a session, and phones that they have a card by its token; the logo is for anybody.",
  });
}

/** Permission to keep on which phones a card is. */
function keepRegistrations(data: DataStack): Permission {
  return {
    actions: ["dynamodb:Query", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
    on: [data.people.tableArn],
  };
}
