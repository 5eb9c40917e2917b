import type { Plural } from "../../i18n/formatter.ts";
import type { Funding } from "../../model/gift.ts";
import type { PayoutRefusal } from "../../settlement/advance.ts";
import type { PayoutState } from "../../settlement/payout.ts";

/** What the desk says of payouts. */
export interface PayoutWords {
  readonly title: string;
  readonly text: string;
  readonly unread: string;
  readonly waiting: string;
  readonly none: string;
  readonly toApprove: Plural;
  readonly fundings: Readonly<Record<Funding, string>>;
  /** `through`: the last day whose gifts it pays; `by`: who proposed it. */
  readonly proposed: (through: string, on: string, by: string) => string;
  readonly needs: (approved: string, needed: string) => string;
  readonly approvedBy: (names: string) => string;
  readonly approve: (amount: string, charity: string) => string;
  readonly youDid: string;
  readonly mayNot: string;
  readonly byCommand: string;
  readonly approved: string;
  readonly same: string;
  readonly unknown: string;
  readonly busy: string;
  readonly refusals: Readonly<Record<PayoutRefusal, string>>;
  readonly others: string;
  readonly states: Readonly<Record<PayoutState["kind"], string>>;
  readonly approvedState: string;
  readonly because: (reason: string) => string;
}
