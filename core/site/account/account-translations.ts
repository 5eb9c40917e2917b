import * as z from "zod";
import type { Plural } from "../../i18n/translations.ts";
import type { MessageName } from "../../messaging/content/catalog.ts";
import type { ConsentSource } from "../../model/consent.ts";
import type { Funding } from "../../model/gift.ts";
import type { Rhythm } from "../../model/preferences.ts";
import type { Channel } from "../../model/topic.ts";
import type { Reason } from "../../people/records/decision.ts";

/** What came of a form, told on the page that follows it. */
export const Done = z.enum(["saved", "asked", "resumed", "stopped"]);
export type Done = z.infer<typeof Done>;

/** What can be wrong with a preference. */
export type PreferenceProblem =
  | "notOffered"
  | "timeMissing"
  | "notATime"
  | "wholeDay"
  | "notADay"
  | "dayIsOver"
  | "tooManyCauses"
  | "notParts"
  | "tooManyInterests"
  | "interestTooLong"
  | "dateIncomplete"
  | "noSuchDate"
  | "dateNameTooLong";

/** All that a customer's own pages say, in one language. Each language is one file of this type. */
export interface AccountTranslations {
  readonly own: string;
  readonly signOut: string;
  readonly channels: Readonly<Record<Channel, string>>;
  readonly preferences: PreferencesTranslations;
  readonly history: HistoryTranslations;
  readonly impact: ImpactTranslations;
}

export interface PreferencesTranslations {
  readonly title: string;
  readonly headline: readonly [string, string];
  readonly lead: (brand: string) => string;
  readonly done: Readonly<Record<Done, string>>;
  readonly stale: string;
  readonly notSaved: (problems: string) => string;
  readonly problems: Plural;
  readonly problem: Readonly<Record<PreferenceProblem, string>>;

  readonly topics: string;
  readonly topicsText: string;
  readonly noAddress: string;
  readonly reach: (channel: string, address: string) => string;
  readonly suppressed: Readonly<Record<Channel, string>>;
  readonly waiting: Readonly<Record<Channel, string>>;
  readonly waitingShort: string;
  readonly howOften: string;
  readonly rhythms: Readonly<Record<Rhythm, string>>;

  readonly causes: string;
  readonly causesLegend: string;
  readonly causesText: (most: string) => string;
  readonly parts: string;
  readonly partsOf: (cause: string) => string;
  readonly share: (percent: string) => string;
  readonly paused: string;

  readonly when: string;
  readonly whenText: string;
  readonly quiet: string;
  readonly quietText: string;
  readonly from: string;
  readonly to: string;
  readonly pause: string;
  readonly pauseText: string;
  readonly pausedUntil: (day: string) => string;
  readonly resume: string;
  readonly place: string;
  readonly placeText: string;
  readonly noPlace: string;
  readonly countries: string;
  readonly states: string;
  readonly timeZone: string;
  readonly timeZoneText: string;
  readonly noTimeZone: string;

  readonly you: string;
  readonly youText: (brand: string) => string;
  readonly language: string;
  readonly interests: string;
  readonly interestsText: (most: string) => string;
  readonly dates: string;
  readonly datesText: string;
  readonly dateName: string;
  readonly day: string;
  readonly month: string;
  readonly line: (number: string) => string;

  readonly presents: string;
  readonly presentsBox: string;
  readonly presentsText: string;

  readonly save: string;
  readonly saveText: string;
  readonly stop: string;
}

export interface HistoryTranslations {
  readonly title: string;
  readonly headline: readonly [string, string];
  readonly lead: (brand: string) => string;
  readonly nothing: string;
  readonly nothingText: string;
  readonly nothingOlder: string;
  readonly messages: Readonly<Record<MessageName, string>>;
  readonly sent: string;
  readonly unknown: string;
  readonly unknownText: string;
  readonly deferred: (until: string) => string;
  readonly dropped: string;
  readonly because: string;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly by: Readonly<Record<Channel, string>>;
  readonly answer: string;
  readonly agreed: (day: string, where: string) => string;
  readonly sources: Readonly<Record<ConsentSource, string>>;
  readonly agreedTo: string;
  readonly consentGone: string;
  readonly older: string;
  readonly newest: string;
  readonly clock: (zone: string) => string;
}

export interface ImpactTranslations {
  readonly title: string;
  readonly headline: readonly [string, string];
  readonly lead: (brand: string) => string;
  readonly purchases: Plural;
  readonly nothing: string;
  readonly nothingText: (brand: string) => string;
  readonly total: string;
  readonly funding: Readonly<Record<Funding, (brand: string) => string>>;
  readonly pendingSettled: (pending: string, settled: string) => string;
  readonly share: string;
  readonly shareText: string;
  readonly shareOf: Readonly<Record<Funding, (brand: string, currency: string) => string>>;
  readonly tinyShare: string;
  readonly next: string;
  readonly nextText: string;
  readonly nothingToCause: string;
  readonly noCauses: string;
  readonly choose: string;
  readonly purchasesPart: string;
  readonly purchasesText: string;
  readonly purchaseOf: (day: string) => string;
  readonly pendingUntil: (day: string) => string;
  readonly isSettled: string;
  readonly takenBack: string;
  readonly more: (shown: string, all: string) => string;
}
