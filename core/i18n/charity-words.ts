import type { Locale } from "../model/cause.ts";
import type { Funding } from "../model/gift.ts";
import type { Plural } from "./formatter.ts";

/** What charities read, in their letters and behind the links in them. They are few, and no customer: no brand translates it. */
export interface CharityWords {
  readonly title: (amount: string, charity: string) => string;
  readonly states: {
    readonly booked: (day: string) => string;
    readonly received: (day: string) => string;
    readonly onItsWay: string;
    readonly reopened: string;
  };
  readonly facts: {
    readonly title: string;
    readonly amount: string;
    readonly reference: string;
    readonly bookedOn: string;
    readonly bankReference: string;
    readonly from: string;
    readonly funding: Readonly<Record<Funding, (brand: string) => string>>;
    readonly period: string;
    readonly days: (since: string | undefined, through: string) => string;
    readonly purchases: string;
    readonly counted: Plural;
    readonly share: (cause: string) => string;
  };
  readonly form: {
    readonly title: string;
    readonly text: (brand: string) => string;
    readonly signer: string;
    readonly hint: string;
    readonly missing: string;
    readonly confirm: string;
    readonly otherwise: (address: string) => string;
  };
  readonly gone: { readonly title: string; readonly text: (address: string) => string };
  readonly toCommunity: string;
  readonly errors: string;
  readonly letter: {
    readonly dear: (charity: string) => string;
    readonly paid: (brand: string, amount: string) => string;
    readonly sent: (brand: string, amount: string) => string;
    readonly why: string;
    readonly confirm: string;
    readonly holds: (day: string) => string;
    readonly secret: string;
    readonly write: (address: string) => string;
    readonly regards: string;
  };
}

