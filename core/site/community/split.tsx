import type { Brand } from "../../model/cause.ts";
import { CHOSEN, type Terms } from "../../model/terms.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";

/** What is said of terms by their name and their split. */
export type SplitTerms = Pick<Terms, "id"> & { readonly split?: Terms["split"] | undefined };

export interface SplitProps {
  readonly terms: readonly SplitTerms[];
  readonly causes: readonly { readonly slug: string; readonly name: Brand["purpose"] }[];
  readonly brand: Pick<Brand, "name" | "termsInWords">;
  readonly formatter: PageFormatter;
}

/** What readers call these terms: as the brand says, else by their id, which is all that is known. */
export function titleOfTerms(id: string, { brand, formatter }: Pick<SplitProps, "brand" | "formatter">) {
  const title = brand.termsInWords?.[id]?.title;
  if (title !== undefined) return formatter.text(title);
  const words = id.replaceAll("-", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** That a part of what the brand gives goes elsewhere whatever is chosen; undefined where all of it is the customer's choice. */
export function splitInWords(split: SplitTerms["split"], props: Omit<SplitProps, "terms">) {
  const { causes, brand, formatter } = props;
  const whole = (split ?? []).reduce((all, { weight }) => all + weight, 0);
  const fixed = (split ?? []).filter(({ cause }) => cause !== CHOSEN);
  if (fixed.length === 0) return undefined;
  const part = fixed.reduce((all, { weight }) => all + weight, 0);
  const names = fixed.map(({ cause }) => {
    const name = causes.find(({ slug }) => slug === cause)?.name;
    return name === undefined ? cause : formatter.text(name);
  });
  const share = formatter.percent(Math.round((part / whole) * 10_000));
  return formatter.words.split(share, formatter.all(names), brand.name);
}

/** Stands wherever a cause can be chosen: for which purchases a part goes elsewhere all the same. */
export function SplitNote(props: SplitProps) {
  const { words } = props.formatter;
  const sentences = props.terms.flatMap(({ id, split }) => {
    const sentence = splitInWords(split, props);
    return sentence === undefined ? [] : [words.splitAt(titleOfTerms(id, props), sentence)];
  });
  if (sentences.length === 0) return null;
  return (
    <>
      {sentences.map((sentence) => (
        <p class="muted">{sentence}</p>
      ))}
    </>
  );
}
