import { SESClient } from "@aws-sdk/client-ses";
import { activateReceiptRules } from "../../core/messaging/inbound/receipt-rules.client.ts";
import { onResource } from "../../core/platform/lambda/custom-resource.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { ActivateReceiptRulesEnv } from "./env.ts";

const env = readEnv(ActivateReceiptRulesEnv);

export const handler = onResource(activateReceiptRules(new SESClient(), env.RULE_SET));
