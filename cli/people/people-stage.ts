import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { sentSentences } from "../../core/conversations/answer/sent-sentences.store.ts";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { wordsKeptDays } from "../../core/conversations/thread/words-kept.ts";
import { feedbackStore } from "../../core/feedback/feedback.store.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { customerEntriesStore } from "../../core/giving/ledger/customer-entries.store.ts";
import { keptBodies } from "../../core/intake/quarantine/quarantine.client.ts";
import { attachments } from "../../core/messaging/inbound/attachments.client.ts";
import { keptMails } from "../../core/messaging/inbound/kept-mails.client.ts";
import { dossierStore } from "../../core/operations/people/dossier.store.ts";
import { cardStore } from "../../core/people/cards/card.store.ts";
import { addressChangeStore } from "../../core/people/contacts/address-change.store.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { saltStore } from "../../core/people/contacts/salt.store.ts";
import { suppressionStore } from "../../core/people/contacts/suppression.store.ts";
import { TextCountries } from "../../core/people/contacts/texted-number.ts";
import { copyStore } from "../../core/people/records/copy.store.ts";
import { customerStore } from "../../core/people/records/customer.store.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { smsInboxStore } from "../../core/people/sms/sms-inbox.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { sayUnreadable } from "../say-unreadable.ts";
import { type DeployedStage, openStage, type StageOptions, s3Client } from "../stage.ts";

/** Everything of a stage that works on people. */
export type People = ReturnType<typeof peopleOf>;

/**
 * `quarantine` is undefined where a stage is given by hand without its bucket, `mails` and `attachments` also where it receives no
 * mail: only forgetting looks there.
 */
export function peopleOf({ config, find, output }: DeployedStage) {
  const dynamo = new DynamoDBClient(config);
  const secretsManager = new SecretsManagerClient(config);
  const s3 = s3Client({ config });
  const table = output("PeopleTable");
  const read = secretsClient(secretsManager);
  const keys = {
    addresses: contactSecret(read, output("ContactSecretArn")),
    identities: identitySecret(read, output("IdentitySecretArn")),
  };
  const bucket = find("QuarantineBucket");
  const mail = find("MailBucket");
  return {
    dynamo,
    people: peopleStore(dynamo, table, pause, { key: keys.addresses, random: randomBytes }),
    contacts: contactStore(dynamo, table, { keys, random: randomBytes }),
    cards: cardStore(dynamo, table, { keys, random: randomBytes, pause }),
    copies: copyStore(dynamo, table, { key: keys.addresses, random: randomBytes }),
    changes: addressChangeStore(dynamo, table, { keys, random: randomBytes }),
    suppressions: suppressionStore(dynamo, table),
    waitingTexts: smsInboxStore(dynamo, table, { key: keys.addresses }),
    conversations: conversationStore(dynamo, table, {
      key: keys.addresses,
      random: randomBytes,
      keptDays: wordsKeptDays,
      now,
    }),
    sentences: sentSentences(dynamo, table, { key: keys.addresses, now }),
    feedback: feedbackStore(dynamo, table, { key: keys.addresses, random: randomBytes }),
    contactKey: keys.addresses,
    customers: customerStore(dynamo, table),
    dossiers: dossierStore(dynamo, table, pause),
    quarantine: bucket === undefined ? undefined : keptBodies(s3, bucket),
    ...(mail !== undefined && {
      mails: keptMails(s3, mail),
      attachments: attachments(s3, mail, {
        salts: saltStore(dynamo, table),
        key: keys.addresses,
        random: randomBytes,
      }),
    }),
    entries: customerEntriesStore(dynamo, output("LedgerTable"), sayUnreadable),
    brandConfig: brandConfigStore(dynamo, output("LedgerTable")).read,
    identityKey: keys.identities,
    /** Only an import needs it. */
    textCountries: () => TextCountries.parse(output("TextCountries")),
    now,
    random: randomBytes,
    close: () => {
      dynamo.destroy();
      secretsManager.destroy();
      s3.destroy();
    },
  };
}

/** Opens people of the stage that the options name, and closes them when the work has ended. */
export async function withPeople<Result>(
  options: StageOptions,
  work: (people: People) => Promise<Result>,
): Promise<Result> {
  const people = peopleOf(await openStage(options));
  try {
    return await work(people);
  } finally {
    people.close();
  }
}

/** The outputs that a command on people can be given by hand. */
export const PEOPLE_OPTIONS = ["peopleTable", "ledgerTable", "identitySecret", "contactSecret"] as const;
