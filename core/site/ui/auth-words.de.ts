import type { Channel } from "../../model/topic.ts";
import type { AuthTranslations } from "./auth-translations.ts";

const by: Readonly<Record<Channel, string>> = { email: "per E-Mail", sms: "per SMS" };
const about = (what: string | undefined) => (what === undefined ? "" : ` zum Thema „${what}“`);

export const authGerman: AuthTranslations = {
  channels: { email: "E-Mail", sms: "SMS" },
  errors: (count) => (count === 1 ? "Eine Angabe stimmt noch nicht" : `${count} Angaben stimmen noch nicht`),
  toSignIn: "Neuen Link anfordern",
  toJoin: "Mitmachen",
  toPreferences: "Meine Einstellungen",

  neutral: {
    title: "Dieser Link gilt nicht.",
    text: "Vielleicht ist er zu alt, schon benutzt oder nicht vollständig. Es wurde nichts geändert.",
  },
  otherSite: {
    title: "Das kam nicht von unserer Seite.",
    text: "Zum Schutz Ihrer Angaben nehmen wir Formulare nur von unseren eigenen Seiten an. Es wurde nichts geändert. Öffnen Sie die Seite noch einmal und drücken Sie dort auf den Knopf.",
  },
  tooOften: {
    title: "Bitte etwas später.",
    text: "Von Ihrem Anschluss kamen sehr viele Versuche. Es wurde nichts geändert.",
    again: (minutes) => `Versuchen Sie es in ${minutes} Minuten wieder.`,
  },
  noForm: {
    title: "Das können wir nicht lesen.",
    text: "Was ankam, ist keines unserer Formulare. Es wurde nichts geändert.",
  },
  failed: {
    title: "Das hat nicht geklappt.",
    text: "Der Fehler liegt bei uns, und wir wissen davon. Laden Sie die Seite neu, um es noch einmal zu versuchen: Nichts geschieht dadurch doppelt.",
  },

  unsubscribe: {
    title: "Diese Nachrichten beenden?",
    text: (brand, what, channel) =>
      `${brand} schreibt Ihnen ${by[channel]}${about(what)}. Ein Druck auf den Knopf beendet das.`,
    stop: "Beenden",
    doneTitle: "Beendet.",
    done: (brand, what, channel) => `${brand} schreibt Ihnen ${by[channel]}${about(what)} nicht mehr.`,
    onItsWay: "Was eben erst abgeschickt wurde, kann noch ankommen.",
    undo: "Aus Versehen beendet, oder möchten Sie mehr ändern? Zu Ihren Einstellungen ist es nur ein Link.",
  },

  confirm: {
    title: "Sind Sie das?",
    text: "Jemand hat Ihre Adresse angegeben und um Nachrichten gebeten. Wenn Sie das waren, sagen Sie es uns: Vorher kommt nichts.",
    asked: "Darum wurde gebeten, Wort für Wort",
    nothingOpen: "Es ist keine Frage mehr offen. Sie können trotzdem bestätigen, dass das Ihre Adresse ist.",
    notYou: "Das waren nicht Sie? Dann schließen Sie diese Seite. Niemand schreibt Ihnen mehr.",
    yes: "Ja, schreiben Sie mir",
    confirm: "Ja, das ist meine Adresse",
  },

  join: {
    title: "Hören, was Ihre Einkäufe geben.",
    text: (brand) =>
      `Sagen Sie, was Sie hören möchten und wo. ${brand} schreibt Ihnen über nichts anderes, und Sie können es jederzeit ändern oder beenden.`,
    reach: "Wie wir Sie erreichen",
    email: "E-Mail-Adresse",
    emailHint: "Wir schicken eine E-Mail mit einem Link, damit sicher ist, dass Sie es sind.",
    phone: "Mobilnummer",
    phoneHint: "Nur wenn Sie SMS möchten. Mit Landesvorwahl, etwa +49 1512 3456789.",
    place: "Wo Sie leben",
    placeHint: "Damit nachts nichts ankommt.",
    noPlace: "Möchte ich nicht sagen",
    countries: "Länder",
    states: "Vereinigte Staaten, nach Bundesstaat",
    language: "Sprache der Nachrichten",
    topics: "Was Sie hören möchten",
    topicsHint: "Nichts ist angekreuzt: Sie entscheiden.",
    cause: "Wohin Ihre Einkäufe geben",
    causeHint: "Das lässt sich später ändern; auch mehrere sind möglich.",
    causeLater: "Ich wähle später",
    agree: "Womit Sie einverstanden sind",
    send: "Mitmachen",
    problems: {
      email: {
        missing: "Geben Sie Ihre E-Mail-Adresse an, oder nehmen Sie die Häkchen bei E-Mail weg",
        notAnAddress: "Geben Sie eine E-Mail-Adresse an, etwa name@example.com",
      },
      phone: {
        missing: "Geben Sie Ihre Mobilnummer an, oder nehmen Sie die Häkchen bei SMS weg",
        notANumber: "Geben Sie eine Mobilnummer mit Landesvorwahl an, etwa +49 1512 3456789",
      },
      wishes: { missing: "Kreuzen Sie mindestens ein Thema an" },
    },
    notOffered: "Wählen Sie etwas aus der Liste",
    doneTitle: "Noch ein Schritt.",
    done: {
      email:
        "Sehen Sie in Ihr Postfach: Dort liegt eine E-Mail mit einem Link, falls Sie sie nicht schon beantwortet haben. Bevor Sie bestätigen, kommt nichts anderes.",
      sms: "Eine SMS fragt, ob die Nummer Ihre ist, falls Sie sie nicht schon beantwortet haben. Antworten Sie mit YES.",
    },
    doneLater:
      "Nichts da? Sehen Sie bei den unerwünschten Nachrichten nach, oder versuchen Sie es in zehn Minuten wieder.",
  },

  signIn: {
    title: "Ihre eigene Seite.",
    text: "Ein Passwort gibt es nicht. Geben Sie Ihre E-Mail-Adresse an, und wir schicken Ihnen einen Link.",
    email: "E-Mail-Adresse",
    send: "Link schicken",
    doneTitle: "Sehen Sie in Ihr Postfach.",
    done: (minutes) =>
      `Wenn wir diese Adresse kennen, ist ein Link unterwegs. Er gilt einmal, ${minutes} Minuten lang.`,
    doneElse:
      "Nach ein paar Minuten nichts da? Sehen Sie bei den unerwünschten Nachrichten nach. Eine Adresse, die wir nicht kennen, bekommt keine E-Mail.",
    openTitle: "Willkommen zurück.",
    openText: (brand) => `Der Knopf öffnet Ihre eigene Seite bei ${brand}, für eine Stunde.`,
    open: "Meine Seite öffnen",
  },
};
