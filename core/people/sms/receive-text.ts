import { CustomerConfirmed, CustomerJoined, type TextAnswer, TextAnswered } from "../../events/catalog.ts";
import type { EventsClient } from "../../events/event-bus.client.ts";
import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import type { CustomerId } from "../../model/customer.ts";
import { minutesAfter } from "../../model/instant.ts";
import { withoutPrefix } from "../../model/prefixed-id.ts";
import type { Instant } from "../../model/purchase.ts";
import type { TextedWords } from "../../model/texted-words.ts";
import type { Now } from "../../platform/clock.ts";
import { normalPhone } from "../../platform/crypto/phone.ts";
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
import type { TextForPerson, Why } from "./sms-inbox.ts";

export interface ReceiveTextDeps {
  readonly people: PeopleStore;
  readonly contacts: ContactStore;
  readonly suppressions: SuppressionStore;
  readonly texts: SmsStore;
  /** Appends what no keyword explains to a conversation, once, for a person to read. */
  readonly hear: (text: TextForPerson) => Promise<void>;
  readonly events: EventsClient;
  readonly stated: () => Promise<BrandConfig>;
  readonly joinWord: string;
  /** What customers text in languages that the brand adds; absent: nothing of its own. */
  readonly texted?: TextedWords;
  readonly keywordWords: KeywordWords;
  /** Whether texts go to a number at all: others are heard, and never answered. */
  readonly isTexted: (number: string) => boolean;
  readonly now: Now;
  readonly random: RandomBytes;
}

/** The outcome of a text; `waits`: why a person should read it. Nothing of the text itself. */
interface TextReceived {
  readonly outcome: "stopped" | "stoppedBefore" | "started" | "confirmed" | "joined" | "helped" | "waits";
  readonly waits?: Why | undefined;
}

/** A text with its possible senders: every customer at that number. */
interface ReceivedText {
  readonly text: InboundText;
  readonly address: AddressHash;
  readonly customers: readonly CustomerId[];
  readonly reading: Reading;
  readonly proof: string;
  /** No earlier call began with this text: whatever is recorded already comes from another text. */
  readonly isNew: boolean;
}

/**
 * Does what a text requests, once, and answers at most once, by an event. In order of precedence: a request to turn
 * something off is carried out first; a word that turns something on must be the whole text; and any other text is heard in
 * a conversation, for a person to answer. A second call finishes what the first left, and then does nothing.
 */
export function receiveText(deps: ReceiveTextDeps) {
  return async (posted: PostedText, receivedAt: Instant): Promise<CallOutcome> => {
    const inbound = inboundText(posted, receivedAt);
    const { state, at } = await deps.texts.begin(inbound.id, receivedAt);
    if (state === "done") return { outcome: "duplicate" };
    const text = { ...inbound, at };
    const from = normalPhone(text.from, undefined) ?? text.from;
    const address = await deps.contacts.hashOf({ channel: "sms", address: from });
    const received: ReceivedText = {
      text,
      address,
      customers: await deps.contacts.customersAt(address),
      reading: readText(text.body, deps.joinWord, deps.texted),
      proof: `${TEXT_PROOF}${text.id}`,
      isNew: state === "new",
    };
    const { outcome, waits } = await handle(deps, received);
    await deps.texts.finish(text.id);
    return { outcome, ...(waits && { facts: { waits } }) };
  };
}

async function handle(deps: ReceiveTextDeps, received: ReceivedText): Promise<TextReceived> {
  switch (received.reading.kind) {
    case "stop":
      return stop(deps, received);
    case "stopLike": {
      const stopped = await stop(deps, received);
      return { ...stopped, waits: (await keepForPerson(deps, received, "stopLike")).waits };
    }
    case "start":
      return start(deps, received);
    case "yes":
      return confirm(deps, received);
    case "join":
      return join(deps, received);
    case "help":
      return (await answer(deps, received, "help"))
        ? { outcome: "helped" }
        : keepForPerson(deps, received, "notKnown");
    case "other":
      return keepForPerson(deps, received, "other");
  }
}

/** A number that is suppressed already gets no second confirmation, not even in the same second. */
async function stop(deps: ReceiveTextDeps, received: ReceivedText): Promise<TextReceived> {
  const { text, address, proof, reading, isNew } = received;
  const [before] = await deps.suppressions.read([address]);
  const customers = await suppressAddress(deps)(
    { ...address, reason: "stop", at: text.at },
    { source: "keyword", words: reading.words, wordsVersion: "keyword", locale: "en", proof },
  );
  if (before !== undefined && (isNew || before.at < text.at)) return { outcome: "stoppedBefore" };
  await answer(deps, { ...received, customers }, "stopped");
  return { outcome: "stopped" };
}

