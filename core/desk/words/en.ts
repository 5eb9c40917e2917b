import { englishConversations } from "./conversation-en.ts";
import type { DeskWords } from "./desk-words.ts";
import { englishPayouts } from "./payout-en.ts";

export const english: DeskWords = {
  desk: "Desk",
  ways: "The desk",
  today: "Today",
  inbox: "Inbox",
  staff: "Staff",
  signOut: "Sign out",
  roles: { steward: "steward", marketer: "marketer", finance: "finance", store: "store" },
  signIn: {
    title: "The desk",
    text: (brand) => `For the people who work at ${brand}.`,
    hint: "You prove who you are with your password and a code, or with a passkey.",
    button: "Sign in",
  },
  ended: {
    title: "Your session has ended",
    text: "What you sent was not read, and nothing was changed. Sign in, and do it once more.",
  },
  back: {
    title: "Go on to the desk",
    text: "You proved who you are. One more step, and you are there.",
    button: "Continue",
  },
  notSignedIn: {
    title: "You are not signed in",
    text: "The sign-in took too long, was used before, or began in another browser. Begin it once more.",
  },
  noRole: {
    title: "You have no role here",
    text: "We know who you are, and nobody said yet what you may do at this desk. Ask a steward.",
  },
  forbidden: {
    title: "Your role does not allow this",
    text: "Nothing was changed. A steward can say who may; this was written into the audit.",
  },
  signedOut: { title: "You are signed out", text: "Nobody can go on in your name in this browser." },
  toDesk: "To the desk",
  welcome: (name) => `Good to see you, ${name}.`,
  signedInAs: (roles) => `You are here as ${roles}.`,
  reasons: {
    lostDevice: "a device is lost",
    leftBrand: "they work here no more",
    suspicion: "somebody else may be using them",
    knowsMore: "they know more about it",
    decides: "they have to decide",
    away: "I am away",
    waitsForOthers: "somebody else has to act first",
    customerAsked: "the customer asked for it",
    answered: "it is answered",
    nothingToDo: "it needs no answer",
    spam: "it is no customer",
    tookOver: "taken over from somebody who was answering",
  },
  conversations: englishConversations,
  payouts: englishPayouts,
  day: {
    waiting: "Who waits for us",
    broken: {
      one: "promise to a customer with an open conversation was broken",
      other: "promises to customers with open conversations were broken",
    },
    open: { one: "open conversation", other: "open conversations" },
    moreThan: (count) => `More than ${count} open conversations: these figures are of the first`,
    ofThem: (late, complaints) => `Late: ${late}. Complaints: ${complaints}.`,
    unowned: { one: "that nobody has", other: "that nobody has" },
    alarms: "Alarms",
    noAlarm: "None rings.",
    alarmsUnread: "The alarms cannot be asked just now. Open the page again in a minute.",
    alarmsNext:
      "docs/operating/alarms.md has a row for each, which says what to do; an operator does it by command.",
    cameIn: "What came in today",
    purchases: { one: "purchase", other: "purchases" },
    given: "given by them",
    byDay:
      "By the day of the purchase on the brand’s clock, less what was returned since. A purchase is counted within a minute.",
  },
  people: {
    title: "Staff",
    text: "Everybody who has signed in here. An operator invites people and ends their access; sessions end here at once.",
    members: "Who they are",
    signedIn: (at) => `Signed in last on ${at}.`,
    endTitle: "End all sessions",
    endText: "In every browser, at once. They can sign in again until an operator ends their access.",
    whose: "Whose",
    why: "Why",
    choose: "Choose …",
    end: "End their sessions",
    incomplete: "Nothing was ended",
    chooseWhose: "Choose whose sessions end.",
    chooseWhy: "Choose why.",
    done: (name, sessions) =>
      sessions === 1 ? `One session of ${name} is ended.` : `${sessions} sessions of ${name} are ended.`,
  },
};
