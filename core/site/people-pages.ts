import type { PeoplePath } from "../model/routes.ts";
import type { SessionStore } from "../people/sessions/session.store.ts";
import { type ConfirmPageDeps, confirmPage } from "./auth/confirm.tsx";
import { type JoinDeps, joinPage } from "./auth/join-page.tsx";
import { limitForms, limitMisses, type RateLimitDeps } from "./auth/rate-limited.ts";
import {
  type OpenLinkDeps,
  openLinkPage,
  type SignInDeps,
  signInPage,
  signOutPage,
} from "./auth/sign-in.tsx";
import { signedIn } from "./auth/signed-in.ts";
import { type UnsubscribePageDeps, unsubscribePage } from "./auth/unsubscribe-page.tsx";
import { linkTo } from "./ui/document.tsx";
import type { Page, SignedInPage } from "./ui/page.ts";
import { seeOther } from "./ui/page-answer.ts";

export interface PeoplePagesDeps
  extends RateLimitDeps,
    UnsubscribePageDeps,
    ConfirmPageDeps,
    JoinDeps,
    Omit<SignInDeps, "limits">,
    OpenLinkDeps {
  readonly sessions: SessionStore;
  /** Pages of a customer's own. */
  readonly own: Readonly<Record<"/preferences" | "/history" | "/impact/me", SignedInPage>>;
}

/** The page at each address of people. */
export function peoplePages(deps: PeoplePagesDeps): Readonly<Record<PeoplePath, Page>> {
  const { own, sessions } = deps;
  return {
    "/join": limitForms(deps, joinPage(deps)),
    "/confirm/{token}": limitMisses(deps, confirmPage(deps)),
    "/sign-in": limitForms(deps, signInPage(deps)),
    "/sign-in/{token}": limitMisses(deps, openLinkPage(deps)),
    "/sign-out": signOutPage(sessions),
    "/preferences": forCustomers(sessions, own["/preferences"]),
    "/history": forCustomers(sessions, own["/history"]),
    "/impact/me": forCustomers(sessions, own["/impact/me"]),
    "/unsubscribe/{token}": limitMisses(deps, unsubscribePage(deps)),
  };
}

/** Who shows no session that lasts is led to where a link is to be had. What they sent is not taken. */
function forCustomers(sessions: SessionStore, page: SignedInPage): Page {
  const visitorOf = signedIn(sessions);
  return async (request, visit) => {
    const visitor = await visitorOf(request);
    if (visitor === undefined) return seeOther(linkTo("/sign-in", visit), { page: "notSignedIn" });
    return page(request, visitor, visit);
  };
}
