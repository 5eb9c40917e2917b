import type { ConsentNow, ConsentRecord } from "../../model/consent.ts";
import { consentName } from "../../model/consent.ts";
import { CUSTOMER_ID_BYTES, type CustomerId, customerIdOf } from "../../model/customer.ts";
import { hasExpired } from "../../people/consent/opt-in.ts";
import type { Address } from "../../people/contacts/contact.store.ts";
import type { SuppressionStore } from "../../people/contacts/suppression.store.ts";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import { startingPreferences, ticked } from "../../people/preferences/starting-preferences.ts";
import type { SubscribeDeps } from "../../people/subscribe.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { ImportColumn, ImportRow } from "./import-row.ts";

/**
 * The outcome of importing one row; of a dry run, the outcome that writing would have.
 * - `new`, `known`: an unknown or a known person; `given` are the consents that the row adds
 * - `unchanged`: everything in the row is already recorded
 * - `refused`: nothing of the row is written, for the reason at this column
 * `kept` are consents that the person withdrew, or was asked for again, after the row's proof: the later statement stays.
 * `outdated` are those whose address said STOP, complained or was forgotten after that proof: it counts no more.
 */
export type Imported =
  | {
      readonly outcome: "new" | "known" | "unchanged";
      readonly given: number;
      readonly kept: number;
      readonly outdated: number;
    }
  | { readonly outcome: "refused"; readonly column: ImportColumn; readonly problem: string };

export interface ImportPersonDeps extends SubscribeDeps {
  readonly suppressions: Pick<SuppressionStore, "read">;
}

interface Plan {
  readonly outcome: "new" | "known";
  readonly customer: CustomerId;
  readonly existing: readonly ConsentNow[];
  readonly records: readonly ConsentRecord[];
  readonly kept: number;
  readonly outdated: number;
  /** Whether the row names other lists than the recorded ones. */
  readonly relists: boolean;
  readonly confirm: readonly (Address & { readonly hash: AddressHash })[];
}

/**
 * Imports one person with the proof that their address was confirmed elsewhere. A consent already given stays as it
 * is, one withdrawn after that proof stays withdrawn, and another person's address is refused. A proof from before the
 * address was forgotten gives nothing, and writes nobody down again. A second run of the same file changes nothing. `write: false` only reports the outcome.
 */
export function importPerson(dependencies: ImportPersonDeps) {
  return (row: ImportRow, { write }: { readonly write: boolean }): Promise<Imported> =>
    retryContended("the rows of one person", async () => {
      const plan = await planOf(dependencies, row);
      if (plan.outcome === "refused") return plan;
      const { outcome, records, kept, outdated, confirm, relists } = plan;
      const nothing = outcome === "known" && records.length === 0 && confirm.length === 0 && !relists;
      if (nothing) return { outcome: "unchanged", given: 0, kept, outdated };
      if (write && !(await carryOut(dependencies, row, plan))) return "lost";
      return { outcome, given: records.length, kept, outdated };
    });
}

async function planOf(
  dependencies: ImportPersonDeps,
  { wishes, ...row }: ImportRow,
): Promise<Plan | Extract<Imported, { outcome: "refused" }>> {
  const { people, contacts, random, now } = dependencies;
  const hashed = await Promise.all(
    row.addresses.map(async (address) => ({ ...address, hash: await contacts.hashOf(address) })),
  );
  const owners = await Promise.all(hashed.map(({ hash }) => contacts.customerOf(hash)));
  const known = [...new Set(owners.flatMap((owner) => owner ?? []))];
  if (known.length > 1) {
    return { outcome: "refused", column: "phone", problem: "is another customer's than the email" };
  }
  const [customer = customerIdOf(random(CUSTOMER_ID_BYTES))] = known;
  const rows = known.length === 0 ? [] : await contacts.contacts(customer);
  for (const { channel, hash } of hashed) {
    const before = rows.find((one) => one.channel === channel);
    if (before?.confirmed && before.hmac !== hash.hmac) {
      return {
        outcome: "refused",
        column: columnOf(channel),
        problem: "is not the one that this customer uses",
      };
    }
  }
  const stale = await staleChannels(dependencies, row, hashed);
  const counted = wishes.filter(({ channel }) => !stale.has(channel));
  const outdated = wishes.length - counted.length;
  if (known.length === 0 && counted.length === 0) {
    const problem = "is before this address was forgotten, complained or said STOP: ask its owner again";
    return { outcome: "refused", column: "confirmed_at", problem };
  }
  const existing = known.length === 0 ? [] : await people.consents(customer);
  const listed = known.length === 0 ? undefined : (await people.preferences(customer))?.lists;
  const relists = row.lists !== undefined && row.lists.join() !== (listed ?? []).join();
  const { records, kept } = recordsOf(
    customer,
    { ...row, wishes: counted },
    known.length === 0 ? await withdrawnAt(dependencies, hashed) : existing,
    now(),
  );
  const confirm = hashed.filter(
    ({ channel, hash }) =>
      counted.some((wish) => wish.channel === channel) &&
      !rows.some((one) => one.channel === channel && one.hmac === hash.hmac && one.confirmed),
  );
  const outcome = known.length === 0 ? "new" : "known";
  return { outcome, customer, existing, records, kept, outdated, confirm, relists };
}