/** Lifts the number's own STOP, restores the consents that it withdrew, and repeats the questions that were open then. */
async function start(deps: ReceiveTextDeps, received: ReceivedText): Promise<TextReceived> {
  const { text, address, customers, proof } = received;
  if (customers.length === 0) return keepForPerson(deps, received, "notKnown");
  if ((await deps.suppressions.lift(address, text.at)) === "kept")
    return keepForPerson(deps, received, "nothingToDo");
  for (const customer of customers) {
    await resubscribe(deps)(customer, address.channel, { at: text.at, proof });
  }
  const requested = await requestAgain(deps, received);
  const given = await hasGiven(deps, received);
  if (given) await answer(deps, received, "started");
  return given || requested ? { outcome: "started" } : keepForPerson(deps, received, "nothingToDo");
}

async function hasGiven({ people }: ReceiveTextDeps, { customers, text }: ReceivedText): Promise<boolean> {
  const existing = await Promise.all(customers.map((customer) => people.consents(customer)));
  return existing
    .flat()
    .some((one) => one.channel === "sms" && one.state === "given" && !hasExpired(one, text.at));
}

/** Asks each customer here who has a consent that this very text made pending. */
async function requestAgain(
  deps: ReceiveTextDeps,
  { customers, text, proof }: ReceivedText,
): Promise<boolean> {
  const { people, events, now } = deps;
  if (!deps.isTexted(text.from)) return false;
  let requested = false;
  for (const customer of customers) {
    const open = openQuestions(await people.consents(customer), "sms", now());
    const records = await Promise.all(open.map((one) => people.consentRecord(customer, one)));
    const topics = records.flatMap((record) => (record?.proof === proof ? [record.topic] : []));
    if (topics.length === 0) continue;
    const join = `ask_${withoutPrefix(text.id)}`;
    await events.publish(CustomerJoined, [{ customer, join, channel: "sms", topics, at: text.at }]);
    requested = true;
  }
  return requested;
}

/** YES is an answer only while a question is open. */
async function confirm(deps: ReceiveTextDeps, received: ReceivedText): Promise<TextReceived> {
  const { text, address, proof, customers } = received;
  const confirmed = await confirmByText(deps)(address, proof);
  if (confirmed.length === 0)
    return keepForPerson(deps, received, customers.length === 0 ? "notKnown" : "nothingToDo");
  await deps.events.publish(
    CustomerConfirmed,
    confirmed.map(({ customer }) => ({ customer, channel: "sms" as const, at: text.at })),
  );
  await answer(deps, { ...received, customers: confirmed.map(({ customer }) => customer) }, "started");
  return { outcome: "confirmed" };
}

/** Asks the sender of the brand's word to confirm it, also after an earlier STOP of theirs. */
async function join(deps: ReceiveTextDeps, received: ReceivedText): Promise<TextReceived> {
  const { text, address, proof } = received;
  const { joinWord: word, keywordWords: words } = deps;
  const request = joinByText(text, { brand: appliedBrand(await deps.stated()).name, word, words, proof });
  if (request === undefined || !deps.isTexted(text.from)) return keepForPerson(deps, received, "other");
  if ((await deps.suppressions.lift(address, text.at)) === "kept")
    return keepForPerson(deps, received, "nothingToDo");
  const joined = await subscribe(deps)(request);
  if (joined.outcome !== "joined") return keepForPerson(deps, received, "other");
  await requestAgain(deps, { ...received, customers: [joined.customer] });
  return { outcome: "joined" };
}

/** One text to the first of them. False: the number belongs to no known customer, or gets no texts. */
async function answer(
  { events, isTexted }: ReceiveTextDeps,
  { text, customers: [customer] }: ReceivedText,
  reply: TextAnswer,
): Promise<boolean> {
  if (customer === undefined || !isTexted(text.from)) return false;
  const until = minutesAfter(text.at, STOP_CONFIRMATION.minutes);
  await events.publish(TextAnswered, [{ customer, text: text.id, answer: reply, at: text.at, until }]);
  return true;
}

async function keepForPerson(
  { hear }: ReceiveTextDeps,
  { text, address, customers: [customer, ...others] }: ReceivedText,
  why: Why,
): Promise<TextReceived> {
  const { id, at, from, body } = text;
  await hear({ text: id, at, why, customer, isShared: others.length > 0, address, from, body });
  return { outcome: "waits", waits: why };
}
