import type { Locale } from "../../model/cause.ts";
import type { MessageName } from "./catalog.ts";
import type { CompiledMessages } from "./rendition.ts";

/** What each message is called in a customer's history; in a language that a brand adds, where it exists in it. */
export type MessageTitles = Readonly<
  Record<MessageName, Readonly<Record<Locale, string>> & { readonly [tag: string]: string | undefined }>
>;

/**
 * All messages, where a brand words some of them otherwise: lib/messages/brand-messages.ts sets them in the operator's program,
 * and has them built into the functions in place of the product's own.
 */
declare global {
  /** Whether the two below are there: apart, so that a bundle leaves out what they replace. */
  var HAS_BRAND_MESSAGES: true | undefined;
  var BRAND_MESSAGES: CompiledMessages;
  var BRAND_TITLES: MessageTitles;
}
