import { Locale } from "../../model/cause.ts";

/** One page under each of its addresses: `x-default` answers in the visitor's language, the others in theirs. */
interface Alternate {
  readonly hreflang: Locale | "x-default";
  readonly href: string;
}

/** The addresses of one page, `x-default` first. `address`: absolute, without a query. */
export function alternatesOf(address: string): readonly Alternate[] {
  return [
    { hreflang: "x-default", href: address },
    ...Locale.options.map((locale) => ({ hreflang: locale, href: `${address}?lang=${locale}` })),
  ];
}
