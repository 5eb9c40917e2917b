import type { ContactStore } from "../../people/contacts/contact.store.ts";
import type { SmsInboxStore } from "../../people/sms/sms-inbox.store.ts";
import { normalPhone } from "../../platform/crypto/phone.ts";
import type { textHeard } from "../hear/text-heard.ts";

export interface AdoptTextsDeps {
  readonly waitingTexts: SmsInboxStore;
  readonly contacts: Pick<ContactStore, "hashOf" | "customersAt">;
  readonly hear: ReturnType<typeof textHeard>;
}

/**
 * Moves texts that waited for a person before there were conversations into conversations, and answers how many. A text is one
 * event however often this is called; one that nobody can read any more is removed.
 */
export function adoptTexts({ waitingTexts, contacts, hear }: AdoptTextsDeps) {
  return async (): Promise<number> => {
    const texts = await waitingTexts.list();
    for (const text of texts) {
      const opened = await waitingTexts.open(text);
      if (opened !== undefined) {
        const number = normalPhone(opened.from, undefined) ?? opened.from;
        const address = await contacts.hashOf({ channel: "sms", address: number });
        const isShared = (await contacts.customersAt(address)).length > 1;
        await hear({ ...text, ...opened, address, isShared });
      }
      await waitingTexts.remove(text);
    }
    return texts.length;
  };
}
