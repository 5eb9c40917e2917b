import type { EventsClient } from "../events/event-bus.client.ts";
import type { PeoplePath } from "../model/routes.ts";
import type { ContactStore } from "../people/contacts/contact.store.ts";
import type { SuppressionStore } from "../people/contacts/suppression.store.ts";
import type { TextCountries } from "../people/contacts/texted-number.ts";
import type { DayBounds } from "../people/rate-limit/day-bounds.ts";
import type { PeopleStore } from "../people/records/people.store.ts";
import type { LinkStore } from "../people/sessions/link.store.ts";
import type { SessionStore } from "../people/sessions/session.store.ts";
import type { AtLeast } from "../platform/at-least.ts";
import type { Now } from "../platform/clock.ts";
import type { RandomBytes } from "../platform/random.ts";
import { historyPage } from "./account/history/page.ts";
import { type ImpactDeps, impactPage } from "./account/impact/page.ts";
import { preferencesPage } from "./account/preferences/page.ts";
import { confirmPage } from "./auth/confirm-page.tsx";
import { joinPage } from "./auth/join-page.tsx";
import { limitForms, limitMisses, type RateLimitDeps } from "./auth/rate-limited.ts";
import { ENDED, openLinkPage, signInPage, signOutPage } from "./auth/sign-in-page.tsx";
import { readSession } from "./auth/signed-in.ts";
import { type UnsubscribePageDeps, unsubscribePage } from "./auth/unsubscribe-page.tsx";
import { publishAccountEvents } from "./publish-account-events.ts";
import { linkTo } from "./ui/layout.tsx";
import type { Page, SignedInPage } from "./ui/page.ts";
import { seeOther } from "./ui/page-answer.ts";
import { linkWith } from "./ui/page-context.ts";

/** What the pages of customers are made from: stores, the bus, and what the ledger says. */
export interface PeoplePagesDeps
  extends RateLimitDeps,
    Pick<ImpactDeps, "readPersonal" | "readCommunity">,
    Pick<UnsubscribePageDeps, "contactKey"> {
  readonly people: PeopleStore;
  readonly contacts: ContactStore;
  readonly suppressions: SuppressionStore;
  readonly links: LinkStore;
  readonly sessions: SessionStore;
  readonly events: EventsClient;
  readonly now: Now;
  readonly random: RandomBytes;
  readonly atLeast: AtLeast;
  readonly textCountries: TextCountries;
  readonly dayBounds: DayBounds;
}

/** The page at each address of {@link PeoplePath}. */
export function peoplePages(stores: PeoplePagesDeps): Readonly<Record<PeoplePath, Page>> {
  const deps = { ...stores, ...publishAccountEvents(stores) };
  const { sessions } = deps;
  return {
    "/join": limitForms(deps, joinPage(deps)),
    "/confirm/{token}": limitMisses(deps, confirmPage(deps)),
    "/sign-in": limitForms(deps, signInPage(deps)),
    "/sign-in/{token}": limitMisses(deps, openLinkPage(deps)),
    "/sign-out": signOutPage(sessions),
    "/preferences": forCustomers(sessions, preferencesPage(deps)),
    "/history": forCustomers(sessions, historyPage(deps)),
    "/impact/me": forCustomers(sessions, impactPage(deps)),
    // Not limited: pages of other sites may post here, and must not use up their visitors' tries. A signature that is wrong reads no row.
    "/unsubscribe/{token}": unsubscribePage(deps),
  };
}

/**
 * A visitor without a session that still lasts is sent to where links are asked for. What they sent is not read: the page
 * says so to whoever sent a form.
 */
function forCustomers(sessions: SessionStore, page: SignedInPage): Page {
  const visitorOf = readSession(sessions);
  return async (request, context) => {
    const visitor = await visitorOf(request);
    if (visitor === undefined) {
      const path =
        request.method === "POST"
          ? linkWith("/sign-in", { [ENDED]: "1" }, context)
          : linkTo("/sign-in", context);
      return seeOther(path, { page: "notSignedIn" });
    }
    return page(request, visitor, context);
  };
}
