import * as z from "zod";
import { accountWords } from "../../../i18n/page-words.ts";
import type { PersonalImpact } from "../../../impact/read-personal.ts";
import type { CustomerId } from "../../../model/customer.ts";
import { withPresent } from "../../../people/preferences/presents.ts";
import { startingPreferences } from "../../../people/preferences/starting-preferences.ts";
import type { PeopleStore } from "../../../people/records/people.store.ts";
import { retryContended } from "../../../platform/aws/contention.ts";
import type { HttpAnswer } from "../../../platform/lambda/http.ts";
import type { AccountContext, SignedInPage } from "../../ui/page.ts";
import { seeOther } from "../../ui/page-answer.ts";
import { linkWith } from "../../ui/page-context.ts";
import type { SubmittedForm } from "../../ui/read-form.ts";
import { IMPACT_PATH, MARK, UNMARK } from "./purchase-list.tsx";

export interface MarkPresentDeps {
  readonly people: Pick<PeopleStore, "preferences" | "causes" | "savePreferences">;
  readonly readPersonal: (customer: CustomerId) => Promise<PersonalImpact>;
}

/** What came of it, as the page that follows is asked to say. */
const PresentDone = z.enum(["marked", "unmarked", "full", "unknown"]);
type PresentDone = z.infer<typeof PresentDone>;

/** At most this many other savings may come first. */
const RACES_MAX = 5;

/**
 * `POST /impact/me`: marks one of the customer's own purchases as a present, or no longer. All else stays as it is saved by
 * then; a second press writes nothing.
 */
export function markPresent({ people, readPersonal }: MarkPresentDeps): SignedInPage {
  return async ({ form }, { customer }, context) => {
    const { gift, present } = pressed(form);
    const { purchases } = await readPersonal(customer);
    if (!purchases.some((one) => one.gift === gift)) return backTo("unknown", context);
    const done = await retryContended(
      "the preferences of one customer",
      async (): Promise<PresentDone | "lost"> => {
        const saved =
          (await people.preferences(customer)) ??
          startingPreferences(context.formatter.locale, await people.causes(customer));
        const next = withPresent(saved, gift, present);
        if (next === "full") return "full";
        const isSaved = next === saved || (await people.savePreferences(customer, next)) === "saved";
        if (!isSaved) return "lost";
        return present ? "marked" : "unmarked";
      },
      { racesMax: RACES_MAX },
    );
    return backTo(done, context, gift);
  };
}

/** Which of its two buttons sent the form: each carries the gift of its purchase. */
function pressed(form: SubmittedForm): { readonly gift: string; readonly present: boolean } {
  const marked = form.text(MARK);
  return marked === "" ? { gift: form.text(UNMARK), present: false } : { gift: marked, present: true };
}

/** Back to the purchase whose button was pressed, which shows what came of it; to the top where only the notice does. */
function backTo(done: PresentDone, context: AccountContext, gift?: string): HttpAnswer {
  const place = done === "full" || gift === undefined ? "" : `#${gift}`;
  return seeOther(`${linkWith(IMPACT_PATH, { done }, context)}${place}`, { page: "impact", facts: { done } });
}

/** What the page says after the form; nothing for what no form leads to. */
export function presentNotice(done: string | undefined, { formatter }: AccountContext): string | undefined {
  const known = PresentDone.safeParse(done);
  return known.success ? accountWords(formatter).impact.presentDone[known.data] : undefined;
}
