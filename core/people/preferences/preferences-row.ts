import * as z from "zod";
import type { CustomerId } from "../../model/customer.ts";
import { DATES_MAX, Preferences } from "../../model/preferences.ts";
import { decrypt, type EncryptionContext, encrypt } from "../../platform/crypto/encryption.ts";

const DateRow = z.object({
  ...Preferences.shape.dates.element.shape,
  name: Preferences.shape.dates.element.shape.name.optional(),
});

/**
 * Preferences as the table has them. `sealed` holds what the customer wrote: their interests and what their dates are called.
 * The days themselves are in the clear, as the audiences of a day are. A row from before 2026-12 has all of it in the clear.
 */
export const PreferencesRow = Preferences.extend({
  dates: z.array(DateRow).max(DATES_MAX),
  sealed: z.string().min(1).max(8_000).optional(),
});
export type PreferencesRow = z.infer<typeof PreferencesRow>;

const Written = Preferences.pick({ interests: true }).extend({ names: z.array(z.string()) });

/** Stands for what a reader without the key may not see. */
const HIDDEN = "…";

/** Whether there is anything in it that the customer wrote. */
export function hasWritten({ interests, dates }: Pick<Preferences, "interests" | "dates">): boolean {
  return interests.length > 0 || dates.length > 0;
}

/** Encrypts what the customer wrote under the key of addresses and the customer's salt. `nonce` must be new each time. */
export function sealPreferences(
  { key, salt, nonce }: { readonly key: string; readonly salt: Uint8Array; readonly nonce: Uint8Array },
  customer: CustomerId,
  { interests, dates, ...chosen }: Preferences,
): PreferencesRow {
  const written = JSON.stringify({ interests, names: dates.map(({ name }) => name) });
  return {
    ...chosen,
    interests: [],
    dates: dates.map(({ month, day }) => ({ month, day })),
    sealed: encrypt(key, salt, nonce, contextOf(customer), written),
  };
}

/** Throws when key, salt or customer are not those of the encryption. */
export function openPreferences(
  { key, salt }: { readonly key: string; readonly salt: Uint8Array },
  customer: CustomerId,
  { sealed, ...row }: PreferencesRow,
): Preferences {
  if (sealed === undefined) return Preferences.parse(row);
  const { interests, names } = Written.parse(JSON.parse(decrypt(key, salt, contextOf(customer), sealed)));
  return Preferences.parse({
    ...row,
    interests,
    dates: row.dates.map((date, index) => ({ ...date, name: names[index] })),
  });
}

/** The preferences without a word of what the customer wrote. Never to be saved. */
export function hidePreferences({ sealed: _, ...row }: PreferencesRow): Preferences {
  return {
    ...row,
    interests: [],
    dates: row.dates.map(({ month, day }) => ({ name: HIDDEN, month, day })),
  };
}

function contextOf(customer: CustomerId): EncryptionContext {
  return { purpose: "preferences", about: customer };
}
