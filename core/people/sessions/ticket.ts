import { CustomerId } from "../../model/customer.ts";
import { instantAt, minutesAfter } from "../../model/instant.ts";
import { withoutPrefix } from "../../model/prefixed-id.ts";
import type { Instant } from "../../model/purchase.ts";
import { isSame, signature } from "./signature.ts";

/** Long enough to notice a mistake. */
export const TICKET_MINUTES = 60;
const TICKET_CHARS_MAX = 200;

/** `facts`: of what the ticket is for, in letters, digits, `-` and `_`. */
export interface Ticket {
  readonly customer: CustomerId;
  readonly at: Instant;
  readonly facts?: string;
}

/** Lets whoever was shown a page do the one thing that it offers, within an hour. It is in a form, and in no address. */
export function ticket(key: string, purpose: string, { customer, at, facts = "" }: Ticket): string {
  const text = [withoutPrefix(customer), (Date.parse(at) / 1000).toString(36), facts].join(".");
  return `${text}.${signature(key, `ticket ${purpose}`, text)}`;
}

/** Undefined for one that was not signed for this purpose, and for one that is too old. */
export function readTicket(
  key: string,
  purpose: string,
  given: string,
  now: Instant,
): Required<Ticket> | undefined {
  if (given.length > TICKET_CHARS_MAX) return undefined;
  const [id, seconds = "", facts = "", mac, ...more] = given.split(".");
  if (mac === undefined || more.length > 0) return undefined;
  if (!isSame(mac, signature(key, `ticket ${purpose}`, [id, seconds, facts].join(".")))) return undefined;
  const customer = CustomerId.safeParse(`cus_${id}`).data;
  const at = instantAt(Number.parseInt(seconds, 36) * 1000);
  return customer === undefined || minutesAfter(at, TICKET_MINUTES) <= now
    ? undefined
    : { customer, at, facts };
}
