import type { Channel } from "../../model/topic.ts";
import type { AddressChangeStore } from "../../people/contacts/address-change.store.ts";
import type { SuppressionStore } from "../../people/contacts/suppression.store.ts";
import type { RecipientState } from "../../people/records/decision.ts";
import type { MessageAside } from "../content/catalog.ts";
import { TemplateRefusedError } from "../content/render.ts";
import type { DeliverMessage, Recipient } from "./delivery.ts";

/** An address that is not the customer's contact, as of now. Without a `recipient` there is none (any more). */
export interface Aside {
  readonly recipient?: Recipient;
  readonly suppressed: boolean;
  /** Whether texts go there at all; absent for a letter. */
  readonly textable?: boolean;
}

export interface ReadAsideDeps {
  readonly changes: Pick<AddressChangeStore, "newAddress" | "formerAddress">;
  readonly suppressions: Pick<SuppressionStore, "read">;
  readonly isTexted: (number: string) => boolean;
}

/** Reads the address that a customer wants, or the one that a change replaced. Changes nothing. */
export function readAside({ changes, suppressions, isTexted }: ReadAsideDeps) {
  return async ({ customer, channel, change }: DeliverMessage, aside: MessageAside): Promise<Aside> => {
    if (channel === undefined) throw new TemplateRefusedError("A message aside needs its channel");
    const found =
      aside === "new"
        ? await changes.newAddress(customer, channel)
        : await changes.formerAddress(customer, change ?? "");
    if (found?.channel !== channel) return { suppressed: false };
    const blocked = await suppressions.read([found]);
    return {
      recipient: { ...found, confirmed: aside === "former" },
      suppressed: blocked.length > 0,
      ...(channel === "sms" && { textable: isTexted(found.address) }),
    };
  };
}

/** The customer's state as a decision about a message aside reads it: their own contact on that channel says nothing about it. */
export function asReachedAside(
  { stoppedAt: _, textable: __, ...person }: RecipientState,
  channel: Channel | undefined,
  { recipient, suppressed, textable }: Aside,
): RecipientState {
  if (channel === undefined) return person;
  return {
    ...person,
    addresses: { ...person.addresses, [channel]: recipient !== undefined },
    suppressed: { ...person.suppressed, [channel]: suppressed },
    ...(textable !== undefined && { textable }),
  };
}
