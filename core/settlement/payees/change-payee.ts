import { isDeepStrictEqual } from "node:util";
import type { Now } from "../../platform/clock.ts";
import type { Payee } from "../bank/payee.ts";
import type { PayeeStore } from "./payee.store.ts";
import {
  confirmPayee,
  type PayeeConfirmation,
  type PayeeRecord,
  payeeInForce,
  proposePayee,
} from "./payee-record.ts";
import type { PayeeSeal } from "./seal-payee.ts";

export interface PayeeDeps {
  readonly store: PayeeStore;
  readonly seal: PayeeSeal;
  readonly now: Now;
}

/** Somebody else changed how the charity is paid at the same time: nothing was written. */
export class PayeeBusyError extends Error {
  override readonly name = "PayeeBusyError";
}

/** Enters how a charity is to be paid. Until another person enters the same, and the days of waiting are over, nothing changes. */
export function enterPayee({ store, seal, now }: PayeeDeps) {
  return async (charity: string, payee: Payee, by: string): Promise<PayeeRecord> => {
    const entered = { ...(await seal.seal(charity, payee)), proposed: { at: now(), by } };
    const record = proposePayee(await store.find(charity), charity, entered);
    await insistOnWritten(store, record);
    return record;
  };
}

/** Enters the same again, as another person. A second call finds nothing that waits. */
export function confirmEnteredPayee({ store, seal, now }: PayeeDeps) {
  return async (charity: string, payee: Payee, by: string): Promise<PayeeConfirmation> => {
    const record = await store.find(charity);
    if (record?.next === undefined) return { kind: "nothingProposed" };
    const isSame = isDeepStrictEqual(await seal.open(charity, record.next), payee);
    const confirmation = confirmPayee(record, isSame, { at: now(), by });
    if (confirmation.kind === "confirmed") await insistOnWritten(store, confirmation.record);
    return confirmation;
  };
}

/** How a charity is paid now; undefined while nobody confirmed it, or it waits. For files for the bank, and nothing else. */
export function readPayee({ store, seal, now }: PayeeDeps) {
  return async (charity: string): Promise<Payee | undefined> => {
    const record = await store.find(charity);
    const entered = record && payeeInForce(record, now());
    return entered && (await seal.open(charity, entered));
  };
}

async function insistOnWritten(store: PayeeStore, record: PayeeRecord): Promise<void> {
  if ((await store.write(record)) === "lost")
    throw new PayeeBusyError(`Somebody else changed how ${record.charity} is paid at the same time`);
}
