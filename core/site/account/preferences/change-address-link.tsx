import { accountWords } from "../../../i18n/page-words.ts";
import { linkTo } from "../../ui/layout.tsx";
import type { FormView } from "./field.tsx";

export const ADDRESS_PATH = "/preferences/address";

/** The way to change an address; nothing for a customer without one. */
export function ChangeAddressLink({ view: { offer, context } }: { readonly view: FormView }) {
  const { address: texts } = accountWords(context.formatter);
  if (offer.reach.length === 0) return null;
  return (
    <p>
      <a class="onward" href={linkTo(ADDRESS_PATH, context)}>
        {texts.link}
      </a>
    </p>
  );
}
