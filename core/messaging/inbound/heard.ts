import type { CustomerId } from "../../model/customer.ts";
import type { Instant } from "../../model/purchase.ts";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import type { KeptType } from "./attached.ts";

/**
 * Who wrote, as far as it can be told. `known`: the address of its thread's customer, for which its own domain vouches;
 * `claimed`: whoever has that thread's address, or one of several customers at one mailbox; the last one is a stranger.
 */
export type MailParty =
  | { readonly customer: CustomerId; readonly by: "known" | "claimed"; readonly sharedBy?: number }
  | { readonly address: AddressHash };

/** Something that came with words. `stored`: where it is kept, encrypted; absent: it is only named. */
export interface HeardAttachment {
  readonly name: string;
  readonly type: KeptType | "other" | "message/rfc822";
  readonly bytes: number;
  readonly stored?: string;
}

/**
 * What a person wrote by mail, for the conversation that it opens or continues. `said`: their new words, empty where nothing could
 * be read; `whole`: with all that they quote; `from`: in clear, where it is not the customer's own address; `conversation`: the one
 * that their answer's address names; `mail`: their own headers, which ours answer.
 */
export interface HeardMail {
  readonly id: string;
  readonly channel: "email";
  readonly party: MailParty;
  readonly conversation?: string;
  readonly said: string;
  readonly whole?: string;
  readonly from?: string;
  readonly mail?: { readonly messageId?: string; readonly references?: string; readonly subject?: string };
  readonly attachments?: readonly HeardAttachment[];
  readonly saidAt: Instant;
  readonly at: Instant;
  readonly spam?: true;
}

/** Appends words to a conversation, once for each id. `forgotten`: their customer is being forgotten, and nothing was kept. */
export type HearMail = (mail: HeardMail) => Promise<{ readonly outcome: string }>;
