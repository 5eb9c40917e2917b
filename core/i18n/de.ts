import type { Channel } from "../model/topic.ts";
import type { Translations } from "./translations.ts";

export const language: Translations["language"] = {
  name: "Deutsch",
  countries: ["AT", "CH", "DE", "LI", "LU"],
};

export const community: Translations["community"] = {
  skip: "Zum Inhalt springen",
  language: "Sprache",
  waysIn: "Mitmachen oder anmelden",
  join: "Mitmachen",
  signIn: "Anmelden",
  asOf: (when, clock) => `Stand: ${when}, ${clock}`,
  clock: (city) => `Ortszeit ${city}`,
  communityTitle: (brand) => `Was Einkäufe bei ${brand} geben`,
  headline: ["Einkäufe, die geben.", "Das kommt dabei zusammen."],
  purchases: { one: "Einkauf mit Gabe", other: "Einkäufe mit Gabe" },
  customers: { one: "Kundin oder Kunde mit Gaben", other: "Kundinnen und Kunden mit Gaben" },
  returned: {
    one: (count) => `${count} davon wurde ganz zurückgegeben.`,
    other: (count) => `${count} davon wurden ganz zurückgegeben.`,
  },
  withoutGift: (purchases) =>
    `${purchases}, bei denen die Bedingungen keine Gabe vorsehen, zählen nicht mit.`,
  withoutGiftNoun: { one: "Einkauf", other: "Einkäufe" },
  choices: (order, customer, claimed, none) =>
    `Wer gewählt hat: Bei ${order} Einkäufen war das Anliegen in der Bestellung genannt, bei ${customer} hatte die Kundin oder der Kunde vorher gewählt, bei ${claimed} wählte jemand danach mit dem Beleg, und bei ${none} wählte niemand: Die Gabe ging an ein Anliegen, das dafür vorgesehen ist.`,
  causeChoices: {
    all: (ways) => `Wie sie hierher kamen: ${ways}.`,
    order: (count) => `${count} in der Bestellung gewählt`,
    customer: (count) => `${count} vorher von der Kundin oder dem Kunden gewählt`,
    claimed: (count) => `${count} nachträglich mit dem Beleg gewählt`,
    default: (count) => `${count} als vorgesehenes Anliegen, weil niemand wählte`,
    split: (count) => `${count} durch einen Teil, der nach den Bedingungen immer hierher geht`,
    unknown: (count) => `${count} aus der Zeit, bevor das festgehalten wurde`,
  },
  causes: { one: "Anliegen", other: "Anliegen" },
  gifts: { one: "Gabe", other: "Gaben" },
  days: { one: "Tag", other: "Tage" },

  given: "Bisher gegeben",
  givenApart:
    "Drei Arten von Geld, getrennt gezeigt. Nur das Ziel eines Anliegens zählt sie zusammen, in seiner eigenen Währung.",
  givenApartBut:
    "Drei Arten von Geld, getrennt gezeigt. Zusammengezählt werden sie nur im Ziel eines Anliegens, in dessen Währung, und oben in der Summe mit „rund“.",
  about: (amount) => `Alles zusammen: rund ${amount}`,
  aboutText: (day) =>
    `Von allen, in allen Währungen, auch was noch vorläufig ist: nur zum Vergleich umgerechnet, zu den Wechselkursen vom ${day}, und auf einen ganzen Betrag gerundet. Keine andere Zahl wird daraus berechnet.`,
  ratesFrom: "Kurse:",
  ratesInvented: "für dieses Beispiel erfunden",
  noRates: (currencies) =>
    `Was alles zusammen wert ist, steht hier nicht: Für ${currencies} gibt es keinen Wechselkurs.`,
  funding: {
    brand: {
      title: (brand) => `Von ${brand} gegeben`,
      short: (brand) => brand,
      explained: () => "Der eigene Anteil an Einkäufen, aus eigenem Geld.",
    },
    match: {
      title: () => "Aus dem Aufstockungs\u00adtopf",
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
  allPending: "alles vorläufig",
  allSettled: "alles endgültig",
  takenBack: (amount) => `${amount} für Rückgaben schon abgezogen`,
  belowZero:
    "Unter null: Es wurde mehr zurückgegeben als gegeben. Die nächsten Gaben gleichen das zuerst aus.",
  nothingYet: "Noch nichts",
  nothingIn: (currency) => `Noch nichts in ${currency}`,
  alsoIn: (currencies) => `Auch in ${currencies}`,
  otherCurrencies: "In anderen Währungen",
  showFirst: "Diese Währung zuerst zeigen",
  firstGift: "Noch keine Gaben.",
  firstGiftText: (brand) =>
    `Noch hat kein Einkauf bei ${brand} etwas gegeben. Der erste erscheint hier kurz nach dem Bezahlen – mit der Angabe, wer gibt und wohin es geht.`,

  pending: "Vorläufig",
  pendingText: (days) =>
    days === undefined
      ? "Solange ein Einkauf zurückgegeben werden kann, ist seine Gabe vorläufig. Eine Rückgabe hebt die Gabe ganz oder teilweise auf."
      : `Solange ein Einkauf zurückgegeben werden kann, ist seine Gabe vorläufig: ${days} ab dem Einkauf. Eine Rückgabe hebt die Gabe ganz oder teilweise auf.`,
  settled: "Endgültig",
  settledText:
    "Danach ist die Gabe endgültig. Was später zurückkommt, zählt trotzdem: Es wird von den folgenden Gaben abgezogen.",

  whereItGoes: "Wohin es geht",
  noCauses: "Noch ist kein Anliegen benannt.",
  toReceipt: "Mit dem Beleg ein Anliegen wählen",
  toVerify: "Eine Gabe selbst prüfen",
  percentOfGoal: (percent, goal) => `${percent} des Ziels von ${goal}`,
  underOnePercent: "weniger als 1 %",
  goalReached: (goal) => `Das Ziel von ${goal} ist erreicht`,
  goalCurrency: (currency) =>
    `Zum Ziel zählen Gaben in der Währung ${currency}; andere Währungen stehen daneben.`,
  noGoal: "Dieses Anliegen hat kein Ziel: Jede Gabe zählt.",
  enoughFor: (label) => `Genug für: ${label}`,
  nextMilestone: (label, amount) => `Als Nächstes, bei ${amount}, genug für: ${label}`,
  paused: "Pausiert",
  pausedText: (elsewhere) =>
    elsewhere === undefined
      ? "Dieses Anliegen nimmt zurzeit keine neuen Gaben an. Was gegeben wurde, bleibt gegeben."
      : `Dieses Anliegen nimmt zurzeit keine neuen Gaben an: Sie gehen an „${elsewhere}“. Was gegeben wurde, bleibt gegeben.`,
  ended: "Beendet",
  endedText: (elsewhere) =>
    `Was für dieses Anliegen gegeben und noch nicht ausgezahlt wurde, geht an „${elsewhere}“.`,
  recipient: "Empfänger:",
  arrivals: {
    title: "Was angekommen ist",
    text: "Zahlungen, die im Auszug der Bank stehen, jede mit der Referenz, die der Empfänger in seinem Auszug findet.",
    together: (causes) => `Gezahlt wird zusammen für ${causes}.`,
    nothing: "Noch ist keine Zahlung angekommen. Gezahlt wird, was endgültig ist.",
    sums: "Wo endgültige Gaben sind",
    payer: "Wer zahlt",
    arrived: "Angekommen",
    acknowledged: "Davon bestätigt",
    onItsWay: "Unterwegs",
    unpaid: "Noch nicht gezahlt",
    less: "Unter null steht, was nach einer Zahlung zurückgegeben wurde: Die nächsten Zahlungen sind um so viel kleiner.",
    payments: "Zahlungen",
    paidOn: (day) => `Gezahlt am ${day}`,
    to: (charity, causes) => `an ${charity} für ${causes}`,
    reference: (reference) => `Referenz ${reference}`,
    acknowledgedOn: (day) => `vom Empfänger bestätigt am ${day}`,
    notAcknowledged: "vom Empfänger noch nicht bestätigt",
    more: (shown, all) =>
      `Gezeigt werden die neuesten ${shown} von ${all}; die Daten zu dieser Seite haben mehr.`,
  },
  sample: "Beispiel",
  sampleText: "erfunden, keine echte Organisation",
  allCauses: "Alle Anliegen",
  goal: "Ziel",

  pools: "Aufstockungs\u00adtopf",
  poolLeft: (left, amount) => `Noch ${left} von ${amount}`,
  poolUsedUp: (amount) => `Die ${amount} sind vollständig vergeben`,
  poolUsedUpText: "Der Topf ist leer. Einkäufe geben weiter, nur ohne Aufstockung.",
  poolDoubles: (brand) => `Verdoppelt, was ${brand} gibt`,
  poolAdds: (percent, brand) => `Stockt um ${percent} auf, was ${brand} gibt`,
  poolDates: (from, until) => `${from} bis ${until}`,
  poolFor: (currency, causes) => `Für Gaben in ${currency} an ${causes}`,

  recentDays: "Die letzten 30 Tage",
  recentText: "Nach Tag des Einkaufs, abzüglich Rückgaben. Der letzte Balken ist heute bis jetzt.",
  recentNothing: "In den letzten 30 Tagen wurde nichts gegeben.",
  chartOf: (currency, from, until) => `Gegeben je Tag in ${currency}, ${from} bis ${until}`,
  asTable: "Als Tabelle zeigen",
  day: "Tag",
  soFar: (day) => `${day}, bisher`,

  months: {
    link: (year) => `Alle Monate ${year}`,
    heading: (year) => `${year}, Monat für Monat`,
    text: "Nach Monat des Einkaufs, abzüglich dessen, was seitdem zurückgegeben wurde. Ein Monat kann sich noch ändern, solange Einkäufe daraus zurückgegeben werden können.",
    byMonth: "Nach Monat",
    byCause: "Nach Anliegen",
    month: "Monat",
    cause: "Anliegen",
    wholeYear: "Ganzes Jahr",
    yearSoFar: "Jahr bisher",
    chartOf: (currency, year) => `Gegeben ${year}, in ${currency}`,
    nothing: (year) => `${year} wurde nichts gegeben.`,
    otherYears: "Andere Jahre",
    table: (year) => `Monate ${year} (CSV)`,
  },

  milestones: "Meilensteine",
  milestonesReached: "Erreichte Meilen\u00adsteine",
  noMilestoneYet: "Noch keine. Der erste erscheint hier.",
  reachedOn: (day) => `Summe erreicht am ${day}`,
  stillPending: "zum Teil noch vorläufig",
  belowAgain: "durch Rückgaben inzwischen wieder darunter",
  notYetReached: "noch nicht erreicht",

  stories: "Was daraus wurde",
  story: "Die Geschichte",
  storyBy: (who) => `erzählt von ${who}`,
  storySample: "für dieses Beispiel erfunden, wie die Organisation",
  bought: "Was davon gekauft wurde",
  boughtText:
    "Beträge, wie sie nennt, wer die Geschichte erzählt; sie sind nicht aus dem Hauptbuch berechnet.",
  boughtFor: (amount, what) => `${amount}: ${what}`,
  stillOpen: "Noch offen",
  moreStories: "Mehr von diesem Anliegen",
  passOn: {
    title: "Weitersagen",
    byEmail: "Jemandem per E-Mail schicken",
    address: "Die Adresse dieser Seite, zum Kopieren",
  },
  feed: "Geschichten und Meilensteine (Atom-Feed)",
  feedTitle: (whose) => `Was daraus wurde: ${whose}`,
  feedMilestone: (cause, amount) => `${cause}: Summe von ${amount} erreicht`,

  whoPays: "Wer zahlt und wie viel",
  base: "Prozentsätze und Mindestbeträge beziehen sich auf die Waren nach Rabatten, ohne Steuern, Versand, Trinkgeld und Gutscheine.",
  percentShare: (percent) => `${percent} des Einkaufs`,
  flatShare: (amounts) => `${amounts} je Einkauf`,
  unitShare: (amounts) => `${amounts} für jedes Stück bestimmter Produkte`,
  unitShareOf: (amounts, products) => `${amounts} für ${products}`,
  skus: (numbers) => `Artikelnummern: ${numbers}`,
  tierShare: "Ein Anteil, der mit dem Einkauf wächst; der höchste erreichte Satz gilt für den ganzen Einkauf",
  tier: (percent, from) => (from === undefined ? percent : `${percent} ab ${from}`),
  minimum: (amounts) => `Nur für Einkäufe ab ${amounts}`,
  cap: (amounts) => `Höchstens ${amounts} je Einkauf`,
  campaignCap: (amounts) => `Höchstens ${amounts} insgesamt`,
  campaignLeast: (amounts) => `Mindestens ${amounts} insgesamt`,
  termsInPart: "Nur für Einkäufe, für die die neuere Fassung nicht gilt",
  noLimits: "Ohne Mindestbetrag und ohne Obergrenze",
  since: (day) => `Seit ${day}`,
  between: (from, until) => `${from} bis ${until}`,
  defaultCause: (cause) => `Wenn kein Anliegen gewählt ist: ${cause}`,
  split: (share, causes, brand) =>
    `Von dem, was ${brand} gibt, geht immer ${share} an ${causes}; der Rest geht dorthin, wohin Kundinnen und Kunden wählen`,
  splitAll: (causes, brand) => `Alles, was ${brand} gibt, geht an ${causes}`,
  splitAt: (title, sentence) => `${title}: ${sentence}.`,
  version: "Bedingungen",
  formerTerms: "Frühere Bedingungen",
  noTerms: (brand) => `Zurzeit gelten bei ${brand} keine Bedingungen: Neue Einkäufe geben nichts.`,
  roundUp: (brand) =>
    `Wer möchte, rundet beim Bezahlen auf. Das ist eine eigene Gabe, kommt obendrauf und zählt nie als eine von ${brand}. Eine Quittung dafür gibt es hier nicht.`,
  noReceipt: (brand) =>
    `Was ${brand} gibt, ist eine eigene Gabe von ${brand}: Die Kundschaft erhält dafür keine Spendenquittung.`,

  ledger: "Jede Zahl wird aus einem Hauptbuch berechnet, dessen Einträge nie geändert oder gelöscht werden.",
  asData: "Diese Zahlen herunterladen (JSON)",
  asTables: {
    community: "Summen (CSV)",
    causes: "Alle Anliegen (CSV)",
    choices: "Wer gewählt hat (CSV)",
    days: "Letzte 30 Tage (CSV)",
    terms: "Bedingungen (CSV)",
  },
  toJoin: "Erfahren, was Ihre Einkäufe bewirken",
  toPreferences: "Meine Einstellungen",

  imprint: "Impressum",
  privacy: "Datenschutz",
  contact: "Kontakt",
  legal: "Über diese Seiten",
  howWeUse: "Wie wir Ihre Angaben verwenden:",

  notFound: "Seite nicht gefunden.",
  notFoundText: "Vielleicht ist die Adresse vertippt, oder das Anliegen heißt inzwischen anders.",
  toCommunity: "Ansehen, was Einkäufe geben",
  notSetUp: "Fast so weit.",
  notSetUpText: "Diese Seite läuft, aber es ist noch keine Marke darauf eingerichtet.",
  notSetUpHow: "Wer sie betreibt, kann das jetzt tun, mit einem Befehl:",
};

const by: Readonly<Record<Channel, string>> = { email: "per E-Mail", sms: "per SMS" };
const about = (what: string | undefined) => (what === undefined ? "" : ` zum Thema „${what}“`);

export const auth: Translations["auth"] = {
  channels: { email: "E-Mail", sms: "SMS" },
  errors: (count) => (count === 1 ? "Eine Angabe stimmt noch nicht" : `${count} Angaben stimmen noch nicht`),
  toSignIn: "Neuen Link anfordern",
  again: "Seite neu öffnen",
  toJoin: "Mitmachen",
  toPreferences: "Meine Einstellungen",
  toCommunity: "Zur Startseite",

  neutral: {
    title: "Dieser Link ist nicht mehr gültig.",
    text: "Er ist abgelaufen, schon benutzt oder nicht vollständig. Es wurde nichts geändert. Nehmen Sie den ganzen Link aus der Nachricht, oder fordern Sie einen neuen an.",
  },
  otherSite: {
    title: "Das kam nicht von unserer Seite.",
    text: "Zum Schutz Ihrer Angaben nehmen wir Formulare nur von unseren eigenen Seiten an. Es wurde nichts geändert. Öffnen Sie die Seite noch einmal und drücken Sie dort auf den Knopf.",
  },
  tooOften: {
    title: "Bitte etwas später.",
    text: "Von Ihrem Anschluss kamen zu viele Versuche. Es wurde nichts geändert.",
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
    title: "Weniger oder nichts mehr?",
    text: (brand, what, channel) => `${brand} schreibt Ihnen ${by[channel]}${about(what)}.`,
    stop: "Abbestellen",
    stopAll: {
      email: (brand) => `Alle E-Mails von ${brand} abbestellen`,
      sms: (brand) => `Alle SMS von ${brand} abbestellen`,
    },
    doneTitle: "Abbestellt.",
    done: (brand, what, channel) => `${brand} schreibt Ihnen ${by[channel]}${about(what)} nicht mehr.`,
    onItsWay: "Was eben erst abgeschickt wurde, kann noch ankommen.",
    undo: "Rückgängig machen",
    others: { email: "Sie erhalten weiter E-Mails zu", sms: "Sie erhalten weiter SMS zu" },
    each: (what) => `Weniger zu „${what}“`,
    offTitle: "Hier ist nichts abzubestellen.",
    off: (brand, what, channel) => `${brand} schreibt Ihnen ${by[channel]}${about(what)} nicht.`,
    isPaused: (until) => `Bis zum ${until} ist alles pausiert.`,
    allTitle: "Was Sie hören.",
    lessTitle: "Oder weniger hören",
    restTitle: "Und alles andere?",
    monthly: "Nur einmal im Monat",
    pauseText: "Alle Nachrichten pausieren für",
    pause: { 7: "1 Woche", 30: "1 Monat", 91: "3 Monate" },
    pausedTitle: "Pausiert.",
    paused: (brand, until) =>
      `${brand} schickt Ihnen bis zum ${until} keine E-Mails und SMS, nur Antworten auf das, was Sie tun. Danach geht es weiter.`,
    monthlyTitle: "Einmal im Monat.",
    monthlyDone: (what) => `„${what}“ kommt jetzt in einer Nachricht pro Monat.`,
    undoneTitle: "Rückgängig gemacht.",
    undone: "Alles ist wieder wie zuvor.",
    undoneBefore: "Inzwischen wurde etwas geändert: Rückgängig zu machen war nichts.",
    moreText:
      "Anliegen, Ruhezeiten und alles Weitere ändern nur Sie selbst: Melden Sie sich dafür an. Der Link geht an die Adresse, die diese E-Mail bekam.",
    more: "Link zum Anmelden schicken",
  },

  claim: {
    title: "Wer soll es bekommen?",
    description: (brand) => `Bestimmen Sie, welches Anliegen bekommt, was Ihr Einkauf bei ${brand} gibt.`,
    gives: (date, amounts) => `Ihr Einkauf vom ${date} gibt ${amounts}.`,
    from: {
      brand: (amount, brand) => `${amount} von ${brand}`,
      match: (amount) => `${amount} aus dem Aufstockungstopf`,
      customer: (amount) => `${amount}, die Sie selbst dazugelegt haben`,
    },
    unknown:
      "Dieser Einkauf ist noch nicht bei uns angekommen; das kann ein paar Minuten dauern. Sie können schon wählen: Es zählt, sobald der Einkauf da ist, wenn er etwas gibt und dabei niemand ein Anliegen gewählt hat.",
    legend: "Ein Anliegen wählen",
    until: (date) => `Sie können einmal wählen, bis zum ${date}.`,
    nothingElse: "Wir fragen nicht, wer Sie sind, und niemand schreibt Ihnen deswegen.",
    pick: "Diesem Anliegen geben",
    missing: "Bitte wählen Sie zuerst ein Anliegen.",
    picked: {
      title: (cause) => `Gewählt: ${cause}.`,
      text: (cause) =>
        `Was dieser Einkauf gibt, geht an „${cause}“. Wird etwas erstattet, kommt dieser Teil von dort zurück.`,
    },
    onItsWay: {
      title: (cause) => `Danke: ${cause}.`,
      text: () =>
        "Ihre Wahl ist da. Sie zählt innerhalb einer Minute, oder sobald der Einkauf bei uns angekommen ist, außer wenn dabei schon ein Anliegen gewählt wurde oder jemand anderes mit diesem Beleg schneller war.",
    },
    closed: {
      title: "Die Zeit zum Wählen ist vorbei.",
      text: "Für diesen Einkauf hat niemand gewählt. Was er gibt, bleibt bei dem Anliegen, das dafür vorgesehen ist.",
    },
    toCause: (cause) => `Was „${cause}“ bekommen hat`,
    joinText:
      "Sollen Ihre nächsten Einkäufe von selbst dorthin gehen? Das ist etwas anderes, und Sie können es jederzeit beenden.",
  },
  receipt: {
    title: "Kein Code auf dem Beleg?",
    description: (brand) =>
      `Bestimmen Sie, welches Anliegen bekommt, was Ihr Einkauf bei ${brand} gibt: mit drei Angaben, die auf Ihrem Beleg stehen.`,
    purpose:
      "Haben Sie beim Bezahlen kein Anliegen gewählt? Dann können Sie es jetzt noch tun. Drei Angaben vom Beleg genügen.",
    legend: "Ihr Beleg",
    number: {
      label: "Beleg- oder Bestellnummer",
      hint: "Wie sie gedruckt ist. Auf Leerzeichen und Zeichen kommt es nicht an.",
    },
    total: { label: "Summe", hint: "Was insgesamt bezahlt wurde, zum Beispiel 12,50." },
    day: "Tag des Einkaufs",
    once: "Sie können einmal wählen.",
    missing: {
      number: "Bitte geben Sie die Nummer ein, die auf dem Beleg steht.",
      total: "Bitte geben Sie die Summe als Zahl ein, zum Beispiel 12,50.",
      day: "Bitte wählen Sie den Tag, der auf dem Beleg steht.",
    },
    notFound:
      "Zu diesen drei Angaben finden wir keinen Einkauf, für den Sie noch wählen können. Bitte vergleichen Sie sie mit dem Beleg. Bis ein Einkauf bei uns ankommt, kann es ein paar Minuten dauern.",
    taken: {
      title: "Es wurde schon gewählt.",
      text: "Mit diesem Beleg hat schon jemand ein Anliegen gewählt, und das geht einmal.",
    },
  },

  feedback: {
    title: "Wie war es?",
    description: (brand) =>
      `Sagen Sie den Menschen bei ${brand} vertraulich, was war. Eine halbe Minute genügt.`,
    purpose: (brand) => `Menschen bei ${brand} lesen, was Sie sagen.`,
    storeSees: "Der Laden sieht das nur zusammengezählt, nie, was jemand einzeln gesagt hat.",
    happened: "Was war los?",
    inWords: "In Ihren eigenen Worten",
    inWordsHint: "Ein Satz genügt. Bitte keine E-Mail-Adresse und keine Telefonnummer hier.",
    recommend: (brand) =>
      `Wie wahrscheinlich ist es, dass Sie ${brand} im Freundes- oder Kollegenkreis weiterempfehlen?`,
    recommendHint:
      "0 heißt überhaupt nicht wahrscheinlich, 10 äußerst wahrscheinlich. Sie können das auslassen.",
    faces: { legend: "Wie war es alles in allem?", "3": "Gut", "2": "Mittel", "1": "Schlecht" },
    about: "Worum geht es?",
    subjects: {
      store: "Um den Laden",
      people: "Um die Menschen dort",
      product: "Um ein Produkt",
      prices: "Um Preise",
      cause: "Um das, was Einkäufe geben",
      other: "Um etwas anderes",
    },
    store: "In welchem Laden?",
    noStore: "Keine Angabe",
    answer: "Darf Ihnen jemand antworten?",
    wishes: {
      unnamed: "Nein, lassen Sie mich ungenannt",
      named: "Nein, aber Sie dürfen wissen, dass ich es war",
      answer: "Ja, an diese Adresse:",
      answerAsKnown: "Ja, so wie Sie mich kennen",
    },
    contact: "E-Mail-Adresse oder Telefonnummer",
    contactHint: "Nur für diese Antwort. Eine Telefonnummer beginnt mit der Landesvorwahl, zum Beispiel +49.",
    send: "Absenden",
    issues: {
      empty: "Bitte schreiben Sie ein paar Worte oder wählen Sie eine Zahl.",
      tooLong: "Das ist mehr, als hineinpasst: Bitte sagen Sie es in 2.000 Zeichen.",
      address:
        "Bitte lassen Sie E-Mail-Adressen und Telefonnummern aus Ihren Worten weg. Weiter unten ist ein Feld für Ihre.",
      answer: "Sie haben eine Adresse eingegeben: Darf Ihnen jemand dorthin antworten?",
      contact: "Bitte geben Sie eine E-Mail-Adresse ein oder eine Telefonnummer mit Landesvorwahl.",
    },
    thanks: {
      title: "Danke.",
      text: (brand) => `Menschen bei ${brand} lesen es.`,
      answered: "Jemand antwortet Ihnen; das kann ein paar Tage dauern.",
      quiet: "Niemand schreibt Ihnen deswegen.",
    },
    fromReceipt: "Wie war es? Sagen Sie es vertraulich",
  },

  confirm: {
    title: "Sind Sie das?",
    text: "Jemand hat Ihre Adresse angegeben und um Nachrichten gebeten. Wenn Sie das waren, bestätigen Sie es bitte: Vorher kommt nichts.",
    asked: "Worum Sie gebeten haben, Wort für Wort",
    notYou: "Das waren nicht Sie? Dann schließen Sie diese Seite. Es kommt nichts weiter.",
    yes: "Ja, schreiben Sie mir",
    before: {
      title: "Schon bestätigt.",
      text: "Sie haben zugestimmt, und das gilt. Mehr ist nicht zu tun.",
    },
    notAsked: {
      title: "Hier ist nichts mehr offen.",
      text: "Worum es in diesem Link ging, wurde inzwischen beendet oder in einer späteren E-Mail neu gefragt. In Ihren Einstellungen bestimmen Sie.",
    },
    expired: {
      title: "Dieser Link ist zu alt.",
      text: "Er galt einen Tag, und niemand hat geantwortet. Sie bekommen keine Nachrichten. Für einen neuen machen Sie noch einmal mit; wenn Sie schon dabei sind, melden Sie sich an.",
    },
  },

  join: {
    title: "Erfahren, was Ihre Einkäufe bewirken.",
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
        noTextsThere:
          "An diese Nummer oder in dieses Land können wir keine SMS schicken: Nehmen Sie deren Häkchen weg, und wählen Sie E-Mail",
      },
      wishes: { missing: "Kreuzen Sie mindestens ein Thema an" },
    },
    notOffered: "Wählen Sie etwas aus der Liste",
    doneTitle: "Noch ein Schritt.",
    done: {
      email: (address) =>
        `Wenn Nachrichten ${address} erreichen, liegt dort eine E-Mail mit einem Link. Haben Sie schon bestätigt, kommt keine. Anderes kommt erst, wenn Sie hinter dem Link den Knopf gedrückt haben.`,
      sms: (number) =>
        `Wenn wir ${number} schreiben dürfen, fragt eine SMS, ob die Nummer Ihre ist. Haben Sie schon bestätigt, kommt keine. Antworten Sie mit JA.`,
    },
    doneLater: {
      email: (replyTo, aDay) =>
        `Keine E-Mail? Schauen Sie im Spam-Ordner nach, oder versuchen Sie es in zehn Minuten wieder, höchstens ${aDay}-mal am Tag. Wo Nachrichten früher zurückkamen oder beendet wurden, kommt keine: Schreiben Sie an ${replyTo}.`,
      sms: (replyTo, aDay) =>
        `Keine SMS? Prüfen Sie die Nummer und den Empfang, oder versuchen Sie es in zehn Minuten wieder, höchstens ${aDay}-mal am Tag. Kam von diesem Telefon STOP, senden Sie von ihm erst START. Sonst schreiben Sie an ${replyTo}.`,
    },
    otherAddress: "Falsche Adresse? Noch einmal eingeben",
  },

  change: {
    title: { email: "Diese E-Mail-Adresse verwenden?", sms: "Diese Nummer verwenden?" },
    text: {
      email: (brand) =>
        `${brand} schreibt dann an die Adresse, an der Sie diesen Link bekommen haben, statt an die bisherige. Wozu Sie Ja gesagt haben, gilt dort weiter.`,
      sms: (brand) =>
        `${brand} schickt SMS dann an die Nummer, an der Sie diesen Link bekommen haben, statt an die bisherige. Wozu Sie Ja gesagt haben, gilt dort weiter.`,
    },
    yes: { email: "Neue Adresse verwenden", sms: "Neue Nummer verwenden" },
    after: "Danach bekommt die bisherige Bescheid, und Sie werden überall abgemeldet.",
    signInFirst: {
      title: "Das können nur Sie.",
      text: "Öffnen Sie den Link in dem Browser, in dem Sie um die Änderung gebeten haben. Oder melden Sie sich zuerst hier an, und öffnen Sie den Link dann noch einmal.",
    },
    changed: {
      email: {
        title: "Ihre Adresse ist geändert.",
        text: "Ab jetzt schreiben wir an die neue. Sie sind überall abgemeldet: Melden Sie sich mit der neuen Adresse an.",
      },
      sms: {
        title: "Ihre Nummer ist geändert.",
        text: "Ab jetzt gehen SMS an die neue. Sie sind überall abgemeldet: Melden Sie sich mit der neuen Nummer oder per E-Mail an.",
      },
    },
    taken: {
      title: {
        email: "Diese Adresse wird schon verwendet.",
        sms: "Diese Nummer wird schon verwendet.",
      },
      text: (brand) =>
        `Sie gehört zu einem anderen Konto bei ${brand}, deshalb wurde nichts geändert. Damit Sie sie hier verwenden können, melden Sie sich mit ihr an, wählen Sie unter „Über Sie“ „Mich löschen“, und bitten Sie dann noch einmal um die Änderung.`,
    },
    stopped: {
      title: {
        email: "An diese Adresse dürfen wir nicht schreiben.",
        sms: "An diese Nummer dürfen wir keine SMS schicken.",
      },
      text: {
        email: (replyTo) =>
          `Nachrichten dorthin kamen zurück oder wurden abbestellt, deshalb wurde nichts geändert. Wenn sie wieder geht, schreiben Sie an ${replyTo}.`,
        sms: (replyTo) =>
          `Von ihr kam STOP, oder SMS kamen nicht an, deshalb wurde nichts geändert. Schicken Sie von ihr START, und bitten Sie noch einmal um die Änderung, oder schreiben Sie an ${replyTo}.`,
      },
    },
    outdated: {
      title: "Dieser Link gilt nicht mehr.",
      text: "Er ist zu alt, oder Sie haben seither um eine andere Änderung gebeten. Er hat nichts geändert: Bitten Sie noch einmal darum.",
    },
  },
  signIn: {
    title: "Anmelden.",
    text: "Ein Passwort gibt es nicht. Geben Sie Ihre E-Mail-Adresse oder Mobilnummer an, und wir schicken Ihnen einen Link.",
    wanted: (page) => `„${page}“ ist Ihre eigene Seite.`,
    letterClosed: "Der Link aus diesem Brief ist abgelaufen oder wurde geschlossen.",
    address: "E-Mail-Adresse oder Mobilnummer",
    addressHint: "Die Nummer mit Landesvorwahl, etwa +49\u00a01512\u00a03456789.",
    otherAddress: "Oder geben Sie eine E-Mail-Adresse oder Mobilnummer an",
    notAnAddress:
      "Geben Sie eine E-Mail-Adresse an, etwa name@example.com, oder eine Mobilnummer mit Landesvorwahl, etwa +49 1512 3456789",
    send: "Link schicken",
    sendKnown: "Link an die Adresse meines Briefs schicken",
    ofLetter: "die Adresse Ihres Briefs",
    doneTitle: { email: "Schauen Sie in Ihr Postfach.", sms: "Schauen Sie in Ihre SMS." },
    done: {
      email: (address, minutes) =>
        `Wenn wir ${address} kennen und Nachrichten dort ankommen, ist ein Link unterwegs. Er gilt einmal, ${minutes} Minuten lang.`,
      sms: (number, minutes) =>
        `Wenn wir ${number} kennen und ihr schreiben dürfen, ist ein Link unterwegs. Er gilt einmal, ${minutes} Minuten lang.`,
    },
    doneElse: {
      email: (replyTo, minutes) =>
        `Nach ein paar Minuten keine E-Mail? Schauen Sie im Spam-Ordner nach, oder versuchen Sie es in ${minutes} Minuten wieder. Eine Adresse, die wir nicht kennen oder von der Nachrichten zurückkamen, bekommt keine E-Mail: Schreiben Sie dann an ${replyTo}.`,
      sms: (replyTo, minutes) =>
        `Nach ein paar Minuten keine SMS? Prüfen Sie die Nummer, oder versuchen Sie es in ${minutes} Minuten wieder. Eine Nummer, die wir nicht kennen oder von der STOP kam, bekommt keine SMS: Schreiben Sie dann an ${replyTo}.`,
    },
    used: {
      title: "Dieser Link wurde schon benutzt.",
      text: "Er öffnet Ihre Seite einmal, damit ihn nach Ihnen niemand benutzen kann. Fordern Sie für das nächste Mal einen neuen an.",
    },
    expired: {
      title: "Dieser Link ist zu alt.",
      text: "Er galt nur wenige Minuten und wurde nicht benutzt. Fordern Sie einen neuen an.",
    },
    openTitle: "Willkommen zurück.",
    openText: (brand) => `Der Knopf öffnet Ihre eigene Seite bei ${brand}, für eine Stunde.`,
    open: "Meine Seite öffnen",
  },

  letter: {
    title: "Ihre eigene Seite.",
    text: (page, brand) => `Der Knopf öffnet „${page}“ bei ${brand} zum Lesen, für eine Stunde.`,
    open: (page) => `„${page}“ öffnen`,
    notYou: "Der Brief ist nicht an Sie? Dann schließen Sie diese Seite. Es wurde nichts geöffnet.",
  },

  ended: {
    title: "Ihre Sitzung ist beendet.",
    text: "Noch ist nichts gespeichert, und nichts ist verloren: Was Sie eingegeben haben, steht in dieser Seite bereit. Melden Sie sich wieder an, und lassen Sie diese Seite offen.",
    keptTitle: "Dann speichern",
    kept: "Öffnen Sie den Link in diesem Browser, kommen Sie auf diese Seite zurück und drücken Sie den Knopf.",
    save: "Ich bin angemeldet: jetzt speichern",
  },

  signOut: {
    title: "Sie sind abgemeldet.",
    text: "An diesem Gerät kann jetzt niemand Ihre Seiten öffnen.",
    everywhereText:
      "Noch anderswo angemeldet, oder einen Brief weitergegeben? Das beendet alle Sitzungen und schließt die Links aller bisherigen Briefe. Abbestellen lässt sich mit ihnen weiterhin.",
    everywhere: "Überall abmelden",
    everywhereDone: {
      title: "Überall abgemeldet.",
      text: "Alle Sitzungen sind beendet, und die Links bisheriger Briefe öffnen keine Ihrer Seiten mehr.",
    },
  },
};

