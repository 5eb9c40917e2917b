import type { Translations } from "./translations.ts";

export const german: Translations = {
  skip: "Zum Inhalt springen",
  language: "Sprache",
  asOf: (day) => `Stand: ${day}`,
  communityTitle: (brand) => `Was Einkäufe bei ${brand} geben`,
  headline: ["Jeder Einkauf gibt.", "Das kommt dabei zusammen."],
  purchases: { one: "Einkauf", other: "Einkäufe" },
  customers: { one: "Kundin oder Kunde", other: "Kundinnen und Kunden" },
  causes: { one: "Anliegen", other: "Anliegen" },
  gifts: { one: "Gabe", other: "Gaben" },
  days: { one: "Tag", other: "Tage" },

  given: "Bisher gegeben",
  givenApart:
    "Drei Arten von Geld, sauber getrennt. Wir rechnen sie nie zusammen und auch keine Währung mit einer anderen: Jede Zahl ist genau das, was dasteht.",
  funding: {
    brand: {
      title: (brand) => `Von ${brand} bezahlt`,
      short: (brand) => brand,
      explained: () => "Der eigene Anteil an jedem Einkauf, aus eigenem Geld.",
    },
    match: {
      title: () => "Aus dem Aufstockungstopf",
      short: () => "Aufstockung",
      explained: (brand) => `Geld, das ${brand} zurückgelegt hat und zum eigenen Anteil dazugibt.`,
    },
    customer: {
      title: () => "Von der Kundschaft aufgerundet",
      short: () => "Aufgerundet",
      explained: () => "Ihr eigenes Geld, beim Bezahlen dazugegeben.",
    },
  },
  pendingOf: (amount) => `davon ${amount} vorläufig`,
  allPending: "alles noch vorläufig",
  allSettled: "alles endgültig",
  takenBack: (amount) => `nach Abzug von ${amount} für Rückgaben`,
  belowZero:
    "Unter null: Es wurde mehr zurückgegeben als gegeben. Die nächsten Gaben gleichen das zuerst aus.",
  nothingYet: "Noch nichts",
  firstGift: "Die erste Gabe steht noch aus.",
  firstGiftText: (brand) =>
    `Noch hat kein Einkauf bei ${brand} etwas gegeben. Der erste erscheint hier kurz nach dem Bezahlen – mit der Angabe, wer die Gabe bezahlt und wohin sie geht.`,

  pending: "Vorläufig",
  pendingText: (days) =>
    days === undefined
      ? "Solange ein Einkauf zurückgegeben werden kann, ist seine Gabe vorläufig: Eine Rückgabe nimmt sie ganz oder teilweise zurück."
      : `Solange ein Einkauf zurückgegeben werden kann, ist seine Gabe vorläufig: ${days} ab dem Einkauf. Eine Rückgabe nimmt die Gabe ganz oder teilweise zurück.`,
  settled: "Endgültig",
  settledText:
    "Danach ist die Gabe endgültig. Was später zurückkommt, zählt trotzdem: Es wird von den folgenden Gaben abgezogen.",

  whereItGoes: "Wohin es geht",
  noCauses: "Noch ist kein Anliegen benannt.",
  percentOfGoal: (percent, goal) => `${percent} des Ziels von ${goal}`,
  underOnePercent: "weniger als 1 %",
  goalReached: (goal) => `Das Ziel von ${goal} ist erreicht`,
  goalCurrency: (currency) =>
    `Zum Ziel zählen Gaben in der Währung ${currency}; andere Währungen stehen daneben.`,
  noGoal: "Dieses Anliegen hat kein Ziel: Jede Gabe zählt.",
  nextMilestone: (label, amount) => `Als Nächstes, bei ${amount}: ${label}`,
  paused: "Pausiert",
  pausedText: (elsewhere) =>
    elsewhere === undefined
      ? "Dieses Anliegen nimmt zurzeit keine neuen Gaben an. Was gegeben wurde, bleibt gegeben."
      : `Dieses Anliegen nimmt zurzeit keine neuen Gaben an: Sie gehen an „${elsewhere}“. Was gegeben wurde, bleibt gegeben.`,
  paidTo: "Geht an",
  sample: "Beispiel",
  sampleText: "erfunden, keine echte Organisation",
  allCauses: "Alle Anliegen",
  goal: "Ziel",

  pools: "Aufstockungstopf",
  poolLeft: (left, amount) => `Noch ${left} von ${amount}`,
  poolUsedUp: (amount) => `Die ganzen ${amount} sind gegeben`,
  poolUsedUpText: "Der Topf ist leer. Einkäufe geben weiter, nur ohne Aufstockung.",
  poolDoubles: (brand) => `Verdoppelt, was ${brand} gibt`,
  poolAdds: (percent, brand) => `Gibt ${percent} zu dem dazu, was ${brand} gibt`,
  poolDates: (from, until) => `${from} bis ${until}`,
  poolFor: (currency, causes) => `Für Gaben in ${currency} an ${causes}`,

  recentDays: "Die letzten Tage",
  recentText: "Am Tag des Einkaufs, abzüglich dessen, was seither zurückging.",
  recentNothing: "In den letzten 30 Tagen wurde nichts gegeben.",
  chartOf: (currency, from, until) => `Gegeben je Tag in ${currency}, ${from} bis ${until}`,
  asTable: "Die Tage als Tabelle",
  day: "Tag",

  milestones: "Etappen",
  milestonesReached: "Erreichte Etappen",
  noMilestoneYet: "Noch keine. Die erste wird hier mit ihrem Datum stehen.",
  reachedOn: (day) => `erreicht am ${day}`,
  notYetReached: "steht noch aus",

  whoPays: "Wer zahlt, und wie viel",
  base: "Prozentsätze und Mindestbeträge beziehen sich auf die Waren nach Rabatten, ohne Steuern, Versand, Trinkgeld und Gutscheine.",
  percentShare: (percent) => `${percent} jedes Einkaufs`,
  flatShare: (amounts) => `${amounts} für jeden Einkauf`,
  unitShare: (amounts) => `${amounts} für jedes Stück bestimmter Produkte`,
  tierShare: "Ein Anteil, der mit dem Einkauf wächst",
  tier: (percent, from) => (from === undefined ? percent : `${percent} ab ${from}`),
  minimum: (amounts) => `Für Einkäufe ab ${amounts}`,
  cap: (amounts) => `Höchstens ${amounts} je Einkauf`,
  campaignCap: (amounts) => `Höchstens ${amounts} insgesamt`,
  noLimits: "Ohne Mindestbetrag und ohne Obergrenze",
  since: (day) => `Seit ${day}`,
  between: (from, until) => `${from} bis ${until}`,
  defaultCause: (cause) => `Wenn kein Anliegen gewählt ist: ${cause}`,
  version: "Bedingungen",
  noTerms: (brand) => `Zurzeit gelten bei ${brand} keine Bedingungen: Neue Einkäufe geben nichts.`,
  roundUp: (brand) =>
    `Wer möchte, rundet beim Bezahlen auf. Das ist eine eigene Gabe, kommt obendrauf und zählt nie als eine von ${brand}.`,
  noReceipt: (brand) =>
    `Was ${brand} bezahlt, ist eine eigene Gabe von ${brand}: Die Kundschaft erhält dafür keine Spendenquittung.`,

  ledger: "Jede Zahl wird aus einem Hauptbuch berechnet, dessen Einträge nie geändert oder gelöscht werden.",
  asData: "Dieselben Zahlen als Daten",
  toJoin: "Hören, was Ihre Einkäufe geben",
  toPreferences: "Meine Einstellungen",

  notFound: "Hier ist keine Seite.",
  notFoundText: "Vielleicht ist die Adresse vertippt, oder das Anliegen heißt inzwischen anders.",
  toCommunity: "Ansehen, was Einkäufe geben",
  notSetUp: "Fast so weit.",
  notSetUpText: "Diese Seite läuft, aber es ist noch keine Marke darauf eingerichtet.",
  notSetUpHow: "Wer sie betreibt, kann das jetzt tun, mit einem Befehl:",
};
