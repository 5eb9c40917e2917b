import { customerPartition } from "./people.keys.ts";

interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The phones that a customer's card of this serial is on, a row each, so that forgetting finds them. */
export function passDeviceKey(customer: string, serial: string, device: string): Key {
  return { pk: customerPartition(customer), sk: `passDevice#${serial}#${device}` };
}
/** The range of them. */
export function passDevices(serial: string): { readonly from: string; readonly to: string } {
  return { from: `passDevice#${serial}#`, to: `passDevice#${serial}#~` };
}
/** The cards on one phone, a row each: a family may share it. */
export function devicePartition(device: string): string {
  return `device#${device}`;
}
export function deviceKey(device: string, serial: string): Key {
  return { pk: devicePartition(device), sk: serial };
}
/** What the card of this serial said when it was last fetched, and since when. */
export function passContentKey(customer: string, serial: string): Key {
  return { pk: customerPartition(customer), sk: `passContent#${serial}` };
}