export const charityWords: Readonly<Record<Locale, CharityWords>> = {
  en: {
    title: (amount, charity) => `${amount} for ${charity}`,
    states: {
      booked: (day) => `Our bank booked this payment on ${day}. Has it arrived?`,
      received: (day) => `You confirmed on ${day} that it has arrived. Thank you.`,
      onItsWay: "This payment is on its way. Once our bank has booked it, you can confirm it here.",
      reopened:
        "This payment came back to us, so there is nothing to confirm. The money is still owed to you: it is part of a new payment, and you get a new letter about it.",
    },
    facts: {
      title: "What it is",
      amount: "Amount",
      reference: "Reference in your statement",
      bookedOn: "Booked by our bank",
      bankReference: "Our bank’s own reference",
      from: "Whose money",
      funding: {
        brand: (brand) => `${brand}: its own share of purchases`,
        match: (brand) => `${brand}: set aside to go on top of its share`,
        customer: (brand) => `Customers of ${brand}: added when they paid`,
      },
      period: "Which gifts",
      days: (since, through) =>
        since === undefined
          ? `All that was final by the end of ${through}`
          : `What became final after ${since}, until the end of ${through}; returns are deducted`,
      purchases: "From",
      counted: { one: "purchase", other: "purchases" },
      share: (cause) => `For “${cause}”`,
    },
    form: {
      title: "Confirm it",
      text: (brand) =>
        `Customers of ${brand} see that it has arrived and on which day, not who confirmed it. Your name stays in ${brand}’s records of this payment, for auditors.`,
      signer: "Your name and role",
      hint: "Such as: A. Winter, treasurer",
      missing: "Write your name and role, in one line of at most 120 characters.",
      confirm: "We received it",
      otherwise: (address) => `Is it another amount, or has nothing arrived? Then write to ${address}.`,
    },
    gone: {
      title: "This link does not work.",
      text: (address) =>
        `It may be incomplete, too old, or replaced by a newer letter. Use the link of the newest letter, or write to ${address} for another.`,
    },
    toCommunity: "See what everybody gives",
    errors: "Something is missing",
    letter: {
      dear: (charity) => `To ${charity}`,
      paid: (brand, amount) => `${brand} paid you ${amount}.`,
      sent: (brand, amount) => `${brand} has told its bank to pay you ${amount}.`,
      why: "It is what purchases gave to the causes that you work for.",
      confirm: "Once it is in your account, please confirm it on this page:",
      holds: (day) =>
        `The link holds until ${day}. Opening it changes nothing; a button there confirms the payment.`,
      secret: "Whoever has the link can confirm in your name, so please do not pass it on.",
      write: (address) => `If the amount is another, or nothing arrives, please write to ${address}.`,
      regards: "Thank you for your work.",
    },
  },
  de: {
    title: (amount, charity) => `${amount} für ${charity}`,
    states: {
      booked: (day) => `Unsere Bank hat diese Zahlung am ${day} gebucht. Ist sie angekommen?`,
      received: (day) => `Sie haben am ${day} bestätigt, dass sie angekommen ist. Vielen Dank.`,
      onItsWay:
        "Diese Zahlung ist unterwegs. Sobald unsere Bank sie gebucht hat, können Sie sie hier bestätigen.",
      reopened:
        "Diese Zahlung ist an uns zurückgegangen, deshalb gibt es nichts zu bestätigen. Das Geld steht Ihnen weiter zu: Es ist Teil einer neuen Zahlung, zu der Sie einen neuen Brief bekommen.",
    },
    facts: {
      title: "Worum es geht",
      amount: "Betrag",
      reference: "Verwendungszweck auf Ihrem Auszug",
      bookedOn: "Von unserer Bank gebucht",
      bankReference: "Referenz unserer Bank",
      from: "Wessen Geld",
      funding: {
        brand: (brand) => `${brand}: der eigene Anteil an Einkäufen`,
        match: (brand) => `${brand}: Geld, das den Anteil aufstockt`,
        customer: (brand) => `Kundinnen und Kunden von ${brand}: beim Bezahlen dazugelegt`,
      },
      period: "Welche Gaben",
      days: (since, through) =>
        since === undefined
          ? `Alle, die bis Ende des ${through} endgültig waren`
          : `Was nach dem ${since} bis Ende des ${through} endgültig wurde; Rückgaben sind abgezogen`,
      purchases: "Aus",
      counted: { one: "Einkauf", other: "Einkäufen" },
      share: (cause) => `Für „${cause}“`,
    },
    form: {
      title: "Bestätigen",
      text: (brand) =>
        `Wer bei ${brand} kauft, sieht, dass die Zahlung angekommen ist und seit wann das bestätigt ist, nicht von wem. Ihr Name bleibt in den Unterlagen von ${brand} zu dieser Zahlung, für Prüfungen.`,
      signer: "Ihr Name und Ihre Aufgabe",
      hint: "Zum Beispiel: A. Winter, Kassenführung",
      missing: "Bitte schreiben Sie Namen und Aufgabe, in einer Zeile mit höchstens 120 Zeichen.",
      confirm: "Wir haben sie erhalten",
      otherwise: (address) =>
        `Ist es ein anderer Betrag, oder ist nichts angekommen? Dann schreiben Sie an ${address}.`,
    },
    gone: {
      title: "Dieser Link funktioniert nicht.",
      text: (address) =>
        `Er ist vielleicht unvollständig, zu alt oder durch einen neueren Brief ersetzt. Nehmen Sie den Link aus dem neuesten Brief, oder bitten Sie unter ${address} um einen anderen.`,
    },
    toCommunity: "Was alle zusammen geben",
    errors: "Etwas fehlt",
    letter: {
      dear: (charity) => `An ${charity}`,
      paid: (brand, amount) => `${brand} hat Ihnen ${amount} gezahlt.`,
      sent: (brand, amount) => `${brand} hat der Bank aufgetragen, Ihnen ${amount} zu zahlen.`,
      why: "Das haben Einkäufe für die Anliegen gegeben, für die Sie arbeiten.",
      confirm: "Sobald es auf Ihrem Konto ist, bestätigen Sie es bitte auf dieser Seite:",
      holds: (day) =>
        `Der Link gilt bis ${day}. Ihn zu öffnen ändert nichts; ein Knopf auf der Seite bestätigt die Zahlung.`,
      secret: "Wer den Link hat, kann in Ihrem Namen bestätigen: Bitte geben Sie ihn nicht weiter.",
      write: (address) =>
        `Ist der Betrag ein anderer, oder kommt nichts an, schreiben Sie bitte an ${address}.`,
      regards: "Danke für Ihre Arbeit.",
    },
  },
};
