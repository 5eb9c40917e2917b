import type { Page } from "../../site/ui/page.ts";
import { pageAnswer } from "../../site/ui/page-answer.ts";
import { Onward } from "../../site/ui/status-page.tsx";
import type { AuditStore } from "../audit/audit.store.ts";
import { deskStatus } from "../frame/desk-status.tsx";
import { deskTokenOf, endedDeskCookie } from "../sessions/desk-cookie.ts";
import type { DeskSessionStore } from "../sessions/desk-session.store.ts";
import { deskWords } from "../words/in-language.ts";

export interface DeskSignOutDeps {
  readonly sessions: Pick<DeskSessionStore, "use" | "end">;
  readonly audit: Pick<AuditStore, "add">;
}

/** Ends the session that the browser shows, there and here, and says so; whoever has none is told the same. */
export function deskSignOutPage({ sessions, audit }: DeskSignOutDeps): Page {
  return async ({ cookies }, context) => {
    const token = deskTokenOf(cookies);
    const session = token === undefined ? undefined : await sessions.use(token);
    if (token !== undefined) await sessions.end(token);
    if (session !== undefined) await audit.add({ who: session.staff, act: "signOut", outcome: "done" });
    const words = deskWords(context.formatter);
    const onward = <Onward to="/desk" context={context} text={words.toDesk} />;
    return pageAnswer(deskStatus(context, words.signedOut, onward), {
      page: "deskSignedOut",
      cookies: [endedDeskCookie],
    });
  };
}
