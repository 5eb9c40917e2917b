import type { BrandConfig } from "../../giving/config/brand-config.ts";
import type { Entry } from "../../giving/ledger/entry.ts";
import { orderPath } from "../../giving/ledger/ledger.keys.ts";
import { calendar } from "../../impact/calendar.ts";
import { charityKey } from "../../model/charity-key.ts";
import type { Funding } from "../../model/gift.ts";
import { formatMinor } from "../../model/money.ts";
import type { CauseSlug, Day } from "../../model/purchase.ts";
import { type Terms, termsName } from "../../model/terms.ts";
import { csv } from "../../platform/csv.ts";
import { isUnchanged, type Payout, payoutState } from "../../settlement/payout.ts";
import type { RegisterRecord } from "../../settlement/registers/register-record.ts";
import { booksOf } from "../books/books.ts";
import { Journal, type Posting } from "../books/journal.ts";
import { payoutPostings } from "../books/payout-postings.ts";

/** What is proved: days in the brand's zone, both included, of all purchases, or of those under one campaign's terms. */
export interface EvidenceScope {
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
  /** The id of the terms, of a campaign. */
  readonly terms?: string | undefined;
}

export interface EvidenceFile {
  readonly name: string;
  readonly text: string;
}

/**
 * What one cause has in one currency from one funding, in minor units. `given` to `settled`: within the days of the scope; the rest:
 * at their end. `paid` and `owed` are of all purchases: a payout is of totals, and of no campaign.
 */
export interface EvidenceSum {
  readonly cause: CauseSlug;
  readonly currency: string;
  readonly funding: Funding;
  readonly given: number;
  readonly toppedUp: number;
  readonly takenBack: number;
  readonly picked: number;
  readonly moved: number;
  readonly settled: number;
  readonly pendingAtEnd: number;
  readonly settledAtEnd: number;
  readonly paidAtEnd?: number;
  readonly owedAtEnd?: number;
}

/** Before every entry. */
const BEGINNING: Day = "2000-01-01";

/** What stood in the ledger and in payouts by the end of some days, as files: the same bytes whenever they are made. */
export class Evidence {
  readonly #scope: EvidenceScope;
  readonly #dayOf: (instant: string) => Day;
  readonly #journal: Journal;
  readonly #orders = new Set<string>();
  /** What came to orders of which no purchase was read yet, since entries come in no order. */
  #amendments: Entry[] = [];

  constructor(scope: EvidenceScope, timeZone: string) {
    this.#scope = scope;
    this.#dayOf = calendar(timeZone).dayOf;
    this.#journal = new Journal(timeZone);
  }

  add(entry: Entry): void {
    const { terms } = this.#scope;
    if (terms === undefined) this.#journal.add(entry);
    else if (entry.kind !== "accrual") this.#amendments.push(entry);
    else if (entry.terms?.replace(/@\d+$/, "") === terms) {
      this.#orders.add(orderPath(entry));
      this.#journal.add(entry);
    }
  }

