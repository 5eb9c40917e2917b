import type { BrandConfig } from "../../giving/config/brand-config.ts";
import type { CustomerEntriesStore } from "../../giving/ledger/customer-entries.store.ts";
import { isOfConnection } from "../../giving/ledger/ledger.keys.ts";
import type { Totals } from "../../impact/impact.ts";
import type { CustomerId } from "../../model/customer.ts";
import { isStopped, type JourneySwitch, type Stoppable } from "../../model/journey.ts";
import type { Preferences } from "../../model/preferences.ts";
import type { Instant } from "../../model/purchase.ts";
import { mayLearnFrom } from "../../people/preferences/presents.ts";
import { type FactsOf, LETTER_GIFTS_MAX } from "../content/catalog.ts";
import { giftsOfCause } from "../journeys/calendar/brief-facts.ts";
import type { FactsFor } from "../journeys/calendar/calendar-journey.ts";
import { notConcerned } from "../journeys/facts.ts";
import {
  type FrozenLetter,
  type LetterAbout,
  type LetterAudience,
  type LetterContent,
  versionName,
} from "./frozen-letter.ts";
import type { LetterStore } from "./letter.store.ts";

/** What a batch of a letter is read from. */
export interface LetterFactsDeps {
  readonly letters: Pick<LetterStore, "version">;
  readonly journeySwitch: (journey: Stoppable) => Promise<JourneySwitch | undefined>;
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly allTime: () => Promise<Totals | undefined>;
  readonly preferences: (customer: CustomerId) => Promise<Preferences | undefined>;
  readonly entries: CustomerEntriesStore;
}

/** A batch names a version that is not there: nothing but a broken table makes one, and an operator must look. */
export class LetterMissingError extends Error {
  override readonly name = "LetterMissingError";
}

/**
 * Reads the words and figures that a batch of a letter shares; the returned function says whether a customer is among those
 * it is for. No customer of a letter that is stopped, or scheduled anew, is concerned. Changes nothing.
 */
export function letterFacts(
  deps: LetterFactsDeps,
): (run: { readonly name: Stoppable; readonly startedAt: Instant }, about: LetterAbout) => Promise<FactsFor> {
  return async (run, { letter, version, until }) => {
    if (isStopped(await deps.journeySwitch(run.name), run.startedAt)) return async () => notConcerned;
    const frozen = await deps.letters.version(letter, version);
    if (frozen === undefined) throw new LetterMissingError(`There is no ${versionName({ letter, version })}`);
    const [config, totals] = await Promise.all([deps.brandConfig(), deps.allTime()]);
    return letterFor(deps, { frozen, until, facts: factsOfLetter(frozen, config, totals) });
  };
}

interface GatheredLetter {
  readonly frozen: Pick<FrozenLetter, "audience" | "words">;
  readonly until: Instant;
  readonly facts: FactsOf<"offer-letter">;
}

/** A letter without words for texts goes by email alone. */
export function letterFor(
  { preferences, entries }: Pick<LetterFactsDeps, "preferences" | "entries">,
  { frozen, until, facts }: GatheredLetter,
): FactsFor {
  return async (customer) => {
    const chosen = await preferences(customer);
    const isConcerned =
      chosen !== undefined && (await isAmong(frozen.audience, chosen, () => entries.of(customer)));
    if (!isConcerned) return notConcerned;
    return {
      outcome: "current",
      facts,
      validUntil: until,
      ...(frozen.words.text === null && { channel: "email" as const }),
    };
  };
}

/** Whether a customer is among those whom a letter is for; `entries` reads their purchases, when a store is asked for. */
async function isAmong(
  { cause, interest, store, group }: LetterAudience,
  preferences: Preferences,
  entries: () => ReturnType<CustomerEntriesStore["of"]>,
): Promise<boolean> {
  const { causes, interests, giftsForOthers, lists = [] } = preferences;
  if (cause !== undefined && !causes.some((one) => one.cause === cause)) return false;
  if (interest !== undefined && !interests.some((one) => isSameInterest(one, interest))) return false;
  if (group !== undefined && !lists.includes(group)) return false;
  if (store === undefined) return true;
  if (giftsForOthers) return false;
  return (await entries()).some(
    (entry) =>
      entry.kind === "accrual" &&
      isOfConnection(entry.purchase, store) &&
      mayLearnFrom(preferences, entry.gift),
  );
}

function isSameInterest(one: string, other: string): boolean {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase().trim();
  return plain(one) === plain(other);
}

/** What a letter says now: its words, and the figures as the ledger has them where it shows some. */
export function factsOfLetter(
  { words, presentation, promise }: Pick<LetterContent, "words" | "presentation" | "promise">,
  { causes }: Pick<BrandConfig, "causes">,
  totals: Totals | undefined,
): FactsOf<"offer-letter"> {
  const sums = presentation === "figures" ? (totals?.sums ?? []) : [];
  const gifts = causes.flatMap((cause) => giftsOfCause(cause, sums));
  return { letter: words, gifts: gifts.slice(0, LETTER_GIFTS_MAX), ...(promise && { promise }) };
}
