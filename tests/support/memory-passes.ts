import type { CustomerId } from "../../core/model/customer.ts";
import { minutesAfter } from "../../core/model/instant.ts";
import {
  DEVICES_MAX,
  type PassContent,
  type PassStore,
  PUSH_EVERY_MINUTES,
} from "../../core/people/cards/pass.store.ts";
import type { PassDevice } from "../../core/people/cards/pass-device.ts";

/** The store of cards in wallets, with the same promises, in memory. `owners`: whose the card of a serial is. */
export interface MemoryPasses extends PassStore {
  readonly owners: Map<string, CustomerId>;
  /** Every row, as one text: the same text, the same state. */
  snapshot(): string;
}

export function memoryPasses(): MemoryPasses {
  const owners = new Map<string, CustomerId>();
  const phones = new Map<string, PassDevice>();
  const contents = new Map<string, PassContent>();
  const pushed = new Map<string, string>();
  const all = (is: (phone: PassDevice) => boolean) => [...phones.values()].filter(is);
  return {
    owners,
    customerOf: async (serial) => owners.get(serial),
    async register(registration) {
      const { customer, serial, device } = registration;
      if (owners.get(serial) !== customer) return "ended";
      const name = `${device} ${serial}`;
      const isKnown = phones.has(name);
      if (!isKnown && all((one) => one.serial === serial).length >= DEVICES_MAX) return "full";
      phones.set(name, registration);
      return isKnown ? "renewed" : "registered";
    },
    unregister: async ({ device, serial }) => void phones.delete(`${device} ${serial}`),
    onDevice: async (device) => all((one) => one.device === device),
    devicesOf: async (customer, serial) => all((one) => one.customer === customer && one.serial === serial),
    phonesOf: async (customer) => all((one) => one.customer === customer),
    async claimPush({ customer, serial }, at) {
      if (owners.get(serial) !== customer) return "ended";
      const last = pushed.get(serial);
      if (last !== undefined && last > minutesAfter(at, -PUSH_EVERY_MINUTES)) return "notDue";
      pushed.set(serial, at);
      return "claimed";
    },
    async removeGone({ device, serial, pushToken, at }) {
      const name = `${device} ${serial}`;
      const found = phones.get(name);
      if (found?.pushToken !== pushToken || found.at !== at) return "changed";
      phones.delete(name);
      return "removed";
    },
    content: async (customer, serial) => contents.get(`${customer} ${serial}`),
    keepContent: async (customer, serial, content) => void contents.set(`${customer} ${serial}`, content),
    snapshot: () => JSON.stringify([[...owners], [...phones].toSorted(), [...contents].toSorted()]),
  };
}
