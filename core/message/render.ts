import type { Brand, Locale } from "../giving/cause.ts";
import type { MessageName } from "./catalog.ts";
import type { Channel } from "./topic.ts";

/**
 * A rendition cannot be made: facts that the message's schema refuses, a variable or filter that does not exist, a
 * text of too many parts. Trying again gives the same; somebody has to look. Quotes no fact.
 */
export class TemplateRefusedError extends Error {
  override readonly name = "TemplateRefusedError";
}

/**
 * Where a reader can go. All are absolute.
 * - `action`: the single-use link of a message that has one (`link` in the catalog)
 * - `unsubscribe`: the page behind the visible link, which is also where one click is posted (RFC 8058), and the
 *   address for mail programs that write instead; needed in all but transactional emails
 */
export interface Links {
  readonly site: string;
  readonly preferences: string;
  readonly impact: string;
  readonly action?: string;
  readonly unsubscribe?: { readonly url: string; readonly mailto: string };
}

/** What is to be rendered. `postalAddress`: one line, who writes and where they are found; every email carries it. */
export interface Brief {
  readonly name: MessageName;
  readonly channel: Channel;
  readonly locale: Locale;
  readonly facts: unknown;
  readonly brand: Brand;
  readonly links: Links;
  readonly postalAddress: string;
}

export interface EmailRendition {
  readonly channel: "email";
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** `parts`: as how many texts the networks carry and bill it. */
export interface SmsRendition {
  readonly channel: "sms";
  readonly text: string;
  readonly parts: number;
}

export type Rendition = EmailRendition | SmsRendition;

/** Says it. The same brief gives the same bytes. Throws {@link TemplateRefusedError}. */
export function render(brief: Brief): Rendition {
  throw new TemplateRefusedError(`${brief.name} has no rendition yet`);
}
