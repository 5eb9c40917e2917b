import * as z from "zod";
import type { OrderRef } from "../../model/purchase.ts";
import { refundsCarryPlacedAt } from "../../model/sources.ts";

/** Connections, as `source/connection`, whose stage promises that an order never comes with another `placedAt`. */
export type PlacedAtFixed = ReadonlySet<string>;

/** The same as a function's environment holds it: names with a comma between them, or `none`. */
export const PlacedAtFixed = z
  .string()
  .transform((text): PlacedAtFixed => new Set(text.split(",").filter((name) => name !== "none")));

/**
 * Whether an order is claimed by a row of its own, so that it counts once whatever its messages say of when it was placed.
 * Without one its entry's key is the only claim, and that holds `placedAt`: one write less, and the stage must promise.
 */
export function keepsOrderRow({ source, connection }: OrderRef, fixed: PlacedAtFixed): boolean {
  return !refundsCarryPlacedAt(source) || !fixed.has(`${source}/${connection}`);
}
