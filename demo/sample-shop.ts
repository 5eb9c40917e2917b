import type { Chance } from "./chance.ts";
import type { Order, SampleCurrency } from "./facts.ts";
import type { Message, Messages } from "./message.ts";

export type Weighted<Item> = readonly (readonly [Item, number])[];

export type RefundKind = "lines" | "amount" | "twoAmounts" | "full" | "cancelled";

/** What one webhook is signed with. */
export interface Signing {
  readonly key: string;
  /** Epoch seconds. */
  readonly at: number;
  /** The address as it was entered in the shop system, where it signs that too. */
  readonly url: string;
}

/** The sample brand's shop of one kind: what it sells, what it sends of an order, and how it signs that. */
export interface SampleShop {
  /** How often an order is placed here, beside the weights of the other shops. */
  readonly weight: number;
  readonly currencies: Weighted<SampleCurrency>;
  readonly refunds: Weighted<RefundKind>;
  /** People buy here in person: nothing is shipped, and most do not say who they are. */
  readonly isTill?: boolean;
  /** What it sends says nothing of who bought. */
  readonly namesNobody?: boolean;
  /** A purchase here is one amount, without lines, discounts, tax and round-up. */
  readonly hasOneAmount?: boolean;
  readonly takesTips?: boolean;
  /** Its purchases say what the goods cost with their tax: of that, an amount that is given back is a part. */
  readonly saysGross?: boolean;
  readonly store?: (chance: Chance) => string;
  /** An order's id as this system writes it, made of the number that the order has in the sample. */
  readonly orderId: (order: Pick<Order, "number">) => string;
  readonly messages: (order: Order) => Messages;
  readonly headers: (message: Message, signing: Signing) => Record<string, string>;
  /** The body with its signature inside, for a system that signs there. */
  readonly signedBody?: (body: string, signing: Signing) => string;
  /** A key of the form that this system uses, of random bytes; hexadecimal where absent. */
  readonly newKey?: (random: Buffer) => string;
  readonly signsAddress?: boolean;
}
