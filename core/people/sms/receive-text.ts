import { CustomerConfirmed, CustomerJoined, type TextAnswer, TextAnswered } from "../../events/catalog.ts";
import type { EventsClient } from "../../events/event-bus.client.ts";
import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import type { CustomerId } from "../../model/customer.ts";
import { minutesAfter } from "../../model/instant.ts";
import { withoutPrefix } from "../../model/prefixed-id.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Now } from "../../platform/clock.ts";
import type { CallOutcome } from "../../platform/lambda/log-call.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { confirmByText } from "../confirm-by-text.ts";
import { hasExpired, openQuestions } from "../consent/opt-in.ts";
import type { ContactStore } from "../contacts/contact.store.ts";
import type { SuppressionStore } from "../contacts/suppression.store.ts";
import type { AddressHash } from "../contacts/suppression.ts";
import { STOP_CONFIRMATION } from "../records/decision.ts";
import type { PeopleStore } from "../records/people.store.ts";
import { resubscribe, TEXT_PROOF } from "../resubscribe.ts";
import { subscribe } from "../subscribe.ts";
import { suppressAddress } from "../suppress-address.ts";
import { type InboundText, inboundText, type PostedText } from "./inbound-text.ts";
import { joinByText, type KeywordWords } from "./join-by-text.ts";
import { type Reading, readText } from "./read-text.ts";
import type { SmsStore } from "./sms.store.ts";
import type { SmsInboxStore } from "./sms-inbox.store.ts";
import type { Why } from "./sms-inbox.ts";

export interface ReceiveTextDeps {
  readonly people: PeopleStore;
  readonly contacts: ContactStore;
  readonly suppressions: SuppressionStore;
  readonly texts: SmsStore;
  readonly waiting: Pick<SmsInboxStore, "keep">;
  readonly events: EventsClient;
  readonly stated: () => Promise<BrandConfig>;
  readonly joinWord: string;
  readonly keywordWords: KeywordWords;
  readonly now: Now;
  readonly random: RandomBytes;
}

/** What became of a text; `waits`: a person will read it. Nothing of the text itself. */
interface TextReceived {
  readonly outcome: "stopped" | "stoppedBefore" | "started" | "confirmed" | "joined" | "helped" | "waits";
  readonly waits?: Why | undefined;
}

/** A text with whom it may be from: everybody who is written to at that number. */
interface Said {
  readonly text: InboundText;
  readonly address: AddressHash;
  readonly customers: readonly CustomerId[];
  readonly reading: Reading;
  readonly proof: string;
  /** It was not begun before: what stands already is another text's doing. */
  readonly isNew: boolean;
}

/**
 * Does what a text asks for, once, and answers at most once, by an event. In the order of what matters: what turns
 * something off is done before anything else is looked at; what turns something on needs the whole word; and what is
 * neither is kept for a person, sealed. A second call finishes what a first one left, and does nothing after that.
 */
export function receiveText(deps: ReceiveTextDeps) {
  return async (posted: PostedText, receivedAt: Instant): Promise<CallOutcome> => {
    const received = inboundText(posted, receivedAt);
    const { state, at } = await deps.texts.begin(received.id, receivedAt);
    if (state === "done") return { outcome: "duplicate" };
    const text = { ...received, at };
    const address = await deps.contacts.hashOf({ channel: "sms", address: text.from });
    const said: Said = {
      text,
      address,
      customers: await deps.contacts.customersAt(address),
      reading: readText(text.body, deps.joinWord),
      proof: `${TEXT_PROOF}${text.id}`,
      isNew: state === "new",
    };
    const { outcome, waits } = await obey(deps, said);
    await deps.texts.finish(text.id);
    return { outcome, ...(waits && { facts: { waits } }) };
  };
}

async function obey(deps: ReceiveTextDeps, said: Said): Promise<TextReceived> {
  switch (said.reading.kind) {
    case "stop":
      return stop(deps, said);
    case "stopLike": {
      const stopped = await stop(deps, said);
      return { ...stopped, waits: (await wait(deps, said, "stopLike")).waits };
    }
    case "start":
      return start(deps, said);
    case "yes":
      return confirm(deps, said);
    case "join":
      return join(deps, said);
    case "help":
      return (await answer(deps, said, "help")) ? { outcome: "helped" } : wait(deps, said, "notKnown");
    case "other":
      return wait(deps, said, "other");
  }
}

