import { type ConsentNow, type ConsentRecord, consentName } from "../model/consent.ts";
import type { CustomerId } from "../model/customer.ts";
import type { Channel, Topic } from "../model/topic.ts";
import { retryContended } from "../platform/aws/contention.ts";
import type { Now } from "../platform/clock.ts";
import { answered } from "./consent/opt-in.ts";
import type { ContactStore } from "./contacts/contact.store.ts";
import type { AddressHash } from "./contacts/suppression.ts";
import { ticked } from "./preferences/starting-preferences.ts";
import type { PeopleStore } from "./records/people.store.ts";
import type { LinkStore } from "./sessions/link.store.ts";
import { type Link, linkProof, partsOf } from "./sessions/link.ts";

export interface ConfirmDeps {
  readonly people: PeopleStore;
  readonly contacts: ContactStore;
  readonly links: LinkStore;
  readonly now: Now;
  /** Publishes the confirmation to the journeys. A customer who presses again after a failure repeats it; journeys start once. */
  readonly announce: (customer: CustomerId) => Promise<void>;
}

/** The questions that a link answers; the page shows them before it does. */
export interface Question {
  readonly customer: CustomerId;
  readonly records: readonly ConsentRecord[];
}

/**
 * - `confirmed`: `topics` are given from now on; none when they were answered or withdrawn meanwhile
 * - `refused`: the link is unknown, used, expired or another's, or the address changed: one neutral page for all
 */
export type Confirmed =
  | { readonly outcome: "confirmed"; readonly customer: CustomerId; readonly topics: readonly Topic[] }
  | { readonly outcome: "refused" };

/**
 * The facts of a link for the questions that are pending on a channel now: the link answers exactly these, and none that
 * is asked later. Undefined when there is no question, or no address to send it to.
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

/** For GET: the questions that the link would answer. Changes nothing. */
export function readQuestion({ people, links }: Pick<ConfirmDeps, "people" | "links">) {
  return async (token: string): Promise<Question | undefined> => {
    const link = await links.peek(token, "confirm");
    if (link === undefined) return undefined;
    const open = questionsOf(link, await people.consents(link.customer));
    return { customer: link.customer, records: await recordsOf(people, link.customer, open) };
  };
}

/**
 * Double opt-in by email: gives the consents that the link asks for, with its hash as the proof, turns their topics on,
 * and announces it. Redeems the link last, so that an interrupted customer can press the button again; that gives
 * nothing twice.
 */
export function confirmByLink({ people, contacts, links, now, announce }: ConfirmDeps) {
  return async (token: string): Promise<Confirmed> => {
    const link = await links.peek(token, "confirm");
    const parts = partsOf(token);
    const address = link === undefined ? undefined : addressOf(link);
    if (link === undefined || parts === undefined || address === undefined) return { outcome: "refused" };
    const { customer } = link;
    if ((await contacts.confirmAddress(customer, address)) === "changed") return { outcome: "refused" };
    const given = await give({ people, now }, customer, linkProof(parts), (existing) =>
      questionsOf(link, existing),
    );
    await announce(customer);
    if ((await links.redeem(token, "confirm")) === undefined) return { outcome: "refused" };
    return { outcome: "confirmed", customer, topics: given };
  };
}

/** Gives the open consents and turns their topics on, on the condition that they still are open; a withdrawal meanwhile wins. */
export async function give(
  { people, now }: Pick<ConfirmDeps, "people" | "now">,
  customer: CustomerId,
  proof: string,
  openOf: (existing: readonly ConsentNow[]) => ConsentNow[],
): Promise<Topic[]> {
  return retryContended("the consents of one customer", async () => {
    const [existing, preferences] = await Promise.all([
      people.consents(customer),
      people.preferences(customer),
    ]);
    const open = openOf(existing);
    if (open.length === 0 || preferences === undefined) return [];
    const questions = await recordsOf(people, customer, open);
    const records = questions.map((question) => answered(question, { at: now(), proof }));
    const saved = await people.savePreferences(customer, ticked(preferences, open, true), records, existing);
    return saved === "saved" ? records.map(({ topic }) => topic) : "lost";
  });
}

function questionsOf({ facts }: Link, existing: readonly ConsentNow[]): ConsentNow[] {
  return existing.filter((one) => one.state === "pending" && facts[consentName(one)] === String(one.version));
}

function addressOf({ facts: { channel, address } }: Link): AddressHash | undefined {
  if (address === undefined || (channel !== "email" && channel !== "sms")) return undefined;
  return { channel, hmac: address };
}

async function recordsOf(
  people: PeopleStore,
  customer: CustomerId,
  existing: readonly ConsentNow[],
): Promise<ConsentRecord[]> {
  const found = await Promise.all(existing.map((one) => people.consentRecord(customer, one)));
  return found.flatMap((record) => record ?? []);
}
