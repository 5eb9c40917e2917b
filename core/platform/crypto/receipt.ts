import type { ReceiptHash } from "../../model/purchase.ts";
import { receiptNumber } from "../../model/receipt.ts";
import { hashIdentity } from "./identity.ts";

/** The keyed hash of a receipt's number; undefined for what is none. Apart from identities: no number is an address. */
export function hashReceipt(key: string, printed: string): ReceiptHash | undefined {
  const number = receiptNumber(printed);
  return number === undefined ? undefined : hashIdentity(key, `receipt ${number}`);
}