/** A number that was stopped before is not told so again, also not in the same second. */
async function stop(deps: ReceiveTextDeps, said: Said): Promise<TextReceived> {
  const { text, address, proof, reading, isNew } = said;
  const [before] = await deps.suppressions.read([address]);
  const customers = await suppressAddress(deps)(
    { ...address, reason: "stop", at: text.at },
    { source: "keyword", words: reading.said, wordsVersion: "keyword", locale: "en", proof },
  );
  if (before !== undefined && (isNew || before.at < text.at)) return { outcome: "stoppedBefore" };
  await answer(deps, { ...said, customers }, "stopped");
  return { outcome: "stopped" };
}

/** Lifts the number's own STOP, gives back what it took, and asks again what was not answered then. */
async function start(deps: ReceiveTextDeps, said: Said): Promise<TextReceived> {
  const { text, address, customers, proof } = said;
  if (customers.length === 0) return wait(deps, said, "notKnown");
  if ((await deps.suppressions.lift(address, text.at)) === "kept") return wait(deps, said, "nothingToDo");
  for (const customer of customers) {
    await resubscribe(deps)(customer, address.channel, { said: text.at, proof });
  }
  const asked = await askAgain(deps, said);
  const given = await hasGiven(deps, said);
  if (given) await answer(deps, said, "started");
  return given || asked ? { outcome: "started" } : wait(deps, said, "nothingToDo");
}

async function hasGiven({ people }: ReceiveTextDeps, { customers, text }: Said): Promise<boolean> {
  const standing = await Promise.all(customers.map((customer) => people.consents(customer)));
  return standing
    .flat()
    .some((one) => one.channel === "sms" && one.state === "given" && !hasExpired(one, text.at));
}

/** The question, to everybody here of whom this very text made something pending. */
async function askAgain(deps: ReceiveTextDeps, { customers, text, proof }: Said): Promise<boolean> {
  const { people, events, now } = deps;
  let asked = false;
  for (const customer of customers) {
    const open = openQuestions(await people.consents(customer), "sms", now());
    const records = await Promise.all(open.map((one) => people.consentRecord(customer, one)));
    const topics = records.flatMap((record) => (record?.proof === proof ? [record.topic] : []));
    if (topics.length === 0) continue;
    const join = `ask_${withoutPrefix(text.id)}`;
    await events.publish(CustomerJoined, [{ customer, join, channel: "sms", topics, at: text.at }]);
    asked = true;
  }
  return asked;
}

/** YES is an answer only while there is a question. */
async function confirm(deps: ReceiveTextDeps, said: Said): Promise<TextReceived> {
  const { text, address, proof, customers } = said;
  const confirmed = await confirmByText(deps)(address, proof);
  if (confirmed.length === 0) return wait(deps, said, customers.length === 0 ? "notKnown" : "nothingToDo");
  await deps.events.publish(
    CustomerConfirmed,
    confirmed.map(({ customer }) => ({ customer, channel: "sms" as const, at: text.at })),
  );
  await answer(deps, { ...said, customers: confirmed.map(({ customer }) => customer) }, "started");
  return { outcome: "confirmed" };
}

/** Whoever texts the brand's word is asked whether they mean it, also after an earlier STOP of theirs. */
async function join(deps: ReceiveTextDeps, said: Said): Promise<TextReceived> {
  const { text, address, proof } = said;
  if ((await deps.suppressions.lift(address, text.at)) === "kept") return wait(deps, said, "nothingToDo");
  const joined = await subscribe(deps)(
    joinByText(text, {
      brand: appliedBrand(await deps.stated()).name,
      word: deps.joinWord,
      words: deps.keywordWords,
      proof,
    }),
  );
  if (joined.outcome === "refused") return wait(deps, said, "other");
  await askAgain(deps, { ...said, customers: [joined.customer] });
  return { outcome: "joined" };
}

/** One text to the first of them. False: there is nobody to answer whom we know. */
async function answer(
  { events }: ReceiveTextDeps,
  { text, customers: [customer] }: Said,
  reply: TextAnswer,
): Promise<boolean> {
  if (customer === undefined) return false;
  const until = minutesAfter(text.at, STOP_CONFIRMATION.minutes);
  await events.publish(TextAnswered, [{ customer, text: text.id, answer: reply, at: text.at, until }]);
  return true;
}

async function wait(
  { waiting }: ReceiveTextDeps,
  { text, customers: [customer] }: Said,
  why: Why,
): Promise<TextReceived> {
  const { id, at, from, body } = text;
  await waiting.keep({ text: id, at, why, customer }, { from, body });
  return { outcome: "waits", waits: why };
}
