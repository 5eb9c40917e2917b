import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { AccountContext, PageRequest } from "../../site/ui/page.ts";
import type { DeskSession } from "../sessions/desk-session.ts";

/** A page of the desk, for a member of staff whose session holds and whose role allows it. A POST was sent by a page of ours. */
export type DeskPageFor = (
  request: PageRequest,
  member: DeskSession,
  context: AccountContext,
) => Promise<HttpAnswer>;
