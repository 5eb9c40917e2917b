import * as z from "zod";
import { SignedAmount } from "../../shop-system/amounts.ts";
import { LooseFlag, LooseText, moneyList } from "../../shop-system/lenient.ts";
import { Id } from "../../shop-system/payload.ts";

const LineItem = z.object({
  id: Id,
  product_id: LooseText,
  quantity: z.number(),
  /** Of all its units, after discounts and without tax; negative for what came back. */
  total_price: SignedAmount,
  total_tax: SignedAmount,
  is_return: LooseFlag,
  gift_card: z.unknown().optional(),
  note: LooseText,
});
export type LightspeedLine = z.infer<typeof LineItem>;

/** `GET /api/2.0/sales/<id>` */
export const LightspeedSale = z.object({
  data: z.object({
    id: Id,
    outlet_id: Id,
    customer_id: LooseText,
    status: z.string(),
    return_for: LooseText,
    sale_date: z.string(),
    updated_at: LooseText,
    deleted_at: LooseText,
    invoice_number: LooseText,
    receipt_number: LooseText,
    note: LooseText,
    total_price: SignedAmount,
    total_tax: SignedAmount,
    line_items: moneyList(LineItem),
  }),
});
export type LightspeedSale = z.infer<typeof LightspeedSale>["data"];

/** `GET /api/2.0/outlets/<id>` */
export const LightspeedOutlet = z.object({ data: z.object({ currency: z.string() }) });

/** `GET /api/2.0/customers/<id>` */
export const LightspeedCustomer = z.object({
  data: z.object({
    email: LooseText,
    phone: LooseText,
    mobile: LooseText,
    physical_country_id: LooseText,
  }),
});
export type LightspeedCustomer = z.infer<typeof LightspeedCustomer>["data"];
