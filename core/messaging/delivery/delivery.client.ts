import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient } from "@aws-sdk/client-ses";
import { SNSClient } from "@aws-sdk/client-sns";
import { brandConfigStore } from "../../giving/config/brand-config.store.ts";
import { cached, cachedIf } from "../../giving/config/brand-config.ts";
import { brandWordsStore } from "../../giving/config/brand-words.store.ts";
import { allowanceStore } from "../../giving/ledger/allowance.store.ts";
import { readOffers } from "../../impact/read-offers.ts";
import { cardNewsStore } from "../../people/cards/card-news.store.ts";
import { cardPhonesStore } from "../../people/cards/card-phones.store.ts";
import { cardRefresh } from "../../people/cards/card-refresh.client.ts";
import { changeFacts } from "../../people/change-address.ts";
import { confirmFacts } from "../../people/confirm.ts";
import { addressChangeStore } from "../../people/contacts/address-change.store.ts";
import { contactStore } from "../../people/contacts/contact.store.ts";
import { suppressionStore } from "../../people/contacts/suppression.store.ts";
import { isTexted } from "../../people/contacts/texted-number.ts";
import { rateLimitStore } from "../../people/rate-limit/rate-limit.store.ts";
import { copyStore } from "../../people/records/copy.store.ts";
import { type PeopleStore, peopleStore } from "../../people/records/people.store.ts";
import { linkStore } from "../../people/sessions/link.store.ts";
import { secretsClient } from "../../platform/aws/secrets.client.ts";
import { now } from "../../platform/clock.ts";
import { contactSecret } from "../../platform/crypto/contact-key.ts";
import { identitySecret } from "../../platform/crypto/identity.ts";
import { reportUnreadable } from "../../platform/lambda/report-unreadable.ts";
import { pause } from "../../platform/pause.ts";
import { randomBytes } from "../../platform/random.ts";
import { journeyStore } from "../journeys/journey.store.ts";
import { readAside } from "./aside.ts";
import { brandTexts } from "./brand-texts.ts";
import { cardAlerts, knowingPhones, orOnCard } from "./card-alert.ts";
import { claimStore } from "./claim.store.ts";
import { composeMessage } from "./compose-message.ts";
import { countSend } from "./count-send.ts";
import type { DeliverMessageDeps } from "./deliver-message.ts";
import type { DeliveryEnv } from "./delivery-env.ts";
import { endUserMessagingTexts } from "./end-user-messaging.client.ts";
import { knowingNumber, onBrandClock, recipientOf } from "./recipient.ts";
import { reportFullDay, reportRefusedNumber, reportRefusingAccount } from "./report-held.ts";
import { sendMessage } from "./send-message.ts";
import { emailClient } from "./ses.client.ts";
import { snsTexts } from "./sns.client.ts";
import type { TextClient } from "./text.ts";

/** SES and SNS have no idempotency token: the SDK must not retry a message that may have been accepted. */
const once = { maxAttempts: 1 };

/** A batch of letters reads what caps have left once for so long, and no row for each of its readers. */
const OFFERS_AGE_MAX_SECONDS = 10;

/** The stores, keys and providers that this environment names. */
export function deliveryDeps(
  dynamo: DynamoDBClient,
  env: DeliveryEnv,
): DeliverMessageDeps & Pick<PeopleStore, "preferences"> {
  const readSecret = secretsClient(new SecretsManagerClient());
  const keys = {
    addresses: contactSecret(readSecret, env.CONTACT_SECRET),
    identities: identitySecret(readSecret, env.IDENTITY_SECRET),
  };
  const people = peopleStore(dynamo, env.PEOPLE_TABLE, pause, { key: keys.addresses, random: randomBytes });
  const contacts = contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes });
  const changes = addressChangeStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes });
  const brandConfig = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);
  const copies = copyStore(dynamo, env.PEOPLE_TABLE, { key: keys.addresses, random: randomBytes });
  const refresh = cardRefresh(env.REFRESH_CARDS);
  const passes = refresh && cardPhonesStore(dynamo, env.PEOPLE_TABLE);
  return {
    preferences: people.preferences,
    readPerson: knowingPhones(
      knowingNumber(onBrandClock(people.readPerson, brandConfig), contacts, (number) =>
        isTexted(number, env.TEXT_COUNTRIES),
      ),
      passes,
    ),
    journeySwitch: journeyStore(dynamo, env.PEOPLE_TABLE).read,
    recipient: orOnCard(recipientOf(contacts), passes),
    readAside: readAside({
      changes,
      suppressions: suppressionStore(dynamo, env.PEOPLE_TABLE),
      isTexted: (number) => isTexted(number, env.TEXT_COUNTRIES),
    }),
    countSend: countSend({
      limits: rateLimitStore(dynamo, env.PEOPLE_TABLE, { key: keys.identities, now }),
      dayBounds: env.DAY_BOUNDS,
      countFull: reportFullDay,
    }),
    claims: claimStore(dynamo, env.PEOPLE_TABLE, pause),
    compose: composeMessage({
      brandConfig,
      offers: cachedIf(
        readOffers({ brandConfig, allowances: allowanceStore(dynamo, env.LEDGER_TABLE), now }),
        now,
        undefined,
        OFFERS_AGE_MAX_SECONDS,
      ),
      textsIn: brandTexts(cachedIf(brandWordsStore(dynamo, env.LEDGER_TABLE, reportUnreadable).read, now)),
      issue: linkStore(dynamo, env.PEOPLE_TABLE, { random: randomBytes, now }).issue,
      confirmFacts: (customer, channel) => confirmFacts({ people, contacts }, customer, channel),
      changeFacts: (customer, address) => changeFacts(changes, customer, address),
      contactKey: keys.addresses,
      siteUrl: env.SITE_URL,
      replyDomain: env.REPLY_DOMAIN,
      postalAddress: env.POSTAL_ADDRESS,
    }),
    send: sendMessage({
      email: emailClient(new SESClient(once)),
      text: textClient(env),
      card: cardAlerts({ news: cardNewsStore(dynamo, env.PEOPLE_TABLE, copies), call: refresh }),
      sender: env.SENDER,
      replyTo: env.REPLY_TO,
      configurationSet: env.CONFIGURATION_SET,
    }),
    sealCopy: copies.seal,
    countRefused: reportRefusingAccount,
    now,
  };
}

/** By the service that the stage chose. */
function textClient(env: DeliveryEnv): TextClient {
  const common = {
    sender: env.SMS_SENDER,
    countries: env.TEXT_COUNTRIES,
    countRefused: reportRefusedNumber,
  };
  if (env.TEXT_SERVICE === "sns") return snsTexts({ ...common, sns: new SNSClient(once) });
  return endUserMessagingTexts({
    ...common,
    sms: new PinpointSMSVoiceV2Client(once),
    stage: env.STAGE,
    dollarsMax: env.TEXT_DOLLARS_MAX,
    now,
  });
}
