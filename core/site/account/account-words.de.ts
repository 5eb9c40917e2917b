import type { AccountTranslations } from "./account-translations.ts";

export const accountGerman: AccountTranslations = {
  own: "Ihre Seiten",
  signOut: "Abmelden",
  channels: { email: "E-Mail", sms: "SMS" },

  preferences: {
    title: "Einstellungen",
    headline: ["Sie bestimmen,", "was Sie von uns hören."],
    lead: (brand) =>
      `${brand} schreibt Ihnen nur zu dem, was hier angekreuzt ist, nur auf dem Weg, den Sie wollen, und nur zu den Stunden, die Sie erlauben.`,
    done: {
      saved: "Gespeichert. Es gilt ab der nächsten Nachricht.",
      asked:
        "Gespeichert. Was wir vorher fragen müssen, ist unterwegs: Bevor Sie antworten, kommt dorthin nichts anderes.",
      resumed: "Die Pause ist beendet. Es kommen wieder Nachrichten.",
      stopped: "Alles ist beendet. Sie bekommen keine Nachrichten mehr.",
    },
    stale:
      "Seit Sie diese Seite geöffnet haben, wurde etwas gespeichert, vielleicht in einem anderen Fenster oder durch Ihre Antwort auf eine Nachricht. Unten steht, was jetzt gilt; was Sie eingegeben hatten, ist nicht gespeichert. Bitte sehen Sie es durch und ändern Sie es noch einmal.",
    notSaved: (problems) => `Noch ist nichts gespeichert: ${problems}.`,
    problems: { one: "Angabe stimmt nicht", other: "Angaben stimmen nicht" },
    problem: {
      notOffered: "Bitte wählen Sie etwas aus der Liste.",
      timeMissing: "Bitte geben Sie beide Zeiten ein oder keine.",
      notATime: "Bitte geben Sie eine Uhrzeit wie 21:00 ein.",
      wholeDay:
        "Beginn und Ende sind gleich: So könnten wir nie schreiben. Wählen Sie lieber Themen ab oder machen Sie eine Pause.",
      notADay: "Bitte geben Sie einen Tag in den nächsten drei Jahren ein, etwa 2026-12-24.",
      dayIsOver: "Bitte geben Sie einen Tag nach heute ein.",
      tooManyCauses: "Das sind mehr Anliegen, als sich eine Gabe teilen lässt. Bitte wählen Sie einige ab.",
      notParts: "Bitte geben Sie eine ganze Zahl von 1 bis 10.000 ein.",
      tooManyInterests: "Bitte geben Sie höchstens 20 an.",
      interestTooLong: "Eine Angabe ist länger als 60 Buchstaben.",
      dateIncomplete: "Zu einem Datum gehören Name, Tag und Monat.",
      noSuchDate: "Diesen Tag hat der Monat nicht.",
      dateNameTooLong: "Bitte wählen Sie einen Namen mit höchstens 60 Buchstaben.",
    },

    topics: "Worüber wir schreiben dürfen",
    topicsText: "Angekreuzt ist nur, was Sie selbst angekreuzt haben. Jedes Kästchen steht für sich.",
    noAddress:
      "Wir haben keine Adresse von Ihnen, an die wir schreiben könnten. Deshalb bekommen Sie keine Nachrichten.",
    reach: (channel, address) => `${channel}: ${address}`,
    suppressed: {
      email:
        "An diese Adresse wird nichts geschickt: Nachrichten kamen zurück oder wurden als unerwünscht gemeldet. Was Sie hier ankreuzen, gilt erst, wenn das behoben ist.",
      sms: "An diese Nummer wird nichts geschickt: Von ihr kam STOP, oder eine Nachricht war nicht zustellbar. Senden Sie von ihr START, dann gilt wieder, was Sie hier ankreuzen.",
    },
    waiting: {
      email:
        "Noch zu bestätigen: Bitte folgen Sie dem Link in der E-Mail, die wir an diese Adresse geschickt haben. Keine gekommen? Speichern Sie nach zehn Minuten noch einmal, dann fragen wir erneut.",
      sms: "Noch zu bestätigen: Bitte antworten Sie mit YES auf die SMS, die wir an diese Nummer geschickt haben. Keine gekommen? Speichern Sie nach zehn Minuten noch einmal, dann fragen wir erneut.",
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
    causesText: (most) =>
      `Was Ihre nächsten Einkäufe geben, wird auf die angekreuzten Anliegen verteilt, höchstens ${most}. Die Teile sagen, wie: Bei 2 und 1 gehen zwei Drittel an das eine und ein Drittel an das andere. Ist nichts angekreuzt, entscheiden die Spendenregeln.`,
    parts: "Teile",
    partsOf: (cause) => `für ${cause}`,
    share: (percent) => `zurzeit ${percent}`,
    paused: "nimmt zurzeit keine neuen Gaben an",

    when: "Wann und wo",
    whenText: "Die Stunden, die das Gesetz für SMS vorschreibt, gelten immer zusätzlich.",
    quiet: "Ruhezeit",
    quietText:
      "In dieser Zeit wird nichts geschickt; es wartet bis danach. Auch über Mitternacht. Leer: keine Ruhezeit.",
    from: "Von",
    to: "Bis",
    pause: "Alles pausieren bis",
    pauseText:
      "Vor diesem Tag wird nichts geschickt. Was darauf wartet, kommt dann, wenn es noch aktuell ist. Leer: keine Pause.",
    pausedUntil: (day) => `Bis ${day} ist alles pausiert.`,
    resume: "Pause jetzt beenden",
    place: "Wo Sie leben",
    placeText: "Damit das dort geltende Gesetz eingehalten wird. In den USA hat jeder Staat sein eigenes.",
    noPlace: "Das möchte ich nicht sagen",
    countries: "Länder",
    states: "USA, nach Staat",
    timeZone: "Ihre Zeitzone",
    timeZoneText:
      "Ist sie nicht bekannt, schreiben wir nur zu Stunden, die auf jeder Uhr des Ortes passen, an dem Sie leben. Ist auch der nicht bekannt, könnte jederzeit Ruhezeit sein: Mit einer Ruhezeit wird dann nichts geschickt, und SMS werden gar nicht geschickt.",
    noTimeZone: "Nicht bekannt",

    you: "Über Sie",
    youText: (brand) =>
      `Nur, was Sie uns selbst sagen. ${brand} zieht aus Ihren Einkäufen keine Schlüsse über Sie.`,
    language: "Sprache Ihrer Nachrichten",
    interests: "Was Sie interessiert",
    interestsText: (most) => `In Ihren eigenen Worten, mit Kommas dazwischen, höchstens ${most}.`,
    dates: "Tage, die für Sie zählen",
    datesText:
      "Zum Beispiel ein Geburtstag. An diesen Tagen hören Sie von uns, wenn oben „Tage, die zählen“ angekreuzt ist. Um einen zu entfernen, leeren Sie seine Zeile.",
    dateName: "Was es ist",
    day: "Tag",
    month: "Monat",
    line: (number) => `Tag ${number}`,

    presents: "Geschenke",
    presentsBox: "Was ich zuletzt gekauft habe, war für andere: nichts daraus lernen",
    presentsText:
      "Dann wird aus Ihren Einkäufen nichts über Sie geschlossen: kein Jahrestag Ihrer ersten Gabe, keine Frage, ob es still geworden ist. Was die Einkäufe gegeben haben, bleibt gegeben und zählt auf Ihren Seiten.",

    save: "Speichern",
    saveText: "Alles auf dieser Seite wird zusammen gespeichert.",
    stop: "Alles beenden",
  },

  history: {
    title: "Nachrichten",
    headline: ["Jede Nachricht,", "und der Grund dafür."],
    lead: (brand) =>
      `Was ${brand} Ihnen geschickt, aufgeschoben oder nicht geschickt hat, das Neueste zuerst.`,
    nothing: "Noch nichts.",
    nothingText:
      "Hier wird jede Nachricht stehen, die Ihnen geschickt, aufgeschoben oder nicht geschickt wird, jede mit ihren Gründen.",
    nothingOlder: "Älteres gibt es nicht.",
    messages: {
      "confirm-email": "Bitte bestätigen Sie Ihre E-Mail-Adresse",
      "impact-update": "Was ein Einkauf von Ihnen gegeben hat",
      "sign-in-link": "Ihr Link zu diesen Seiten",
      welcome: "Willkommen",
      "milestone-reached": "Ein Meilenstein ist erreicht",
      "impact-digest": "Was Ihre Einkäufe gegeben haben, gesammelt",
      "order-trouble": "Zu Ihrer Bestellung",
      "important-date": "Ein Tag, der für Sie zählt",
      "quiet-customer": "Die Frage, ob wir pausieren sollen",
      "purpose-brief": "Was Einkäufe in dieser Woche bewirkt haben",
      "confirm-phone": "Bitte bestätigen Sie Ihre Telefonnummer",
      "text-stopped": "Antwort auf Ihr STOP",
      "text-started": "Antwort auf Ihr START",
      "text-help": "Antwort auf Ihr HELP",
    },
    sent: "Geschickt",
    unknown: "Vermutlich geschickt",
    unknownText:
      "Sie wurde übergeben, und ob sie hinausging, blieb unbeantwortet. Sie wird nicht noch einmal geschickt, damit Sie sie nicht doppelt bekommen.",
    deferred: (until) => `Aufgeschoben auf ${until}`,
    dropped: "Nicht geschickt",
    because: "Weil",
    reasons: {
      noAddress:
        "Wir haben keine Adresse von Ihnen, an die wir schreiben könnten. Deshalb bekommen Sie keine Nachrichten.",
      suppressed: "an diese Adresse nichts geschickt wird: Sie wurde gestoppt, oder Nachrichten kamen zurück",
      noConsent: "Sie nicht eingewilligt hatten",
      consentPending: "Sie es noch nicht bestätigt hatten",
      consentExpired: "Ihre Einwilligung abgelaufen war",
      consentWithdrawn: "Sie Ihre Einwilligung widerrufen hatten",
      topicOff: "Sie dieses Thema abgewählt hatten",
      otherRhythm: "Sie zu anderen Zeiten davon hören wollen",
      paused: "Sie alles pausiert hatten",
      lawfulHours: "das Gesetz zu dieser Stunde dort, wo Sie sind oder sein können, keine SMS erlaubt",
      quietHours: "es in Ihrer Ruhezeit lag",
      journeyHours: "es nicht die Stunde für eine solche Nachricht war",
      capReached: "Sie an diesem Tag schon genug Nachrichten bekommen hatten",
      journeyStopped: "Nachrichten dieser Art angehalten worden waren",
      goalReached: "schon erledigt war, worum es ging",
      noLongerTrue: "nicht mehr stimmte, was darin stand",
      tooLate: "sie zu spät gekommen wäre",
      templateRefused: "uns ein Fehler unterlaufen ist: Sie konnte nicht geschrieben werden",
      notAccepted: "sie nicht zur Zustellung angenommen wurde",
    },
    by: { email: "per E-Mail", sms: "per SMS" },
    answer: "Eine Antwort auf das, was Sie gerade getan hatten: Dafür braucht es keine Einwilligung.",
    agreed: (day, where) => `Erlaubt durch Ihre Einwilligung vom ${day}, ${where}`,
    sources: {
      form: "in unserem Formular",
      preferences: "auf der Seite mit Ihren Einstellungen",
      posFlag: "an der Kasse",
      keyword: "per SMS",
      import: "bevor es diese Seite gab",
      oneClick: "mit einem Link in einer Nachricht",
      operator: "persönlich",
      provider: "bei Ihrem E-Mail-Anbieter",
    },
    agreedTo: "Die Worte, denen Sie zugestimmt haben",
    consentGone: "Erlaubt durch Ihre Einwilligung.",
    older: "Ältere Nachrichten",
    newest: "Zurück zu den neuesten",
    clock: (zone) => `Uhrzeiten gelten für ${zone}.`,
  },

  impact: {
    title: "Ihre Wirkung",
    headline: ["Ihre Einkäufe,", "und was sie geben."],
    lead: (brand) =>
      `Was Ihre eigenen Einkäufe bei ${brand} zusammen ergeben, gelesen aus dem Hauptbuch selbst.`,
    purchases: { one: "Einkauf, der gab", other: "Einkäufe, die gaben" },
    nothing: "Die erste Gabe steht noch aus.",
    nothingText: (brand) =>
      `Noch hat keiner Ihrer Einkäufe bei ${brand} etwas gegeben, oder sie wurden mit einer Adresse oder Karte gemacht, von der wir nicht wissen, dass sie Ihnen gehört. Der nächste, der gibt, steht hier kurz nach dem Bezahlen.`,
    total: "Von Ihren Einkäufen gegeben",
    funding: {
      brand: (brand) => `Von ${brand} bezahlt`,
      match: () => "Aus dem Aufstockungstopf",
      customer: () => "Von Ihnen aufgerundet",
    },
    pendingSettled: (pending, settled) => `${pending} vorläufig, ${settled} endgültig`,
    share: "Ihr Teil am Ganzen",
    shareText:
      "An dem, was die Einkäufe aller gegeben haben. Jede Art von Geld und jede Währung wird nur mit sich selbst verglichen.",
    shareOf: {
      brand: (brand, currency) => `von dem, was ${brand} bezahlt hat, in ${currency}`,
      match: (_, currency) => `von dem, was aus dem Aufstockungstopf kam, in ${currency}`,
      customer: (_, currency) => `von dem, was aufgerundet wurde, in ${currency}`,
    },
    tinyShare: "weniger als 0,01 %",
    next: "Was als Nächstes kommt",
    nextText: "Wie weit Ihre Anliegen sind und was die nächsten Gaben möglich machen.",
    nothingToCause: "Von Ihren Einkäufen ging noch nichts hierhin.",
    noCauses: "Sie haben noch keine Anliegen gewählt.",
    choose: "Anliegen wählen",
    purchasesPart: "Einkäufe, die gaben",
    purchasesText: "Die neuesten zuerst. Eine Rückgabe nimmt ihre Gabe zurück.",
    purchaseOf: (day) => `Einkauf vom ${day}`,
    pendingUntil: (day) => `vorläufig bis ${day}`,
    isSettled: "endgültig",
    takenBack: "zurückgenommen, weil er zurückgegeben wurde",
    more: (shown, all) => `Gezeigt werden die neuesten ${shown} von ${all}.`,
  },
};
