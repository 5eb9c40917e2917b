import { formatMinor } from "../../core/model/money.ts";
import type { Advance } from "../../core/settlement/advance.ts";
import type { PayoutsProposed, ProposedPayout } from "../../core/settlement/batch-payouts.ts";
import type { WaitsForPerson } from "../../core/settlement/due.ts";
import {
  isReopened,
  isUnchanged,
  type Payout,
  type PayoutMove,
  payoutState,
} from "../../core/settlement/payout.ts";
import type { Proposal, ProposalOutcome } from "../../core/settlement/propose.ts";
import type { BankLine } from "../../core/settlement/record-statements.ts";
import type { PayoutAccount } from "../../core/settlement/settle.ts";
import { counted, table } from "../table.ts";

function money(minor: number, currency: string): string {
  return `${formatMinor(minor, currency)} ${currency}`;
}

/** What a run found, for a person: each account with what is owed on it, and what comes next. */
export function proposalLines(through: string, proposals: readonly Proposal[], dryRun: boolean): string[] {
  if (proposals.length === 0) return [`Nothing is payable by the end of ${through}.`];
  const rows = proposals.map(({ due, outcome }) => [
    due.name,
    due.funding,
    "owed" in outcome ? money(outcome.owed, due.currency) : "",
    outcomeText(outcome, dryRun),
  ]);
  const batched = proposals.flatMap(({ outcome }) => (outcome.kind === "batched" ? [outcome.payout] : []));
  return [
    table(["charity", "funding", "owed", "what comes of it"], rows, new Set([2])),
    "",
    dryRun
      ? `Nothing was written. Without --dry-run ${counted(batched.length, "payout")} of what is payable by the end of ${through}.`
      : `${counted(batched.length, "payout")} of what is payable by the end of ${through}.`,
    ...(dryRun || batched.length === 0
      ? []
      : [`Next: \`money payouts approve ${batched[0]?.id}\`, and so on for each.`]),
  ];
}

function outcomeText(outcome: ProposalOutcome, dryRun: boolean): string {
  switch (outcome.kind) {
    case "batched":
      return `${dryRun ? "would be " : ""}${outcome.payout.id}, ${approvalsText(outcome.payout)}`;
    case "carried":
      return outcome.owed === 0
        ? "nothing is owed"
        : "refunds took more than was left: the next payout is less";
    case "waits":
      return "below the brand's minimum: waits for the next run";
    case "laterDay":
      return `was settled through ${outcome.through} already: name that day or a later one`;
    case "waiting":
      return waitingText(outcome);
  }
}

function waitingText({ because, cause }: WaitsForPerson): string {
  switch (because) {
    case "unregistered":
      return `waits: the charity of ${cause} has no org (register and number) in causes.yaml`;
    case "otherCharity":
      return `waits: ${cause} was paid to another charity before; write that one back, and a new cause for this one`;
    case "lostStatus":
      return `waits: the charity of ${cause} is not in its register, or no longer: \`money charities check\` says which`;
    case "ended":
      return `${cause} has ended: \`money move ${cause}\` moves what it has and was not paid`;
  }
}

/** That nobody knows whether a charity is still in its register, and what to do. */
export function uncheckedText(charity: string, because: "unknown" | "outdated"): string {
  const says =
    because === "unknown" ? "was never looked up in its register" : "was looked up in files that are old";
  return `${charity} ${says}: \`money charities check\` with new files, before you pay it.`;
}

function noPayoutText({ because, cause = "a cause" }: PayoutsProposed["waiting"]["first"][number]): string {
  switch (because) {
    case "belowMinimum":
      return "below the brand's minimum: waits for the next run";
    case "overpaid":
      return "refunds took more than was left: the next payout is less";
    case "laterDay":
      return "was settled through a later day already: name that day or a later one";
    default:
      return waitingText({ because, cause });
  }
}

/** What the stage's own run proposed, and what waits and why. */
export function runLines({ through, proposed, waiting, held, unchecked }: PayoutsProposed): string[] {
  const rows = [
    ...proposed.first.map(({ id, charity, funding, minor, currency, approvals }) => [
      ...[charity, funding, money(minor, currency)],
      `${id}, ${approvalsText({ approvals })}`,
    ]),
    ...waiting.first.map((one) => [
      ...[one.charity, one.funding, one.minor === undefined ? "" : money(one.minor, one.currency)],
      noPayoutText(one),
    ]),
  ];
  const more = proposed.count + waiting.count - rows.length;
  const [next] = proposed.first;
  return [
    ...(rows.length === 0
      ? []
      : [table(["charity", "funding", "owed", "what comes of it"], rows, new Set([2])), ""]),
    ...(more === 0 ? [] : [`And ${more} more: \`money payouts list\` has them all.`]),
    `${counted(proposed.count, "payout")} of what is payable by the end of ${through}.`,
    ...(held.count === 0
      ? []
      : [`${counted(held.count, "payout")} held: \`money payouts list --state held\`.`]),
    ...unchecked.first.map(({ charity, because }) => uncheckedText(charity, because)),
    ...(next === undefined ? [] : [`Next: \`money payouts approve ${next.id}\`, and so on for each.`]),
  ];
}

function approvalsText({ approvals }: Pick<ProposedPayout, "approvals">): string {
  return approvals === 1 ? "one person approves it" : "two people approve it";
}

