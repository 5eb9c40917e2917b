import { accountTranslations } from "../../../i18n/dictionaries.ts";
import type { Translations } from "../../../i18n/translations.ts";
import type { PersonalImpact, PersonalPurchase } from "../../../impact/read-personal.ts";
import type { Community } from "../../../impact/view.ts";
import { daysAfter } from "../../../model/days.ts";
import { Swatch } from "../../community/gift-totals.tsx";
import type { AccountContext } from "../../ui/page.ts";

/** What a page about a customer's purchases is made from. */
export interface Shown {
  readonly personal: PersonalImpact;
  readonly community: Community;
  readonly context: AccountContext;
}

export function wordsOf({ context }: Pick<Shown, "context">): Translations["account"]["impact"] {
  return accountTranslations[context.formatter.locale].impact;
}

/** Each purchase by its day and time, what came of its gift, and what it gave to whom. */
export function PurchaseList({
  purchases,
  shown,
}: {
  readonly purchases: readonly PersonalPurchase[];
  readonly shown: Shown;
}) {
  return (
    <ol class="purchases">
      {purchases.map((purchase) => (
        <Purchase purchase={purchase} shown={shown} />
      ))}
    </ol>
  );
}

function Purchase({ purchase, shown }: { readonly purchase: PersonalPurchase; readonly shown: Shown }) {
  const { community, context } = shown;
  const words = wordsOf(shown);
  const { formatter, brand } = context;
  const { placedAt, parts, currency, pending, settlesOn } = purchase;
  const nameOf = (slug: string) => {
    const cause = community.causes.find((one) => one.slug === slug);
    return cause === undefined ? slug : formatter.text(cause.name);
  };
  return (
    <li>
      <p>
        <strong>{words.purchaseOf(formatter.dateTime(placedAt))}</strong>
        <span class="muted">
          {parts.length === 0
            ? words.takenBack
            : pending
              ? words.pendingUntil(formatter.day(daysAfter(settlesOn, -1)))
              : words.isSettled}
        </span>
      </p>
      {parts.length > 0 && (
        <ul>
          {parts.map(({ cause, funding, minor }) => (
            <li>
              <span>
                {nameOf(cause)}
                <span class="muted">
                  <Swatch funding={funding} />
                  {words.funding[funding](brand.name)}
                </span>
              </span>
              <b>{formatter.money(minor, currency)}</b>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
