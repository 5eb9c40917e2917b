import * as z from "zod";

/*
 * Members that are not read as money or identity never refuse an order: senders and their plug-ins put anything there.
 */

/** Text that is only looked at: a number is its digits, anything else that is no text counts as missing. */
export const LooseText = z
  .unknown()
  .optional()
  .transform((value): string | undefined => {
    if (typeof value === "string") return value;
    return typeof value === "number" || typeof value === "bigint" ? String(value) : undefined;
  });

/** A mark that is only looked at, in the spellings of PHP and of forms. */
export const LooseFlag = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 1 || value === "1" || value === "true");

/** The items of a list; PHP writes a list with gaps as an object, and an empty object as a list. */
export function itemsOf(value: unknown): unknown {
  if (value === null || value === undefined) return [];
  return typeof value === "object" && !Array.isArray(value) ? Object.values(value) : value;
}

/** A list whose items count as money: each must fit. It may be missing, or an object. */
export function moneyList<Item extends z.ZodType>(item: Item) {
  return z.unknown().optional().transform(itemsOf).pipe(z.array(item));
}

/** A list that is only looked at: items that do not fit are left out, and so is all that is no list. */
export function looseList<Item extends z.ZodType>(item: Item) {
  return z
    .unknown()
    .optional()
    .transform((value): z.output<Item>[] => {
      const items = itemsOf(value);
      if (!Array.isArray(items)) return [];
      return items.flatMap((one) => {
        const parsed = item.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      });
    });
}

/** A part that is only looked at: what does not fit counts as missing. */
export function loose<Part extends z.ZodType>(part: Part) {
  return part.nullish().catch(undefined);
}
