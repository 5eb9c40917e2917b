import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { customerEntriesStore } from "../../core/giving/ledger/customer-entries.store.ts";
import { keptBodies } from "../../core/intake/quarantine/quarantine.client.ts";
import { dossierStore } from "../../core/operations/people/dossier.store.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { suppressionStore } from "../../core/people/contacts/suppression.store.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { smsInboxStore } from "../../core/people/sms/sms-inbox.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { output } from "../../local/deploy.ts";
import { currentStage, type Stage } from "../../local/stage.ts";
import { CliError } from "../cli-error.ts";
import { engineOf } from "../settings.ts";

/** What a stage in AWS is named by; all of it or nothing. */
export interface PeopleOptions {
  readonly peopleTable?: string;
  readonly ledgerTable?: string;
  readonly identitySecret?: string;
  readonly contactSecret?: string;
  /** Besides: only forgetting looks there. */
  readonly quarantineBucket?: string;
}

/** Where people are: tables, and the secrets under which they are hashed and sealed. */
interface Place {
  readonly dynamo: DynamoDBClient;
  readonly secretsManager: SecretsManagerClient;
  readonly s3: S3Client;
  readonly people: string;
  readonly ledger: string;
  readonly identitySecret: string;
  readonly contactSecret: string;
  readonly quarantineBucket: string | undefined;
}

/** Everything that works on people, at one place. */
export type People = ReturnType<typeof peopleAt>;

/** The stage on this machine. */
export function peopleOf({ endpoint, outputs }: Pick<Stage, "endpoint" | "outputs">): People {
  const engine = engineOf({ endpoint });
  return peopleAt({
    dynamo: new DynamoDBClient(engine),
    secretsManager: new SecretsManagerClient(engine),
    s3: new S3Client({ ...engine, forcePathStyle: true }),
    people: output(outputs, "PeopleTable"),
    ledger: output(outputs, "LedgerTable"),
    identitySecret: output(outputs, "IdentitySecretArn"),
    contactSecret: output(outputs, "ContactSecretArn"),
    quarantineBucket: output(outputs, "QuarantineBucket"),
  });
}

/** A stage in AWS by its outputs, with the person's own credentials; else the one on this machine. */
export async function chosenPeople(options: PeopleOptions): Promise<People> {
  const { peopleTable, ledgerTable, identitySecret, contactSecret, quarantineBucket } = options;
  if (peopleTable && ledgerTable && identitySecret && contactSecret) {
    const dynamo = new DynamoDBClient({});
    const secretsManager = new SecretsManagerClient({});
    return peopleAt({
      dynamo,
      secretsManager,
      s3: new S3Client({}),
      people: peopleTable,
      ledger: ledgerTable,
      identitySecret,
      contactSecret,
      quarantineBucket,
    });
  }
  if (peopleTable || ledgerTable || identitySecret || contactSecret || quarantineBucket) {
    throw new CliError(
      "A stage in AWS is named in part.",
      "Give --people-table, --ledger-table, --identity-secret and --contact-secret, or none of them.",
    );
  }
  return peopleOf(await currentStage());
}

function peopleAt(place: Place) {
  const { dynamo, secretsManager, s3, people: table, quarantineBucket } = place;
  const read = secretsClient(secretsManager);
  const keys = {
    addresses: contactSecret(read, place.contactSecret),
    identities: identitySecret(read, place.identitySecret),
  };
  return {
    dynamo,
    people: peopleStore(dynamo, table, pause),
    contacts: contactStore(dynamo, table, { keys, random: randomBytes }),
    suppressions: suppressionStore(dynamo, table),
    waitingTexts: smsInboxStore(dynamo, table, { key: keys.addresses, random: randomBytes }),
    dossiers: dossierStore(dynamo, table, pause),
    quarantine: quarantineBucket === undefined ? undefined : keptBodies(s3, quarantineBucket),
    entries: customerEntriesStore(dynamo, place.ledger),
    now,
    random: randomBytes,
    close: () => {
      dynamo.destroy();
      secretsManager.destroy();
      s3.destroy();
    },
  };
}
