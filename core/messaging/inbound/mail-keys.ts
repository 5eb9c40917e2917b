import type { CustomerId } from "../../model/customer.ts";

/** With what the key of every mail begins that SES stores: behind it stands SES's own id of it. */
export const MAIL_PREFIX = "mail/";
/** With what the key of everything begins that is kept of what came with mails. */
export const ATTACHMENT_PREFIX = "attached/";

/** A mail that is older failed in all its tries: its call lies among the dead letters. */
export const MAIL_DAYS = 7;
/** As long as what a message said can be read. */
export const ATTACHMENT_DAYS = 365;

/** All that is kept of one customer. */
export function attachmentsOf(customer: CustomerId): string {
  return `${ATTACHMENT_PREFIX}${customer}/`;
}
