import type { Channel } from "../../model/topic.ts";
import type { JoinProblem } from "../../people/subscribe.ts";

/** What stands alone on a page: what it says, and what can be done there. */
export interface StatusTranslations {
  readonly title: string;
  readonly text: string;
}

/** All that is said to people on the way in and out, in one language. Each language is one file of this type. */
export interface AuthTranslations {
  readonly channels: Readonly<Record<Channel, string>>;
  readonly errors: (count: number) => string;
  readonly toSignIn: string;
  readonly toJoin: string;
  readonly toPreferences: string;

  readonly neutral: StatusTranslations;
  readonly otherSite: StatusTranslations;
  readonly tooOften: StatusTranslations & { readonly again: (minutes: number) => string };
  readonly noForm: StatusTranslations;
  readonly failed: StatusTranslations;

  readonly unsubscribe: UnsubscribeTranslations;
  readonly confirm: ConfirmTranslations;
  readonly join: JoinTranslations;
  readonly signIn: SignInTranslations;
}

/** `what`: the topic's name, or undefined for all of them. */
export interface UnsubscribeTranslations {
  readonly title: string;
  readonly text: (brand: string, what: string | undefined, channel: Channel) => string;
  readonly stop: string;
  readonly doneTitle: string;
  readonly done: (brand: string, what: string | undefined, channel: Channel) => string;
  readonly onItsWay: string;
  readonly undo: string;
}

export interface ConfirmTranslations extends StatusTranslations {
  readonly asked: string;
  readonly nothingOpen: string;
  readonly notYou: string;
  readonly yes: string;
  readonly confirm: string;
}

export interface JoinTranslations {
  readonly title: string;
  readonly text: (brand: string) => string;
  readonly reach: string;
  readonly email: string;
  readonly emailHint: string;
  readonly phone: string;
  readonly phoneHint: string;
  readonly place: string;
  readonly placeHint: string;
  readonly noPlace: string;
  readonly countries: string;
  readonly states: string;
  readonly language: string;
  readonly topics: string;
  readonly topicsHint: string;
  readonly cause: string;
  readonly causeHint: string;
  readonly causeLater: string;
  readonly agree: string;
  readonly send: string;
  readonly problems: Readonly<Record<JoinProblem["field"], Partial<Record<JoinProblem["problem"], string>>>>;
  readonly notOffered: string;
  readonly doneTitle: string;
  readonly done: Readonly<Record<Channel, string>>;
  readonly doneLater: string;
}

export interface SignInTranslations extends StatusTranslations {
  readonly email: string;
  readonly send: string;
  readonly doneTitle: string;
  readonly done: (minutes: number) => string;
  readonly doneElse: string;
  readonly openTitle: string;
  readonly openText: (brand: string) => string;
  readonly open: string;
}
