import type { ConsentNow, ConsentRecord } from "../model/consent.ts";
import type { CustomerId } from "../model/customer.ts";
import type { Instant } from "../model/purchase.ts";
import { retryContended } from "../platform/aws/contention.ts";
import type { AddressHash } from "./contacts/suppression.ts";
import { ticked } from "./preferences/starting-preferences.ts";
import type { PeopleStore } from "./records/people.store.ts";

/**
 * Restores for one customer exactly the consents of this channel that a STOP by text withdrew, if that was their latest
 * change. A consent that was given is given again, in the same words; one that was pending becomes pending again, because
 * START is no YES. A consent withdrawn in any other way stays withdrawn. Repeating it changes nothing.
 */
export function resubscribe({ people }: { readonly people: PeopleStore }) {
  async function backOf(
    customer: CustomerId,
    now: ConsentNow,
    { at, proof }: { readonly at: Instant; readonly proof: string },
  ): Promise<ConsentRecord[]> {
    if (now.state !== "withdrawn" || now.at > at || now.version < 2) return [];
    const stopped = await people.consentRecord(customer, now);
    const before = await people.consentRecord(customer, { ...now, version: now.version - 1 });
    const byText = stopped?.source === "keyword" && stopped.proof.startsWith(TEXT_PROOF);
    if (!byText || before === undefined || before.state === "withdrawn") return [];
    return [{ ...before, at, source: "keyword", proof }];
  }
  return async (
    customer: CustomerId,
    channel: AddressHash["channel"],
    start: { readonly at: Instant; readonly proof: string },
  ): Promise<void> => {
    await retryContended("the consents of one customer", async () => {
      const [existing, preferences] = await Promise.all([
        people.consents(customer),
        people.preferences(customer),
      ]);
      const found = await Promise.all(
        existing.filter((one) => one.channel === channel).map((one) => backOf(customer, one, start)),
      );
      const back = found.flat();
      if (back.length === 0 || preferences === undefined) return "unchanged";
      const given = back.filter(({ state }) => state === "given");
      const next = ticked(preferences, given, true);
      const saved = await people.savePreferences(customer, next, back, existing);
      return saved === "saved" ? saved : "lost";
    });
  };
}

/** The prefix of the proof of a text; the rest is the text's id. */
export const TEXT_PROOF = "text:";
