import type { Brand, Picture } from "../../model/cause.ts";
import { picturePath } from "../../model/picture.ts";
import type { Day } from "../../model/purchase.ts";
import { alternatesOf } from "./listed.ts";
import type { PageFormatter } from "./page-formatter.ts";
import { ShareTags } from "./share-tags.tsx";

/**
 * What a page says of itself to programs. `address`: absolute and without a query; without one nothing is listed. `told`, `shared`: of a
 * story, its day and its picture.
 */
export interface ListingProps {
  readonly context: {
    readonly formatter: PageFormatter;
    readonly carryLanguage: boolean;
    readonly address?: string;
  };
  readonly title: string;
  readonly description: string;
  readonly brand: Brand | undefined;
  readonly told: Day | undefined;
  readonly shared: Picture | undefined;
}

/** What search engines list the page under, that it is one page in each language, and what is shown of a link to it. */
export function Listing({ context, brand, title, description, told, shared }: ListingProps) {
  const { address, carryLanguage, formatter } = context;
  if (address === undefined) return null;
  const alternates = alternatesOf(address, formatter.languages);
  const asked = carryLanguage ? formatter.language.tag : "x-default";
  const canonical = alternates.find(({ hreflang }) => hreflang === asked)?.href ?? address;
  return (
    <>
      <link rel="canonical" href={canonical} />
      {alternates.map(({ hreflang, href }) => (
        <link rel="alternate" hreflang={hreflang} href={href} />
      ))}
      {brand !== undefined && (
        <ShareTags
          {...{ title, description, told }}
          picture={shared && { path: picturePath(shared.hash, "card.jpg"), alt: formatter.text(shared.alt) }}
          url={canonical}
          siteName={brand.name}
          language={formatter.language.tag}
        />
      )}
    </>
  );
}
