import type { DayBounds } from "../core/people/rate-limit/day-bounds.ts";

/** What a text costs, roughly in the middle: a cent in the United States, ten in Germany. */
const DOLLARS_A_TEXT = 0.05;
/** A flood costs a tenth of a month's texts in a day at most; what customers agreed to may cost them all. */
const QUESTIONS_PART = 0.1;
/** One country may take three quarters of a day: what is dear there leaves room for the others. */
const COUNTRY_PART = 0.75;
const SOURCE_PART = 0.25;
/** Ten thousand letters cost a dollar. */
const QUESTION_LETTERS = 5_000;
const LINK_LETTERS = 20_000;
const SOURCE_LETTERS = 200;

/** Bounds that fit what texts may cost in a month: a stage can name others. */
export function dayBoundsFor(smsDollarsPerMonth: number): DayBounds {
  const part = (count: number, of: number) => Math.max(1, Math.ceil(count * of));
  const texts = part(smsDollarsPerMonth, 1 / DOLLARS_A_TEXT);
  const questions = part(texts, QUESTIONS_PART);
  return {
    questions: {
      texts: questions,
      textsPerCountry: part(questions, COUNTRY_PART),
      letters: QUESTION_LETTERS,
    },
    links: { letters: LINK_LETTERS },
    customers: { texts, textsPerCountry: part(texts, COUNTRY_PART) },
    source: { texts: part(questions, SOURCE_PART), letters: SOURCE_LETTERS },
  };
}

const MANY = 1_000_000;

/** On one machine nothing costs anything, and all that is sent comes from one source. */
export const localDayBounds: DayBounds = {
  questions: { texts: MANY, textsPerCountry: MANY, letters: MANY },
  links: { letters: MANY },
  customers: { texts: MANY, textsPerCountry: MANY },
  source: { texts: MANY, letters: MANY },
};
