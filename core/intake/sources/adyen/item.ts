import * as z from "zod";
import { parseJson } from "../../shop-system/body-json.ts";

/** More than Adyen puts into one request. */
const ITEMS_MAX = 100;

/** No colon: it is what stands between the parts of what is signed, and none of them may reach into the next. */
const Part = z.string().regex(/^[^:]{1,80}$/);

/**
 * What of an item Adyen signs. A merchant's own reference may hold colons: before it and behind it there are none, so that
 * only one reading of what is signed is possible.
 */
const SignedItem = z.object({
  pspReference: Part,
  originalReference: z.union([Part, z.literal("")]).nullish(),
  merchantAccountCode: Part,
  merchantReference: z.string().max(500).nullish(),
  amount: z.object({ value: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) }),
  eventCode: Part,
  success: z.union([
    z.enum(["true", "false"]),
    z.boolean().transform((is): "true" | "false" => (is ? "true" : "false")),
  ]),
});
type SignedItem = z.infer<typeof SignedItem>;

/** What else is read of an item, which nobody signs. */
const UnsignedItem = z.object({
  eventDate: z.string(),
  paymentMethod: z.unknown().optional(),
  additionalData: z.record(z.string(), z.unknown()).nullish(),
});

/** One event. Its body may hold several, each signed by itself. */
export const AdyenItem = SignedItem.extend(UnsignedItem.shape);
export type AdyenItem = z.infer<typeof AdyenItem>;

function bodyOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    live: z.unknown().optional(),
    notificationItems: z
      .array(z.object({ NotificationRequestItem: item }))
      .min(1)
      .max(ITEMS_MAX),
  });
}

/** All events of a body. `live` is `"true"`, or the body is of a test account. */
export const AdyenBody = bodyOf(AdyenItem);

const Claimed = bodyOf(
  SignedItem.extend({ additionalData: z.object({ hmacSignature: z.string().nullish() }).nullish() }),
);

/** An item's signature as it is claimed, empty where there is none, and the text that it is about. */
export interface ClaimedItem {
  readonly signature: string;
  readonly text: string;
}

/** The signatures in a body, or undefined for a body without items that could be signed. */
export function claimedItems(body: Buffer): readonly ClaimedItem[] | undefined {
  const read = Claimed.safeParse(parseJson(body)?.payload).data;
  return read?.notificationItems.map(({ NotificationRequestItem: { additionalData, ...item } }) => ({
    signature: additionalData?.hmacSignature ?? "",
    text: signedText(item),
  }));
}

/** https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures */
function signedText(item: SignedItem): string {
  const { pspReference, originalReference, merchantAccountCode, merchantReference, amount } = item;
  return [
    pspReference,
    originalReference ?? "",
    merchantAccountCode,
    merchantReference ?? "",
    amount.value,
    amount.currency,
    item.eventCode,
    item.success,
  ].join(":");
}
