import type { ThemeId } from "../model/feedback-form.ts";
import { minutesAfter } from "../model/instant.ts";
import type { Instant } from "../model/purchase.ts";
import type { StatedStore } from "../model/stated-store.ts";
import { type FeedbackAnswer, isLow } from "./answer.ts";

/** Below it an interval is so wide that a score says nothing. */
export const SCORED_MIN = 50;
/** Fewer answers of a store would tell who gave them. */
const STORE_ANSWERS_MIN = 5;
/** A store's answers count after this: nobody finds out who stood there yesterday. */
const STORE_DELAY_DAYS = 7;
const Z_95 = 1.96;
const DAY_MINUTES = 24 * 60;

/**
 * A Net Promoter Score and what it is worth, all in points of -100 to 100: the 95 % interval, cut off at the scale's ends.
 * `tooFew`: below {@link SCORED_MIN} there is none.
 */
export type NetScore =
  | { readonly kind: "tooFew"; readonly scored: number }
  | {
      readonly kind: "score";
      readonly scored: number;
      readonly score: number;
      readonly from: number;
      readonly to: number;
    };

/**
 * How answers came about. `cameByThemselves`: nobody was asked, so there is no rate, and no claim about those who said nothing.
 */
type Asking =
  | { readonly kind: "cameByThemselves" }
  | { readonly kind: "byLot"; readonly asked: number; readonly answered: number };

/** What one store's answers add up to. `tooFew`: of fewer than {@link STORE_ANSWERS_MIN} nothing is said. */
interface StoreFigures {
  readonly store: string;
  readonly counted:
    | { readonly kind: "tooFew" }
    | { readonly kind: "counted"; readonly answers: number; readonly themes: ReadonlyMap<ThemeId, number> };
}

export interface FeedbackFigures {
  readonly answers: number;
  readonly troubled: number;
  readonly net: NetScore;
  readonly asking: Asking;
  readonly themes: ReadonlyMap<ThemeId, number>;
  readonly stores: readonly StoreFigures[];
}

/** The score of so many of each kind. With p and d the parts of promoters and detractors its variance is p + d - (p - d)². */
export function netScore(counts: {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}): NetScore {
  const { promoters, passives, detractors } = counts;
  const scored = promoters + passives + detractors;
  if (scored < SCORED_MIN) return { kind: "tooFew", scored };
  const [p, d] = [promoters / scored, detractors / scored];
  const margin = Z_95 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / scored);
  const points = (part: number) => Math.round(Math.min(1, Math.max(-1, part)) * 100);
  return {
    kind: "score",
    scored,
    score: points(p - d),
    from: points(p - d - margin),
    to: points(p - d + margin),
  };
}

/** The part of those who were asked that answered, of 0 to 1; undefined where nobody was asked. */
export function responseRate(asking: Asking): number | undefined {
  return asking.kind === "byLot" && asking.asked > 0 ? asking.answered / asking.asked : undefined;
}

/** What answers add up to, as it may be shown at a time: of a store only what is older than {@link STORE_DELAY_DAYS}. Faces have no score. */
export function feedbackFigures(
  answers: readonly FeedbackAnswer[],
  stores: readonly Pick<StatedStore, "id">[],
  now: Instant,
): FeedbackFigures {
  const until = minutesAfter(now, -STORE_DELAY_DAYS * DAY_MINUTES);
  const scores = answers.flatMap(({ score }) => (score?.scale === "recommend" ? [score] : []));
  const promoters = scores.filter(({ value }) => value >= 9).length;
  const detractors = scores.filter(isLow).length;
  return {
    answers: answers.length,
    troubled: answers.filter(({ trouble }) => trouble).length,
    net: netScore({ promoters, detractors, passives: scores.length - promoters - detractors }),
    asking: { kind: "cameByThemselves" },
    themes: themeCounts(answers),
    stores: stores.map(({ id }) =>
      storeFigures(
        id,
        answers.filter(({ store, at }) => store === id && at <= until),
      ),
    ),
  };
}

function storeFigures(store: string, answers: readonly FeedbackAnswer[]): StoreFigures {
  if (answers.length < STORE_ANSWERS_MIN) return { store, counted: { kind: "tooFew" } };
  const themes = [...themeCounts(answers)].filter(([, count]) => count >= STORE_ANSWERS_MIN);
  return { store, counted: { kind: "counted", answers: answers.length, themes: new Map(themes) } };
}

/** How many answers speak of each theme, the most first. */
function themeCounts(answers: readonly FeedbackAnswer[]): ReadonlyMap<ThemeId, number> {
  const counts = new Map<ThemeId, number>();
  for (const theme of answers.flatMap(({ themes }) => themes))
    counts.set(theme, (counts.get(theme) ?? 0) + 1);
  return new Map([...counts].toSorted(([, one], [, other]) => other - one));
}