export const account: Translations["account"] = {
  own: "Ihre Seiten",
  signOut: "Abmelden",
  channels: { email: "E-Mail", sms: "SMS", wallet: "Karte" },

  preferences: {
    title: "Einstellungen",
    headline: ["Sie bestimmen,", "was Sie von uns hören."],
    lead: (brand) =>
      `${brand} schreibt Ihnen nur zu dem, was hier angekreuzt ist, nur auf dem Weg, den Sie wollen, und nur zu den Stunden, die Sie erlauben.`,
    done: {
      saved: "Gespeichert. Das gilt ab der nächsten Nachricht.",
      savedNoZone:
        "Gespeichert. Wo Sie leben, gibt es mehrere Zeitzonen: Bitte wählen Sie unten Ihre, und speichern Sie noch einmal.",
      asked: "Gespeichert. Wir haben Sie um Bestätigung gebeten; bis dahin kommt dorthin nichts anderes.",
      paused: "Pause. Bis sie endet, bekommen Sie keine Nachrichten.",
      none: "Diese Seite hat sich geändert, seit Sie sie geöffnet haben. Deshalb wurde nichts gespeichert. Bitte wählen Sie unten noch einmal.",
      resumed: "Die Pause ist beendet. Es kommen wieder Nachrichten.",
      stopped: "Alles ist beendet. Sie bekommen keine Nachrichten mehr.",
      confirmed: "Bestätigt. Ab jetzt bekommen Sie, worum Sie gebeten haben.",
      confirmedBefore: "Schon bestätigt. Mehr ist nicht zu tun.",
      lifted: "Wir schreiben wieder dorthin. Kommt noch einmal eine Nachricht zurück, hören wir wieder auf.",
    },
    stale:
      "Seit Sie diese Seite geöffnet haben, wurde etwas gespeichert, vielleicht in einem anderen Fenster oder durch Ihre Antwort auf eine Nachricht. Was Sie eingegeben haben, steht noch hier und ist noch nicht gespeichert. Bitte sehen Sie es durch und speichern Sie es.",
    differs: "Hier weicht Ihre Eingabe von dem ab, was inzwischen gespeichert wurde",
    savedNow: (value) => `gespeichert ist jetzt ${value}; unten steht, was Sie eingegeben haben`,
    ticked: "angekreuzt",
    unticked: "nicht angekreuzt",
    nothing: "nichts",
    notSaved: (problems) => `Nicht gespeichert: ${problems}.`,
    problems: { one: "Angabe stimmt nicht", other: "Angaben stimmen nicht" },
    problem: {
      notOffered: "Bitte wählen Sie etwas aus der Liste.",
      timeMissing: "Bitte geben Sie beide Zeiten ein oder keine.",
      notATime: "Bitte geben Sie eine Uhrzeit wie 21:00 ein.",
      wholeDay:
        "Beginn und Ende sind gleich: So könnten wir nie schreiben. Wählen Sie lieber Themen ab oder machen Sie eine Pause.",
      notADay: "Bitte geben Sie einen Tag in den nächsten drei Jahren ein, etwa 2026-12-24.",
      dayIsOver: "Bitte geben Sie einen Tag nach heute ein.",
      noTextsThere:
        "Dorthin dürfen wir zu keiner Stunde SMS schicken. Bitte wählen Sie, wo Sie leben, und Ihre Zeitzone, oder nehmen Sie die Häkchen bei SMS weg.",
      tooManyCauses: "Das sind mehr Anliegen, als sich eine Gabe teilen lässt. Bitte wählen Sie einige ab.",
      notParts: "Bitte geben Sie eine ganze Zahl von 1 bis 10.000 ein.",
      tooManyInterests: "Bitte geben Sie höchstens 20 an.",
      interestTooLong: "Eine Angabe ist länger als 60 Buchstaben.",
      dateIncomplete: "Zu einem Datum gehören Name, Tag und Monat.",
      noSuchDate: "Diesen Tag hat der Monat nicht.",
      dateNameTooLong: "Bitte wählen Sie einen Namen mit höchstens 60 Buchstaben.",
    },

    overview: "Alle Einstellungen",
    now: "Was jetzt gilt",
    stepsName: "Schritte Ihrer Einstellungen",
    nextStep: (title) => `Weiter: ${title}`,
    noTopics: "Nichts ist angekreuzt. Deshalb bekommen Sie keine Nachrichten.",
    nothingGoesThere: "dorthin geht nichts",
    steps: {
      what: {
        title: "Was Sie hören",
        headline: ["Was Sie hören", "und wohin Ihre Gaben gehen."],
        lead: (brand) => `${brand} schreibt Ihnen nur zu dem, was hier angekreuzt ist.`,
      },
      when: {
        title: "Wo und wann",
        headline: ["Wohin wir schreiben", "und zu welchen Stunden."],
        lead: (brand) => `${brand} schreibt Ihnen nur dorthin und nur zu den Stunden, die Sie erlauben.`,
      },
      about: {
        title: "Über Sie",
        headline: ["Über Sie,", "in Ihren eigenen Worten."],
        lead: (brand) =>
          `Was ${brand} von Ihnen weiß, weil Sie es gesagt haben, und alles, was über Sie gespeichert ist.`,
      },
    },

    topics: "Worüber wir schreiben dürfen",
    topicsText: "Angekreuzt ist nur, was Sie selbst angekreuzt haben. Sie bekommen nur, was Sie ankreuzen.",
    noAddress:
      "Wir haben keine Adresse von Ihnen, an die wir schreiben könnten. Deshalb bekommen Sie keine Nachrichten.",
    reach: (channel, address) => `${channel}: ${address}`,
    cardHint: "in Apple Wallet, auf Ihrem Telefon",
    notTexted: "An Nummern dieser Art oder dieses Landes schicken wir keine SMS.",
    suppressed: {
      email: (replyTo) =>
        `An diese Adresse wird nichts geschickt: Eine Nachricht wurde als unerwünscht gemeldet. Schreiben Sie an ${replyTo}, wenn Sie wieder Nachrichten möchten. Von da an gilt, was Sie hier ankreuzen; was noch auf Ihre Antwort wartet, fragen wir, wenn Sie noch einmal speichern.`,
      sms: () =>
        "An diese Nummer wird nichts geschickt: Von ihr kam STOP. Senden Sie von ihr START, dann gilt wieder, was Sie hier ankreuzen; was noch auf Ihre Antwort wartet, fragen wir, wenn Sie noch einmal speichern.",
    },
    waiting: {
      email:
        "Noch zu bestätigen: Bitte folgen Sie dem Link in der E-Mail, die wir an diese Adresse geschickt haben. Keine gekommen? Speichern Sie nach zehn Minuten noch einmal, dann fragen wir erneut.",
      sms: "Noch zu bestätigen: Bitte antworten Sie mit JA auf die SMS, die wir an diese Nummer geschickt haben. Keine gekommen? Speichern Sie nach zehn Minuten noch einmal, dann fragen wir erneut.",
    },
    waitingShort: "wartet auf Ihre Antwort",
    howOften: "Wie oft",
    rhythms: {
      eachTime: "Nach jedem Einkauf",
      daily: "Einmal am Tag",
      weekly: "Einmal in der Woche",
      monthly: "Einmal im Monat",
    },

    causes: "Ihre Anliegen",
    causesLegend: "Wohin Ihre Gaben gehen",
    causesText: (most, brand) =>
      `Was Ihre nächsten Einkäufe geben, wird auf die angekreuzten Anliegen verteilt, höchstens ${most}. Die Zahlen sagen, wie: Bei 2 und 1 gehen zwei Drittel an das eine und ein Drittel an das andere. Ist nichts angekreuzt, bekommt sie das Anliegen, das ${brand} dafür bestimmt hat.`,
    parts: "Anteil",
    partsOf: (cause) => `für ${cause}`,
    share: (percent) => `zurzeit ${percent}`,
    shareThen: (percent) => `${percent}, sobald Sie speichern`,
    count: "Prozente zeigen",
    counted: "Noch nicht gespeichert. Unten stehen die Prozente, die sich daraus ergeben.",
    paused: "nimmt zurzeit keine neuen Gaben an",

    addresses: "Wohin wir schreiben",
    when: "Wann",
    whenText: "Die Stunden, die das Gesetz für SMS vorschreibt, gelten immer zusätzlich.",
    quiet: "Ruhezeit",
    quietText:
      "In dieser Zeit wird nichts geschickt; es wartet bis danach. Auch über Mitternacht möglich. Leer lassen für keine.",
    from: "Von",
    to: "Bis",
    pause: "Alles pausieren bis",
    pauseText:
      "Vor diesem Tag wird nichts geschickt. Was darauf wartet, kommt dann, wenn es noch aktuell ist. Leer lassen für keine Pause.",
    pauseTitle: "Pause machen",
    pauseNow: "In der Pause wird nichts geschickt. Was Sie angekreuzt haben, bleibt, wie es ist.",
    pauses: { week: "1 Woche", month: "1 Monat", quarter: "3 Monate", open: "Bis ich sie beende" },
    pausedOpen: "Alles ist pausiert, bis Sie die Pause beenden.",
    pausedUntil: (day) => `Bis ${day} ist alles pausiert.`,
    resume: "Pause jetzt beenden",
    bounced: (address) => `Nachrichten an ${address} kamen zurück, deshalb wird dorthin nichts geschickt.`,
    lift: "Die Adresse geht wieder: schreiben Sie mir dorthin",
    place: "Wo Sie leben",
    placeText: "Damit wir das Gesetz einhalten, das dort gilt. In den USA hat jeder Staat sein eigenes.",
    noPlace: "Keine Angabe",
    countries: "Länder",
    states: "USA, nach Staat",
    timeZone: "Ihre Zeitzone",
    timeZoneText: "Ohne sie schreiben wir nur zu Zeiten, die überall dort passen, wo Sie leben.",
    timeZoneAnywhere:
      "Sobald Sie wählen, wo Sie leben, und speichern, stehen nur noch die Zeitzonen von dort zur Wahl. Wissen wir beides nicht, gelten Ihre Ruhezeiten nach unserer Uhr, und für SMS gilt das Land Ihrer Nummer.",
    onlyClock: (zone) => `${zone}: die einzige, wo Sie leben.`,
    clockOf: (city) => `Ortszeit ${city}`,
    noTimeZone: "Nicht bekannt",

    you: "Über Sie",
    youText: () => "Nur, was Sie uns selbst sagen.",
    language: "Sprache Ihrer Nachrichten",
    interests: "Was Sie interessiert",
    interestsText: (most) => `In Ihren eigenen Worten. Bis zu ${most}, durch Kommas getrennt.`,
    dates: "Tage, die für Sie zählen",
    datesText:
      "Zum Beispiel ein Geburtstag. An diesen Tagen hören Sie von uns, wenn unter „Was Sie hören“ die „Tage, die zählen“ angekreuzt sind. Um einen zu entfernen, leeren Sie seine Zeile.",
    dateName: "Anlass",
    day: "Tag",
    month: "Monat",
    line: (number) => `Tag ${number}`,

    presents: "Geschenke",
    presentsBox: "Meine Einkäufe sind Geschenke: nicht auswerten",
    presentsText:
      "Das gilt ab dem Speichern, bis Sie das Häkchen wegnehmen, für Einkäufe davor und danach: kein Jahrestag Ihrer ersten Gabe, keine Frage, ob wir pausieren sollen, wenn Sie länger nichts gekauft haben. Was die Einkäufe gegeben haben, bleibt gegeben und zählt auf Ihren Seiten.",

    save: "Speichern",
    saveText: "Speichert die ganze Seite.",
    stop: "Alles beenden",
  },

  history: {
    title: "Nachrichten",
    headline: ["Jede Nachricht", "und der Grund dafür."],
    lead: (brand) => `Was ${brand} Ihnen geschickt, verschoben oder nicht geschickt hat, das Neueste zuerst.`,
    nothing: "Noch nichts.",
    nothingText:
      "Hier erscheint jede Nachricht, die wir schicken, verschieben oder nicht schicken, jede mit ihren Gründen.",
    nothingOlder: "Älteres gibt es nicht.",
    sent: "Geschickt",
    unknown: "Vermutlich geschickt",
    unknownText:
      "Sie wurde übergeben, und ob sie hinausging, blieb unbeantwortet. Sie wird nicht noch einmal geschickt, damit Sie sie nicht doppelt bekommen.",
    deferred: (until) => `Verschoben auf ${until}`,
    dropped: "Nicht geschickt",
    because: "Weil",
    reasons: {
      noAddress: "wir keine Adresse von Ihnen haben",
      numberNotTexted: "wir an Nummern dieser Art oder dieses Landes keine SMS schicken",
      suppressed: "an diese Adresse nichts geschickt wird: Sie wurde gestoppt, oder Nachrichten kamen zurück",
      noConsent: "Sie nicht eingewilligt hatten",
      consentPending: "Sie es noch nicht bestätigt hatten",
      consentExpired: "Ihre Einwilligung abgelaufen war",
      consentWithdrawn: "Sie Ihre Einwilligung widerrufen hatten",
      topicOff: "Sie dieses Thema abgewählt hatten",
      openComplaint: "etwas noch nicht geklärt war, worüber Sie uns geschrieben hatten",
      otherRhythm: "Sie zu anderen Zeiten davon hören wollen",
      paused: "Sie alles pausiert hatten",
      lawfulHours: "das Gesetz zu dieser Stunde dort, wo Sie sind oder sein können, keine SMS erlaubt",
      quietHours: "es in Ihrer Ruhezeit lag",
      journeyHours: "es nicht die Stunde für eine solche Nachricht war",
      capReached: "Sie an diesem Tag schon genug Nachrichten bekommen hatten",
      dayIsFull:
        "wir an diesem Tag schon so viele solche Nachrichten verschickt hatten, wie wir uns erlauben",
      quotaReached:
        "wir an diesem Tag so viel verschickt hatten, wie unser Versanddienst annimmt; wir versuchen es von selbst wieder",
      accountRefused: "unser Versanddienst nichts von uns annahm; wir versuchen es von selbst wieder",
      journeyStopped: "Nachrichten dieser Art angehalten worden waren",
      goalReached: "schon erledigt war, worum es ging",
      noLongerTrue: "nicht mehr stimmte, was darin stand",
      tooLate: "sie zu spät gekommen wäre",
      templateRefused: "uns ein Fehler unterlaufen ist: Sie konnte nicht geschrieben werden",
      notAccepted: "sie nicht zur Zustellung angenommen wurde",
    },
    by: { email: "per E-Mail", sms: "per SMS", wallet: "auf Ihrer Karte" },
    answer: "Eine Antwort auf etwas, das Sie gerade getan hatten; dafür ist keine Einwilligung nötig.",
    agreed: (day, where) => `Sie haben dem am ${day} zugestimmt, ${where}`,
    sources: {
      form: "in unserem Formular",
      preferences: "auf der Seite mit Ihren Einstellungen",
      posFlag: "an der Kasse",
      keyword: "per SMS",
      import: "bevor es diese Seite gab",
      oneClick: "mit einem Link in einer Nachricht",
      operator: "persönlich",
      provider: "bei Ihrem E-Mail-Anbieter",
      wallet: "auf Ihrem Telefon",
    },
    agreedTo: "Die Worte, denen Sie zugestimmt haben",
    consentGone: "Erlaubt durch Ihre Einwilligung.",
    readAgain: "Noch einmal lesen",
    kept: "Was in einer Nachricht stand, wird ein Jahr aufbewahrt. Antworten auf etwas, das Sie gerade getan haben, werden nicht aufbewahrt: Darin kann ein Link stehen, den nur Sie haben sollen.",
    copyTitle: "Eine Nachricht",
    copyHeadline: ["Eine Nachricht,", "wie sie geschickt wurde."],
    copyText: "Ihre Worte ohne ihre Bilder. Ihre eigenen Links führen zu Ihren Seiten hier.",
    gone: "Diese Nachricht lässt sich nicht zeigen.",
    older: "Ältere Nachrichten",
    newest: "Zurück zu den neuesten",
    clock: (city) => `Uhrzeiten nach der Ortszeit von ${city}.`,
  },

  impact: {
    title: "Ihre Wirkung",
    headline: ["Ihre Einkäufe", "und was sie geben."],
    lead: (brand) =>
      `Was Ihre eigenen Einkäufe bei ${brand} zusammen ergeben, gelesen aus dem Hauptbuch selbst.`,
    purchases: { one: "Einkauf mit Gabe", other: "Einkäufe mit Gabe" },
    nothing: "Noch keine Gaben.",
    nothingText: (brand) =>
      `Noch hat keiner Ihrer Einkäufe bei ${brand} etwas gegeben, oder sie wurden mit einer Adresse oder Karte gemacht, von der wir nicht wissen, dass sie Ihnen gehört. Der nächste, der gibt, erscheint hier kurz nach dem Bezahlen.`,
    total: "Von Ihren Einkäufen gegeben",
    funding: {
      brand: (brand) => `Von ${brand} bezahlt`,
      match: () => "Aus dem Aufstockungs\u00adtopf",
      customer: () => "Von Ihnen aufgerundet",
    },
    pendingSettled: (pending, settled) => `${pending} vorläufig, ${settled} endgültig`,
    share: "Ihr Anteil",
    shareText:
      "An dem, was die Einkäufe aller gegeben haben. Jede Art von Geld und jede Währung wird nur mit sich selbst verglichen.",
    shareOf: {
      brand: (brand, currency) => `von dem, was ${brand} bezahlt hat, in ${currency}`,
      match: (_, currency) => `von dem, was aus dem Aufstockungs\u00adtopf kam, in ${currency}`,
      customer: (_, currency) => `von dem, was aufgerundet wurde, in ${currency}`,
    },
    countOf: (own, all) => `${own} von ${all}`,
    countOfText: "Einkäufen, die gegeben haben, sind Ihre",
    poolUsedUp: "Der Aufstockungs\u00adtopf Ihrer Anliegen ist aufgebraucht.",
    years: "Nach Jahren, zum Drucken oder Aufheben",
    yearTitle: (year) => `Ihre Wirkung ${year}`,
    yearHeadline: (year) => ["Ihre Einkäufe", `und was sie ${year} gegeben haben.`],
    noReceipt: (brand) =>
      `Das ist keine Spendenbescheinigung: ${brand} gibt, was ${brand} und der Aufstockungs\u00adtopf bezahlen, und reicht weiter, was Sie aufrunden.`,
    allYears: "Alle Ihre Einkäufe",
    next: "Was als Nächstes kommt",
    nextText: "Wie weit Ihre Anliegen sind und was die nächsten Gaben möglich machen.",
    nothingToCause: "Von Ihren Einkäufen ging noch nichts hierhin.",
    noCauses: "Sie haben noch keine Anliegen gewählt.",
    choose: "Anliegen wählen",
    purchasesPart: "Ihre Einkäufe",
    purchasesText: "Die neuesten zuerst. Wird etwas zurückgegeben, entfällt die Gabe ganz oder zum Teil.",
    purchaseOf: (day) => `Einkauf vom ${day}`,
    presentsText:
      "Aus einem Einkauf, den Sie als Geschenk markieren, ziehen wir keine Schlüsse über Sie: kein Jahrestag Ihrer ersten Gabe, keine Frage, ob wir pausieren sollen, keine Angebote wegen des Ladens, in dem Sie gekauft haben. Was er gegeben hat, bleibt gegeben.",
    markPresent: "Das war ein Geschenk",
    unmarkPresent: "Das war kein Geschenk",
    isPresent: "Ein Geschenk: Wir ziehen daraus keine Schlüsse über Sie.",
    presentDone: {
      marked: "Als Geschenk markiert. Was der Einkauf gegeben hat, bleibt gegeben.",
      unmarked: "Nicht mehr als Geschenk markiert.",
      full: "Mehr Einkäufe können wir nicht als Geschenke merken. In Ihren Einstellungen können Sie unter „Über Sie“ sagen, dass alle Ihre Einkäufe Geschenke sind.",
      unknown: "Nichts wurde geändert: Dieser Einkauf ist keiner von Ihren.",
    },
    pendingUntil: (day) => `vorläufig bis ${day}`,
    isSettled: "endgültig",
    way: {
      claimable: (day) => `endgültig; wer den Beleg hat, kann ihr Anliegen noch bis ${day} wählen`,
      settled: (day) => `endgültig seit ${day}; Teil der nächsten Zahlung`,
      cameBack: "endgültig; die Bank hat ihre Zahlung zurückgegeben, sie wird noch einmal gezahlt",
      less: "nach der Zahlung entfallen; die nächste ist um so viel kleiner",
      waits: (day, brand) =>
        `endgültig seit ${day}; wartet bei ${brand}, weil dort zuerst etwas mit der Organisation zu klären ist`,
      prepared: (reference) => `endgültig; Teil einer Zahlung, die vorbereitet wird (Referenz ${reference})`,
      held: (brand, reference) => `endgültig; ihre Zahlung wartet bei ${brand} (Referenz ${reference})`,
      sent: (day, reference) => `Teil der Zahlung vom ${day} (Referenz ${reference}), die unterwegs ist`,
      booked: (day, reference) => `Teil der Zahlung vom ${day} (Referenz ${reference})`,
      received: (day, reference, acknowledged) =>
        `Teil der Zahlung vom ${day} (Referenz ${reference}), von der Organisation bestätigt am ${acknowledged}`,
    },
    takenBack: "entfallen, weil er zurückgegeben wurde",
    more: (shown, all) => `Gezeigt werden die neuesten ${shown} von ${all}.`,
  },

  address: {
    title: "Adresse ändern",
    link: "Adresse oder Nummer ändern",
    headline: ["Eine andere Adresse", "und alles, was dorthin geht."],
    lead: (brand) =>
      `${brand} fragt zuerst an der neuen Adresse nach. Es ändert sich nichts, bevor Sie von dort antworten.`,
    part: { email: "Ihre E-Mail-Adresse", sms: "Ihre Mobilnummer" },
    now: (hint) => `Jetzt: ${hint}`,
    label: { email: "Neue E-Mail-Adresse", sms: "Neue Mobilnummer" },
    hint: {
      email: "Etwa name@example.com.",
      sms: "Mit Landesvorwahl, etwa +49\u00a01512\u00a03456789.",
    },
    send: { email: "An der neuen Adresse nachfragen", sms: "An der neuen Nummer nachfragen" },
    problem: {
      notAnAddress: {
        email: "Geben Sie eine E-Mail-Adresse an, etwa name@example.com",
        sms: "Geben Sie eine Mobilnummer mit Landesvorwahl an, etwa +49 1512 3456789",
      },
      noTextsThere: {
        email: "An diese Adresse können wir nicht schreiben: Geben Sie eine andere an",
        sms: "An diese Nummer oder in dieses Land können wir keine SMS schicken: Geben Sie eine andere an",
      },
      same: {
        email: "Das ist die Adresse, die Sie schon haben: Geben Sie eine andere an",
        sms: "Das ist die Nummer, die Sie schon haben: Geben Sie eine andere an",
      },
    },
    moves:
      "Wozu Sie Ja gesagt haben, gilt an der neuen weiter. Ihre Einkäufe bleiben Ihre, auch die mit der alten. Die alte bekommt Bescheid, und Sie werden überall abgemeldet.",
    doneTitle: { email: "Schauen Sie in Ihr Postfach.", sms: "Schauen Sie in Ihre SMS." },
    done: {
      email: (to, hours) =>
        `Wenn E-Mails bei ${to} ankommen, ist eine mit einem Link unterwegs. Öffnen Sie ihn innerhalb von ${hours} Stunden in diesem Browser, und drücken Sie dort den Knopf. Bis dahin ändert sich nichts.`,
      sms: (to, hours) =>
        `Wenn SMS bei ${to} ankommen, ist eine mit einem Link unterwegs. Öffnen Sie ihn innerhalb von ${hours} Stunden dort, wo Sie angemeldet sind, und drücken Sie den Knopf. Bis dahin ändert sich nichts.`,
    },
    doneElse: {
      email: (replyTo) =>
        `Nach ein paar Minuten keine E-Mail? Prüfen Sie die Adresse, und schauen Sie im Spam-Ordner nach. Eine Adresse, von der Nachrichten zurückkamen, bekommt keine: Schreiben Sie dann an ${replyTo}.`,
      sms: (replyTo) =>
        `Nach ein paar Minuten keine SMS? Prüfen Sie die Nummer. Eine Nummer, von der STOP kam, bekommt keine: Schicken Sie von ihr START, und fragen Sie noch einmal, oder schreiben Sie an ${replyTo}.`,
    },
  },

  card: {
    title: "Ihre Karte",
    headline: ["Karte zeigen,", "nichts sagen."],
    lead: (brand) =>
      `Zeigen Sie Ihre Karte an einer Kasse von ${brand}: Der Einkauf wird Ihnen ohne ein Wort zugeordnet, und was er gibt, geht dorthin, wo Sie es haben wollen.`,
    none: "Noch keine Karte",
    noneText:
      "Eine Karte ist ein zufälliger Code, auf dem Telefon oder auf Papier. Sie können sofort eine haben.",
    make: "Karte erstellen",
    show: "Zum Zeigen an der Kasse",
    qr: "Ihre Karte als QR-Code",
    atTheTill:
      "Bitte vor dem Bezahlen scannen: Was dieser Einkauf gibt, geht dann dorthin, wo ich es möchte.",
    since: (day) => `Ihre seit ${day}.`,
    print:
      "Gedruckt ist diese Seite eine Karte in der Größe einer Bankkarte. Ein Bild davon auf dem Telefon geht genauso.",
    lost: "Verloren?",
    lostText:
      "Erstellen Sie eine neue. Von da an steht die alte Karte für niemanden mehr; was Sie damit gekauft haben, bleibt auf Ihrer Seite.",
    replace: "Neue Karte erstellen",
    is: "Was sie ist, und was nicht",
    isList: [
      "Sie findet an der Kasse Ihre Einkäufe, damit sie für Ihre Anliegen geben und auf Ihrer Seite stehen. Zu etwas anderem dient sie nicht.",
      "Sie ist keine Einwilligung: Sie hören weiterhin nur von dem, was Sie in den Einstellungen angekreuzt haben.",
      "Mit ihr meldet sich niemand an. Wer sie findet, sieht nichts von Ihnen; schlimmstenfalls steht ein fremder Einkauf unter Ihren, bis Sie eine neue Karte erstellen.",
      "Darin steht allein ein zufälliger Code: weder Ihr Name noch Ihre Adresse noch Ihre Nummer.",
    ],
    done: {
      made: "Ihre Karte ist fertig. Sie gilt ab sofort.",
      replaced: "Das ist Ihre neue Karte. Die bisherige steht für niemanden mehr.",
    },
    noConsent:
      "Sie braucht keine Einwilligung und ist keine: Sie gilt, was auch immer hier angekreuzt ist, und kreuzt selbst nichts an.",
    open: "Zu Ihrer Karte",
  },

  wallets: {
    title: "In der Wallet Ihres Telefons",
    about: {
      apple:
        "Auf dem iPhone zeigt Apple Wallet den Code und was Ihre Einkäufe bisher gaben. Die Datei geht nur auf Ihr Telefon.",
      google:
        "Auf Android zeigt Google Wallet den Code. Google bekommt die Nummer Ihrer Karte und den Namen des Geschäfts, und von uns nichts weiter über Sie.",
    },
    add: { apple: "Zu Apple Wallet hinzufügen", google: "Zu Google Wallet hinzufügen" },
  },

  data: {
    title: "Ihre Daten",
    exportText: (brand) =>
      `Alles, was ${brand} über Sie gespeichert hat, in einer Datei (JSON): Adressen, Ihre Karte, Einwilligungen mit ihren Worten, Einstellungen, Nachrichten und Einkäufe.`,
    export: "Meine Daten herunterladen",
    busy: "Sie haben Ihre Daten gerade mehrmals heruntergeladen. Bitte versuchen Sie es in einer Viertelstunde noch einmal.",
    deleteText: "Sie können alles löschen lassen, ohne jemanden zu fragen.",
    deleteLink: "Mich löschen",
    ask: {
      title: "Mich löschen",
      headline: ["Mich löschen", "und alles, was über mich gespeichert ist."],
      lead: (brand) =>
        `${brand} kann das nicht rückgängig machen. Gelöscht wird erst, wenn Sie unten auf den Knopf drücken.`,
    },
    goes: "Was gelöscht wird",
    goesList: [
      "Ihre E-Mail-Adresse, Ihre Telefonnummer und Ihre Karte",
      "Ihre Einwilligungen mit ihren Worten und Ihre Einstellungen: Themen, Anliegen, Tage, Interessen",
      "der Verlauf der Nachrichten an Sie, was darin stand, und SMS, die Sie uns geschickt haben",
    ],
    stays: "Was bleibt, und warum",
    staysList: [
      "Die Beträge, die Ihre Einkäufe gegeben haben, unter einer Nummer, die zu niemandem mehr führt: Das Hauptbuch muss für die Anliegen aufgehen, an die gezahlt wird.",
      "Ein Code zu jeder Adresse, aus dem niemand sie lesen kann: damit keine ältere Einwilligung je wieder gilt und eine abbestellte Adresse abbestellt bleibt.",
      "Was ein Kassensystem uns geschickt hat und wir nicht lesen konnten: Darin können Sie vorkommen, und es wird nach höchstens 30 Tagen von selbst gelöscht.",
    ],
    shop: (brand) =>
      `Was die Läden von ${brand} für Rechnungen und Steuern aufbewahren, liegt nicht hier: Fragen Sie dazu ${brand}.`,
    download: "Laden Sie Ihre Daten vorher herunter, wenn Sie sie behalten möchten.",
    confirm: "Jetzt alles löschen",
    keep: "Behalten und zurück",
    doneTitle: "Sie sind gelöscht.",
    doneText:
      "Alles, was wir löschen konnten, ist gelöscht, und Sie sind überall abgemeldet. Von hier kommt keine Nachricht mehr.",
    doneElse: (replyTo) =>
      `Eine Nachricht, die kurz davor hinausging, kann noch ankommen. Kommt nach heute noch eine, schreiben Sie an ${replyTo}.`,
  },
};

