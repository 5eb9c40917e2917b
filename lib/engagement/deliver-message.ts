import { Duration, type Stack, Validations } from "aws-cdk-lib";
import type { DeliveryEnv } from "../../core/messaging/delivery/delivery-env.ts";
import type { DeliverMessageEnv } from "../../functions/deliver-message/env.ts";
import { type Permission, WellspringFunction } from "../constructs/wellspring-function.ts";
import { arnOf } from "../data/data-stack.ts";
import { inboundOf } from "../inbound.ts";
import { textCountriesText, textServiceOf } from "../stages.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { countSendsHeldBack } from "./held-back.ts";
import { readAndWritePeople, useKeys } from "./people-permissions.ts";
import type { Sender } from "./sender.ts";

/** One answer of a provider; the claim before it and the record after it take a moment each. */
const DELIVER_TIMEOUT = Duration.seconds(20);

/** The one way to write to a person. */
export function deliverMessage(
  stack: Stack,
  props: EngagementProps,
  from: Sender,
): WellspringFunction<DeliverMessageEnv> {
  const deliver = new WellspringFunction<DeliverMessageEnv>(stack, "deliver-message", {
    stage: props.stage,
    purpose: "Decides, claims, sends and records one message to one customer, at most once",
    timeout: DELIVER_TIMEOUT,
    memoryMiB: 512,
    environment: deliveryEnvironment(props, from),
    allow: deliveryPermissions(props, from),
  });
  writesToAnybody(deliver, from);
  countSendsHeldBack(stack, "deliver-message", { stage: props.stage, log: deliver.log });
  // `npx wellspring smoke` calls it.
  deliver.nameFunction();
  return deliver;
}

/** The environment of a function that writes to people. */
export function deliveryEnvironment(
  { stage, data, site, cards }: EngagementProps,
  from: Sender,
): Record<keyof DeliveryEnv, string> {
  const { sender } = stage;
  return {
    PEOPLE_TABLE: data.people.tableName,
    LEDGER_TABLE: data.ledger.tableName,
    CONTACT_SECRET: arnOf(data.contactSecret),
    IDENTITY_SECRET: arnOf(data.identitySecret),
    SITE_URL: site.address,
    SENDER: `${sender.name} <${sender.address}>`,
    REPLY_TO: sender.replyTo,
    REPLY_DOMAIN: inboundOf(stage)?.domain ?? "",
    POSTAL_ADDRESS: sender.postalAddress,
    CONFIGURATION_SET: from.configurationSet,
    SMS_SENDER: sender.sms,
    STAGE: stage.name,
    TEXT_SERVICE: textServiceOf(stage),
    TEXT_DOLLARS_MAX: stage.kind === "aws" ? (stage.textDollarsMax ?? "") : "",
    TEXT_COUNTRIES: textCountriesText(stage),
    DAY_BOUNDS: JSON.stringify(stage.dayBounds),
    REFRESH_CARDS: cards.functionName,
  };
}

/** The permissions of a function that writes to people. */
export function deliveryPermissions({ data, cards }: EngagementProps, from: Sender): readonly Permission[] {
  return [
    readAndWritePeople(data),
    { actions: ["dynamodb:Query"], on: [data.ledger.tableArn] },
    useKeys(data),
    from.mayWrite,
    from.mayText,
    ...cards.allow,
  ];
}

/** Acknowledges to cdk-nag that letters and texts go to anybody: the decision says to whom, and the policy as whom. */
export function writesToAnybody({ role }: WellspringFunction<unknown>, { anybody }: Sender): void {
  Validations.of(role).acknowledge(...anybody);
}
