import type { Channel } from "../../model/topic.ts";
import type { AuthTranslations } from "./auth-translations.ts";

const by: Readonly<Record<Channel, string>> = { email: "by email", sms: "by text message" };
const about = (what: string | undefined) => (what === undefined ? "" : ` about “${what}”`);

export const authEnglish: AuthTranslations = {
  channels: { email: "Email", sms: "Text message" },
  errors: (count) => (count === 1 ? "One thing is not right yet" : `${count} things are not right yet`),
  toSignIn: "Get a new link",
  toJoin: "Join",
  toPreferences: "My preferences",

  neutral: {
    title: "This link does not work.",
    text: "It may be too old, used already, or not complete. Nothing was changed.",
  },
  otherSite: {
    title: "This did not come from our page.",
    text: "To keep your choices safe we take forms from our own pages only. Nothing was changed. Open the page again and press the button there.",
  },
  tooOften: {
    title: "A little later, please.",
    text: "There were very many tries from your connection. Nothing was changed.",
    again: (minutes) => `Try again in ${minutes} minutes.`,
  },
  noForm: {
    title: "We cannot read this.",
    text: "What was sent is not one of our forms. Nothing was changed.",
  },
  failed: {
    title: "That did not work.",
    text: "It is our fault, and we know of it. Reload this page to try again: nothing is done twice by that.",
  },

  unsubscribe: {
    title: "Stop these messages?",
    text: (brand, what, channel) =>
      `${brand} writes to you ${by[channel]}${about(what)}. Press the button, and it stops.`,
    stop: "Stop them",
    doneTitle: "Stopped.",
    done: (brand, what, channel) => `${brand} does not write to you ${by[channel]}${about(what)} any more.`,
    onItsWay: "What was sent a moment ago may still arrive.",
    undo: "Stopped by mistake, or is there more to change? Your preferences are one link away.",
  },

  confirm: {
    title: "Is it you?",
    text: "Somebody left your address and asked for messages. If it was you, say so: nothing is sent before.",
    asked: "This was asked, word for word",
    nothingOpen: "There is no question open any more. You can still confirm that this is your address.",
    notYou: "Was it not you? Then close this page. Nobody will write to you again.",
    yes: "Yes, write to me",
    confirm: "Yes, this is my address",
  },

  join: {
    title: "Hear what your purchases give.",
    text: (brand) =>
      `Say what you would like to hear, and where. ${brand} writes about nothing else, and you can change it or stop it at any time.`,
    reach: "How we reach you",
    email: "Email address",
    emailHint: "We send one email with a link, to be sure that it is you.",
    phone: "Mobile number",
    phoneHint: "Only if you want text messages. With its country code, such as +1 212 555 0142.",
    place: "Where you live",
    placeHint: "So that nothing arrives at night.",
    noPlace: "I would rather not say",
    countries: "Countries",
    states: "United States, by state",
    language: "Language of messages",
    topics: "What you want to hear",
    topicsHint: "Nothing is ticked: you decide.",
    cause: "Where your purchases give",
    causeHint: "You can change it later, or choose several.",
    causeLater: "I will choose later",
    agree: "What you agree to",
    send: "Join",
    problems: {
      email: {
        missing: "Enter your email address, or untick the emails",
        notAnAddress: "Enter an email address such as name@example.com",
      },
      phone: {
        missing: "Enter your mobile number, or untick the text messages",
        notANumber: "Enter a mobile number with its country code, such as +1 212 555 0142",
      },
      wishes: { missing: "Tick at least one topic" },
    },
    notOffered: "Choose one of the list",
    doneTitle: "One more step.",
    done: {
      email:
        "Look into your mailbox: there is an email with a link, unless you have answered it before. Nothing else is sent until you have confirmed it.",
      sms: "A text message asks whether the number is yours, unless you have answered it before. Answer YES.",
    },
    doneLater: "Nothing there? Look among the unwanted messages, or try again in ten minutes.",
  },

  signIn: {
    title: "Your own page.",
    text: "There is no password. Enter your email address, and we send you a link.",
    email: "Email address",
    send: "Send me a link",
    doneTitle: "Look into your mailbox.",
    done: (minutes) =>
      `If we know this address, a link is on its way. It works once, for ${minutes} minutes.`,
    doneElse:
      "Nothing there after a few minutes? Look among the unwanted messages. An address that we do not know gets no email.",
    openTitle: "Welcome back.",
    openText: (brand) => `The button opens your own page at ${brand}, for one hour.`,
    open: "Open my page",
  },
};
