import type { EventsClient } from "../events/event-bus.client.ts";
import { linkPaths, type PeoplePath } from "../model/routes.ts";
import type { AddressChangeStore } from "../people/contacts/address-change.store.ts";
import type { ContactStore } from "../people/contacts/contact.store.ts";
import type { SuppressionStore } from "../people/contacts/suppression.store.ts";
import type { TextCountries } from "../people/contacts/texted-number.ts";
import type { DayBounds } from "../people/rate-limit/day-bounds.ts";
import type { CopyStore } from "../people/records/copy.store.ts";
import type { PeopleStore } from "../people/records/people.store.ts";
import { letterHolds } from "../people/sessions/letter.ts";
import { type LetterPage, letterPaths } from "../people/sessions/letter-token.ts";
import type { LinkStore } from "../people/sessions/link.store.ts";
import type { SessionStore } from "../people/sessions/session.store.ts";
import type { AtLeast } from "../platform/at-least.ts";
import type { Now } from "../platform/clock.ts";
import type { RandomBytes } from "../platform/random.ts";
import { changePage } from "./account/address/change-page.tsx";
import { addressPage } from "./account/address/page.ts";
import { type CardPageDeps, cardPage } from "./account/card/page.ts";
import { historyForReader, historyPage } from "./account/history/page.ts";
import { type ImpactDeps, impactForReader, impactPage } from "./account/impact/page.ts";
import { type DataDeps, deletePage, downloadPage } from "./account/preferences/data-page.tsx";
import type { PreferencesDeps } from "./account/preferences/load-state.ts";
import { overviewPage } from "./account/preferences/overview-page.ts";
import { stepPage } from "./account/preferences/step-page.ts";
import { confirmPage } from "./auth/confirm-page.tsx";
import { endedPage } from "./auth/ended-page.tsx";
import { type JoinDeps, joinPage } from "./auth/join-page.tsx";
import { letterPage } from "./auth/letter-page.tsx";
import { openLinkPage } from "./auth/open-link-page.tsx";
import { limitForms, limitMisses, type RateLimitDeps } from "./auth/rate-limited.ts";
import { signInFor } from "./auth/return-path.ts";
import { signInPage } from "./auth/sign-in-page.tsx";
import { signOutPage } from "./auth/sign-out-page.tsx";
import { type ReadReaderDeps, readReader, readSession } from "./auth/signed-in.ts";
import { lessForReader, type UnsubscribePageDeps, unsubscribePage } from "./auth/unsubscribe-page.tsx";
import { type ClaimPageDeps, claimPage } from "./claim/claim-page.ts";
import { type ReceiptPageDeps, receiptPage } from "./claim/receipt-page.ts";
import { publishAccountEvents } from "./publish-account-events.ts";
import type { Page, SignedInPage } from "./ui/page.ts";
import { seeOther } from "./ui/page-answer.ts";

/** What the pages of customers are made from: stores, the bus, and what the ledger says. */
export interface PeoplePagesDeps
  extends RateLimitDeps,
    Pick<ImpactDeps, "readPersonal" | "readGiftParts" | "readCommunity">,
    Pick<DataDeps, "exportCustomer" | "forgetCustomer">,
    Pick<UnsubscribePageDeps, "contactKey">,
    Pick<ClaimPageDeps, "claims" | "readListening">,
    Pick<JoinDeps, "readOffers">,
    Pick<CardPageDeps, "cards" | "wallets">,
    Pick<ReceiptPageDeps, "identityKey"> {
  readonly people: PeopleStore;
  readonly contacts: ContactStore;
  readonly suppressions: SuppressionStore;
  readonly changes: AddressChangeStore;
  readonly copies: Pick<CopyStore, "read">;
  readonly links: LinkStore;
  readonly sessions: SessionStore;
  readonly events: EventsClient;
  readonly now: Now;
  readonly random: RandomBytes;
  readonly atLeast: AtLeast;
  readonly textCountries: TextCountries;
  readonly dayBounds: DayBounds;
  readonly hasCardOnPhone: PreferencesDeps["hasCardOnPhone"];
}

/** The page at each address of {@link PeoplePath}. */
export function peoplePages(stores: PeoplePagesDeps): Readonly<Record<PeoplePath, Page>> {
  const deps = { ...stores, ...publishAccountEvents(stores), letterHolds: letterHolds(stores) };
  return {
    "/join": limitForms(deps, joinPage(deps)),
    "/confirm/{token}": limitMisses(deps, confirmPage(deps)),
    "/sign-in": limitForms(deps, signInPage(deps)),
    "/sign-in/{token}": limitMisses(deps, openLinkPage(deps)),
    "/change/{token}": limitMisses(deps, changePage(deps)),
    "/letter/{token}": limitMisses(deps, letterPage(deps)),
    "/c/{token}": limitForms(deps, claimPage(deps)),
    "/C/{token}": limitForms(deps, claimPage(deps)),
    "/claim": receiptPage(deps),
    "/sign-out": signOutPage(deps),
    "/preferences": forCustomers(deps, "preferences", overviewPage(deps), lessForReader(deps)),
    "/preferences/what": forCustomers(deps, "preferences", stepPage(deps, "what")),
    "/preferences/when": forCustomers(deps, "preferences", stepPage(deps, "when")),
    "/preferences/about": forCustomers(deps, "preferences", stepPage(deps, "about")),
    "/preferences/address": limitForms(deps, forCustomers(deps, "preferences", addressPage(deps))),
    "/preferences/data": forCustomers(deps, "preferences", downloadPage(deps)),
    "/preferences/delete": forCustomers(deps, "preferences", deletePage(deps)),
    "/history": forCustomers(deps, "history", historyPage(deps), historyForReader(deps)),
    "/impact/me": forCustomers(deps, "impact", impactPage(deps), impactForReader(deps)),
    "/card": forCustomers(deps, "card", cardPage(deps)),
    // Not limited: pages of other sites may post here, and must not use up their visitors' tries. A signature that is wrong reads no row.
    "/unsubscribe/{token}": unsubscribePage(deps),
  };
}

/** A customer's own pages, by name: those that letters may open, and the one that none opens. */
const ownPaths = { ...letterPaths, card: linkPaths.card } as const;

/**
 * A customer's own page. The reader of a letter that names it sees what `toRead` shows, if there is anything to, and changes
 * nothing there. A visitor without either is sent to sign in, and back; a form that they sent is kept for them, and not read.
 */
function forCustomers(
  deps: ReadReaderDeps & Pick<PeoplePagesDeps, "sessions">,
  name: LetterPage | "card",
  page: SignedInPage,
  toRead?: SignedInPage,
): Page {
  const visitorOf = readSession(deps.sessions);
  const readerOf = readReader(deps);
  return async (request, context) => {
    const visitor = await visitorOf(request);
    if (visitor !== undefined) return page(request, visitor, context);
    const reader = await readerOf(request);
    if (request.method === "POST") return endedPage(request, context, reader !== undefined);
    if (toRead !== undefined && reader?.pages.some((one) => one === name))
      return toRead(request, { customer: reader.customer, session: reader }, context);
    return seeOther(signInFor(ownPaths[name], context), { page: "notSignedIn" });
  };
}
