import { placeToken, type StorePlace, statedPlace } from "../../core/feedback/place.ts";
import type { Listening } from "../../core/giving/config/listening.ts";
import type { Brand, Locale } from "../../core/model/cause.ts";
import { linkPaths } from "../../core/model/routes.ts";
import { type Poster, type SheetWords, sheetWithCode } from "../claim/poster.ts";
import { CliError } from "../cli-error.ts";

const WORDS: Readonly<Record<Locale, Pick<SheetWords, "title" | "text"> & { readonly aside: string }>> = {
  en: {
    title: ["How", "was it?"],
    text: [
      "Scan the code and say it in your own words.",
      "Half a minute. No name, no account.",
      "The store sees it only added up.",
    ],
    aside: "In private.",
  },
  de: {
    title: ["Wie", "war es?"],
    text: [
      "Scannen Sie den Code und sagen Sie es in Ihren Worten.",
      "Eine halbe Minute. Kein Name, kein Konto.",
      "Der Laden sieht es nur zusammengezählt.",
    ],
    aside: "Ganz vertraulich.",
  },
};

/** The address behind a place's code. Throws a {@link CliError} for a place that the brand does not state. */
export function feedbackLink(
  key: string,
  siteUrl: string,
  { stores }: Pick<Listening, "stores">,
  place: StorePlace,
): string {
  if (statedPlace(stores, place) === undefined)
    throw new CliError(
      `The brand that is applied has no ${place.shelf === undefined ? "store" : "shelf"} ${place.shelf ?? place.store}${place.shelf === undefined ? "" : ` in ${place.store}`}.`,
      stores.length === 0
        ? "Write brands/<brand>/stores.yaml, then run npx wellspring brand apply."
        : `It has: ${stores.map(({ id }) => id).join(", ")}.`,
    );
  return `${siteUrl}${linkPaths.feedback(placeToken(key, place))}`;
}

/** A poster for a store or a shelf, whose code leads to its page of feedback. */
export function storePoster(
  brand: Brand,
  { stores }: Pick<Listening, "stores">,
  { place, link, locale }: { readonly place: StorePlace; readonly link: string; readonly locale: Locale },
): Poster {
  const { aside, ...words } = WORDS[locale];
  const stated = statedPlace(stores, place);
  const name = (stated?.shelf ?? stated?.store)?.name[locale] ?? place.store;
  return sheetWithCode(brand, { ...words, site: [name, aside], link, locale, below: new URL(link).host });
}
