import * as z from "zod";
import { MINOR_MAX } from "../../../model/money.ts";
import { itemsOf, LooseFlag, LooseText, loose } from "../../shop-system/lenient.ts";
import { Id } from "../../shop-system/payload.ts";

/** Minor units. Discounts are negative in some answers. */
const Amount = z.int().min(-MINOR_MAX).max(MINOR_MAX);
/** Milliseconds since 1970. */
const Time = z.int().positive();

const Elements = z.object({ elements: z.unknown() });

/** A list that counts as money, as Clover writes one: `{"elements": […]}`, or nothing where there are none. */
function elements<Item extends z.ZodType>(item: Item) {
  return z
    .union([Elements.transform(({ elements: list }) => list), z.array(z.unknown())])
    .nullish()
    .transform(itemsOf)
    .pipe(z.array(item));
}

const Discount = z.object({
  amount: Amount.nullish(),
  percentage: z.number().min(0).max(100).nullish(),
});
export type CloverDiscount = z.infer<typeof Discount>;

/** `GET …/orders/<id>/line_items`: each unit is a line of its own, what is sold by weight has thousandths of its unit. */
const LineItem = z.object({
  id: Id,
  item: loose(z.object({ id: LooseText })),
  itemCode: LooseText,
  name: LooseText,
  price: Amount.nullish(),
  unitQty: z.int().min(0).nullish(),
  isRevenue: z.boolean().nullish(),
  isOrderFee: LooseFlag,
  discounts: elements(Discount),
  modifications: elements(z.object({ amount: Amount.nullish() })),
  /** In ten millionths: 10,000,000 is all of the price. */
  taxRates: elements(z.object({ rate: z.int().min(0).max(100_000_000).nullish() })),
});
export type CloverLine = z.infer<typeof LineItem>;
export const CloverLines = z.object({ elements: z.array(LineItem) });

const Payment = z.object({
  result: z.string(),
  amount: Amount,
  taxAmount: Amount.nullish(),
});

const Refund = z.object({
  id: Id,
  amount: Amount,
  serviceChargeAmount: z.object({ amount: Amount.nullish() }).nullish(),
  createdTime: Time,
  voided: LooseFlag,
});
export type CloverRefund = z.infer<typeof Refund>;

/** `GET …/orders/<id>?expand=payments,refunds,discounts` */
export const CloverOrder = z.object({
  id: Id,
  currency: z.string(),
  paymentState: z.string().nullish(),
  testMode: LooseFlag,
  isVat: LooseFlag,
  note: LooseText,
  createdTime: Time,
  modifiedTime: Time,
  payments: elements(Payment),
  refunds: elements(Refund),
  discounts: elements(Discount),
});
export type CloverOrder = z.infer<typeof CloverOrder>;

const Email = z.object({ emailAddress: LooseText });
const Phone = z.object({ phoneNumber: LooseText });

/** The same order once more, with what a question may not ask for beside: it may expand three fields at most. */
export const CloverOrderPeople = z.object({
  modifiedTime: Time,
  voids: elements(z.unknown()),
  customers: loose(
    elements(z.object({ emailAddresses: loose(elements(Email)), phoneNumbers: loose(elements(Phone)) })),
  ),
});
export type CloverOrderPeople = z.infer<typeof CloverOrderPeople>;
