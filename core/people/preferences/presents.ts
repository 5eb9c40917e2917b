import { PRESENTS_MAX, type Preferences } from "../../model/preferences.ts";

type Marked = Pick<Preferences, "giftsForOthers" | "presents">;

export function isPresent({ presents = [] }: Pick<Preferences, "presents">, gift: string): boolean {
  return presents.includes(gift);
}

/**
 * Whether something about a customer may be guessed from the purchase that made this gift: not from one that they marked as
 * a present, and from none of a customer whose purchases all are.
 */
export function mayLearnFrom(preferences: Marked, gift: string): boolean {
  return !preferences.giftsForOthers && !isPresent(preferences, gift);
}

/** The preferences with a purchase marked as a present or not: the same object where it is so already; at most `full`. */
export function withPresent(preferences: Preferences, gift: string, present: boolean): Preferences | "full" {
  const { presents = [] } = preferences;
  if (isPresent(preferences, gift) === present) return preferences;
  if (!present) return { ...preferences, presents: presents.filter((one) => one !== gift) };
  return presents.length < PRESENTS_MAX ? { ...preferences, presents: [...presents, gift] } : "full";
}
