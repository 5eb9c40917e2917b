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
  /** Tells the journeys. Repeated when somebody presses again after it failed: they take it twice as once. */
  readonly announce: (customer: CustomerId) => Promise<void>;
}

/** What a link to confirm would answer; the page shows it before anything is done. */
export interface Question {
  readonly customer: CustomerId;
  readonly records: readonly ConsentRecord[];
}

/**
 * - `confirmed`: `topics` are given from now on; none when they were answered or withdrawn meanwhile
 * - `refused`: unknown, used, expired or foreign, or the address is another one now: one neutral page for all
 */
export type Confirmed =
  | { readonly outcome: "confirmed"; readonly customer: CustomerId; readonly topics: readonly Topic[] }
  | { readonly outcome: "refused" };

/**
 * The facts of a link that asks for what is pending on a channel now: it answers exactly these questions, so that
 * nothing asked later is answered with them. Undefined when there is nothing to ask, or nowhere to send it.
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

/** For GET: what the link would answer. Changes nothing. */
export function readQuestion({ people, links }: Pick<ConfirmDeps, "people" | "links">) {
  return async (token: string): Promise<Question | undefined> => {
    const link = await links.look(token, "confirm");
    if (link === undefined) return undefined;
    const open = questionsOf(link, await people.consents(link.customer));
    return { customer: link.customer, records: await recordsOf(people, link.customer, open) };
  };
}

/**
 * Double opt-in by email: what the link asked is given, with its hash as the proof, those topics are on, and it is
 * announced. The link is used up last, so that who is interrupted may press the button again; nothing is given twice by that.
 */
export function confirmByLink({ people, contacts, links, now, announce }: ConfirmDeps) {
  return async (token: string): Promise<Confirmed> => {
    const link = await links.look(token, "confirm");
    const parts = partsOf(token);
    const address = link === undefined ? undefined : addressOf(link);
    if (link === undefined || parts === undefined || address === undefined) return { outcome: "refused" };
    const { customer } = link;
    if ((await contacts.confirmAddress(customer, address)) === "changed") return { outcome: "refused" };
    const given = await give({ people, now }, customer, linkProof(parts), (standing) =>
      questionsOf(link, standing),
    );
    await announce(customer);
    if ((await links.redeem(token, "confirm")) === undefined) return { outcome: "refused" };
    return { outcome: "confirmed", customer, topics: given };
  };
}

/** Gives what is open, and turns its topics on, under the condition that it still is; a withdrawal meanwhile wins. */
export async function give(
  { people, now }: Pick<ConfirmDeps, "people" | "now">,
  customer: CustomerId,
  proof: string,
  openOf: (standing: readonly ConsentNow[]) => ConsentNow[],
): Promise<Topic[]> {
  return retryContended("the consents of one customer", async () => {
    const [standing, preferences] = await Promise.all([
      people.consents(customer),
      people.preferences(customer),
    ]);
    const open = openOf(standing);
    if (open.length === 0 || preferences === undefined) return [];
    const questions = await recordsOf(people, customer, open);
    const records = questions.map((question) => answered(question, { at: now(), proof }));
    const saved = await people.savePreferences(customer, ticked(preferences, open, true), records, standing);
    return saved === "saved" ? records.map(({ topic }) => topic) : "lost";
  });
}

function questionsOf({ facts }: Link, standing: readonly ConsentNow[]): ConsentNow[] {
  return standing.filter((one) => one.state === "pending" && facts[consentName(one)] === String(one.version));
}

function addressOf({ facts: { channel, address } }: Link): AddressHash | undefined {
  if (address === undefined || (channel !== "email" && channel !== "sms")) return undefined;
  return { channel, hmac: address };
}

async function recordsOf(
  people: PeopleStore,
  customer: CustomerId,
  standing: readonly ConsentNow[],
): Promise<ConsentRecord[]> {
  const found = await Promise.all(standing.map((one) => people.consentRecord(customer, one)));
  return found.flatMap((record) => record ?? []);
}