export const consent: Translations["consent"] = {
  topics: {
    impact: {
      name: "Meine Wirkung",
      about: "Was meine eigenen Einkäufe gegeben haben, und für welches Anliegen.",
    },
    milestones: {
      name: "Meilensteine",
      about: "Wenn ein Anliegen, das ich gewählt habe, einen Meilenstein erreicht.",
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
    feedback: { name: "Fragen", about: "Ab und zu eine Frage nach meiner Meinung." },
  },
  statements: {
    join: {
      email: (brand) =>
        `Ich bin einverstanden, dass ${brand} mir zu den angekreuzten Themen E-Mails schreibt. Das beginnt erst, wenn ich meine Adresse bestätigt habe. Ich kann es jederzeit widerrufen, für ein Thema oder für alle: mit dem Link in jeder E-Mail oder in meinen Einstellungen. Die Einwilligung ist keine Bedingung für einen Einkauf.`,
      sms: (brand) =>
        `Ich bin einverstanden, dass ${brand} mir zu den angekreuzten Themen SMS schickt, auch automatisch. Das beginnt erst, wenn ich eine erste SMS mit JA beantwortet habe. Mein Anbieter kann Nachrichten und Daten berechnen; wie viele kommen, hängt davon ab, was ich ankreuze. Ich kann es jederzeit widerrufen: mit der Antwort STOP oder in meinen Einstellungen. Hilfe: HILFE. Die Einwilligung ist keine Bedingung für einen Einkauf.`,
    },
    preferences: {
      email: (brand) =>
        `Wenn ich „E-Mail“ ankreuze und speichere, bin ich einverstanden, dass ${brand} mir zu diesem Thema E-Mails schreibt. Ich kann es jederzeit widerrufen: hier oder mit dem Link in jeder E-Mail. Die Einwilligung ist keine Bedingung für einen Einkauf.`,
      sms: (brand) =>
        `Wenn ich „SMS“ ankreuze und speichere, bin ich einverstanden, dass ${brand} mir zu diesem Thema SMS schickt, auch automatisch. Mein Anbieter kann Nachrichten und Daten berechnen. Ich kann es jederzeit widerrufen: hier oder mit der Antwort STOP. Hilfe: HILFE. Die Einwilligung ist keine Bedingung für einen Einkauf.`,
      wallet: (brand) =>
        `Wenn ich „Karte“ ankreuze und speichere, bin ich einverstanden, dass meine Karte mir zu diesem Thema Hinweise von ${brand} auf dem Telefon zeigt. Ich kann es jederzeit widerrufen: hier, oder indem ich die Karte vom Telefon lösche. Die Karte selbst braucht diese Einwilligung nicht. Die Einwilligung ist keine Bedingung für einen Einkauf.`,
    },
  },
  keyword: (brand, word) =>
    `Mit der SMS ${word} bitte ich ${brand}, mir zu diesem Thema SMS zu schicken, auch automatisch. Das beginnt erst, wenn ich eine erste SMS mit JA beantwortet habe. Mein Anbieter kann Nachrichten und Daten berechnen. Ich kann es jederzeit mit der Antwort STOP widerrufen. Hilfe: HILFE. Die Einwilligung ist keine Bedingung für einen Einkauf.`,
  stop: (brand) =>
    `Ich widerrufe meine Einwilligung in Nachrichten von ${brand}, für alle Themen, per E-Mail, per SMS und auf jedem anderen Weg. Ab sofort kommt nichts mehr, bis ich wieder darum bitte.`,
  cardDeleted: "Die Karte wurde von meinem Telefon gelöscht, und mit ihr die Hinweise.",
};

export const message: Translations["message"] = {
  preferences: "Einstellungen ändern",
  unsubscribe: "Abbestellen",
  optOut: "Ende: STOP",
  givenSoFar: "Was alle Einkäufe bisher gegeben haben",
  givenApart:
    "Gaben verschiedener Art und Währung stehen nebeneinander und werden nie zusammengerechnet. Ein Teil davon kann noch vorläufig sein.",
  sample: "Beispiel: erfunden, keine echte Organisation",
  imprint: "Impressum",
  privacy: "Datenschutz",
  contact: "Kontakt",
  minutes: { one: "Minute", other: "Minuten" },
  hours: { one: "Stunde", other: "Stunden" },
  more: (count) => `${count} weitere`,
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
    milestones: "Meilensteine der Anliegen",
    community: "die Gaben aller Einkäufe",
    orders: "Ihre Bestellungen",
    dates: "Ihre wichtigen Tage",
    offers: "Angebote",
    feedback: "Ihre Meinung",
  },
  goal: "Alles, was wir uns vorgenommen haben",
};

