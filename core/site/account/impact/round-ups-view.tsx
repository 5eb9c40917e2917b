import { disclosureTranslations } from "../../../i18n/dictionaries.ts";
import { type PersonalPurchase, personalFigures } from "../../../impact/read-personal.ts";
import { RECEIPT_RULES, RECEIPTS_CHECKED_ON } from "../../disclosures/receipt-rules.ts";
import { linkTo, type RenderedView, ViewPart } from "../../ui/layout.tsx";
import { linkWith } from "../../ui/page-context.ts";
import { langOf, pageFormatter } from "../../ui/page-formatter.ts";
import { accountLayout } from "../layout.tsx";
import { netTotal, totals } from "./personal-figures.ts";
import { IMPACT_PATH, type Shown, standingOf, wordsOf } from "./purchase-list.tsx";
import { orderOf } from "./round-ups.ts";

/** The value of `of` that asks for what a customer added in it. */
export const ROUND_UPS = "round-ups";

/** `purchases`: those of the year to which their customer added something, each with that part alone. */
export interface RoundUpsView extends Shown {
  readonly year: string;
  readonly purchases: readonly PersonalPurchase[];
}

/**
 * A page to print or keep: what a customer added by rounding up in a year, to which charity, and what a receipt of it would need.
 * Nothing that the brand gave is in it. Its words are ours, in the language of ours that the page's is based on: countries' rules are
 * translated by nobody else.
 */
export function roundUpsView(shown: RoundUpsView): RenderedView {
  const { year, purchases, context } = shown;
  const { formatter, brand, brandConfig } = context;
  const ours = pageFormatter(formatter.locale, brand);
  const words = disclosureTranslations[formatter.locale].roundUps;
  const lang = langOf(formatter);
  const own = totals(personalFigures(purchases));
  return accountLayout({
    page: "impact",
    context,
    heading: { title: words.title(year), headline: words.headline(year), lead: words.collects(brand.name) },
    children: (
      <>
        <ViewPart id="sums" title={wordsOf(shown).funding.customer(brand.name)}>
          <ol class="purchases">
            <li>
              <ul>
                {own.map((total) => (
                  <li>
                    <span>{standingOf(total, shown)}</span>
                    <b>{ours.money(netTotal(total), total.currency)}</b>
                  </li>
                ))}
              </ul>
            </li>
          </ol>
        </ViewPart>
        <ViewPart id="purchases" title={wordsOf(shown).purchasesPart}>
          <ol class="purchases">
            {purchases.map((purchase) => (
              <RoundUp purchase={purchase} shown={shown} causes={brandConfig.causes} />
            ))}
          </ol>
        </ViewPart>
        <ViewPart id="taxes" title={words.rulesTitle}>
          <div lang={lang}>
            <p>{words.noReceipt}</p>
            <ul class="plain-list">
              {RECEIPT_RULES.map(({ code }) => (
                <li>{words.rules[code]}</li>
              ))}
            </ul>
            <p class="muted">{words.rulesOf(ours.day(RECEIPTS_CHECKED_ON))}</p>
          </div>
          <p>
            <a class="onward" href={linkWith(IMPACT_PATH, { year }, context)}>
              {year}
            </a>{" "}
            <a class="onward" href={linkTo(IMPACT_PATH, context)}>
              {wordsOf(shown).allYears}
            </a>
          </p>
        </ViewPart>
      </>
    ),
  });
}

function RoundUp({
  purchase,
  shown: { context },
  causes,
}: {
  readonly purchase: PersonalPurchase;
  readonly shown: RoundUpsView;
  readonly causes: RoundUpsView["context"]["brandConfig"]["causes"];
}) {
  const { formatter } = context;
  const words = disclosureTranslations[formatter.locale].roundUps;
  const order = orderOf(purchase);
  return (
    <li>
      <p>
        <strong>{formatter.date(purchase.placedAt)}</strong>
        {order !== undefined && (
          <span class="muted" lang={langOf(formatter)}>
            {words.order(order)}
          </span>
        )}
      </p>
      <ul>
        {purchase.parts.map(({ cause: slug, minor }) => {
          const cause = causes.find((one) => one.slug === slug);
          return (
            <li>
              <span>
                {cause === undefined ? slug : formatter.text(cause.name)}
                {cause !== undefined && (
                  <span class="muted">
                    {cause.charity.name} ({cause.charity.registration})
                  </span>
                )}
              </span>
              <b>{formatter.money(minor, purchase.currency)}</b>
            </li>
          );
        })}
      </ul>
    </li>
  );
}
