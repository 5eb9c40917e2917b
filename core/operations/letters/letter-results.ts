import { assertNever } from "../../model/assert-never.ts";
import type { ConsentNow } from "../../model/consent.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { Suppression } from "../../people/contacts/suppression.ts";
import type { LetterRecord } from "./letter-results.store.ts";

/** A line of the results: how many customers, of which kind. */
export interface LetterResult {
  readonly outcome: "sent" | "putOff" | "held" | "unknown";
  readonly because: string;
  readonly customers: number;
}

/**
 * What became of a letter, and what its readers did since. Whether a letter was opened is not recorded.
 * - `bounced`, `complained`: the address that got it reported so since
 * - `optedOut`: they withdrew the consent under which they got it since, or stopped the number
 */
export interface LetterResults {
  readonly outcomes: readonly LetterResult[];
  readonly since: Readonly<Record<"bounced" | "complained" | "optedOut", number>>;
}

/** Counts what became of a letter. Each customer is counted once. */
export function letterResults(
  records: readonly LetterRecord[],
  {
    suppressions,
    consents,
  }: {
    readonly suppressions: readonly Suppression[];
    readonly consents: ReadonlyMap<CustomerId, ConsentNow>;
  },
): LetterResults {
  const groups = Map.groupBy(records.flatMap(resultOf), ({ outcome, because }) => `${outcome} ${because}`);
  const outcomes = [...groups.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [{ ...first, customers: rest.length + 1 }],
  );
  const readers = records.flatMap(({ customer, claim }) =>
    claim === undefined || claim.state === "refused" ? [] : [{ customer, claim }],
  );
  const isSuppressed = ({ claim }: (typeof readers)[number], reason: Suppression["reason"]) =>
    suppressions.some(
      (one) =>
        one.channel === claim.channel &&
        one.hmac === claim.address &&
        one.reason === reason &&
        one.at >= claim.at,
    );
  const left = ({ customer, claim }: (typeof readers)[number]) => {
    const consent = consents.get(customer);
    return consent?.state === "withdrawn" && consent.at >= claim.at;
  };
  return {
    outcomes: outcomes.toSorted(
      (one, other) =>
        ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome) ||
        other.customers - one.customers ||
        (one.because < other.because ? -1 : 1),
    ),
    since: {
      bounced: readers.filter((one) => isSuppressed(one, "bounce")).length,
      complained: readers.filter((one) => isSuppressed(one, "complaint")).length,
      optedOut: readers.filter((one) => left(one) || isSuppressed(one, "stop")).length,
    },
  };
}

const ORDER = ["sent", "putOff", "held", "unknown"] as const;

function resultOf({ claim, last }: LetterRecord): Omit<LetterResult, "customers">[] {
  if (claim !== undefined) {
    switch (claim.state) {
      case "sent":
        return [{ outcome: "sent", because: claim.channel }];
      case "claimed":
        return [{ outcome: "unknown", because: claim.channel }];
      case "refused":
        return [{ outcome: "held", because: "notAccepted" }];
      default:
        return assertNever(claim.state);
    }
  }
  if (last === undefined || !("reasons" in last)) return [];
  const because = last.reasons.join(", ");
  return [{ outcome: last.outcome === "deferred" ? "putOff" : "held", because }];
}
