import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { BrandConfig } from "../../giving/config/brand-config.ts";
import type { Listening } from "../../giving/config/listening.ts";
import type { StoredStory } from "../../impact/stories/story.store.ts";
import type { Service } from "../../model/answering-hours.ts";
import type { BrandWords } from "../../model/brand-words.ts";
import type { Cause } from "../../model/cause.ts";
import { dayIn } from "../../model/days.ts";
import type { FeedbackForm } from "../../model/feedback-form.ts";
import { minutesAfter } from "../../model/instant.ts";
import { formatMinor } from "../../model/money.ts";
import type { StatedStore } from "../../model/stated-store.ts";
import type { StoryWords } from "../../model/story.ts";
import { type MatchPool, type Terms, termsName } from "../../model/terms.ts";
import { timeZoneNamed } from "../../model/time-zone.ts";
import type { BrandDraft, BrandPart, ProblemAt } from "./brand-draft.ts";
import { overlap } from "./check-brand.ts";
import type { BrandProblem } from "./document.ts";

/** New terms begin at least this long after they are applied: warm functions cache the deployed ones for a minute. */
export const TERMS_NOTICE_MINUTES = 5;

/** One row compared with the deployed one. `fields` names the parts that differ; `before` is what is deployed. */
export type Change =
  | { readonly how: "new"; readonly row: BrandRow }
  | { readonly how: "same"; readonly row: BrandRow }
  | {
      readonly how: "changed";
      readonly row: BrandRow;
      readonly fields: readonly string[];
      readonly before?: unknown;
    }
  | { readonly how: "gone"; readonly row: StoryRow | WordsRow | StoreRow | FormRow | ServiceRow };

export type BrandRow =
  | { readonly part: "brand"; readonly name: string; readonly value: BrandDraft["brand"] }
  | { readonly part: "causes"; readonly name: string; readonly value: Cause }
  | { readonly part: "terms"; readonly name: string; readonly value: Terms }
  | { readonly part: "pools"; readonly name: string; readonly value: MatchPool; readonly stored?: MatchPool }
  | StoryRow
  | WordsRow
  | StoreRow
  | FormRow
  | ServiceRow;

/** A story's head, and its words where they are to be written. */
export interface StoryRow {
  readonly part: "stories";
  readonly name: string;
  readonly value: StoredStory;
  readonly words?: StoryWords;
}

/** The words of pages in one language. */
export interface WordsRow {
  readonly part: "words";
  readonly name: string;
  readonly value: BrandWords;
}

/** A store of the brand's. */
export interface StoreRow {
  readonly part: "stores";
  readonly name: string;
  readonly value: StatedStore;
}

/** What the brand asks its customers. */
export interface FormRow {
  readonly part: "feedback";
  readonly name: string;
  readonly value: FeedbackForm;
}

/** When people answer, and how soon. */
export interface ServiceRow {
  readonly part: "service";
  readonly name: string;
  readonly value: Service;
}

/** What is deployed. `stories`, `words`, `listening`: absent where there are none. */
export interface StatedBrand extends BrandConfig {
  readonly listening?: Listening;
  readonly stories?: readonly StoredStory[];
  readonly words?: readonly BrandWords[];
}

export interface Comparison {
  readonly changes: readonly Change[];
  /** Changes that the ledger cannot make. */
  readonly problems: readonly BrandProblem[];
}

/**
 * Compares the files with what is deployed, and refuses what the ledger cannot follow: nothing that gifts were computed
 * from is rewritten, and nothing that the ledger names is removed. Another name of the brand is refused unless it
 * `mayRename`: as a rule the files are those of another brand. `now` decides whether new terms begin late enough.
 */