/** All payouts, and below them what each account was paid of what was payable. */
export function listLines(payouts: readonly Payout[], accounts: readonly PayoutAccount[]): string[] {
  if (payouts.length === 0 && accounts.length === 0)
    return ["There are no payouts: `money payouts propose` makes them."];
  const rows = payouts.map((payout) => [
    payout.id,
    payout.through,
    payout.name,
    payout.funding,
    money(payout.minor, payout.currency),
    stateText(payout),
  ]);
  const sums = accounts.map((account) => {
    const { charity, currency, funding, through, settled, paid } = account;
    const own = payouts.filter(
      (one) => one.charity === charity && one.currency === currency && one.funding === funding,
    );
    const at = (...kinds: readonly string[]) =>
      own.reduce((all, one) => all + (kinds.includes(payoutState(one).kind) ? one.minor : 0), 0);
    return [
      charity,
      funding,
      through,
      money(settled, currency),
      money(paid - at("booked", "received"), currency),
      money(at("booked", "received"), currency),
      money(settled - paid, currency),
    ];
  });
  const columns = ["account", "funding", "through", "payable", "on its way", "booked", "still owed"];
  return [
    table(["payout", "through", "charity", "funding", "amount", "state"], rows, new Set([4])),
    ...(sums.length === 0 ? [] : ["", table(columns, sums, new Set([3, 4, 5, 6]))]),
  ];
}

/** Where a payout stands, in a few words. */
export function stateText(payout: Payout): string {
  const state = payoutState(payout);
  if (state.kind === "batched") return `batched, ${state.approvedBy.length} of ${payout.approvals} approved`;
  if (state.kind === "booked") return `booked ${state.bookedOn}, ${state.reference}`;
  if (state.kind === "received") return `received, ${acknowledgementText(payout)}`;
  if (state.kind === "held" || isReopened(state))
    return `${state.kind}: ${"because" in state ? state.because : ""}`;
  return state.kind;
}

/** When a charity said that it has a payout, and who there, where it says so itself. */
function acknowledgementText({ entries }: Payout): string {
  const said = entries.findLast((entry) => entry.kind === "received");
  const by = said?.signer === undefined ? "" : ` by ${said.signer}`;
  return `acknowledged ${said?.at.slice(0, 10)}${by}`;
}

/** One payout with all that became of it. */
export function payoutLines(payout: Payout): string[] {
  const { id, name, charity, funding, minor, currency, through, causes, batched, entries } = payout;
  return [
    `${id}: ${money(minor, currency)} to ${name}`,
    `  ${charity}, ${funding} money, for ${causes.join(", ")}, payable by the end of ${through}`,
    `  ${stateText(payout)}`,
    "",
    table(
      ["when", "what", "who", "evidence"],
      [
        [batched.at, "batched", batched.by, ""],
        ...entries.map((entry) => [entry.at, entry.kind, entry.by, evidenceOf(entry)]),
      ],
      new Set(),
    ),
    "",
    isUnchanged(payout)
      ? "Every line is as it was written: each holds the hash of the one before."
      : "These lines are not as they were written: somebody changed the row. Pay nothing by it.",
  ];
}

const WAITS: Readonly<Record<NonNullable<BankLine["because"]>, string>> = {
  unknownPayout: "no payout has this id",
  severalPayouts: "several payouts begin like this",
  otherAmount: "its amount is not the payout's",
  unexplainedCredit: "money came in, and the bank does not say that it is a return",
  twice: "the payout was booked, or came back, before",
  notFromHere: "the payout was not sent, or this is said of it already by another line",
  notApproved: "nobody approved the payout, and yet it was paid",
  lostStatus: "",
  sameApprover: "",
  approvedAlready: "",
  otherSignIn: "",
  historyFull: "the payout's row holds no more entries",
};

/** What a bank's statement said of payouts. */
export function statementLines(lines: readonly BankLine[]): string[] {
  if (lines.length === 0) return ["Nothing in it names a payout."];
  const rows = lines.map(({ kind, named, minor, currency, bookedOn, reference, because }) => [
    named,
    money(minor, currency),
    bookedOn,
    reference,
    because === undefined ? (kind === "known" ? "known already" : kind) : `waits for you: ${WAITS[because]}`,
  ]);
  return [table(["payout", "amount", "booked on", "bank's reference", ""], rows, new Set([1]))];
}

function evidenceOf(entry: PayoutMove): string {
  const parts = [
    "because" in entry ? entry.because : undefined,
    "reference" in entry ? entry.reference : undefined,
    "signer" in entry && entry.signer !== undefined ? `signed: ${entry.signer}` : undefined,
    "bookedOn" in entry ? entry.bookedOn : undefined,
    "file" in entry ? `file ${entry.file.slice(0, 16)}…` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

/** Why a payout stays as it is, and what to do. */
export function refusalText(
  { because, from }: Extract<Advance, { kind: "refused" }>,
  { approvals }: Payout,
  kind: PayoutMove["kind"],
): string {
  switch (because) {
    case "notFromHere":
      return `It is ${from}, and what is ${from} cannot be ${kind}.`;
    case "notApproved":
      return approvals === 1
        ? "Nobody approved it yet: `money payouts approve` does."
        : "It is of more than one person may approve: two people run `money payouts approve`, each as themselves.";
    case "sameApprover":
      return "You approved it already: another person has to.";
    case "approvedAlready":
      return "It has all the approvals that it needs.";
    case "otherSignIn":
      return "Its first approval was at the desk. Nobody can tell whether that was you, so the second is at the desk as well.";
    case "otherAmount":
      return "What was booked is not its amount.";
    case "lostStatus":
      return "Its charity is not in its register, or no longer: the payout is held now, with the file that says so. Where that is over, run `money charities check` with new files and `money payouts release`; else `money payouts cancel`.";
    case "historyFull":
      return "Its row holds no more entries. Cancel it, or tell us what happened to it so often.";
  }
}
