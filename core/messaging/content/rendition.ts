import type { Locale } from "../../model/cause.ts";
import type { MessageName, messages } from "./catalog.ts";

/** The templates of one email, in Liquid. `html` stands between the two halves of the layout. */
export interface EmailTemplates {
  readonly subject: string;
  readonly preview: string;
  readonly why: string;
  readonly html: string;
  readonly text: string;
}

export interface Templates {
  readonly email: EmailTemplates;
  readonly sms: string;
}

/** A message in a language that a brand adds, on each of its channels. */
type AddedRendition = Partial<Templates>;

/**
 * All renditions. A missing language or channel of the catalog is a compile error. `added`: those in languages that a brand adds,
 * by the language's tag; a message is in one with all its parts, or it is not.
 */
export interface CompiledMessages {
  readonly layout: { readonly before: string; readonly after: string; readonly text: string };
  readonly messages: {
    readonly [Name in MessageName]: Readonly<
      Record<Locale, Pick<Templates, (typeof messages)[Name]["channels"][number]>>
    >;
  };
  readonly added?: Readonly<Record<string, { readonly [Name in MessageName]?: AddedRendition }>>;
}