export const elements: Translations["elements"] = {
  pick: "Wohin soll Ihr Einkauf geben?",
  later: "Ich wähle später",
  about: (amount) => `etwa ${amount}`,
  to: (amount, cause) => `${amount} an „${cause}“`,
  cart: {
    brand: (brand, gifts) => `Wenn Sie das kaufen, gibt ${brand} ${gifts}, aus eigenem Geld.`,
    match: (brand, amount) => `Aus dem Aufstockungs\u00adtopf von ${brand} kommen ${amount} dazu.`,
    customer: (gifts) => `Sie geben ${gifts}, indem Sie aufrunden: Das ist Ihr eigenes Geld.`,
    unpicked: (causes) => `Wenn Sie weder jetzt wählen noch früher gewählt haben, geht es an ${causes}.`,
  },
  order: {
    brand: (brand, gifts) => `Für diese Bestellung gibt ${brand} ${gifts}, aus eigenem Geld.`,
    match: (brand, amount) => `Aus dem Aufstockungs\u00adtopf von ${brand} kommen ${amount} dazu.`,
    customer: (gifts) => `Sie haben aufgerundet und geben damit ${gifts}: Das ist Ihr eigenes Geld.`,
    unpicked: (causes) => `Wenn Sie nichts wählen und auch früher nicht gewählt haben, geht es an ${causes}.`,
  },
  none: {
    belowMinimum: (amount) => `Einkäufe ab ${amount} geben etwas.`,
    noAmountInCurrency: (currency) => `Einkäufe in ${currency} geben nach diesen Bedingungen nichts.`,
    nothingToShare: "Nichts in diesem Warenkorb gibt nach diesen Bedingungen etwas.",
    campaignCapReached: "Alles, was dafür vorgesehen war, ist gegeben: Dieser Einkauf gibt nichts.",
  },
  estimated: "Eine Schätzung: Der genaue Betrag wird aus der bezahlten Bestellung berechnet.",
  moreTitle: "So funktioniert es",
  thanks: "Danke.",
  claim: "Wählen Sie, wohin es geht",
  check: "So prüfen Sie, ob es zählt",
};

