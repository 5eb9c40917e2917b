import { type ConsentNow, type ConsentRecord, consentName } from "../model/consent.ts";
import type { CustomerId } from "../model/customer.ts";
import type { Instant } from "../model/purchase.ts";
import type { Channel, Topic } from "../model/topic.ts";
import { retryContended } from "../platform/aws/contention.ts";
import type { Now } from "../platform/clock.ts";
import { answered, hasExpired } from "./consent/opt-in.ts";
import type { ContactStore } from "./contacts/contact.store.ts";
import type { AddressHash } from "./contacts/suppression.ts";
import { ticked } from "./preferences/starting-preferences.ts";
import type { PeopleStore } from "./records/people.store.ts";
import type { FoundLink, LinkStore } from "./sessions/link.store.ts";
import { type Link, linkProof, partsOf } from "./sessions/link.ts";

/** One address is asked the same question far less often while one of its links is good. */
const ASKED_AGAIN_MAX = 40;

export interface ConfirmDeps {
  readonly people: PeopleStore;
  readonly contacts: ContactStore;
  readonly links: LinkStore;
  readonly now: Now;
  /** Publishes the confirmation to the journeys. A customer who presses again after a failure repeats it; journeys start once. */
  readonly announce: (customer: CustomerId) => Promise<void>;
}

/**
 * What a link to confirm leads to.
 * - `open`: it is good, and answers these questions; the page shows them before it does
 * - `settled`: there is nothing to answer any more. `given` are the topics it asked for that are given now, by whichever
 *   link; none when they were withdrawn, or asked for anew in other words. While the link is `good` it still proves the address
 * - `expired`: nobody answered in time, and nothing that it asked for is given
 */
export type Question =
  | { readonly state: "open"; readonly customer: CustomerId; readonly records: readonly ConsentRecord[] }
  | {
      readonly state: "settled";
      readonly customer: CustomerId;
      readonly given: readonly Topic[];
      readonly good: boolean;
    }
  | { readonly state: "expired" };

/**
 * - `confirmed`: `topics` are given from now on; none when they were answered or withdrawn meanwhile
 * - `settled`, `expired`: as {@link Question}; nothing was changed by this call
 * - `refused`: the link is unknown or another's, or the address changed: one neutral page for all
 */
export type Confirmed =
  | { readonly outcome: "confirmed"; readonly customer: CustomerId; readonly topics: readonly Topic[] }
  | { readonly outcome: "settled"; readonly customer: CustomerId; readonly given: readonly Topic[] }
  | { readonly outcome: "expired" }
  | { readonly outcome: "refused" };

/**
 * The facts of a link for the questions that are pending on a channel now: the link answers exactly these, also where the
 * same question was asked again meanwhile, and none in other words. Undefined when there is no question, or no address to
 * send it to.
 */
export async function confirmFacts(
  { people, contacts }: Pick<ConfirmDeps, "people" | "contacts">,
  customer: CustomerId,
  channel: Channel,
): Promise<Link["facts"] | undefined> {
  const contact = (await contacts.contacts(customer)).find((row) => row.channel === channel);
  const pending = (await people.consents(customer)).filter(
    (one) => one.channel === channel && one.state === "pending",
  );
  if (contact === undefined || pending.length === 0) return undefined;
  const questions = pending.map((one): [string, string] => [consentName(one), String(one.version)]);
  return { ...Object.fromEntries(questions), channel, address: contact.hmac };
}

/** For GET: what the link leads to. Undefined when it is none of ours. Changes nothing. */
export function readQuestion({ people, links, now }: Pick<ConfirmDeps, "people" | "links" | "now">) {
  return async (token: string): Promise<Question | undefined> => {
    const link = await links.peek(token, "confirm");
    if (link === undefined) return undefined;
    const { customer, state } = link;
    const existing = await people.consents(customer);
    const open = state === "good" ? await questionsOf(people, link, existing) : [];
    if (open.length > 0) return { state: "open", customer, records: await recordsOf(people, customer, open) };
    const given = givenOf(link, existing, now());
    if (state === "expired" && given.length === 0) return { state: "expired" };
    return { state: "settled", customer, given, good: state === "good" };
  };
}

/**
 * Double opt-in by email: gives the consents that the link asks for, with its hash as the proof, turns their topics on,
 * and announces it. Redeems the link last, so that an interrupted customer can press the button again; that gives
 * nothing twice. A link that was used before changes nothing, and says what is given now.
 */
