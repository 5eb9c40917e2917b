import type { Enrolled } from "./customers.ts";
import type { Happenings } from "./happenings.ts";
import type { Expected } from "./oracle.ts";

/** What one cause was given by one funding in one currency, in minor units, beside what the oracle expects. */
export interface CauseFigure {
  readonly cause: string;
  readonly funding: string;
  readonly currency: string;
  readonly given: number;
  readonly expected: number;
}

/** What the sample day sent and what came of it. */
export interface SampleReport {
  readonly purchases: number;
  /** Webhooks posted, duplicates included. */
  readonly deliveries: number;
  /** Whether an earlier start had counted the whole day, so that this one sent a part of it again. */
  readonly again: boolean;
  readonly sources: readonly string[];
  readonly currencies: readonly string[];
  readonly refunds: number;
  readonly happenings: Happenings;
  readonly picked: Expected["picked"];
  readonly figures: readonly CauseFigure[];
  /** Every figure that differs from the oracle's, those that {@link figures} does not show included. */
  readonly mismatches: number;
  /** A line for each of them: what, what the pages show, what is expected. */
  readonly differences: readonly string[];
  readonly customers: Enrolled;
}
