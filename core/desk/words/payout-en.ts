import type { PayoutWords } from "./payout-words.ts";

export const englishPayouts: PayoutWords = {
  title: "Payouts",
  text: "What is to be paid to charities. People approve it here; files for the bank are made by command.",
  unread:
    "Payouts cannot be read: a row of theirs is not as it should be. An operator runs `wellspring ledger verify`.",
  waiting: "To approve",
  none: "Nothing waits for an approval.",
  toApprove: { one: "payout to approve", other: "payouts to approve" },
  fundings: { brand: "the brand’s own money", match: "money of the match", customer: "money of customers" },
  proposed: (through, on, by) => `What was settled through ${through}. Proposed on ${on} by ${by}.`,
  needs: (approved, needed) => `Approved by ${approved} of ${needed} people.`,
  approvedBy: (names) => `By ${names}.`,
  approve: (amount, charity) => `Approve ${amount} for ${charity}`,
  youDid: "You approved it: another person has to.",
  mayNot: "Finance approves it.",
  byCommand:
    "Its first approval was by command. Nobody can tell here whether that was you, so the second is by command as well.",
  approved: "It is approved, in your name.",
  same: "It was approved before.",
  unknown: "There is no such payout.",
  busy: "Somebody else was writing it. Press again.",
  refusals: {
    notFromHere: "It does not wait for an approval any more.",
    notApproved: "Too few people approved it.",
    sameApprover: "You approved it already: another person has to.",
    approvedAlready: "It has all the approvals that it needs.",
    otherSignIn:
      "Its first approval was by command. Nobody can tell here whether that was you, so the second is by command as well.",
    otherAmount: "What was booked is not its amount.",
    historyFull: "Its row holds no more entries.",
    lostStatus: "Its charity is not in its register, or no longer: the payout is held now.",
  },
  others: "What became of others",
  states: {
    batched: "proposed",
    filed: "in a file for the bank",
    sent: "given to the bank",
    booked: "paid",
    received: "the charity says that it has it",
    returned: "came back",
    cancelled: "cancelled",
    held: "held",
  },
  approvedState: "approved: a file for the bank is next",
  because: (reason) => `Because: ${reason}`,
};
