/** A sum never shows more than this, up or down: the limit of whole numbers that a number holds exactly. */
export const SUM_MAX = Number.MAX_SAFE_INTEGER;

/**
 * The exact sum of whole numbers, in any order the same; beyond {@link SUM_MAX} it stays there, so that one sum without
 * bounds stops no other. Orders of a billion in a currency of small units reach it.
 */
export function exactSum(numbers: Iterable<number>): number {
  let sum = 0n;
  for (const number of numbers) sum += BigInt(number);
  if (sum > BigInt(SUM_MAX)) return SUM_MAX;
  return sum < -BigInt(SUM_MAX) ? -SUM_MAX : Number(sum);
}

/** Whether a sum stays at its limit, and is not what was given. */
export function isAtLimit(sum: number): boolean {
  return Math.abs(sum) >= SUM_MAX;
}
