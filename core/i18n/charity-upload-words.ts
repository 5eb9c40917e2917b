import type { Locale } from "../model/cause.ts";

/** What charities read where they send a receipt or a story. */
interface CharityUploadWords {
  readonly title: string;
  readonly text: (brand: string) => string;
  readonly limit: string;
  readonly kept: {
    readonly receipt: (day: string, size: string) => string;
    readonly story: (day: string, size: string) => string;
    readonly size: (kilobytes: string) => string;
  };
  readonly receipt: {
    readonly title: string;
    readonly file: string;
    readonly hint: string;
    readonly send: string;
    readonly full: (address: string) => string;
    readonly missing: string;
    readonly unknown: string;
  };
  readonly story: {
    readonly title: string;
    readonly heading: string;
    readonly headingHint: string;
    readonly words: string;
    readonly wordsHint: string;
    readonly picture: string;
    readonly pictureHint: string;
    readonly alt: string;
    readonly altHint: string;
    readonly share: string;
    readonly mayShare: (brand: string) => string;
    readonly send: string;
    readonly full: (address: string) => string;
    readonly problems: {
      readonly title: string;
      readonly text: string;
      readonly textTooLong: string;
      readonly picture: string;
      readonly alt: string;
      readonly noPicture: string;
      readonly share: string;
    };
  };
  readonly errors: string;
  readonly tooLarge: string;
}

export const charityUploadWords: Readonly<Record<Locale, CharityUploadWords>> = {
  en: {
    title: "A receipt and a story",
    text: (brand) =>
      `If you like, send ${brand} a receipt for this payment, and tell what you do with it. People at ${brand} read it; nothing is published by itself.`,
    limit: "Each time you can send 4 MB at most, picture included.",
    kept: {
      receipt: (day, size) => `We have a receipt of ${day}, ${size}.`,
      story: (day, size) => `We have a story of ${day}, ${size} without its picture.`,
      size: (kilobytes) => `${kilobytes} KB`,
    },
    receipt: {
      title: "Send a receipt",
      file: "Your receipt",
      hint: "A PDF, JPEG or PNG of at most 4 MB.",
      send: "Send the receipt",
      full: (address) =>
        `We have five receipts for this payment, and take no more here. Write to ${address}.`,
      missing: "Choose the file of your receipt.",
      unknown: "This file is no PDF, JPEG or PNG. Save it as one of these, and choose it again.",
    },
    story: {
      title: "Tell a story",
      heading: "Heading",
      headingHint: "One line of at most 120 characters.",
      words: "What happened",
      wordsHint: "Plain words, at most 4,000 characters. An empty line begins a new paragraph.",
      picture: "A picture",
      pictureHint: "A JPEG or PNG; it may be left out. Choose only one that you may share.",
      alt: "What the picture shows",
      altHint: "A sentence for people who do not see it. Needed with a picture, at most 300 characters.",
      share: "May it be shared?",
      mayShare: (brand) => `${brand} may share this story and its picture, with your charity’s name`,
      send: "Send the story",
      full: (address) =>
        `We have five stories about this payment, and take no more here. Write to ${address}.`,
      problems: {
        title: "Write a heading, in one line of at most 120 characters.",
        text: "Write what happened.",
        textTooLong: "The story is longer than 4,000 characters. Shorten it.",
        picture: "This file is no JPEG or PNG. Save it as one of these, and choose it again.",
        alt: "Write what the picture shows, in at most 300 characters.",
        noPicture: "Choose the picture again, or remove the words about what it shows.",
        share: "Tick that the story may be shared; without that we do not keep it.",
      },
    },
    errors: "Nothing was sent yet",
    tooLarge:
      "This was more than 4 MB, so nothing was kept. Make the scan or the picture smaller, and send it again.",
  },
  de: {
    title: "Eine Quittung und eine Geschichte",
    text: (brand) =>
      `Wenn Sie mögen, schicken Sie ${brand} eine Quittung über diese Zahlung und erzählen Sie, was Sie damit tun. Menschen bei ${brand} lesen es; nichts wird von selbst veröffentlicht.`,
    limit: "Auf einmal können Sie höchstens 4 MB schicken, das Bild eingeschlossen.",
    kept: {
      receipt: (day, size) => `Wir haben eine Quittung vom ${day}, ${size}.`,
      story: (day, size) => `Wir haben eine Geschichte vom ${day}, ${size} ohne ihr Bild.`,
      size: (kilobytes) => `${kilobytes} KB`,
    },
    receipt: {
      title: "Eine Quittung schicken",
      file: "Ihre Quittung",
      hint: "Ein PDF, JPEG oder PNG mit höchstens 4 MB.",
      send: "Quittung schicken",
      full: (address) =>
        `Wir haben fünf Quittungen über diese Zahlung und nehmen hier keine weiteren an. Schreiben Sie an ${address}.`,
      missing: "Bitte wählen Sie die Datei Ihrer Quittung.",
      unknown:
        "Diese Datei ist kein PDF, JPEG oder PNG. Bitte speichern Sie sie in einem dieser Formate und wählen Sie sie noch einmal.",
    },
    story: {
      title: "Eine Geschichte erzählen",
      heading: "Überschrift",
      headingHint: "Eine Zeile mit höchstens 120 Zeichen.",
      words: "Was geschehen ist",
      wordsHint: "Einfache Worte, höchstens 4.000 Zeichen. Eine leere Zeile beginnt einen neuen Absatz.",
      picture: "Ein Bild",
      pictureHint:
        "Ein JPEG oder PNG; es darf fehlen. Bitte wählen Sie nur eines, das Sie weitergeben dürfen.",
      alt: "Was das Bild zeigt",
      altHint: "Ein Satz für alle, die es nicht sehen. Nötig mit einem Bild, höchstens 300 Zeichen.",
      share: "Darf sie geteilt werden?",
      mayShare: (brand) =>
        `${brand} darf diese Geschichte und ihr Bild teilen, mit dem Namen Ihrer Organisation`,
      send: "Geschichte schicken",
      full: (address) =>
        `Wir haben fünf Geschichten zu dieser Zahlung und nehmen hier keine weiteren an. Schreiben Sie an ${address}.`,
      problems: {
        title: "Bitte schreiben Sie eine Überschrift, in einer Zeile mit höchstens 120 Zeichen.",
        text: "Bitte schreiben Sie, was geschehen ist.",
        textTooLong: "Die Geschichte ist länger als 4.000 Zeichen. Bitte kürzen Sie sie.",
        picture:
          "Diese Datei ist kein JPEG oder PNG. Bitte speichern Sie sie in einem dieser Formate und wählen Sie sie noch einmal.",
        alt: "Bitte schreiben Sie, was das Bild zeigt, mit höchstens 300 Zeichen.",
        noPicture: "Bitte wählen Sie das Bild noch einmal, oder entfernen Sie die Worte dazu, was es zeigt.",
        share: "Bitte kreuzen Sie an, dass die Geschichte geteilt werden darf; sonst behalten wir sie nicht.",
      },
    },
    errors: "Es wurde noch nichts geschickt",
    tooLarge:
      "Das waren mehr als 4 MB, deshalb wurde nichts aufbewahrt. Bitte machen Sie den Scan oder das Bild kleiner und schicken Sie es noch einmal.",
  },
};
