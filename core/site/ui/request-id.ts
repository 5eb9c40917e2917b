import { CUSTOMER_ID_BYTES } from "../../model/customer.ts";
import { base32Id } from "../../model/prefixed-id.ts";
import type { RandomBytes } from "../../platform/random.ts";

/** The id of one request to join or sign in: as random as a customer's id. */
export function requestIdOf(kind: "join" | "ask", random: RandomBytes): string {
  return base32Id(kind, random(CUSTOMER_ID_BYTES));
}