export const disclosure: Translations["disclosure"] = {
  forAll: "Für alle davon",
  version: (terms, text) => `Bedingungen ${terms}, Text ${text}`,
  title: "Was Ihr Einkauf gibt",
  more: "Alles dazu, und was bisher gegeben wurde",
  labels: {
    recipients: "Wer es bekommt",
    unit: "Was gegeben wird",
    estimate: "Beispiel",
    limits: "Grenzen",
    split: "Geht immer an",
    action: "Was Sie tun",
    dates: "Wann",
    refunds: "Rückgaben",
    payer: "Wer zahlt",
    total: "Bisher",
  },
  recipient: (charity) => `${charity} bekommt es.`,
  recipients: (charities) => `Eine davon bekommt es, je nach Wahl der Kundschaft: ${charities}.`,
  unit: (brand, share) => `${brand} gibt: ${share}.`,
  estimate: (goods, gift) => `Bei Waren für ${goods} sind das ${gift}.`,
  over: (brand, cap, currency) =>
    `Alles, was ${brand} dafür vorgesehen hatte, ist gegeben, insgesamt ${cap}: Einkäufe in ${currency} geben zurzeit nichts mehr.`,
  noMost: "Insgesamt ist die Summe nach oben nicht begrenzt.",
  noLeast: "Eine Mindestsumme ist nicht zugesagt.",
  least: (brand, amounts, until) =>
    `Insgesamt werden mindestens ${amounts} gegeben: Kommt bei Einkäufen bis ${until} weniger zusammen, legt ${brand} den Rest dazu, sobald sie nicht mehr zurückgegeben werden können.`,
  picked: "Wählen Sie ein Anliegen bei der Bestellung oder vorher.",
  pickedLater: (days) =>
    `Wählen Sie ein Anliegen bei der Bestellung, vorher oder bis zu ${days} danach mit dem Beleg.`,
  notPicked: (cause) => `Wählt niemand, geht es an: ${cause}.`,
  nothingToPick: "Sie müssen dafür nichts tun.",
  openEnded: (from) => `Seit ${from}; ein Ende steht nicht fest.`,
  between: (from, until) => `Vom ${from} bis ${until}.`,
  refunds: "Wird Ware zurückgegeben, wird ihr Teil der Gabe zurückgenommen.",
  total: (address) => `Was bisher gegeben wurde: ${address}`,
  roundUps: {
    link: (year) => `Was Sie ${year} aufgerundet haben, zum Drucken`,
    title: (year) => `Aufgerundet im Jahr ${year}`,
    headline: (year) => ["Was Sie dazugaben,", `im Jahr ${year}.`],
    collects: (brand) =>
      `Was Sie aufrunden, ist Ihre eigene Gabe und keine von ${brand}. ${brand} sammelt es ein und zahlt es an die Organisationen, die hier stehen.`,
    order: (id) => `Bestellung ${id}`,
    rulesTitle: "Für Ihre Steuer",
    rulesOf: (day) => `Regeln mit Stand vom ${day}; fragen Sie Ihre Steuerberatung.`,
    noReceipt:
      "Diese Seite sagt, was zu Ihren Einkäufen erfasst ist. Rückgaben können es noch ändern. Sie ist keine Bestätigung einer Organisation.",
    rules: {
      US: "USA: Eine Gabe zählt nur mit einem Beleg der Bank oder einem schriftlichen der Organisation, auf dem ihr Name, der Tag und der Betrag stehen. Diese Seite ist beides nicht.",
      GB: "Vereinigtes Königreich: Eine Organisation kann Steuer nur mit einer Erklärung der Person zurückholen, die gegeben hat. Hier wird keine abgegeben.",
      DE: "Deutschland: Eine Gabe zählt nur mit der Bestätigung, die die Organisation selbst auf amtlichem Vordruck ausstellt; bis 300 € kann ein Beleg der Bank genügen. Diese Seite ist beides nicht.",
    },
  },
  till: {
    share: (brand, share) => `${brand} gibt ${share} dieser Waren`,
    flat: (brand, amount) => `${brand} gibt ${amount} dafür`,
    unit: (brand, amount, products) => `${brand} gibt ${amount} je ${products}`,
    product: "bestimmtem Produkt",
    upTo: (share) => `bis zu ${share}`,
    picked: "an das Anliegen, das Sie wählen:",
    fixed: (cause) => `an ${cause}:`,
    over: (brand) => `${brand} hat alles dafür gegeben`,
    seeTotal: "Was es alles ergab:",
  },
};

