import { CUSTOMER_ID_BYTES, customerIdOf } from "../../model/customer.ts";
import type { RandomBytes } from "../../platform/random.ts";

/** What tells one asking from the next: as random as a customer's id. */
export function requestIdOf(kind: "join" | "ask", random: RandomBytes): string {
  return `${kind}_${customerIdOf(random(CUSTOMER_ID_BYTES)).slice("cus_".length)}`;
}
