import type { Key } from "../../platform/aws/key.ts";

/** How all charities are paid: a row each, which one query reads. */
export const PAYEES_PARTITION = "payees";

/** How one charity is paid, by its key. */
export function payeeKey(charity: string): Key {
  return { pk: PAYEES_PARTITION, sk: charity };
}
