import type { BrandConfig } from "../giving/config/brand-config.ts";
import { appliedBrand } from "../giving/config/brand-in-force.ts";
import type { CustomerEntriesStore, CustomerEntry } from "../giving/ledger/customer-entries.store.ts";
import type { CustomerId } from "../model/customer.ts";
import { dayIn } from "../model/days.ts";
import type { Funding, Part } from "../model/gift.ts";
import type { Currency } from "../model/money.ts";
import type { CauseSlug, Day, Instant } from "../model/purchase.ts";
import type { Key } from "../platform/aws/key.ts";
import type { Now } from "../platform/clock.ts";

/** What one funding gave to one cause in one currency because of a customer: never a sum over fundings or currencies. */
export interface PersonalFigure {
  readonly cause: CauseSlug;
  readonly funding: Funding;
  readonly currency: Currency;
  readonly pending: number;
  readonly settled: number;
}

/**
 * A purchase that gave. `parts` are what is left of its gift after refunds; none when all was taken back. `entries`: where the
 * ledger has it whole.
 */
export interface PersonalPurchase {
  readonly gift: string;
  readonly placedAt: Instant;
  readonly currency: Currency;
  readonly parts: readonly Part[];
  readonly settlesOn: Day;
  readonly pending: boolean;
  readonly entries: readonly Key[];
}

/** What the purchases of one customer add up to. `purchases` are those that gave, newest first. */
export interface PersonalImpact {
  readonly asOf: Day;
  readonly figures: readonly PersonalFigure[];
  readonly purchases: readonly PersonalPurchase[];
}

export interface ReadPersonalDeps {
  readonly entries: CustomerEntriesStore;
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly now: Now;
}

/** The impact of one customer, from the ledger itself. Throws BrandNotAppliedError before the first apply. */
export function readPersonal(deps: ReadPersonalDeps): (customer: CustomerId) => Promise<PersonalImpact> {
  return async (customer) => {
    const today = dayIn(appliedBrand(await deps.brandConfig()).timeZone, deps.now());
    return personalImpact(await deps.entries.of(customer), today);
  };
}

/** Sums up the entries of one customer. The order of the entries does not matter. */
export function personalImpact(entries: readonly CustomerEntry[], today: Day): PersonalImpact {
  const purchases = [...Map.groupBy(entries, (entry) => entry.purchase).values()]
    .flatMap((ofOne) => purchaseOf(ofOne, today))
    .toSorted((a, b) => (a.placedAt < b.placedAt ? 1 : a.placedAt > b.placedAt ? -1 : 0));
  return { asOf: today, figures: personalFigures(purchases), purchases };
}

/** An entry that the index shows before its accrual waits for it; what never gave is left out. */
function purchaseOf(entries: readonly CustomerEntry[], today: Day): PersonalPurchase[] {
  const accrual = entries.find((entry) => entry.kind === "accrual");
  const given = entries.filter(({ kind }) => kind === "accrual" || kind === "supplement");
  if (accrual === undefined || given.every(({ parts }) => parts.every(({ minor }) => minor === 0))) return [];
  const { gift, placedAt, currency, settlesOn } = accrual;
  const parts = netOf(entries.flatMap((entry) => entry.parts));
  const keys = entries.map(({ key }) => key);
  return [{ gift, placedAt, currency, parts, settlesOn, pending: settlesOn > today, entries: keys }];
}

function netOf(parts: readonly Part[]): Part[] {
  return [...Map.groupBy(parts, ({ cause, funding }) => `${cause} ${funding}`).values()].flatMap(
    ([first, ...rest]) => {
      if (first === undefined) return [];
      const minor = rest.reduce((sum, part) => sum + part.minor, first.minor);
      return minor === 0 ? [] : [{ ...first, minor }];
    },
  );
}

/** What some purchases add up to, for each cause, funding and currency. */
export function personalFigures(purchases: readonly PersonalPurchase[]): PersonalFigure[] {
  const sums = new Map<string, PersonalFigure>();
  for (const { parts, currency, pending } of purchases) {
    for (const { cause, funding, minor } of parts) {
      const name = `${cause} ${funding} ${currency}`;
      const sum = sums.get(name) ?? { cause, funding, currency, pending: 0, settled: 0 };
      sums.set(
        name,
        pending ? { ...sum, pending: sum.pending + minor } : { ...sum, settled: sum.settled + minor },
      );
    }
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}
