import type { Key } from "../../platform/aws/key.ts";

/** What registers say of all charities: a row each, which one query reads. */
export const REGISTERS_PARTITION = "registers";

/** What its register says of one charity, by its key. */
export function registerKey(charity: string): Key {
  return { pk: REGISTERS_PARTITION, sk: charity };
}