  /** Call it once all entries were added. */
  sums(payouts: readonly Payout[]): EvidenceSum[] {
    const within = this.#postings(this.#scope.from, payouts);
    const untilEnd = this.#postings(BEGINNING, payouts);
    return [...Map.groupBy(untilEnd, ({ cause, currency, funding }) => [cause, currency, funding].join(" "))]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, some]) => {
        const [first] = some;
        if (first === undefined) return [];
        const { cause, currency, funding } = first;
        const own = within.filter(
          (one) => one.cause === cause && one.currency === currency && one.funding === funding,
        );
        const of = (because: Posting["because"]) =>
          gained(
            own.filter((one) => one.because === because),
            because === "settled" ? ["payable"] : ["accrued", "held"],
          );
        // What went out of the bank, or is on its way there, is a credit of these accounts.
        const paid = gained(some, ["transit", "bank"]);
        const settled = gained(
          some.filter(({ because }) => because === "settled"),
          ["payable"],
        );
        return [
          {
            ...{ cause, currency, funding },
            ...{
              given: of("given"),
              toppedUp: of("toppedUp"),
              takenBack: of("takenBack"),
              picked: of("picked"),
              moved: of("moved"),
              settled: of("settled"),
            },
            pendingAtEnd: gained(some, ["accrued", "held"]),
            settledAtEnd: settled,
            ...(this.#scope.terms === undefined && { paidAtEnd: paid, owedAtEnd: settled - paid }),
          },
        ];
      });
  }

  /** The journal of the days, for who wants each posting; of a campaign without payouts. */
  journal(payouts: readonly Payout[]): EvidenceFile {
    return { name: "journal.csv", text: booksOf("csv", this.#postings(this.#scope.from, payouts)) };
  }

  /** Payouts that were batched by the end of the days and moved within them, each as it stood at their end. */
  payoutsThen(payouts: readonly Payout[]): Payout[] {
    const { from, to } = this.#scope;
    return payouts
      .filter(({ batched }) => this.#dayOf(batched.at) <= to)
      .map((payout) => ({ ...payout, entries: payout.entries.filter(({ at }) => this.#dayOf(at) <= to) }))
      .filter(({ batched, entries }) => [batched, ...entries].some(({ at }) => this.#dayOf(at) >= from))
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  /** The same as a file: with each entry, and its hash over all before it. */
  payouts(payouts: readonly Payout[]): EvidenceFile {
    const then = this.payoutsThen(payouts);
    const all = then.map((one) => ({ ...one, state: payoutState(one), isUnchanged: isUnchanged(one) }));
    return { name: "payouts.json", text: json(all) };
  }

  #postings(from: Day, payouts: readonly Payout[]): Posting[] {
    for (const entry of this.#amendments) if (this.#orders.has(orderPath(entry))) this.#journal.add(entry);
    this.#amendments = [];
    const ofPayouts = this.#scope.terms === undefined ? payoutPostings(payouts, this.#dayOf) : [];
    return this.#journal.postings(from, this.#scope.to, ofPayouts);
  }
}

function keyOf({ batched, id }: Payout): string {
  return `${batched.at} ${id}`;
}

/** What is owed more, on these accounts: credits less debits. */
function gained(postings: readonly Posting[], accounts: readonly Posting["debit"][]): number {
  return postings.reduce(
    (sum, { debit, credit, minor }) =>
      sum + (accounts.includes(credit) ? minor : 0) - (accounts.includes(debit) ? minor : 0),
    0,
  );
}

const COLUMNS = [
  ...["cause", "currency", "funding", "given", "topped_up", "taken_back"],
  ...["picked", "moved", "settled"],
  ...["pending_at_end", "settled_at_end", "paid_at_end", "owed_at_end"],
];

export function sumsTable(sums: readonly EvidenceSum[]): EvidenceFile {
  const rows = sums.map((sum) => {
    const money = (minor: number | undefined) =>
      minor === undefined ? "" : formatMinor(minor, sum.currency);
    return [
      ...[
        sum.cause,
        sum.currency,
        sum.funding,
        money(sum.given),
        money(sum.toppedUp),
        money(sum.takenBack),
        money(sum.picked),
        money(sum.moved),
      ],
      ...[money(sum.settled), money(sum.pendingAtEnd), money(sum.settledAtEnd)],
      ...[money(sum.paidAtEnd), money(sum.owedAtEnd)],
    ];
  });
  return { name: "sums.csv", text: csv(COLUMNS, rows) };
}

/** Versions of terms that gave on some day of the scope, first to last. */
export function termsWithin(
  terms: readonly Terms[],
  { from, to, terms: id }: EvidenceScope,
  timeZone: string,
) {
  const { dayOf } = calendar(timeZone);
  return terms
    .filter((one) => id === undefined || one.id === id)
    .filter((one) => dayOf(one.from) <= to && (one.until === undefined || dayOf(one.until) >= from))
    .toSorted((a, b) => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1));
}

/** Terms as they were stated, each with what is said beside an offer under it. */
export function termsFile(
  terms: readonly Terms[],
  disclosuresOf: (terms: Terms) => Readonly<Record<string, readonly string[]>>,
): EvidenceFile {
  const all = terms.map((one) => ({ name: termsName(one), stated: one, disclosures: disclosuresOf(one) }));
  return { name: "terms.json", text: json(all) };
}

export function charitiesFile({ causes }: Pick<BrandConfig, "causes">): EvidenceFile {
  const rows = causes
    .map(({ slug, charity }) => [slug, charity.name, charity.registration, charityKey(charity)])
    .toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return { name: "charities.csv", text: csv(["cause", "charity", "registration", "account"], rows) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * What each charity's register says of it by its own files, with the SHA-256 of each, as it was read last: not at the end of the days,
 * of which nothing is kept. `unchecked`: nobody read its register's files.
 */
export function registersFile(
  { causes }: Pick<BrandConfig, "causes">,
  registers: ReadonlyMap<string, RegisterRecord>,
): EvidenceFile {
  const charities = [...new Set(causes.map(({ charity }) => charityKey(charity)))].toSorted();
  const rows = charities.map((charity) => {
    const record = registers.get(charity);
    if (record === undefined) return [charity, "unchecked", "", "", "", "", ""];
    const { kind, source, since = "", day, at, files } = record;
    const hashes = files.map(({ register, hash }) => `${register} ${hash}`).join("; ");
    return [charity, kind, source, since, day, at, hashes];
  });
  const head = ["account", "status", "register", "since", "files_of", "read_at", "sha256"];
  return { name: "registers.csv", text: csv(head, rows) };
}
