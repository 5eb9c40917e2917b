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

interface Templates {
  readonly email: EmailTemplates;
  readonly sms: string;
}

/** All renditions. A missing language or channel of the catalog is a compile error. */
export interface CompiledMessages {
  readonly layout: { readonly before: string; readonly after: string; readonly text: string };
  readonly messages: {
    readonly [Name in MessageName]: Readonly<
      Record<Locale, Pick<Templates, (typeof messages)[Name]["channels"][number]>>
    >;
  };
}
