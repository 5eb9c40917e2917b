import type { PersonalImpact } from "../../../impact/read-personal.ts";
import type { Community } from "../../../impact/view.ts";
import type { CustomerId } from "../../../model/customer.ts";
import type { PeopleStore } from "../../../people/records/people.store.ts";
import type { SignedInPage } from "../../ui/page.ts";
import { pageAnswer } from "../../ui/page-answer.ts";
import { signedInContext } from "../../ui/page-context.ts";
import { impactView } from "./view.tsx";

export interface ImpactDeps {
  readonly people: Pick<PeopleStore, "preferences" | "causes">;
  readonly readPersonal: (customer: CustomerId) => Promise<PersonalImpact>;
  readonly readCommunity: () => Promise<Community>;
}

/** `GET /impact/me`: what the purchases of one customer gave, from the ledger, and which part of the whole that is. */
export function impactPage({ people, readPersonal, readCommunity }: ImpactDeps): SignedInPage {
  return async (_request, { customer }, context) => {
    const [preferences, causes, personal, community] = await Promise.all([
      people.preferences(customer),
      people.causes(customer),
      readPersonal(customer),
      readCommunity(),
    ]);
    const own = preferences === undefined ? context : signedInContext(context, preferences);
    const rendered = impactView({ personal, community, chosen: causes, context: own });
    return pageAnswer(rendered, { page: "impact", facts: { purchases: personal.purchases.length } });
  };
}
