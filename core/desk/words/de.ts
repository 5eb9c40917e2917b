import { germanConversations } from "./conversation-de.ts";
import type { DeskWords } from "./desk-words.ts";
import { germanPayouts } from "./payout-de.ts";

export const german: DeskWords = {
  desk: "Schreibtisch",
  ways: "Der Schreibtisch",
  today: "Heute",
  inbox: "Posteingang",
  staff: "Team",
  signOut: "Abmelden",
  roles: { steward: "Leitung", marketer: "Marketing", finance: "Finanzen", store: "Laden" },
  signIn: {
    title: "Der Schreibtisch",
    text: (brand) => `Für alle, die bei ${brand} arbeiten.`,
    hint: "Sie weisen sich mit Passwort und Code oder mit einem Passkey aus.",
    button: "Anmelden",
  },
  ended: {
    title: "Ihre Sitzung ist beendet",
    text: "Was Sie gesendet haben, wurde nicht gelesen, und nichts wurde geändert. Melden Sie sich an und tun Sie es noch einmal.",
  },
  back: {
    title: "Weiter zum Schreibtisch",
    text: "Sie haben sich ausgewiesen. Noch ein Schritt, und Sie sind da.",
    button: "Weiter",
  },
  notSignedIn: {
    title: "Sie sind nicht angemeldet",
    text: "Die Anmeldung hat zu lange gedauert, war schon verwendet oder begann in einem anderen Browser. Beginnen Sie noch einmal.",
  },
  noRole: {
    title: "Sie haben hier keine Rolle",
    text: "Wir wissen, wer Sie sind, aber noch nicht, was Sie an diesem Schreibtisch dürfen. Fragen Sie die Leitung.",
  },
  forbidden: {
    title: "Ihre Rolle erlaubt das nicht",
    text: "Nichts wurde geändert. Die Leitung kann sagen, wer es darf; es steht im Protokoll.",
  },
  signedOut: {
    title: "Sie sind abgemeldet",
    text: "In diesem Browser kann niemand in Ihrem Namen weitermachen.",
  },
  toDesk: "Zum Schreibtisch",
  welcome: (name) => `Schön, dass Sie da sind, ${name}.`,
  signedInAs: (roles) => `Sie sind hier als ${roles}.`,
  reasons: {
    lostDevice: "ein Gerät ist verloren",
    leftBrand: "arbeitet nicht mehr hier",
    suspicion: "vielleicht nutzt sie jemand anderes",
    knowsMore: "weiß mehr darüber",
    decides: "muss es entscheiden",
    away: "ich bin nicht da",
    waitsForOthers: "erst muss jemand anderes etwas tun",
    customerAsked: "die Kundin oder der Kunde will es so",
    answered: "es ist beantwortet",
    nothingToDo: "es braucht keine Antwort",
    spam: "das war keine Kundschaft",
    tookOver: "übernommen, während jemand anderes antwortete",
  },
  conversations: germanConversations,
  payouts: germanPayouts,
  day: {
    waiting: "Wer auf uns wartet",
    broken: {
      one: "Versprechen in offenen Gesprächen wurde gebrochen",
      other: "Versprechen in offenen Gesprächen wurden gebrochen",
    },
    open: { one: "offenes Gespräch", other: "offene Gespräche" },
    moreThan: (count) => `Mehr als ${count} offene Gespräche: Die Zahlen gelten für die ersten`,
    ofThem: (late, complaints) => `Überfällig: ${late}. Beschwerden: ${complaints}.`,
    unowned: { one: "ohne Zuständige", other: "ohne Zuständige" },
    alarms: "Alarme",
    noAlarm: "Keiner läutet.",
    alarmsUnread:
      "Die Alarme lassen sich gerade nicht abfragen. Öffnen Sie die Seite in einer Minute noch einmal.",
    alarmsNext: "In docs/operating/alarms.md steht zu jedem, was zu tun ist; das tut, wer die Befehle hat.",
    cameIn: "Was heute hereinkam",
    purchases: { one: "Einkauf", other: "Einkäufe" },
    given: "haben sie gegeben",
    byDay:
      "Nach dem Tag des Einkaufs auf der Uhr der Marke, ohne was seither zurückkam. Ein Einkauf zählt binnen einer Minute.",
  },
  people: {
    title: "Team",
    text: "Alle, die sich hier angemeldet haben. Eingeladen und ausgeschlossen wird mit dem Befehl; Sitzungen enden hier sofort.",
    members: "Wer sie sind",
    signedIn: (at) => `Zuletzt angemeldet am ${at}.`,
    endTitle: "Alle Sitzungen beenden",
    endText: "In jedem Browser, sofort. Eine neue Anmeldung ist möglich, bis der Zugang entzogen ist.",
    whose: "Wessen",
    why: "Warum",
    choose: "Wählen …",
    end: "Sitzungen beenden",
    incomplete: "Nichts wurde beendet",
    chooseWhose: "Wählen Sie, wessen Sitzungen enden.",
    chooseWhy: "Wählen Sie, warum.",
    done: (name, sessions) =>
      sessions === 1
        ? `Eine Sitzung von ${name} ist beendet.`
        : `${sessions} Sitzungen von ${name} sind beendet.`,
  },
};
