import type { Plural } from "../../i18n/translations.ts";
import type { Locale } from "../../model/cause.ts";
import type { Funding } from "../../model/gift.ts";
import type { Topic } from "../../model/topic.ts";

/** What stands around every message, in one language; a missing text does not compile. */
export interface MessageWords {
  readonly preferences: string;
  readonly unsubscribe: string;
  /** Ends every text but the answers to STOP and HELP, which say it themselves. */
  readonly optOut: string;
  readonly sample: string;
  readonly minutes: Plural;
  readonly hours: Plural;
  /** Who paid, told to the customer whose purchase gave. */
  readonly payer: Readonly<Record<Funding, (brand: string) => string>>;
  /** Who paid, told of all customers. */
  readonly payerOfAll: Readonly<Record<Funding, (brand: string) => string>>;
  readonly topics: Readonly<Record<Topic, string>>;
}

const english: MessageWords = {
  preferences: "Choose what you hear",
  unsubscribe: "Unsubscribe",
  optOut: "STOP to end",
  sample: "sample: invented, not a real organisation",
  minutes: { one: "minute", other: "minutes" },
  hours: { one: "hour", other: "hours" },
  payer: {
    brand: (brand) => `paid by ${brand}`,
    match: () => "from the match pool",
    customer: () => "rounded up by you",
  },
  payerOfAll: {
    brand: (brand) => `paid by ${brand}`,
    match: () => "from the match pool",
    customer: () => "rounded up by customers",
  },
  topics: {
    impact: "what your purchases give",
    milestones: "milestones of the causes",
    community: "what all purchases together give",
    orders: "your orders",
    dates: "dates that matter to you",
    offers: "offers",
    feedback: "what you think of us",
  },
};

const german: MessageWords = {
  preferences: "Nachrichten auswählen",
  unsubscribe: "Abmelden",
  optOut: "Ende: STOP",
  sample: "Beispiel: erfunden, keine echte Organisation",
  minutes: { one: "Minute", other: "Minuten" },
  hours: { one: "Stunde", other: "Stunden" },
  payer: {
    brand: (brand) => `bezahlt von ${brand}`,
    match: () => "aus dem Aufstockungstopf",
    customer: () => "von Ihnen aufgerundet",
  },
  payerOfAll: {
    brand: (brand) => `bezahlt von ${brand}`,
    match: () => "aus dem Aufstockungstopf",
    customer: () => "von der Kundschaft aufgerundet",
  },
  topics: {
    impact: "die Gaben Ihrer Einkäufe",
    milestones: "Etappen der Anliegen",
    community: "die Gaben aller Einkäufe",
    orders: "Ihre Bestellungen",
    dates: "Ihre wichtigen Tage",
    offers: "Angebote",
    feedback: "Ihre Meinung",
  },
};

export const messageWords: Readonly<Record<Locale, MessageWords>> = { en: english, de: german };
