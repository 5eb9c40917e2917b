import type { PayoutWords } from "./payout-words.ts";

export const germanPayouts: PayoutWords = {
  title: "Auszahlungen",
  text: "Was an Organisationen gezahlt werden soll. Freigegeben wird hier; Dateien für die Bank macht der Befehl.",
  unread:
    "Die Auszahlungen sind nicht lesbar: Eine Zeile ist nicht, wie sie sein soll. Wer die Befehle hat, ruft `wellspring ledger verify` auf.",
  waiting: "Freizugeben",
  none: "Nichts wartet auf eine Freigabe.",
  toApprove: { one: "Auszahlung freizugeben", other: "Auszahlungen freizugeben" },
  fundings: {
    brand: "Geld der Marke",
    match: "Geld der Verdopplung",
    customer: "Geld von Kundinnen und Kunden",
  },
  proposed: (through, on, by) => `Was bis ${through} endgültig war. Vorgeschlagen am ${on} von ${by}.`,
  needs: (approved, needed) => `Freigegeben von ${approved} von ${needed} Personen.`,
  approvedBy: (names) => `Von ${names}.`,
  approve: (amount, charity) => `${amount} an ${charity} freigeben`,
  youDid: "Sie haben sie freigegeben: Jetzt muss es jemand anderes tun.",
  mayNot: "Die Finanzen geben sie frei.",
  byCommand:
    "Die erste Freigabe kam per Befehl. Ob das Sie waren, ist hier nicht zu erkennen; auch die zweite kommt daher per Befehl.",
  approved: "Sie ist freigegeben, in Ihrem Namen.",
  same: "Sie war schon freigegeben.",
  unknown: "Diese Auszahlung gibt es nicht.",
  busy: "Jemand anderes hat sie gerade geändert. Drücken Sie noch einmal.",
  refusals: {
    notFromHere: "Sie wartet nicht mehr auf eine Freigabe.",
    notApproved: "Zu wenige haben sie freigegeben.",
    sameApprover: "Sie haben sie schon freigegeben: Jetzt muss es jemand anderes tun.",
    approvedAlready: "Sie hat alle Freigaben, die sie braucht.",
    otherSignIn:
      "Die erste Freigabe kam per Befehl. Ob das Sie waren, ist hier nicht zu erkennen; auch die zweite kommt daher per Befehl.",
    otherAmount: "Gebucht wurde ein anderer Betrag.",
    historyFull: "Die Zeile fasst keine weiteren Einträge.",
    lostStatus:
      "Die Organisation steht nicht oder nicht mehr in ihrem Register: Die Auszahlung ist jetzt angehalten.",
  },
  others: "Was aus anderen wurde",
  states: {
    batched: "vorgeschlagen",
    filed: "in einer Datei für die Bank",
    sent: "der Bank übergeben",
    booked: "gezahlt",
    received: "von der Organisation bestätigt",
    returned: "zurückgekommen",
    cancelled: "verworfen",
    held: "angehalten",
  },
  approvedState: "freigegeben: als Nächstes eine Datei für die Bank",
  because: (reason) => `Grund: ${reason}`,
};