export function compareBrand(
  draft: BrandDraft,
  stored: StatedBrand,
  now: string,
  problemAt: ProblemAt,
  mayRename = false,
): Comparison {
  const storedTerms = new Map(stored.terms.map((terms) => [termsName(terms), terms]));
  const storedCauses = new Map(stored.causes.map((cause) => [cause.slug, cause]));
  const storedPools = new Map(stored.pools.map((pool) => [pool.id, pool]));
  const changes: Change[] = [
    change({ part: "brand", name: "brand", value: draft.brand }, stored.brand),
    ...draft.causes.map((value) =>
      change({ part: "causes", name: `cause ${value.slug}`, value }, storedCauses.get(value.slug)),
    ),
    ...draft.terms.map((value) =>
      change({ part: "terms", name: `terms ${termsName(value)}`, value }, storedTerms.get(termsName(value))),
    ),
    ...draft.pools.map((value) => {
      const before = storedPools.get(value.id);
      return change(
        { part: "pools", name: `pool ${value.id}`, value, ...(before && { stored: before }) },
        before,
      );
    }),
    ...changesOfStories(draft, stored),
    ...compareWords(draft.words, stored.words ?? []),
    ...compareListening(draft, stored.listening ?? { stores: [] }),
    ...compareService(draft, stored),
  ];
  return {
    changes,
    problems: [
      ...checkZone(draft, stored, problemAt),
      ...(mayRename ? [] : checkName(draft, stored, problemAt)),
      ...checkKept(draft, stored, problemAt),
      ...draft.terms.flatMap((terms, at) => {
        const before = storedTerms.get(termsName(terms));
        const say = (field: string, message: string) => [problemAt("terms", ["terms", at, field], message)];
        return before ? immutable(terms, before, say) : inTime(terms, stored.terms, now, say);
      }),
      ...draft.pools.flatMap((pool, at) => {
        const before = storedPools.get(pool.id);
        return before
          ? checkGrowth(pool, before, (field, text) => problemAt("pools", ["pools", at, field], text))
          : [];
      }),
      ...checkDays(draft, now, problemAt),
    ],
  };
}

/** Stories may be written anew and taken back at any time: no figure is computed from them. */
function changesOfStories({ stories }: BrandDraft, { stories: stored = [] }: StatedBrand): Change[] {
  const before = new Map(stored.map((story) => [story.slug, story]));
  const names = new Set(stories.map(({ slug }) => slug));
  const row = (value: StoredStory): StoryRow => ({ part: "stories", name: `story ${value.slug}`, value });
  return [
    ...stories.map(({ words, ...head }) =>
      change({ ...row({ ...head, wordsHash: hashOf(words) }), words }, before.get(head.slug)),
    ),
    ...stored
      .filter(({ slug }) => !names.has(slug))
      .map((value): Change => ({ how: "gone", row: row(value) })),
  ];
}

function hashOf(words: StoryWords): string {
  return createHash("sha256").update(JSON.stringify(words)).digest("hex");
}

/** A story tells what came of something: it is not told before its day. */
function checkDays({ brand, stories }: BrandDraft, now: string, problemAt: ProblemAt): BrandProblem[] {
  const today = dayIn(brand.timeZone, now);
  return stories.flatMap(({ day }, at) =>
    day > today
      ? [
          problemAt(
            "stories",
            [at, "day"],
            `${day} is yet to come: apply the story on its day, or date it earlier.`,
          ),
        ]
      : [],
  );
}

function compareWords(written: readonly BrandWords[], stored: readonly BrandWords[]): Change[] {
  const rowOf = (value: BrandWords) => ({ part: "words", name: `words ${value.language}`, value }) as const;
  const find = (some: readonly BrandWords[], { language }: BrandWords) =>
    some.find((one) => one.language === language);
  return [
    ...written.map((value) => change(rowOf(value), find(stored, value))),
    ...stored
      .filter((one) => find(written, one) === undefined)
      .map((value) => ({ how: "gone", row: rowOf(value) }) as const),
  ];
}

/** No row of the ledger names a store or a form, so both may change and go at any time: codes of a store that is gone lead nowhere. */
function compareListening({ stores, feedback }: BrandDraft, stored: Listening): Change[] {
  const storeOf = (value: StatedStore) => ({ part: "stores", name: `store ${value.id}`, value }) as const;
  const formOf = (value: FeedbackForm) => ({ part: "feedback", name: "feedback", value }) as const;
  const find = (some: readonly StatedStore[], { id }: StatedStore) => some.find((one) => one.id === id);
  return [
    ...stores.map((value) => change(storeOf(value), find(stored.stores, value))),
    ...stored.stores
      .filter((one) => find(stores, one) === undefined)
      .map((value) => ({ how: "gone", row: storeOf(value) }) as const),
    ...(feedback === undefined ? [] : [change(formOf(feedback), stored.form)]),
    ...(feedback === undefined && stored.form !== undefined
      ? [{ how: "gone", row: formOf(stored.form) } as const]
      : []),
  ];
}

/** Hours may change and go at any time: each event of a conversation carries the clock that ran from it on. */
function compareService({ service }: BrandDraft, { service: stored }: BrandConfig): Change[] {
  const rowOf = (value: Service): ServiceRow => ({ part: "service", name: "service", value });
  if (service !== undefined) return [change(rowOf(service), stored)];
  return stored === undefined ? [] : [{ how: "gone", row: rowOf(stored) }];
}

