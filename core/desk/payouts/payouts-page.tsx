import type { Now } from "../../platform/clock.ts";
import { type MovePayoutDeps, movePayout, PayoutBusyError } from "../../settlement/move-payout.ts";
import { PayoutId } from "../../settlement/payout.ts";
import type { KnownPayouts } from "../../settlement/read-payouts.store.ts";
import type { PageRequest } from "../../site/ui/page.ts";
import { pageAnswer, seeOther } from "../../site/ui/page-answer.ts";
import { linkWith } from "../../site/ui/page-context.ts";
import type { AuditStore } from "../audit/audit.store.ts";
import type { DeskPageFor } from "../frame/desk-page.ts";
import type { DeskSessionStore } from "../sessions/desk-session.store.ts";
import type { DeskSession } from "../sessions/desk-session.ts";
import { deskWords } from "../words/in-language.ts";
import type { PayoutWords } from "../words/payout-words.ts";
import { approverOf } from "./approver.ts";
import { PAYOUT, payoutsView } from "./payouts-view.tsx";

export interface PayoutsPageDeps {
  readonly sessions: Pick<DeskSessionStore, "members">;
  readonly audit: Pick<AuditStore, "add">;
  /** Undefined where a row cannot be read: then no page says what is owed. */
  readonly readPayouts: () => Promise<KnownPayouts | undefined>;
  readonly approvals: MovePayoutDeps["store"];
  readonly now: Now;
}

const DID = "did";
const APPROVED = "approved";

/**
 * What is to be paid to charities. POST approves one payout as whoever is signed in, by the rules of the command: a second call says that
 * they did already. The audit's line comes first.
 */
export function payoutsPage(deps: PayoutsPageDeps): DeskPageFor {
  return async (request, member, context) => {
    const { payouts: words } = deskWords(context.formatter);
    const refused = request.method === "POST" ? await approve(deps, request, member, words) : undefined;
    if (refused === "approved")
      return seeOther(linkWith("/desk/payouts", { [DID]: APPROVED }, context), { page: "deskApproved" });
    const [known, members] = await Promise.all([deps.readPayouts(), deps.sessions.members()]);
    const done = request.query[DID] === APPROVED && refused === undefined ? words.approved : undefined;
    const view = payoutsView({ context, member, payouts: known?.payouts, members, done, refused });
    if (refused !== undefined) return pageAnswer(view, { page: "deskNotApproved", status: 409 });
    return pageAnswer(view, { page: "deskPayouts" });
  };
}

/** `approved`, or why not. */
async function approve(
  { approvals, audit, now }: PayoutsPageDeps,
  { form }: PageRequest,
  member: DeskSession,
  words: PayoutWords,
): Promise<string> {
  const id = PayoutId.safeParse(form.text(PAYOUT)).data;
  if (id === undefined || (await approvals.find(id)) === undefined) return words.unknown;
  await audit.add({ who: member.staff, act: "approvePayout", outcome: "done", on: id });
  try {
    const moved = await movePayout({ store: approvals })(
      id,
      { kind: "approved" },
      { at: now(), by: approverOf(member) },
    );
    if (moved.kind === "advanced") return APPROVED;
    if (moved.kind === "refused") return words.refusals[moved.because];
    return moved.kind === "same" ? words.same : words.unknown;
  } catch (error) {
    if (error instanceof PayoutBusyError) return words.busy;
    throw error;
  }
}
