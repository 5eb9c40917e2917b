import type { Channel } from "../../model/topic.ts";
import type { JoinProblem } from "../../people/subscribe.ts";

/** What stands alone on a page: what it says, and what can be done there. */
export interface PageWords {
  readonly title: string;
  readonly text: string;
}

/** All that is said to people on the way in and out, in one language. Each language is one file of this type. */
export interface WayInWords {
  readonly channels: Readonly<Record<Channel, string>>;
  readonly errors: (count: number) => string;
  readonly toSignIn: string;
  readonly toJoin: string;
  readonly toPreferences: string;

  readonly neutral: PageWords;
  readonly otherSite: PageWords;
  readonly tooOften: PageWords & { readonly again: (minutes: number) => string };
  readonly noForm: PageWords;
  readonly failed: PageWords;

  readonly unsubscribe: UnsubscribeWords;
  readonly confirm: ConfirmWords;
  readonly join: JoinWords;
  readonly signIn: SignInWords;
}

/** `what`: the topic's name, or undefined for all of them. */
export interface UnsubscribeWords {
  readonly title: string;
  readonly text: (brand: string, what: string | undefined, channel: Channel) => string;
  readonly stop: string;
  readonly doneTitle: string;
  readonly done: (brand: string, what: string | undefined, channel: Channel) => string;
  readonly onItsWay: string;
  readonly undo: string;
}

export interface ConfirmWords extends PageWords {
  readonly asked: string;
  readonly nothingOpen: string;
  readonly notYou: string;
  readonly yes: string;
  readonly confirm: string;
}

export interface JoinWords {
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

export interface SignInWords extends PageWords {
  readonly email: string;
  readonly send: string;
  readonly doneTitle: string;
  readonly done: (minutes: number) => string;
  readonly doneElse: string;
  readonly openTitle: string;
  readonly openText: (brand: string) => string;
  readonly open: string;
}