function change(row: BrandRow, before: unknown): Change {
  if (before === undefined) return { how: "new", row };
  const fields = differences(row.value, before);
  return fields.length === 0 ? { how: "same", row } : { how: "changed", row, fields, before };
}

/** The top-level fields in which two rows differ. */
function differences(now: unknown, before: unknown): string[] {
  const [mine, theirs] = [entries(now), entries(before)];
  const names = [...new Set([...mine.keys(), ...theirs.keys()])];
  return names.filter((name) => !isDeepStrictEqual(mine.get(name), theirs.get(name)));
}

function entries(value: unknown): Map<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

function checkZone({ brand }: BrandDraft, stored: BrandConfig, problemAt: ProblemAt): BrandProblem[] {
  // Another name of the same zone is no change of it: Europe/Kyiv for Europe/Kiev.
  const named = (zone: string) => timeZoneNamed(zone) ?? zone;
  if (stored.brand === undefined || named(stored.brand.timeZone) === named(brand.timeZone)) return [];
  const message = `The brand's time zone is ${stored.brand.timeZone} and cannot change: it decides to which day each gift belongs. Write it back.`;
  return [problemAt("brand", ["timeZone"], message)];
}

function checkName({ brand }: BrandDraft, stored: BrandConfig, problemAt: ProblemAt): BrandProblem[] {
  if (stored.brand === undefined || stored.brand.name === brand.name) return [];
  const message = `The brand that is applied is ${stored.brand.name}, and this one is ${brand.name}: customers read it on every page and in every letter. If the same brand has a new name, add --rename.`;
  return [problemAt("brand", ["name"], message)];
}

/** What was applied must stay in the files, because ledger entries name it. */
function checkKept(draft: BrandDraft, stored: BrandConfig, problemAt: ProblemAt): BrandProblem[] {
  const missing = (part: BrandPart, kept: readonly string[], written: readonly string[], remedy: string) =>
    kept
      .filter((name) => !written.includes(name))
      .map((name) => problemAt(part, [part], `${name} is deployed but no longer in this file: ${remedy}`));
  const slugs = (causes: readonly Cause[]) => causes.map((cause) => cause.slug);
  const ids = (pools: readonly MatchPool[]) => pools.map((pool) => pool.id);
  return [
    ...missing("causes", slugs(stored.causes), slugs(draft.causes), "write it back with status paused."),
    ...missing(
      "terms",
      stored.terms.map(termsName),
      draft.terms.map(termsName),
      "gifts name it, write it back.",
    ),
    ...missing("pools", ids(stored.pools), ids(draft.pools), "gifts drew from it, write it back."),
  ];
}

type Say = (field: string, message: string) => BrandProblem[];

function immutable(terms: Terms, before: Terms, say: Say): BrandProblem[] {
  const [field] = differences(terms, before);
  if (field === undefined) return [];
  const message = `Terms ${termsName(terms)} are deployed and never change, but "${field}" differs: write it back, and state version ${terms.version + 1} with a later "from".`;
  return say(field, message);
}

function inTime(terms: Terms, stored: readonly Terms[], now: string, say: Say): BrandProblem[] {
  const earliest = minutesAfter(now, TERMS_NOTICE_MINUTES);
  if (terms.from >= earliest) return [];
  const inForce = stored.find(
    (other) =>
      overlap(terms, other) &&
      other.from < earliest &&
      (other.until === undefined || other.until > terms.from) &&
      (terms.until === undefined || terms.until > other.from),
  );
  if (inForce === undefined) return [];
  const message = `Terms ${termsName(terms)} begin too early: ${termsName(inForce)} is in force for the same purchases, and gifts were computed from it. Begin at ${earliest} or later.`;
  return say("from", message);
}

function checkGrowth(
  pool: MatchPool,
  before: MatchPool,
  say: (field: string, text: string) => BrandProblem,
): BrandProblem[] {
  const held = `${formatMinor(before.amount, before.currency)} ${before.currency}`;
  const problems = differences(pool, before)
    .filter((field) => field !== "amount" && field !== "until")
    .map((field) =>
      say(
        field,
        `Pool ${pool.id} is deployed and its "${field}" cannot change: write it back, and state another pool.`,
      ),
    );
  if (pool.amount < before.amount) {
    problems.push(
      say("amount", `Pool ${pool.id} holds ${held} and can only grow: some of it may be given already.`),
    );
  }
  if (pool.until < before.until) {
    problems.push(
      say("until", `Pool ${pool.id} is promised until ${before.until}: its end can only move later.`),
    );
  }
  return problems;
}
