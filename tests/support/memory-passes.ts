import type { CustomerId } from "../../core/model/customer.ts";
import { DEVICES_MAX, type PassContent, type PassStore } from "../../core/people/cards/pass.store.ts";
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
    content: async (customer, serial) => contents.get(`${customer} ${serial}`),
    keepContent: async (customer, serial, content) => void contents.set(`${customer} ${serial}`, content),
    snapshot: () => JSON.stringify([[...owners], [...phones].toSorted(), [...contents].toSorted()]),
  };
}
