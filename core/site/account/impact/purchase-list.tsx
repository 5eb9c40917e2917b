import { proofTranslations } from "../../../i18n/dictionaries.ts";
import { accountWords } from "../../../i18n/page-words.ts";
import type { Translations } from "../../../i18n/translations.ts";
import type { GiftPartsOf } from "../../../impact/read-gift-parts.ts";
import type { PersonalImpact, PersonalPurchase } from "../../../impact/read-personal.ts";
import type { Community } from "../../../impact/view.ts";
import { dayIn, daysAfter } from "../../../model/days.ts";
import { Swatch } from "../../community/gift-totals.tsx";
import { Submit } from "../../ui/form.tsx";
import { linkTo } from "../../ui/layout.tsx";
import type { AccountContext } from "../../ui/page.ts";
import { ownProofPath, ProofLinks } from "../../verify/proof-links.tsx";
import type { Total } from "./personal-figures.ts";
import { wayInWords } from "./way-in-words.ts";

export const IMPACT_PATH = "/impact/me";
/** The names of the buttons that mark a purchase as a present, and that undo it; their value is its gift. */
export const MARK = "present";
export const UNMARK = "notPresent";

/**
 * What a page about a customer's purchases is made from. `parts`: where what they gave is, of those that were followed; `presents`: the
 * gifts of purchases that were marked as presents.
 */
export interface Shown {
  readonly personal: PersonalImpact;
  readonly parts: GiftPartsOf;
  readonly community: Community;
  readonly presents: ReadonlySet<string>;
  /** Proofs are for whoever is signed in, on a stage that publishes a log. */
  readonly hasProofs: boolean;
  readonly context: AccountContext;
}

export function wordsOf({ context }: Pick<Shown, "context">): Translations["account"]["impact"] {
  return accountWords(context.formatter).impact;
}

/** How much of a sum can still be cancelled. */
export function standingOf({ pending, settled, currency }: Total, shown: Shown): string {
  const { formatter } = shown.context;
  const words = wordsOf(shown);
  if (pending === 0) return formatter.words.allSettled;
  if (settled === 0) return formatter.words.allPending;
  return words.pendingSettled(formatter.money(pending, currency), formatter.money(settled, currency));
}

/** Each purchase by its day and time, what came of its gift, and what it gave to whom. */
export function PurchaseList({
  purchases,
  shown,
  mayMark = false,
}: {
  readonly purchases: readonly PersonalPurchase[];
  readonly shown: Shown;
  readonly mayMark?: boolean;
}) {
  return (
    <ol class="purchases">
      {purchases.map((purchase) => (
        <Purchase purchase={purchase} shown={shown} mayMark={mayMark} />
      ))}
    </ol>
  );
}

interface PurchaseProps {
  readonly purchase: PersonalPurchase;
  readonly shown: Shown;
  readonly mayMark: boolean;
}

function Purchase({ purchase, shown, mayMark }: PurchaseProps) {
  const { community, context } = shown;
  const words = wordsOf(shown);
  const { formatter, brand } = context;
  const { gift, placedAt, currency } = purchase;
  const nameOf = (slug: string) => {
    const cause = community.causes.find((one) => one.slug === slug);
    return cause === undefined ? slug : formatter.text(cause.name);
  };
  const parts = purchase.parts.length === 0 ? [] : (shown.parts.get(gift) ?? purchase.parts);
  const states = parts.map((part) => ("state" in part ? wayInWords(part, shown) : undefined));
  const common = new Set(states).size === 1 ? states[0] : undefined;
  return (
    <li id={gift}>
      <p>
        <strong>{words.purchaseOf(formatter.dateTime(placedAt))}</strong>
        <span class="muted">{common ?? standingOfPurchase(purchase, shown)}</span>
      </p>
      {parts.length > 0 && (
        <ul>
          {parts.map(({ cause, funding, minor }, at) => (
            <li>
              <span>
                {nameOf(cause)}
                <span class="muted">
                  <Swatch funding={funding} />
                  {words.funding[funding](brand.name)}
                </span>
                {common === undefined && states[at] !== undefined && <span class="muted">{states[at]}</span>}
              </span>
              <b>{formatter.money(minor, currency)}</b>
            </li>
          ))}
        </ul>
      )}
      <Proof purchase={purchase} shown={shown} />
      <Present purchase={purchase} shown={shown} mayMark={mayMark} />
    </li>
  );
}

/** What is known of a purchase without its payments. */
function standingOfPurchase({ parts, pending, settlesOn }: PersonalPurchase, shown: Shown): string {
  const words = wordsOf(shown);
  if (parts.length === 0) return words.takenBack;
  return pending
    ? words.pendingUntil(shown.context.formatter.day(daysAfter(settlesOn, -1)))
    : words.isSettled;
}

/** The ways to a gift's proof, from the day after it on: until then it is in no published sum. */
function Proof({ purchase: { gift, placedAt }, shown }: Omit<PurchaseProps, "mayMark">) {
  const { community, context } = shown;
  if (!shown.hasProofs) return null;
  const { formatter, brand } = context;
  const day = dayIn(brand.timeZone, placedAt);
  if (day >= community.asOf) {
    return <p class="muted">{proofTranslations[formatter.locale].after(formatter.day(day))}</p>;
  }
  const of = wordsOf(shown).purchaseOf(formatter.dateTime(placedAt));
  return <ProofLinks path={ownProofPath(gift)} of={of} context={context} />;
}

/** Says that a purchase was marked as a present, with the button that marks it or undoes that. */
function Present({ purchase: { gift, placedAt }, shown, mayMark }: PurchaseProps) {
  const words = wordsOf(shown);
  const isMarked = shown.presents.has(gift);
  return (
    <>
      {isMarked && <p class="muted">{words.isPresent}</p>}
      {mayMark && (
        <form method="post" action={linkTo(IMPACT_PATH, shown.context)}>
          <Submit name={isMarked ? UNMARK : MARK} value={gift} quiet>
            {isMarked ? words.unmarkPresent : words.markPresent}
            <span class="unseen">: {words.purchaseOf(shown.context.formatter.dateTime(placedAt))}</span>
          </Submit>
        </form>
      )}
    </>
  );
}