export function confirmByLink({ people, contacts, links, now, announce }: ConfirmDeps) {
  const settled = async (link: FoundLink): Promise<Confirmed> => {
    const { customer, state } = link;
    const given = givenOf(link, await people.consents(customer), now());
    return state === "expired" && given.length === 0
      ? { outcome: "expired" }
      : { outcome: "settled", customer, given };
  };
  return async (token: string): Promise<Confirmed> => {
    const link = await links.peek(token, "confirm");
    const parts = partsOf(token);
    const address = link === undefined ? undefined : addressOf(link);
    if (link === undefined || parts === undefined || address === undefined) return { outcome: "refused" };
    if (link.state !== "good") return settled(link);
    const { customer } = link;
    if ((await contacts.confirmAddress(customer, address)) === "changed") return { outcome: "refused" };
    const given = await give({ people, now }, customer, linkProof(parts), (existing) =>
      questionsOf(people, link, existing),
    );
    await announce(customer);
    const redeemed = await links.redeem(token, "confirm");
    return redeemed === undefined ? settled(link) : { outcome: "confirmed", customer, topics: given };
  };
}

/** Gives the open consents and turns their topics on, on the condition that they still are open; a withdrawal meanwhile wins. */
export async function give(
  { people, now }: Pick<ConfirmDeps, "people" | "now">,
  customer: CustomerId,
  proof: string,
  openOf: (existing: readonly ConsentNow[]) => ConsentNow[] | Promise<ConsentNow[]>,
): Promise<Topic[]> {
  return retryContended("the consents of one customer", async () => {
    const [existing, preferences] = await Promise.all([
      people.consents(customer),
      people.preferences(customer),
    ]);
    const open = await openOf(existing);
    if (open.length === 0 || preferences === undefined) return [];
    const questions = await recordsOf(people, customer, open);
    const records = questions.map((question) => answered(question, { at: now(), proof }));
    const saved = await people.savePreferences(customer, ticked(preferences, open, true), records, existing);
    return saved === "saved" ? records.map(({ topic }) => topic) : "lost";
  });
}

/** Those of the link's questions that wait for an answer now: pending since it was issued, in the same words. */
async function questionsOf(
  people: PeopleStore,
  link: Link,
  existing: readonly ConsentNow[],
): Promise<ConsentNow[]> {
  const waiting = existing.filter(({ state }) => state === "pending");
  const same = await Promise.all(waiting.map((one) => isStillAsked(people, link, one)));
  return waiting.filter((_, index) => same[index]);
}

/** Each time a question is asked again is a record. A withdrawal among them, or other words, make it another question. */
async function isStillAsked(
  people: PeopleStore,
  { customer, facts }: Link,
  { topic, channel, version }: ConsentNow,
): Promise<boolean> {
  const asked = Number(facts[consentName({ topic, channel })]);
  if (!(version - asked <= ASKED_AGAIN_MAX)) return false;
  const versions = Array.from({ length: version - asked + 1 }, (_, index) => asked + index);
  const records = await recordsOf(
    people,
    customer,
    versions.map((one) => ({ topic, channel, version: one })),
  );
  const [first] = records;
  return (
    records.length === versions.length &&
    records.every((one) => one.state === "pending" && hasSameWords(one, first))
  );
}

function hasSameWords(one: ConsentRecord, other: ConsentRecord | undefined): boolean {
  return one.words === other?.words && one.wordsVersion === other.wordsVersion && one.locale === other.locale;
}

/** The topics that a link asked for and that are given now. */
function givenOf({ facts }: Link, existing: readonly ConsentNow[], now: Instant): Topic[] {
  return existing
    .filter((one) => facts[consentName(one)] !== undefined && one.state === "given" && !hasExpired(one, now))
    .map(({ topic }) => topic);
}

function addressOf({ facts: { channel, address } }: Link): AddressHash | undefined {
  if (address === undefined || (channel !== "email" && channel !== "sms")) return undefined;
  return { channel, hmac: address };
}

async function recordsOf(
  people: PeopleStore,
  customer: CustomerId,
  existing: readonly Pick<ConsentNow, "topic" | "channel" | "version">[],
): Promise<ConsentRecord[]> {
  const found = await Promise.all(existing.map((one) => people.consentRecord(customer, one)));
  return found.flatMap((record) => record ?? []);
}