/** What customers whose purchases these are not withdrew at these addresses, such as an unconfirmed second number. */
async function withdrawnAt(
  { people, contacts }: ImportPersonDeps,
  hashed: readonly { readonly hash: AddressHash }[],
): Promise<ConsentNow[]> {
  const customers = await Promise.all(hashed.map(({ hash }) => contacts.customersAt(hash)));
  const consents = await Promise.all([...new Set(customers.flat())].map((one) => people.consents(one)));
  return consents.flat().filter(({ state }) => state === "withdrawn");
}

/** The channels whose address has a statement of its owner that is later than the row's proof, and not a customer's row. */
async function staleChannels(
  { contacts, suppressions }: ImportPersonDeps,
  { confirmedAt }: Pick<ImportRow, "confirmedAt">,
  hashed: readonly { readonly hash: AddressHash }[],
): Promise<ReadonlySet<Address["channel"]>> {
  const hashes = hashed.map(({ hash }) => hash);
  const spoken = (await suppressions.read(hashes)).filter(
    ({ reason, at }) => reason !== "bounce" && at >= confirmedAt,
  );
  const forgotten = await Promise.all(
    hashes.map(async (hash) => ((await contacts.forgottenAt(hash)) ?? "") >= confirmedAt),
  );
  return new Set([...spoken, ...hashes.filter((_, index) => forgotten[index])].map(({ channel }) => channel));
}

/** Saves the preferences last: a person without any was not imported to the end. False: another writer was faster. */
async function carryOut(
  { people, contacts, now }: SubscribeDeps,
  row: ImportRow,
  { customer, existing, records, confirm }: Plan,
): Promise<boolean> {
  for (const { channel, address, hash } of confirm) {
    const contact = { channel, address, at: now(), identify: true };
    if ((await contacts.saveAddress(customer, contact)) === "identityTaken") return false;
    if ((await contacts.confirmAddress(customer, hash)) === "changed") return false;
  }
  const before = await people.preferences(customer);
  const start = before ?? {
    ...startingPreferences(row.language, await people.causes(customer)),
    ...row.chosen,
  };
  const lists = row.lists ?? start.lists;
  const next = { ...ticked(start, records, true), ...(lists && { lists: [...lists] }) };
  return (await people.savePreferences(customer, next, records, existing)) === "saved";
}

function recordsOf(
  customer: CustomerId,
  row: ImportRow,
  existing: readonly ConsentNow[],
  now: string,
): { records: ConsentRecord[]; kept: number } {
  const records: ConsentRecord[] = [];
  let kept = 0;
  for (const { topic, channel } of row.wishes) {
    const found = existing.find((one) => consentName(one) === consentName({ topic, channel }));
    if (found !== undefined && !isNewer(row, found, now)) {
      if (found.state !== "given") kept += 1;
      continue;
    }
    records.push({
      customer,
      topic,
      channel,
      state: "given",
      at: row.confirmedAt,
      source: "import",
      words: row.words,
      wordsVersion: row.wordsVersion,
      locale: row.language,
      proof: `import:${row.proof}`,
      ...(row.expiresAt && { expiresAt: row.expiresAt }),
    });
  }
  return { records, kept };
}

/** Whether the row's proof is later than the recorded consent, and adds to it. */
function isNewer({ confirmedAt }: ImportRow, found: ConsentNow, now: string): boolean {
  const isCurrent = found.state === "given" && !hasExpired(found, now);
  return !isCurrent && found.at < confirmedAt;
}

function columnOf(channel: Address["channel"]): ImportColumn {
  return channel === "email" ? "email" : "phone";
}
