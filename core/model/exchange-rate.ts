import * as z from "zod";

/** How much of a currency is one of the base, as decimal text: no rate is ever a float. More than zero. */
export const ExchangeRate = z
  .string({ error: 'a rate is decimal text in quotes, such as "1.0842"' })
  .regex(/^\d{1,9}(\.\d{1,12})?$/, 'a rate is decimal text, such as "1.0842"')
  .refine((text) => /[1-9]/.test(text), "a rate is more than zero");
export type ExchangeRate = z.infer<typeof ExchangeRate>;

/** A number that no float can hold: `numerator` by `denominator`, which is positive. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** `1.0842` is 10842 by 10000. */
export function asFraction(rate: ExchangeRate): Fraction {
  const [whole = "", fraction = ""] = rate.split(".");
  return { numerator: BigInt(`${whole}${fraction}`), denominator: 10n ** BigInt(fraction.length) };
}
