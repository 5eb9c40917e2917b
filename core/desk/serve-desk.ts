import { DESK_ROUTES, type DeskPath } from "../model/routes.ts";
import type { HttpAnswer, HttpRequest, Respond } from "../platform/lambda/http.ts";
import { contextReader, notSetUp, type ServePeopleDeps } from "../site/serve-people.ts";
import type { AccountContext, Page, PageRequest } from "../site/ui/page.ts";
import { emptyForm, readForm } from "../site/ui/read-form.ts";
import { isSameSite } from "../site/ui/same-site.ts";
import { noFormPage, otherSitePage } from "../site/ui/status-page.tsx";
import type { AuditStore } from "./audit/audit.store.ts";
import { type ConversationPageDeps, conversationPage } from "./conversations/conversation-page.tsx";
import { inboxPage } from "./conversations/inbox-page.tsx";
import { threadActIn } from "./conversations/thread-acts.ts";
import type { DeskPageFor } from "./frame/desk-page.ts";
import { forbiddenPage } from "./frame/forbidden-page.tsx";
import { type PayoutsPageDeps, payoutsPage } from "./payouts/payouts-page.tsx";
import { type DeskAct, mayAct } from "./roles/permissions.ts";
import { deskTokenOf, endedDeskCookie } from "./sessions/desk-cookie.ts";
import type { DeskSessionStore } from "./sessions/desk-session.store.ts";
import { type CallbackDeps, callbackPage } from "./sign-in/callback-page.tsx";
import { deskSignOutPage } from "./sign-in/desk-sign-out-page.tsx";
import { askToSignIn, beginSignIn } from "./sign-in/sign-in-page.tsx";
import { staffPage } from "./staff/staff-page.tsx";
import { type TodayPageDeps, todayPage } from "./today/today-page.tsx";
import { deskWords } from "./words/in-language.ts";

export interface ServeDeskDeps
  extends Omit<ServePeopleDeps, "pages" | "readBrandWords">,
    Omit<CallbackDeps, "sessions" | "audit" | "now">,
    Omit<ConversationPageDeps, "sessions" | "audit" | "now">,
    Omit<TodayPageDeps, "conversations" | "readPayouts" | "now">,
    Omit<PayoutsPageDeps, "sessions" | "audit" | "now"> {
  readonly sessions: DeskSessionStore;
  readonly audit: AuditStore;
}

/** What only takes forms: nobody can open it. */
const FORMS_ALONE: readonly string[] = ["/desk/sign-in", "/desk/sign-out"] satisfies DeskPath[];

/**
 * Answers the pages of the desk. Each is for a member of staff whose session holds; who has none is asked to sign in. What a role does not
 * allow is answered 403 and is a line of the audit. What changes something is a POST that a page of ours sent; GET and HEAD change nothing
 * but when a session was last used, and the audit, which has a line for each look at a conversation.
 */
export function serveDesk(deps: ServeDeskDeps): Respond {
  // The desk speaks our own languages alone.
  const readContext = contextReader({ ...deps, readBrandWords: async () => [] });
  const pages = deskPages(deps);
  return async (request) => {
    const { account, plain } = await readContext(request);
    if (account === undefined) return notSetUp(plain);
    const path = pathOf(request);
    const page = pages[path];
    if (request.method !== "POST") return page({ ...request, form: emptyForm }, account);
    const onward = FORMS_ALONE.includes(path) ? "/desk" : undefined;
    if (!isSameSite(request)) return otherSitePage(account, onward);
    const form = readForm(request);
    return form === undefined ? noFormPage(account, onward) : page({ ...request, form }, account);
  };
}

function deskPages(deps: ServeDeskDeps): Readonly<Record<DeskPath, Page>> {
  const staff = forStaff(deps);
  return {
    "/desk": staff({ see: "seeToday" }, todayPage(deps)),
    "/desk/sign-in": beginSignIn(deps),
    "/desk/callback": callbackPage(deps),
    "/desk/sign-out": deskSignOutPage(deps),
    "/desk/inbox": staff({ see: "seeInbox" }, inboxPage(deps)),
    "/desk/conversations/{conversation}": staff(
      { see: "readConversation", act: threadActIn },
      conversationPage(deps),
    ),
    "/desk/payouts": staff({ see: "seePayouts", act: () => "approvePayout" }, payoutsPage(deps)),
    "/desk/staff": staff({ see: "seeStaff", act: () => "endSessions" }, staffPage(deps)),
  };
}

interface Guarded {
  /** What opening it is, and what its form does; without `act` it takes none. */
  readonly see: DeskAct;
  readonly act?: (request: PageRequest) => DeskAct;
}

function forStaff(deps: ServeDeskDeps) {
  const { sessions, audit } = deps;
  const ask = askToSignIn(deps);
  const askAgain = (request: PageRequest, context: AccountContext): HttpAnswer => {
    const { ended } = deskWords(context.formatter);
    const next = request.path;
    return request.method === "POST"
      ? ask(context, { next, why: ended, status: 401 })
      : ask(context, { next });
  };
  return ({ see, act = () => see }: Guarded, page: DeskPageFor): Page =>
    async (request, context) => {
      const token = deskTokenOf(request.cookies);
      const member = token === undefined ? undefined : await sessions.use(token);
      if (member === undefined) {
        const answer = askAgain(request, context);
        return token === undefined ? answer : { ...answer, cookies: [endedDeskCookie] };
      }
      const wanted = request.method === "POST" ? act(request) : see;
      if (mayAct(member.roles, wanted)) return page(request, member, context);
      await audit.add({ who: member.staff, act: wanted, outcome: "refused" });
      return forbiddenPage(member, context);
    };
}

/** The path that the gateway found: `POST /desk/staff` is of `/desk/staff`. */
function pathOf({ route }: HttpRequest): DeskPath {
  const [, path] = route.split(" ");
  const known = DESK_ROUTES.find((one) => one.path === path);
  if (known === undefined) throw new Error(`${route} is no route of the desk`);
  return known.path;
}
