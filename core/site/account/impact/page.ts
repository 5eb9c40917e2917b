import type { GiftPartsOf } from "../../../impact/read-gift-parts.ts";
import type { PersonalImpact, PersonalPurchase } from "../../../impact/read-personal.ts";
import type { Community } from "../../../impact/view.ts";
import { homeClock } from "../../../messaging/eligibility/clocks.ts";
import type { CustomerId } from "../../../model/customer.ts";
import { dayIn } from "../../../model/days.ts";
import type { PeopleStore } from "../../../people/records/people.store.ts";
import type { SignedInPage } from "../../ui/page.ts";
import { pageAnswer } from "../../ui/page-answer.ts";
import { signedInContext } from "../../ui/page-context.ts";
import { type MarkPresentDeps, markPresent, presentNotice } from "./mark-present.ts";
import { roundUpsOf } from "./round-ups.ts";
import { ROUND_UPS, roundUpsView } from "./round-ups-view.tsx";
import { impactView, PURCHASES_SHOWN } from "./view.tsx";
import { yearView } from "./year-view.tsx";

export interface ReadImpactDeps {
  readonly people: Pick<PeopleStore, "preferences" | "causes">;
  readonly readPersonal: (customer: CustomerId) => Promise<PersonalImpact>;
  readonly readGiftParts: (purchases: readonly PersonalPurchase[]) => Promise<GiftPartsOf>;
  readonly readCommunity: () => Promise<Community>;
}

export type ImpactDeps = ReadImpactDeps & MarkPresentDeps;

/** `/impact/me` for the customer: the page, and the buttons on it that mark a purchase as a present. */
export function impactPage(deps: ImpactDeps): SignedInPage {
  const [show, mark] = [showImpact(deps, { mayMark: true }), markPresent(deps)];
  return (request, ...visit) => (request.method === "POST" ? mark : show)(request, ...visit);
}

/** The same page without buttons, for the reader of a letter that names it. */
export function impactForReader(deps: ReadImpactDeps): SignedInPage {
  return showImpact(deps, { mayMark: false });
}

/**
 * `GET /impact/me`: what the purchases of one customer gave, from the ledger, and which part of the whole that is; with
 * `?year=2026` the purchases of that year, by the clock of the customer's place, and with `&of=round-ups` what they added in it. A
 * year without any is answered as none.
 */
function showImpact(
  { people, readPersonal, readGiftParts, readCommunity }: ReadImpactDeps,
  { mayMark }: { readonly mayMark: boolean },
): SignedInPage {
  return async (request, { customer }, context) => {
    const [preferences, causes, personal, community] = await Promise.all([
      people.preferences(customer),
      people.causes(customer),
      readPersonal(customer),
      readCommunity(),
    ]);
    const own = preferences === undefined ? context : signedInContext(context, preferences);
    const zone = homeClock(preferences ?? {}, context.brand.timeZone);
    const byYear = Map.groupBy(personal.purchases, ({ placedAt }) => dayIn(zone, placedAt).slice(0, 4));
    const year = request.query["year"] ?? "";
    const purchases = byYear.get(year);
    const parts = await readGiftParts(purchases ?? personal.purchases.slice(0, PURCHASES_SHOWN));
    const presents = new Set(preferences?.presents);
    const hasProofs = mayMark && own.hasLog === true;
    const shown = { personal, parts, community, presents, hasProofs, context: own };
    const roundUps = roundUpsOf(purchases ?? []);
    if (request.query["of"] === ROUND_UPS && roundUps.length > 0) {
      const facts = { purchases: roundUps.length, year };
      return pageAnswer(roundUpsView({ ...shown, year, purchases: roundUps }), { page: "impact", facts });
    }
    if (purchases !== undefined) {
      const facts = { purchases: purchases.length, year };
      return pageAnswer(yearView({ ...shown, year, purchases }), { page: "impact", facts });
    }
    const rendered = impactView({
      ...shown,
      chosen: causes,
      years: [...byYear.keys()],
      yearsRoundedUp: [...byYear].filter(([, own]) => roundUpsOf(own).length > 0).map(([one]) => one),
      mayMark,
      notice: presentNotice(request.query["done"], own),
    });
    return pageAnswer(rendered, { page: "impact", facts: { purchases: personal.purchases.length } });
  };
}
