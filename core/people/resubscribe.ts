import type { ConsentNow, ConsentRecord } from "../model/consent.ts";
import type { CustomerId } from "../model/customer.ts";
import type { Instant } from "../model/purchase.ts";
import { retryContended } from "../platform/aws/contention.ts";
import type { AddressHash } from "./contacts/suppression.ts";
import { ticked } from "./preferences/starting-preferences.ts";
import type { PeopleStore } from "./records/people.store.ts";

/**
 * What a START gives back to one customer: exactly what their last word on this channel, a STOP by text before it, took.
 * What was given then is given again, in the words that were agreed to then; what was only asked for is asked for again,
 * as START is no YES. What was withdrawn in any other way stays withdrawn. Repeating it changes nothing.
 */
export function resubscribe({ people }: { readonly people: PeopleStore }) {
  async function backOf(
    customer: CustomerId,
    now: ConsentNow,
    { said, proof }: { readonly said: Instant; readonly proof: string },
  ): Promise<ConsentRecord[]> {
    if (now.state !== "withdrawn" || now.at > said || now.version < 2) return [];
    const stopped = await people.consentRecord(customer, now);
    const before = await people.consentRecord(customer, { ...now, version: now.version - 1 });
    const byText = stopped?.source === "keyword" && stopped.proof.startsWith(TEXT_PROOF);
    if (!byText || before === undefined || before.state === "withdrawn") return [];
    return [{ ...before, at: said, source: "keyword", proof }];
  }
  return async (
    customer: CustomerId,
    channel: AddressHash["channel"],
    start: { readonly said: Instant; readonly proof: string },
  ): Promise<void> => {
    await retryContended("the consents of one customer", async () => {
      const [standing, preferences] = await Promise.all([
        people.consents(customer),
        people.preferences(customer),
      ]);
      const found = await Promise.all(
        standing.filter((one) => one.channel === channel).map((one) => backOf(customer, one, start)),
      );
      const back = found.flat();
      if (back.length === 0 || preferences === undefined) return "unchanged";
      const given = back.filter(({ state }) => state === "given");
      const next = ticked(preferences, given, true);
      const saved = await people.savePreferences(customer, next, back, standing);
      return saved === "saved" ? saved : "lost";
    });
  };
}

/** What the proof of a text begins with; the rest is its id. */
export const TEXT_PROOF = "text:";
