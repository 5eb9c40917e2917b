import { randomBytes as bytes } from "node:crypto";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { peopleOf } from "../../cli/people/people-stage.ts";
import { confirmFacts } from "../../core/people/confirm.ts";
import { linkStore } from "../../core/people/sessions/link.store.ts";
import { sessionStore } from "../../core/people/sessions/session.store.ts";
import { unsubscribeToken } from "../../core/people/sessions/unsubscribe-token.ts";
import { subscribe } from "../../core/people/subscribe.ts";
import { now } from "../../core/platform/clock.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { sessionCookie } from "../../core/site/auth/session-cookie.ts";
import { dynamo, secretsManager, stage, tables } from "./deployed-stage.ts";

/** What a customer holds that opens something: good in itself, until one of its bytes or what comes with it is another. */
export interface Held {
  readonly confirm: string;
  readonly signIn: string;
  readonly unsubscribe: string;
  /** `name=value`, as a browser shows it. */
  readonly cookie: string;
}

async function addressesKey(): Promise<string> {
  const secret = new GetSecretValueCommand({ SecretId: stage.output("ContactSecretArn") });
  return (await secretsManager.send(secret)).SecretString ?? "";
}

/** Somebody who was asked and has not answered, with links as letters carry them and a session. */
export async function someoneAsked(): Promise<Held> {
  const { people, contacts } = peopleOf(stage);
  const join = await subscribe({ people, contacts, now, random: randomBytes })({
    email: `fuzzed.${bytes(6).toString("hex")}@example.org`,
    language: "en",
    wishes: [{ topic: "impact", channel: "email", words: "Yes.", wordsVersion: "1", locale: "en" }],
    source: "form",
    proof: "form:fuzz",
  });
  if (join.outcome !== "joined") throw new Error(JSON.stringify(join));
  const { customer } = join;
  const links = linkStore(dynamo, tables.people, { random: randomBytes, now });
  const sessions = sessionStore(dynamo, tables.people, { random: randomBytes, now });
  const facts = (await confirmFacts({ people, contacts }, customer, "email")) ?? {};
  const [pair = ""] = sessionCookie(await sessions.start(customer)).split(";");
  return {
    confirm: await links.issue({ purpose: "confirm", customer, facts, minutes: 60 }),
    signIn: await links.issue({ purpose: "signIn", customer, facts: {}, minutes: 60 }),
    unsubscribe: unsubscribeToken(await addressesKey(), { customer, topic: "impact", channel: "email" }),
    cookie: pair,
  };
}
