/** Minor units by currency and funding, `{ EUR: { brand: 1234 } }`: neither is ever added to another. Without zeros. */
export type MoneySums = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * What became of the sample's money within a quarter.
 * - `accrued`: all that was given, less what refunds took back
 * - `settled`: what of it is payable: its days of returning and of picking a cause are over
 * - `paid`: what of that the bank booked and the charities have
 * - `carried`: `settled` less `paid`. It waits for the next payout, as it is less than the brand pays out at once; or it is below
 *   zero, where refunds took more than was left after a payout, and makes the next one less
 * - `mismatches`: how many of these sums, per cause or charity, are not what the oracle expects, and what else does not fit
 * - `proof.leaves`: the gifts in the published sums; `verified`: how many of them wellspring-verify found there
 */
export interface QuarterMoney {
  readonly accrued: MoneySums;
  readonly settled: MoneySums;
  readonly paid: MoneySums;
  readonly carried: MoneySums;
  readonly mismatches: number;
  readonly proof: { readonly leaves: number; readonly verified: number };
}

/** `through`: the quarter's last day. `folder`: where the bank's files are. `differences`: a line for each mismatch. */
export interface QuarterReport {
  readonly through: string;
  readonly folder: string;
  readonly money: QuarterMoney;
  readonly differences: readonly string[];
}
