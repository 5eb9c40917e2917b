import type { ContactStore } from "../../people/contacts/contact.store.ts";
import { type ReplySubject, readReplyAddress } from "../../people/sessions/reply-address.ts";
import type { MailParty } from "./heard.ts";
import type { SesReport } from "./ses-report.ts";

export interface WhoWroteDeps {
  readonly contacts: Pick<ContactStore, "hashOf" | "customersAt" | "readAddress">;
  /** The key that signs reply addresses. */
  readonly contactKey: () => Promise<string>;
  /** The domain of all addresses at which mail is received. */
  readonly domain: string;
}

/** What the first signed address among these leads to; undefined: none of them is signed. */
export async function subjectOf(
  { contactKey, domain }: Pick<WhoWroteDeps, "contactKey" | "domain">,
  recipients: readonly string[],
): Promise<ReplySubject | undefined> {
  const key = await contactKey();
  return recipients.map((one) => readReplyAddress(key, one, domain)).find((one) => one !== undefined);
}

/** Undefined: neither address nor sender leads to anybody. `from`: an address in its normal form. */
export async function whoWrote(
  { contacts }: Pick<WhoWroteDeps, "contacts">,
  subject: ReplySubject | undefined,
  from: string | undefined,
  report: Pick<SesReport, "dmarc"> | undefined,
): Promise<MailParty | undefined> {
  const vouched = from !== undefined && report?.dmarc !== undefined && from.endsWith(`@${report.dmarc}`);
  if (subject !== undefined) {
    const { customer } = subject;
    if (!vouched) return { customer, by: "claimed" };
    const [mine, theirs] = await Promise.all([
      contacts.readAddress(customer, "email"),
      contacts.hashOf({ channel: "email", address: from }),
    ]);
    const own = mine === undefined ? undefined : await contacts.hashOf({ channel: "email", address: mine });
    return { customer, by: own?.hmac === theirs.hmac ? "known" : "claimed" };
  }
  if (from === undefined) return undefined;
  const address = await contacts.hashOf({ channel: "email", address: from });
  const [customer, ...others] = vouched ? await contacts.customersAt(address) : [];
  if (customer === undefined) return { address };
  if (others.length === 0) return { customer, by: "known" };
  return { customer, by: "claimed", sharedBy: others.length + 1 };
}
