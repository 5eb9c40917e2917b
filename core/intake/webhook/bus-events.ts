import {
  type EventContract,
  ItemUnavailable,
  OrderLinked,
  OrderNoticed,
  PurchaseCompleted,
  PurchaseDelayed,
  PurchaseRefunded,
} from "../../events/catalog.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { LookUp } from "../../model/look-up.ts";
import type { OrderTrouble } from "../../model/order-trouble.ts";
import type { Identity, OrderLink, OrderRef, Purchase, Refund } from "../../model/purchase.ts";
import { hashIdentity } from "../../platform/crypto/identity.ts";
import { hashReceipt } from "../../platform/crypto/receipt.ts";
import type { NormalisedEvent, PayloadPerson } from "../shop-system/payload.ts";
import { identitiesOf, namesAnybody } from "./person-identities.ts";

/** An event of a webhook, as the bus takes it. */
export interface WebhookEvent {
  readonly contract: EventContract;
  readonly detail:
    | { readonly purchase: Purchase; readonly lookUp?: LookUp }
    | { readonly refund: Refund; readonly lookUp?: LookUp }
    | { readonly order: OrderRef; readonly lookUp: LookUp }
    | { readonly link: OrderLink }
    | { readonly trouble: OrderTrouble };
}

/** The key of identities; read only where somebody or a receipt is named. */
export type IdentityKey = () => Promise<string>;

const TROUBLES = { delayed: PurchaseDelayed, unavailable: ItemUnavailable } as const;

export type BusEventSource = Exclude<NormalisedEvent, { readonly kind: "ignored" }>;

/**
 * What goes on the bus of an event: hashes in place of the person. Without `asks` the facts that are at hand are all that will
 * ever be known. Ids are as the shop names them.
 */
export async function busEventOf(
  event: BusEventSource,
  key: IdentityKey,
  asks: boolean,
): Promise<WebhookEvent> {
  const more = "lookUp" in event && event.lookUp !== undefined && asks ? { lookUp: event.lookUp } : {};
  switch (event.kind) {
    case "refund":
      return { contract: PurchaseRefunded, detail: { refund: event.refund, ...more } };
    case "link":
      return { contract: OrderLinked, detail: { link: event.link } };
    case "notice":
      return { contract: OrderNoticed, detail: { order: event.order, lookUp: event.lookUp } };
    case "purchase": {
      const identities = await hashed(event.person, key);
      const receipts = await receiptsOf(event.person, key);
      return {
        contract: PurchaseCompleted,
        detail: { purchase: { ...event.purchase, ...receipts, identities }, ...more },
      };
    }
    case "trouble": {
      const identities = await hashed(event.person, key);
      // The shop's own name of the notice is in it: without a key, one that is an address could be tried out.
      const id = `trouble_${hashIdentity(await key(), event.trouble.id)}`;
      return {
        contract: TROUBLES[event.trouble.kind],
        detail: { trouble: { ...event.trouble, id, identities } },
      };
    }
    default:
      return assertNever(event);
  }
}

async function hashed(person: PayloadPerson, key: IdentityKey): Promise<Identity[]> {
  return namesAnybody(person) ? await identitiesOf(person, await key()) : [];
}

async function receiptsOf(
  { receiptNumbers = [] }: PayloadPerson,
  key: IdentityKey,
): Promise<Pick<Purchase, "receipts">> {
  const printed = receiptNumbers.filter((number) => !!number);
  if (printed.length === 0) return {};
  const secret = await key();
  const hashes = printed
    .map((number) => hashReceipt(secret, number ?? ""))
    .filter((hash) => hash !== undefined);
  return hashes.length === 0 ? {} : { receipts: [...new Set(hashes)] };
}
