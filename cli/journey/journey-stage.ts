import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { knowingNumber, onBrandClock } from "../../core/messaging/delivery/recipient.ts";
import { journeyStore } from "../../core/messaging/journeys/journey.store.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { isTexted, TextCountries } from "../../core/people/contacts/texted-number.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { CliError } from "../cli-error.ts";
import type { DeployedStage } from "../stage.ts";

/** The journeys of a stage, the people that they write to, and what its brand says. */
export type JourneyStage = Awaited<ReturnType<typeof journeyStage>>;

/** Throws a {@link CliError} while no brand is applied. */
export async function journeyStage({ config, output }: DeployedStage) {
  const dynamo = new DynamoDBClient(config);
  const [ledger, peopleTable] = [output("LedgerTable"), output("PeopleTable")];
  const stated = await brandConfigStore(dynamo, ledger).read();
  const { brand } = stated;
  if (brand === undefined) {
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply demo` does it.");
  }
  const people = peopleStore(dynamo, peopleTable, pause);
  const read = secretsClient(new SecretsManagerClient(config));
  // Only a customer with a number needs these outputs: most commands read none.
  const keys = {
    addresses: () => contactSecret(read, output("ContactSecretArn"))(),
    identities: () => identitySecret(read, output("IdentitySecretArn"))(),
  };
  const contacts = contactStore(dynamo, peopleTable, { keys, random: randomBytes });
  const readPerson = onBrandClock(people.readPerson, async () => stated);
  return {
    dynamo,
    ledger,
    peopleTable,
    stated,
    people: {
      ...people,
      readPerson: knowingNumber(readPerson, contacts, (number) =>
        isTexted(number, TextCountries.parse(output("TextCountries"))),
      ),
    },
    journeys: journeyStore(dynamo, peopleTable),
    timeZone: brand.timeZone,
    bus: () => ({ client: new EventBridgeClient(config), name: output("EventBus") }),
    now,
  };
}
