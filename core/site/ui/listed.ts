import type { SpokenLanguage } from "../../i18n/language.ts";

/** One page under each of its addresses: `x-default` answers in the visitor's language, the others in theirs. */
interface Alternate {
  readonly hreflang: string;
  readonly href: string;
}

/** The addresses of one page, `x-default` first. `address`: absolute, without a query. */
export function alternatesOf(address: string, spoken: readonly SpokenLanguage[]): readonly Alternate[] {
  return [
    { hreflang: "x-default", href: address },
    ...spoken.map(({ tag }) => ({ hreflang: tag, href: `${address}?lang=${tag}` })),
  ];
}
