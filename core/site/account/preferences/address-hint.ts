import type { Address } from "../../../people/contacts/contact.store.ts";

const LETTERS_SHOWN = 2;
const DIGITS_SHOWN = 4;

/** Enough of an address for its owner to recognise it, and too little for anyone who looks over their shoulder. */
export function addressHint({ channel, address }: Address): string {
  if (channel === "sms") return `… ${address.slice(-DIGITS_SHOWN)}`;
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  return `${local.slice(0, Math.min(LETTERS_SHOWN, local.length - 1))}…${address.slice(at)}`;
}
