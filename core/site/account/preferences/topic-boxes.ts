import { consentWords, type ReadIn, topicWords } from "../../../i18n/consent-words.ts";
import { accountWords } from "../../../i18n/page-words.ts";
import { type ConsentNow, type ConsentRecord, consentName } from "../../../model/consent.ts";
import type { CustomerId } from "../../../model/customer.ts";
import type { Preferences } from "../../../model/preferences.ts";
import type { Instant } from "../../../model/purchase.ts";
import {
  CARD_TOPICS,
  MESSAGE_CHANNELS,
  type MessageChannel,
  TOPICS,
  type Topic,
} from "../../../model/topic.ts";
import { hasExpired, optInsToRequest } from "../../../people/consent/opt-in.ts";
import type { PageFormatter } from "../../ui/page-formatter.ts";

/**
 * How a customer can be reached on a channel.
 * - `confirmed`: its owner answered from it
 * - `country`: of a number, whose hours hold for texts to a customer who does not say where they are
 * - `hint`: enough of the address for its owner to recognise it; of a card, where it is
 * - `refused`: a number of a kind or country that gets no texts: it has no boxes
 * - `suppressed`: nothing is sent there, whatever is ticked; `bounced`: because messages came back, which its owner can lift
 */
export interface Reach {
  readonly channel: MessageChannel;
  readonly confirmed: boolean;
  readonly refused?: boolean;
  readonly suppressed: boolean;
  readonly bounced?: boolean;
  readonly country?: string | undefined;
  readonly hint: string;
}

/** What is known of a customer when a form is shown to them, or sent by them. `topics`: those that they can tick. */
export interface ConsentState {
  readonly customer: CustomerId;
  readonly preferences: Preferences;
  readonly consents: readonly ConsentNow[];
  readonly reach: readonly Reach[];
  readonly topics: readonly Topic[];
  readonly now: Instant;
}

/**
 * One topic on one channel, as its box shows it.
 * - `on`: ticked, and messages may come
 * - `waiting`: ticked, and the question for it is not answered yet
 * - `off`: not ticked. Also what another visitor may have requested in this customer's name: no box is ticked for a customer
 */
export interface Box {
  readonly topic: Topic;
  readonly channel: MessageChannel;
  readonly state: "on" | "waiting" | "off";
}

/** The name of a box on the form, which is its id. */
export function boxName({ topic, channel }: Pick<Box, "topic" | "channel">): string {
  return `${topic}.${channel}`;
}

/** What a box is called, away from its place on the page. */
export function boxLabel(
  { topic, channel }: Pick<Box, "topic" | "channel">,
  formatter: PageFormatter,
): string {
  return `${topicWords(formatter.language, topic).name}, ${accountWords(formatter).channels[channel]}`;
}

/** The id of what says which number gets texts. */
export const TEXTS_REACH = "reach.sms";

/** What a ticked box sends. */
export const TICKED = "on";

/**
 * Every box of the form: those of channels that have an address to which messages go. A topic on which nothing is sent has
 * a box only where it is ticked: it can be unticked, and not ticked again.
 */
export function boxesOf(known: ConsentState): Box[] {
  const open = known.reach.filter(({ refused }) => refused !== true);
  const boxes = open.flatMap((reach) =>
    TOPICS.map((topic) => ({ topic, channel: reach.channel, state: stateOf(known, topic, reach) })),
  );
  return boxes.filter(
    ({ topic, channel, state }) =>
      (channel !== "wallet" || CARD_TOPICS.includes(topic)) &&
      (state !== "off" || known.topics.includes(topic)),
  );
}

function stateOf({ preferences, consents, now }: ConsentState, topic: Topic, reach: Reach): Box["state"] {
  const { channel } = reach;
  const found = consents.find((one) => one.topic === topic && one.channel === channel);
  if (found?.state === "pending") return agreesHere(reach) ? "off" : "waiting";
  return preferences.topics[topic][channel] === true && isGiven(found, now) ? "on" : "off";
}

/**
 * A customer who came by a link to a confirmed address agrees by saving, to letters and to alerts of their card; to texts they agree
 * by text, and a new address answers first.
 */
function agreesHere({ channel, confirmed }: Reach): boolean {
  return channel !== "sms" && confirmed;
}

function isGiven(found: ConsentNow | undefined, now: Instant): boolean {
  return found?.state === "given" && !hasExpired(found, now);
}

/** What a consent record says besides the boxes: the language and brand of the words, and what shows that it was this customer. */
export interface ConsentContext {
  readonly shownIn: ReadIn;
  readonly brand: string;
  readonly proof: string;
}

/**
 * What a saving changes. Only boxes that are not as they were shown change anything, except that what still waits for its
 * answer is requested again after a while.
 * - `records`: to be written together with the preferences
 * - `requested`: those of them that are confirmed on their own channel first
 */
export interface BoxChanges {
  readonly topics: Preferences["topics"];
  readonly records: readonly ConsentRecord[];
  readonly requested: readonly ConsentRecord[];
}

type About = Pick<Box, "topic" | "channel">;

/** What follows from the boxes as they were sent. */
export function boxChanges(
  known: ConsentState,
  isTicked: (about: About) => boolean,
  said: ConsentContext,
): BoxChanges {
  const boxes = boxesOf(known);
  const ticked = boxes.filter(isTicked);
  const unticked = boxes.filter((box) => box.state !== "off" && !isTicked(box));
  const given = (about: About) => isGiven(known.consents.find(sameAs(about)), known.now);
  const open = ticked.filter((box) => box.state !== "on" && !given(box));
  const agreed = open.filter(({ channel }) =>
    known.reach.some((one) => one.channel === channel && agreesHere(one)),
  );
  const others = open.filter((box) => !agreed.includes(box));
  const requested = optInsToRequest(others, known.consents, known.now).map((box) =>
    recordOf(known, box, "pending", said),
  );
  return {
    topics: topicsAfter(known.preferences.topics, [...agreed, ...ticked.filter(given)], unticked),
    records: [
      ...agreed.map((box) => recordOf(known, box, "given", said)),
      ...requested,
      ...unticked.map((box) => recordOf(known, box, "withdrawn", said)),
    ],
    requested,
  };
}

function sameAs(about: About): (one: About) => boolean {
  return (one) => consentName(one) === consentName(about);
}

function topicsAfter(
  topics: Preferences["topics"],
  on: readonly About[],
  off: readonly About[],
): Preferences["topics"] {
  const after = { ...topics };
  for (const { topic, channel } of on) after[topic] = { ...after[topic], [channel]: true };
  for (const { topic, channel } of off) after[topic] = { ...after[topic], [channel]: false };
  return after;
}

function recordOf(
  { customer, now }: ConsentState,
  { topic, channel }: About,
  state: ConsentRecord["state"],
  { shownIn, brand, proof }: ConsentContext,
): ConsentRecord {
  const words = consentWords(shownIn, "preferences", { topic, channel }, brand);
  return { customer, topic, channel, state, at: now, source: "preferences", ...words, proof };
}

/** Channels with a box, in the order in which a message would choose them. */
export function channelsOf(reach: readonly Reach[]): MessageChannel[] {
  return MESSAGE_CHANNELS.filter((channel) => reach.some((one) => one.channel === channel));
}
