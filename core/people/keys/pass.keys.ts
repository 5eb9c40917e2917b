import { customerPartition } from "./people.keys.ts";

interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The phones that a customer's card of this serial is on, a row each, so that forgetting finds them. */
export function passDeviceKey(customer: string, serial: string, device: string): Key {
  return { pk: customerPartition(customer), sk: `passDevice#${serial}#${device}` };
}
/** The range of them; without a serial, those of all cards that the customer has or had. */
export function passDevices(serial?: string): { readonly from: string; readonly to: string } {
  const start = serial === undefined ? "passDevice#" : `passDevice#${serial}#`;
  return { from: start, to: `${start}~` };
}
/** When the phones with the card of this serial were last pushed. */
export function passPushKey(customer: string, serial: string): Key {
  return { pk: customerPartition(customer), sk: `passPush#${serial}` };
}
/** The cards on one phone, a row each: a family may share it. */
export function devicePartition(device: string): string {
  return `device#${device}`;
}
export function deviceKey(device: string, serial: string): Key {
  return { pk: devicePartition(device), sk: serial };
}
/** The last message that the card of this serial said. */
export function passNewsKey(customer: string, serial: string): Key {
  return { pk: customerPartition(customer), sk: `passNews#${serial}` };
}
/** What the card of this serial said when it was last fetched, and since when. */
export function passContentKey(customer: string, serial: string): Key {
  return { pk: customerPartition(customer), sk: `passContent#${serial}` };
}
