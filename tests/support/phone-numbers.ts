import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import * as z from "zod";

/**
 * A plan of numbers as libphonenumber's largest set of metadata has it: its calling code, the pattern of all its numbers, and
 * one for each kind of number (premium, mobile …), where the plan has that kind.
 */
const Plan = z.array(z.unknown()).transform((fields) => {
  const kinds = z
    .array(z.union([z.null(), z.literal(0), z.tuple([z.string()]).rest(z.unknown())]))
    .catch([])
    .parse(fields[11]);
  return {
    code: z.string().parse(fields[0]),
    patterns: [z.string().parse(fields[2]), ...kinds.flatMap((kind) => (kind ? [kind[0]] : []))],
  };
});
const Metadata = z.object({
  countries: z.record(z.string(), Plan),
  nonGeographic: z.record(z.string(), Plan),
});

const { countries, nonGeographic } = Metadata.parse(
  JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve("libphonenumber-js/metadata.max.json"), "utf8"),
  ),
);

const kinds = [...Object.values(countries), ...Object.values(nonGeographic)].flatMap(({ code, patterns }) =>
  patterns.filter((pattern) => pattern !== "").map((pattern) => ({ code, pattern })),
);

/** Numbers in E.164 of every kind of every plan of the world, and of networks that belong to no country. */
export const anyNumber: fc.Arbitrary<string> = fc
  .constantFrom(...kinds)
  .chain(({ code, pattern }) =>
    fc.stringMatching(new RegExp(`^(?:${pattern})$`)).map((national) => `+${code}${national}`),
  );

/** What the largest set of metadata says of a number, which the product does not use. */
export function judged(number: string): {
  readonly country: string | undefined;
  readonly isMobile: boolean;
} {
  const phone = parsePhoneNumberFromString(number, { extract: false });
  const type = phone?.getType();
  return { country: phone?.country, isMobile: type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE" };
}
