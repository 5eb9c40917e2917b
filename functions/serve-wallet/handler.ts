import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached, cachedIf } from "../../core/giving/config/brand-config.ts";
import { brandWordsStore } from "../../core/giving/config/brand-words.store.ts";
import { customerEntriesStore } from "../../core/giving/ledger/customer-entries.store.ts";
import { readPersonal } from "../../core/impact/read-personal.ts";
import { cardStore } from "../../core/people/cards/card.store.ts";
import { cardNewsStore } from "../../core/people/cards/card-news.store.ts";
import { passStore } from "../../core/people/cards/pass.store.ts";
import { copyStore } from "../../core/people/records/copy.store.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { sessionStore } from "../../core/people/sessions/session.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { hashIdentity, identitySecret } from "../../core/platform/crypto/identity.ts";
import { behindDomain } from "../../core/platform/lambda/behind-domain.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { once } from "../../core/platform/once.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { appliedContext, peopleFailed, servePeople } from "../../core/site/serve-people.ts";
import { appleService } from "../../core/site/wallet/answer-phones.ts";
import { AppleKeys, stageIssuer } from "../../core/site/wallet/apple-keys.ts";
import { GoogleKeys } from "../../core/site/wallet/google-jwt.ts";
import { googleWallet } from "../../core/site/wallet/google-wallet.client.ts";
import { serveWallet } from "../../core/site/wallet/serve-wallet.ts";
import { currentPass, passSigner } from "../../core/site/wallet/sign-pass.ts";
import { walletPages } from "../../core/site/wallet/wallet-pages.ts";
import { withdrawAlerts } from "../../core/site/wallet/withdraw-alerts.ts";
import { NO_SECRET, ServeWalletEnv } from "./env.ts";

const env = readEnv(ServeWalletEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const keys = {
  addresses: contactSecret(readSecret, env.CONTACT_SECRET),
  identities: identitySecret(readSecret, env.IDENTITY_SECRET),
};
const domainKey = env.DOMAIN_KEY === NO_SECRET ? undefined : contactSecret(readSecret, env.DOMAIN_KEY);
const apple = once(async () => AppleKeys.parse(JSON.parse(await readSecret(env.APPLE_SECRET))));
const google = once(async () => GoogleKeys.parse(JSON.parse(await readSecret(env.GOOGLE_SECRET))));

const signer = passSigner({ apple, key: keys.identities, siteUrl: env.SITE_URL });
const passes = passStore(dynamo, env.PEOPLE_TABLE, pause);

const readBrandConfig = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);
const written = { key: keys.addresses, random: randomBytes };

const card = {
  people: peopleStore(dynamo, env.PEOPLE_TABLE, pause, written),
  cards: cardStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes, pause }),
  serialOf: async (number: string) => hashIdentity(await keys.identities(), number),
  news: cardNewsStore(dynamo, env.PEOPLE_TABLE, copyStore(dynamo, env.PEOPLE_TABLE, written)),
  now,
  readPersonal: readPersonal({
    entries: customerEntriesStore(dynamo, env.LEDGER_TABLE, reportUnreadable),
    brandConfig: readBrandConfig,
    now,
  }),
};
const site = {
  readBrandConfig,
  readBrandWords: cachedIf(brandWordsStore(dynamo, env.LEDGER_TABLE, reportUnreadable).read, now),
  siteUrl: env.SITE_URL,
  replyTo: env.REPLY_TO,
  now,
};

const pages = servePeople({
  ...site,
  pages: walletPages({
    ...card,
    sessions: sessionStore(dynamo, env.PEOPLE_TABLE, { random: randomBytes, now }),
    apple: env.APPLE_SECRET === NO_SECRET ? undefined : signer.sign,
    google: env.GOOGLE_SECRET === NO_SECRET ? undefined : { keys: google, wallet: googleWallet(google, now) },
  }),
});
const contextOf = appliedContext(site);
const service = appleService({
  passes,
  key: keys.identities,
  passType: async () => stageIssuer(await apple()).passType,
  currentPass: currentPass({ ...card, passes, signer, contextOf }),
  withdrawAlerts: withdrawAlerts({ people: card.people, now, contextOf }),
  now,
});

const respond = serveWallet({ pages, service });

export const handler = http(behindDomain(respond, domainKey), logger, { whenFailed: peopleFailed });
