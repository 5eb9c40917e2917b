import type { Locale } from "../../model/cause.ts";
import type { Channel, Topic } from "../../model/topic.ts";

/**
 * Raised whenever a letter of these texts changes. A consent record keeps both the words and this version, so what
 * somebody agreed to can be read for as long as the record is kept, whatever the texts say today.
 */
export const CONSENT_WORDS_VERSION = "2026-11-22";

/** Where the words are shown: to somebody who joins, or to a customer who is signed in. */
export type ConsentPlace = "join" | "preferences";

export interface TopicWords {
  readonly name: string;
  readonly about: string;
}

type Statement = (brand: string) => string;

interface Texts {
  readonly topics: Readonly<Record<Topic, TopicWords>>;
  readonly statements: Readonly<Record<ConsentPlace, Readonly<Record<Channel, Statement>>>>;
  readonly stop: Statement;
}

const english: Texts = {
  topics: {
    impact: { name: "My impact", about: "What my own purchases gave, and to which cause." },
    milestones: { name: "Milestones", about: "When a cause that I chose gets a step further." },
    community: { name: "The community", about: "What we all gave together, and what came of it." },
    orders: {
      name: "Trouble with an order",
      about: "When something I ordered is late or no longer to be had.",
    },
    dates: { name: "Days that matter", about: "A few words on the days that I have entered." },
    offers: { name: "Offers", about: "New products and reductions." },
    feedback: { name: "Questions", about: "Now and then a question of what I think." },
  },
  statements: {
    join: {
      email: (brand) =>
        `I agree that ${brand} writes to me by email about the topics that I have ticked. This begins only once I have confirmed my address. I can withdraw it at any time, for one topic or for all: with the link in each email or in my preferences. Buying does not depend on it.`,
      sms: (brand) =>
        `I agree that ${brand} sends me text messages about the topics that I have ticked, also by automated means. This begins only once I have answered YES to a first text. My operator may charge for messages and data; how many come depends on what I tick. I can withdraw it at any time by answering STOP, or in my preferences; HELP tells more. Buying does not depend on it.`,
    },
    preferences: {
      email: (brand) =>
        `By ticking “Email” and saving, I agree that ${brand} writes to me by email about this topic. I can withdraw it at any time: here, or with the link in each email. Buying does not depend on it.`,
      sms: (brand) =>
        `By ticking “Text” and saving, I agree that ${brand} sends me text messages about this topic, also by automated means. My operator may charge for messages and data. I can withdraw it at any time: here, or by answering STOP; HELP tells more. Buying does not depend on it.`,
    },
  },
  stop: (brand) =>
    `I withdraw my agreement to messages from ${brand}, for all topics, by email and by text. Nothing more is sent to me, at once, until I ask for it again.`,
};

const german: Texts = {
  topics: {
    impact: {
      name: "Meine Wirkung",
      about: "Was meine eigenen Einkäufe gegeben haben, und für welches Anliegen.",
    },
    milestones: {
      name: "Meilensteine",
      about: "Wenn ein Anliegen, das ich gewählt habe, einen Schritt weiter ist.",
    },
    community: {
      name: "Die Gemeinschaft",
      about: "Was wir alle zusammen gegeben haben und was daraus wurde.",
    },
    orders: {
      name: "Probleme mit einer Bestellung",
      about: "Wenn etwas, das ich bestellt habe, später kommt oder nicht mehr zu haben ist.",
    },
    dates: { name: "Tage, die zählen", about: "Ein paar Worte an den Tagen, die ich eingetragen habe." },
    offers: { name: "Angebote", about: "Neues im Sortiment und Preisnachlässe." },
    feedback: { name: "Fragen", about: "Ab und zu die Frage, was ich meine." },
  },
  statements: {
    join: {
      email: (brand) =>
        `Ich bin einverstanden, dass ${brand} mir zu den angekreuzten Themen E-Mails schreibt. Das beginnt erst, wenn ich meine Adresse bestätigt habe. Ich kann es jederzeit widerrufen, für ein Thema oder für alle: mit dem Link in jeder E-Mail oder in meinen Einstellungen. Ein Einkauf hängt nicht davon ab.`,
      sms: (brand) =>
        `Ich bin einverstanden, dass ${brand} mir zu den angekreuzten Themen SMS schickt, auch automatisch. Das beginnt erst, wenn ich eine erste SMS mit YES beantwortet habe. Mein Anbieter kann Nachrichten und Daten berechnen; wie viele kommen, hängt davon ab, was ich ankreuze. Ich kann es jederzeit widerrufen: mit der Antwort STOP oder in meinen Einstellungen; HELP sagt mehr. Ein Einkauf hängt nicht davon ab.`,
    },
    preferences: {
      email: (brand) =>
        `Wenn ich „E-Mail“ ankreuze und speichere, bin ich einverstanden, dass ${brand} mir zu diesem Thema E-Mails schreibt. Ich kann es jederzeit widerrufen: hier oder mit dem Link in jeder E-Mail. Ein Einkauf hängt nicht davon ab.`,
      sms: (brand) =>
        `Wenn ich „SMS“ ankreuze und speichere, bin ich einverstanden, dass ${brand} mir zu diesem Thema SMS schickt, auch automatisch. Mein Anbieter kann Nachrichten und Daten berechnen. Ich kann es jederzeit widerrufen: hier oder mit der Antwort STOP; HELP sagt mehr. Ein Einkauf hängt nicht davon ab.`,
    },
  },
  stop: (brand) =>
    `Ich widerrufe meine Einwilligung in Nachrichten von ${brand}, für alle Themen, per E-Mail und per SMS. Ab sofort kommt nichts mehr, bis ich wieder darum bitte.`,
};

const texts: Readonly<Record<Locale, Texts>> = { en: english, de: german };

/** How a topic is called wherever people read of it. */
export function topicWords(locale: Locale, topic: Topic): TopicWords {
  return texts[locale].topics[topic];
}

/** The sentence that stands beside the boxes. */
export function consentStatement(
  locale: Locale,
  place: ConsentPlace,
  channel: Channel,
  brand: string,
): string {
  return texts[locale].statements[place][channel](brand);
}

/** What was shown to who agreed to one topic on one channel, to the letter: the statement, the topic and what it is about. */
export function consentWords(
  locale: Locale,
  place: ConsentPlace,
  { topic, channel }: { readonly topic: Topic; readonly channel: Channel },
  brand: string,
): { readonly words: string; readonly wordsVersion: string; readonly locale: Locale } {
  const { name, about } = topicWords(locale, topic);
  return {
    words: `${consentStatement(locale, place, channel, brand)}\n${name}: ${about}`,
    wordsVersion: `${place}.${channel}.${CONSENT_WORDS_VERSION}`,
    locale,
  };
}

/** What stands beside the button that ends everything, in the preferences: the words of its withdrawal. */
export function stopWords(
  locale: Locale,
  brand: string,
): { readonly words: string; readonly wordsVersion: string; readonly locale: Locale } {
  return {
    words: texts[locale].stop(brand),
    wordsVersion: `preferences.stop.${CONSENT_WORDS_VERSION}`,
    locale,
  };
}
