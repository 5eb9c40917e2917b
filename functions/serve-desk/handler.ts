import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { clockBy } from "../../core/conversations/clock/due.ts";
import { statedService } from "../../core/conversations/clock/stated-hours.ts";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { wordsKeptDays } from "../../core/conversations/thread/words-kept.ts";
import { auditStore } from "../../core/desk/audit/audit.store.ts";
import { serveDesk } from "../../core/desk/serve-desk.ts";
import { deskSessionStore } from "../../core/desk/sessions/desk-session.store.ts";
import { openIdClient } from "../../core/desk/sign-in/open-id.client.ts";
import { alarmsClient } from "../../core/desk/today/alarms.client.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { behindDomain } from "../../core/platform/lambda/behind-domain.ts";
import { contentCoding } from "../../core/platform/lambda/content-coding.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { approvalStore } from "../../core/settlement/approval.store.ts";
import { payoutsReader } from "../../core/settlement/read-payouts.store.ts";
import { peopleFailed } from "../../core/site/serve-people.ts";
import { NO_DOMAIN_KEY, ServeDeskEnv } from "./env.ts";

const env = readEnv(ServeDeskEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const domainKey = env.DOMAIN_KEY === NO_DOMAIN_KEY ? undefined : contactSecret(readSecret, env.DOMAIN_KEY);
const chance = { random: randomBytes, now };
const readBrandConfig = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);

const openId = openIdClient(new CognitoIdentityProviderClient(), {
  issuer: env.ISSUER,
  signInUrl: env.SIGN_IN_URL,
  keysUrl: env.KEYS_URL,
  userPool: env.USER_POOL,
  clientId: env.CLIENT_ID,
  redirectUri: `${env.SITE_URL}/desk/callback`,
});

const respond = serveDesk({
  readBrandConfig,
  siteUrl: env.SITE_URL,
  replyTo: env.REPLY_TO,
  openId,
  signInUrl: env.SIGN_IN_URL,
  sessions: deskSessionStore(dynamo, env.DESK_TABLE, chance),
  audit: auditStore(dynamo, env.DESK_TABLE, chance),
  conversations: conversationStore(dynamo, env.PEOPLE_TABLE, {
    key: contactSecret(readSecret, env.CONTACT_SECRET),
    keptDays: wordsKeptDays,
    ...chance,
  }),
  impact: impactStore(dynamo, env.IMPACT_TABLE, reportUnreadable),
  readAlarms: alarmsClient(new CloudWatchClient(), env.STAGE),
  readPayouts: payoutsReader(dynamo, env.LEDGER_TABLE, reportUnreadable),
  approvals: approvalStore(dynamo, env.LEDGER_TABLE),
  clockOf: clockBy(statedService(readBrandConfig)),
  ...chance,
});

export const handler = http(behindDomain(respond, domainKey), logger, {
  whenFailed: peopleFailed,
  coding: contentCoding,
});
