/**
 * What a payload says that was taken and may not be meant so.
 * - `unknownMember`: a member that the format does not have; `unknownType`, `unknownCurrency`: a value that it does not know
 * - `unknownRegion`: no code of a country or a state of the United States
 * - `unknownCard`: what was scanned is no customer's card
 * - `sums`: amounts beside each other that do not add up, and of which one alone counts
 * - the others are of the brand's config: what was named is not there, or gives nothing
 */
export const WARNING_KINDS = [
  "unknownMember",
  "unknownType",
  "unknownCurrency",
  "unknownCard",
  "unknownRegion",
  "sums",
  "noBrand",
  "unknownCause",
  "causePaused",
  "unknownStore",
  "noTerms",
  "noAmountInCurrency",
  "productsNotCounted",
  "roundUpNotTaken",
] as const;
type WarningKind = (typeof WARNING_KINDS)[number];

/**
 * One warning. `path` and `message` quote no value that was sent; of its names only those of unknown members, as the sender
 * has to find them. `didYouMean` is always a word of ours or of the brand's.
 */
export interface PayloadWarning {
  readonly kind: WarningKind;
  readonly path: string;
  readonly message: string;
  readonly didYouMean?: string;
}

/** Nobody mends more at once. */
export const WARNINGS_MAX = 20;

/** A warning as a log line has it: nothing of it was sent by anybody. Undefined for what senders add for themselves. */
export function loggedWarning({ kind, didYouMean }: PayloadWarning): string | undefined {
  if (didYouMean !== undefined) return `${kind}: ${didYouMean}`;
  return kind === "unknownMember" ? undefined : kind;
}
