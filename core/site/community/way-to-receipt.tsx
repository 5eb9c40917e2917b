import { isPickedLater, type Terms } from "../../model/terms.ts";
import { linkTo, type PageContext } from "../ui/layout.tsx";

/** The way to `/claim` for whoever holds a receipt; none where no terms in force let a purchase be picked for afterwards. */
export function WayToReceipt(props: {
  readonly terms: readonly Pick<Terms, "split" | "claimDays">[];
  readonly context: PageContext;
}) {
  const { terms, context } = props;
  if (!terms.some(isPickedLater)) return null;
  return (
    <p>
      <a class="onward" href={linkTo("/claim", context)}>
        {context.formatter.words.toReceipt}
      </a>
    </p>
  );
}