export const proof: Translations["proof"] = {
  title: "Eine Gabe prüfen",
  headline: ["Sie müssen uns nicht glauben.", "Prüfen Sie es nach."],
  purpose: (brand) =>
    `Jeden Morgen veröffentlicht ${brand}, was am Tag davor gegeben wurde: für jedes Anliegen eine Summe und einen Hashwert, der für jede Gabe darin steht. Mit dem Beweis Ihrer eigenen Gabe können Sie nachrechnen, dass sie in dieser Summe ist, ohne ${brand} zu fragen und ohne zu sehen, was andere gegeben haben.`,
  notYet:
    "Noch ist nichts veröffentlicht. Die ersten Summen stehen am Morgen nach den ersten Gaben hier; vorher gibt es nichts zu prüfen.",
  check: {
    title: "Hier einen Beweis prüfen",
    aside: "Von Ihrer Datei wird nichts gesendet: Geprüft wird auf diesem Gerät.",
    file: "Ihr Beweis",
    hint: "Eine Datei, die auf .tlog-proof endet. Sie bekommen sie dort, wo Sie sehen, was Ihre Einkäufe gegeben haben, und hinter dem Code auf Ihrem Beleg.",
    withoutScript:
      "Um hier zu prüfen, braucht diese Seite JavaScript. Der Befehl weiter unten prüft dasselbe ohne.",
    own: (brand) =>
      `Diese Seite kommt von ${brand}. Wer betrügt, könnte Ihnen eine zeigen, die immer Ja sagt. Wenn Sie sicher sein wollen, nehmen Sie den Befehl weiter unten und einen Schlüssel, den Sie nicht von hier haben.`,
  },
  checking: "Wird geprüft …",
  notThere:
    "Hinter diesem Link ist kein Beweis, oder noch keiner. Öffnen Sie den Link noch einmal von dort, wo Sie ihn gefunden haben.",
  outcome: {
    right: "Wahr: Alles daran stimmt.",
    partly: "Es stimmt, soweit es geprüft wurde, und nicht alles wurde geprüft.",
    wrong: "Nicht wahr: Etwas stimmt nicht.",
  },
  marks: { right: "Stimmt", wrong: "Falsch", unchecked: "Nicht geprüft" },
  steps: {
    file: {
      title: "Die Datei ist ein ganzer Beweis einer Gabe.",
      wrong: "Sie ist keiner, oder sie wurde abgeschnitten oder verändert.",
    },
    sum: {
      title: "Die Gabe ist in der Summe, die für ihren Tag veröffentlicht wurde.",
      wrong: "Die Gabe, die in der Datei steht, ist nicht in der Summe, die in der Datei steht.",
    },
    signature: {
      title: "Der Schlüssel des Protokolls hat unterschrieben.",
      wrong: "Was in der Datei steht, hat nicht der Schlüssel unterschrieben, der auf dieser Seite steht.",
    },
    log: {
      title: "Die Summe dieses Tages steht im unterschriebenen Protokoll.",
      wrong: "Im Protokoll, das unterschrieben wurde, steht diese Summe nicht.",
    },
    today: {
      title:
        "Das Protokoll, wie es jetzt veröffentlicht ist, beginnt noch mit dem, was damals unterschrieben wurde, und seine Tage gehen auf.",
      wrong:
        "Was jetzt veröffentlicht ist, ist nicht, was damals unterschrieben wurde. Heben Sie die Datei auf: Sie beweist, dass etwas geändert wurde.",
    },
  },
  cannotSign:
    "Dieser Browser kann die Unterschrift nicht prüfen. Neuere können es, über https: ab Safari 17, Firefox 129 und Chrome 137. Der Befehl weiter unten kann es auch.",
  cannotRead: "Das Protokoll war gerade nicht zu lesen. Versuchen Sie es später noch einmal.",
  inEnglish: "In den Worten des Programms:",
  gave: {
    accrued: "{amount} für {cause}",
    returned: "{amount} zurückgenommen von {cause}",
    settled: "{amount} für {cause}, endgültig",
    late: "{amount} zurückgenommen von {cause}, nachdem es endgültig war",
  },
  payer: "Bezahlt von: {payer}.",
  sum: {
    day: "Sie ist ein Teil von {total}, veröffentlicht für den {day}. Das ist die Summe von höchstens {gifts} Gaben.",
    days: "Sie ist ein Teil von {total}, veröffentlicht für die Tage vom {from} bis zum {day}. Das ist die Summe von höchstens {gifts} Gaben.",
  },
  compare: "Es ist Ihre Gabe, wenn auf Ihrem eigenen Beleg all das steht:",
  facts: {
    order: "Bestellung",
    shop: "Laden",
    placed: "Gekauft",
    paid: "Insgesamt bezahlt",
    base: "Berechnet auf",
    terms: "Bedingungen",
    other: "Verschoben von oder nach",
  },
  shows: {
    title: "Was ein Beweis zeigt",
    points: [
      "Ihre Gabe, mit diesem Betrag und für dieses Anliegen, ist in einer Summe, die veröffentlicht wurde. Wäre sie weggelassen worden, gäbe es keinen Beweis.",
      "Der Beweis gehört zu Ihrem Einkauf: Nummer, Minute und Betrag stehen darin. Derselbe lässt sich nicht zwei Leuten zeigen.",
      "Nichts, was vorher veröffentlicht war, wurde seither geändert: Das Protokoll beginnt mit allem, was je unterschrieben wurde.",
      "Was zurückgenommen wurde, ist eine eigene Summe. Nichts unter null ist in einer anderen versteckt.",
    ],
  },
  showsNot: {
    title: "Was er nicht zeigt",
    points: [
      "Dass das Geld angekommen ist. Das können die Organisation und ihre Bank sagen und sonst niemand.",
      "Dass die Gaben der anderen darin sind. Jeder findet das für die eigene heraus; wer prüft, schützt auch die, die es nicht tun.",
      "Dass hinter jeder Gabe jemand steht. Wer Gaben erfindet, schuldet mehr, und was Organisationen bestätigen, ist die Grenze.",
      "Was die Organisation damit tut.",
    ],
  },
  command: {
    title: "Mit einem Befehl prüfen",
    aside: "Für alle, die keiner Seite trauen. Er sagt dasselbe wie diese hier, auf Englisch.",
    text: "Das Programm ist eine Datei, die jeder lesen kann. Es braucht Node.js und sonst nichts und fragt niemanden.",
    download: "wellspring-verify.mjs holen",
    sha: "Sein SHA-256:",
    run: "Dann, im Ordner mit beiden Dateien:",
    key: "Der Schlüssel des Protokolls:",
    keyText:
      "Vergleichen Sie ihn mit einem, den niemand für Sie allein ändern kann: von einem Plakat, aus einem Brief, von der Organisation, von jemandem, der diese Seite auch sieht.",
    whole: "Das ganze Protokoll, alle Tage und Summen:",
  },
  download: "Beweis herunterladen",
  checkIt: "Prüfen, ob sie zählt",
  noneYet: "Noch kein Beweis.",
  after: (day) => `Noch nicht veröffentlicht: Den Beweis gibt es nach dem ${day}.`,
  waits:
    "Den Beweis gibt es, sobald diese Gabe in einer veröffentlichten Summe ist: am nächsten Morgen, und bei einem Anliegen mit wenigen Gaben am Ende des Monats.",
};

