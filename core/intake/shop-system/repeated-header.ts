/**
 * The value of a header that must be there once. A proxy that repeats a header makes `a, a` of it: the same value several
 * times is that value; anything else stays as it came.
 */
export function withoutRepeats(value: string): string {
  const values = value.split(",").map((one) => one.trim());
  const [first = value] = values;
  return values.every((one) => one === first) ? first : value.trim();
}
