import type { Currency, Minor } from "../../model/money.ts";
import { invalidPayload, isRoundUp } from "./payload.ts";
import type { RoundUpRule } from "./round-up-rule.ts";

/** The rule of the connection; none where its shop takes no round-up. */
type Rule = RoundUpRule | undefined;

function isOneOf(names: readonly string[] | undefined, ids: readonly unknown[]): boolean {
  if (names === undefined) return false;
  return ids.some(
    (id) => (typeof id === "string" || typeof id === "number") && names.includes(String(id).trim()),
  );
}

/** What a thing that is sold is called. `ids`: by which the brand names it; `names`: how the shop, and no buyer, calls it. */
interface Sold {
  readonly ids: readonly unknown[];
  readonly names: readonly (string | null | undefined)[];
}

/**
 * Whether the brand names a product as its round-up. Throws for one that the shop calls a round-up and the brand does not
 * name: it may be a customer's own gift, and as goods it would be lost.
 */
export function isRoundUpProduct(rule: Rule, { ids, names }: Sold, field: string): boolean {
  return isNamed(rule?.products, { ids, names }, field);
}

/** The same where the shop's own program writes what things are called: its word counts where the brand says so. */
export function isRoundUpInWords(rule: Rule, sold: Sold, field: string): boolean {
  if (rule?.stated === true && isRoundUp(...sold.names)) return true;
  return isRoundUpProduct(rule, sold, field);
}

/** The same of a fee. */
export function isRoundUpFee(rule: Rule, { ids, names }: Sold, field: string): boolean {
  return isNamed(rule?.fees, { ids, names }, field);
}

function isNamed(named: readonly string[] | undefined, { ids, names }: Sold, field: string): boolean {
  if (isOneOf(named, ids)) return true;
  if (isRoundUp(...names))
    throw invalidPayload(field, "is called a round-up, and the brand names no such round-up of this shop");
  return false;
}

/** What the shop's own program states as a round-up; refused where the brand does not say that it may. */
export function statedRoundUp(amount: number | undefined, rule: Rule, field: string): number | undefined {
  if (amount === undefined || amount === 0 || rule?.stated === true) return amount;
  throw invalidPayload(field, "a round-up, and the brand does not say that this shop states one");
}

/** A round-up in minor units that is at most what the brand allows; refused otherwise. */
export function boundedRoundUp(minor: Minor, currency: Currency, rule: Rule, field: string): Minor {
  if (minor === 0) return minor;
  if (rule === undefined) throw invalidPayload(field, "a round-up, and the brand names none of this shop");
  const most = rule.most[currency];
  if (most === undefined)
    throw invalidPayload(field, "a round-up in a currency in which this shop takes none");
  if (minor > most) throw invalidPayload(field, "a round-up of more than this shop may take");
  return minor;
}
