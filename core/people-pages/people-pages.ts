import type { SessionStore } from "../link/session.store.ts";
import { linkTo } from "../pages/document.tsx";
import { seeOther } from "./answers.ts";
import { type ConfirmPageDeps, confirmPage } from "./confirm.tsx";
import { type JoinDeps, joinPage } from "./join.tsx";
import { type Limits, limitForms, limitMisses } from "./limited.ts";
import type { Page, SignedInPage } from "./page.ts";
import type { PeoplePath } from "./routes.ts";
import { type OpenLinkDeps, openLinkPage, type SignInDeps, signInPage, signOutPage } from "./sign-in.tsx";
import { signedIn } from "./signed-in.ts";
import { type UnsubscribeDeps, unsubscribePage } from "./unsubscribe.tsx";

export interface PeoplePagesDeps
  extends Limits,
    UnsubscribeDeps,
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
