import type { Plural } from "../../i18n/formatter.ts";
import type { StatusText } from "../../site/ui/status-page.tsx";
import type { AuditReason } from "../audit/audit.ts";
import type { DeskRole } from "../roles/role.ts";
import type { ConversationWords } from "./conversation-words.ts";
import type { PayoutWords } from "./payout-words.ts";

/** What the desk says: to the brand's own people, and so apart from the words that a brand may write anew or add in another language. */
export interface DeskWords {
  readonly desk: string;
  /** Names the navigation to those who do not see it. */
  readonly ways: string;
  readonly today: string;
  readonly inbox: string;
  readonly staff: string;
  readonly signOut: string;
  readonly roles: Readonly<Record<DeskRole, string>>;
  readonly signIn: {
    readonly title: string;
    readonly text: (brand: string) => string;
    readonly hint: string;
    readonly button: string;
  };
  readonly ended: StatusText;
  readonly back: StatusText & { readonly button: string };
  readonly notSignedIn: StatusText;
  readonly noRole: StatusText;
  readonly forbidden: StatusText;
  readonly signedOut: StatusText;
  readonly toDesk: string;
  readonly welcome: (name: string) => string;
  readonly signedInAs: (roles: string) => string;
  /** Why something is done. */
  readonly reasons: Readonly<Record<AuditReason, string>>;
  readonly conversations: ConversationWords;
  readonly payouts: PayoutWords;
  /** Of the first page. */
  readonly day: {
    readonly waiting: string;
    /** Behind a large figure. */
    readonly broken: Plural;
    readonly open: Plural;
    readonly moreThan: (count: string) => string;
    readonly ofThem: (late: string, complaints: string) => string;
    readonly unowned: Plural;
    readonly alarms: string;
    readonly noAlarm: string;
    readonly alarmsUnread: string;
    readonly alarmsNext: string;
    readonly cameIn: string;
    readonly purchases: Plural;
    readonly given: string;
    readonly byDay: string;
  };
  readonly people: {
    readonly title: string;
    readonly text: string;
    readonly members: string;
    readonly signedIn: (at: string) => string;
    readonly endTitle: string;
    readonly endText: string;
    readonly whose: string;
    readonly why: string;
    readonly choose: string;
    readonly end: string;
    readonly incomplete: string;
    readonly chooseWhose: string;
    readonly chooseWhy: string;
    readonly done: (name: string, sessions: number) => string;
  };
}