export const wallet: Translations["wallet"] = {
  about: (brand) => `Karte von ${brand}: was Ihre Einkäufe geben`,
  given: {
    brand: (brand) => `${brand} gab`,
    match: () => "Aus dem Topf kam",
    customer: () => "Sie rundeten auf",
  },
  givenSoFar: "Bisher gegeben",
  nothing: "Noch nichts",
  cause: "Ihr Anliegen",
  causes: "Ihre Anliegen",
  andMore: (cause, more) => `${cause} und ${more} weitere`,
  pending: "Vorläufig",
  settled: "Endgültig",
  asOf: "Stand",
  number: "Kartennummer",
  all: "Was Ihre Einkäufe gaben",
  ofWhich: (amount, pending) => `${amount}, davon ${pending} vorläufig`,
  apart: "Verschiedene Arten von Geld und verschiedene Währungen werden nie zusammengezählt.",
  pendingTitle: "Was „vorläufig“ heißt",
  pendingText:
    "Solange ein Einkauf zurückgegeben werden kann, ist seine Gabe vorläufig. Bei einer Rückgabe entfällt sie ganz oder zum Teil.",
  impact: "Meine Wirkung",
  preferences: "Einstellungen",
  news: "Zuletzt",
  ended: "Nicht mehr gültig",
  endedText: (address) =>
    `Diese Karte wurde ersetzt oder gelöscht und nennt an der Kasse niemanden mehr. Haben Sie eine neue, so ist sie unter ${address}. Diese können Sie löschen.`,
};
