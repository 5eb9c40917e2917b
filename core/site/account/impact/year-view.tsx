import { type PersonalPurchase, personalFigures } from "../../../impact/read-personal.ts";
import { fundings } from "../../community/amounts.ts";
import { asOfInWords } from "../../community/as-of.ts";
import { Swatch } from "../../community/gift-totals.tsx";
import { linkTo, type RenderedView, ViewPart } from "../../ui/layout.tsx";
import { accountLayout } from "../layout.tsx";
import { netTotal, totals } from "./personal-figures.ts";
import { PurchaseList, type Shown, standingOf, wordsOf } from "./purchase-list.tsx";

/** One year of a customer's purchases, by the clock of the place where they live. */
export interface YearView extends Shown {
  readonly year: string;
  readonly purchases: readonly PersonalPurchase[];
}

/** A page to print or keep: every purchase of a year that gave, and what they add up to, each kind of money by itself. */
export function yearView(shown: YearView): RenderedView {
  const { year, purchases, context } = shown;
  const words = wordsOf(shown);
  const { formatter, brand } = context;
  return accountLayout({
    page: "impact",
    context,
    heading: {
      title: words.yearTitle(year),
      headline: words.yearHeadline(year),
      lead: words.lead(brand.name),
    },
    head: (
      <p class="counts">
        <span>{formatter.counted(purchases.length, words.purchases)}</span>
      </p>
    ),
    children: (
      <>
        <ViewPart
          id="sums"
          title={words.total}
          aside={<p class="muted">{asOfInWords(shown.community, formatter)}</p>}
        >
          <Sums shown={shown} />
          <p class="note">{words.noReceipt(brand.name)}</p>
        </ViewPart>
        <ViewPart
          id="purchases"
          title={words.purchasesPart}
          aside={<p class="muted">{words.purchasesText}</p>}
        >
          <PurchaseList purchases={purchases} shown={shown} />
          <p>
            <a class="onward" href={linkTo("/impact/me", context)}>
              {words.allYears}
            </a>
          </p>
        </ViewPart>
      </>
    ),
  });
}

function Sums({ shown }: { readonly shown: YearView }) {
  const words = wordsOf(shown);
  const { formatter, brand } = shown.context;
  const own = totals(personalFigures(shown.purchases));
  return (
    <ol class="purchases">
      <li>
        <ul>
          {fundings.flatMap((funding) =>
            own
              .filter((total) => total.funding === funding)
              .map((total) => (
                <li>
                  <span>
                    <span>
                      <Swatch funding={funding} />
                      {words.funding[funding](brand.name)}
                    </span>
                    <span class="muted">{standingOf(total, shown)}</span>
                  </span>
                  <b>{formatter.money(netTotal(total), total.currency)}</b>
                </li>
              )),
          )}
        </ul>
      </li>
    </ol>
  );
}
