import { randomBytes } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CONSENT_WORDS_VERSION, consentStatement, consentWords } from "../../core/consent/words.ts";
import type { CustomerId } from "../../core/customer/customer.ts";
import { CustomerConfirmed, CustomerJoined } from "../../core/events/catalog.ts";
import { eventsClient } from "../../core/events/events.client.ts";
import type { Locale } from "../../core/giving/cause.ts";
import { linkStore } from "../../core/link/link.store.ts";
import { readUnsubscribeToken } from "../../core/link/unsubscribe-token.ts";
import type { Topic } from "../../core/message/topic.ts";
import { confirmByLink } from "../../core/people/confirm.ts";
import { enrol } from "../../core/people/enrol.ts";
import { withdraw } from "../../core/people/withdraw.ts";
import { output } from "../deploy.ts";
import { peopleOf } from "../people/chosen-people.ts";
import type { Stage } from "../stage.ts";
import { engineOf } from "./connect.ts";

/** What somebody would like to hear of by email. */
export interface Joining {
  readonly email: string;
  readonly language: Locale;
  readonly topics: readonly Topic[];
}

/**
 * Takes in what people say, by the use cases that the pages call: the same rules, rows and events. `confirm` and
 * `leave` are given the link of a letter.
 */
export interface Desk {
  join(joining: Joining): Promise<void>;
  confirm(url: string): Promise<"confirmed" | "refused">;
  leave(url: string): Promise<"left" | "refused">;
  close(): void;
}

export function deskOf(stage: Stage, brand: string): Desk {
  const engine = engineOf(stage);
  const eventBridge = new EventBridgeClient(engine);
  const secretsManager = new SecretsManagerClient(engine);
  const desk = peopleOf(stage);
  const { people, contacts, now, random } = desk;
  const dynamo = new DynamoDBClient(engine);
  const events = eventsClient(eventBridge, output(stage.outputs, "EventBus"));
  const links = linkStore(dynamo, output(stage.outputs, "PeopleTable"), { random, now });
  return {
    async join({ email, language, topics }) {
      const wishes = topics.map((topic) => ({
        topic,
        channel: "email" as const,
        ...consentWords(language, "join", { topic, channel: "email" }, brand),
      }));
      const joined = await enrol({ people, contacts, now, random })({
        email,
        language,
        wishes,
        source: "form",
        proof: "form:sample",
      });
      if (joined.outcome === "refused") throw new Error(`${email} could not join`);
      if (joined.asked.length === 0) return;
      const join = `join_${randomBytes(13).toString("hex")}`;
      await events.publish(CustomerJoined, [
        { customer: joined.customer, join, channel: "email", topics: [...topics], at: now() },
      ]);
    },
    async confirm(url) {
      const announce = (customer: CustomerId) =>
        events.publish(CustomerConfirmed, [{ customer, channel: "email", at: now() }]);
      return (await confirmByLink({ people, contacts, links, now, announce })(tokenIn(url))).outcome;
    },
    async leave(url) {
      const SecretId = output(stage.outputs, "ContactSecretArn");
      const { SecretString: key = "" } = await secretsManager.send(new GetSecretValueCommand({ SecretId }));
      const link = readUnsubscribeToken(key, tokenIn(url));
      if (link === undefined) return "refused";
      await withdraw({ people, now })(link.customer, {
        topic: link.topic,
        channel: link.channel,
        source: "oneClick",
        locale: "en",
        words: consentStatement("en", "join", link.channel, brand),
        wordsVersion: CONSENT_WORDS_VERSION,
        proof: "link:unsubscribe",
      });
      return "left";
    },
    close() {
      desk.close();
      dynamo.destroy();
      eventBridge.destroy();
      secretsManager.destroy();
    },
  };
}

function tokenIn(url: string): string {
  return new URL(url).pathname.split("/").at(-1) ?? "";
}
