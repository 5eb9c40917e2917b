import { WEEKDAYS } from "../../model/answering-hours.ts";
import { UNSORTED } from "../../model/conversation.ts";
import type { AuthoredService } from "./authored-answering.ts";
import type { ProblemAt } from "./brand-draft.ts";
import type { BrandProblem } from "./document.ts";

/** What is wrong with the hours in which people answer, and with what they promise. */
export function checkService(
  { hours, holidays = [], promises }: AuthoredService,
  problemAt: ProblemAt,
): BrandProblem[] {
  const problems = WEEKDAYS.flatMap((day) => checkDay(hours[day], ["hours", day], problemAt));
  if (WEEKDAYS.every((day) => hours[day].length === 0))
    problems.push(problemAt("service", ["hours"], "Nobody ever answers: name a weekday and its hours."));
  for (const [at, day] of holidays.entries())
    if (holidays.indexOf(day) < at)
      problems.push(problemAt("service", ["holidays", at], `${day} is listed twice: remove one of them.`));
  if (promises[UNSORTED] === undefined) {
    const message = `State ${UNSORTED}: it holds of everything that has no promise of its own.`;
    problems.push(problemAt("service", ["promises"], message));
  }
  for (const [matter, { firstAnswer, resolve }] of Object.entries(promises))
    if (resolve < firstAnswer) {
      const message = `Of ${matter} the end comes before the first answer: allow "end" as many hours or more.`;
      problems.push(problemAt("service", ["promises", matter, "end"], message));
    }
  return problems;
}

function checkDay(
  spans: AuthoredService["hours"]["mon"],
  path: readonly [string, string],
  problemAt: ProblemAt,
): BrandProblem[] {
  return spans.flatMap(({ from, to }, at) => {
    const before = spans[at - 1];
    if (to <= from)
      return [
        problemAt("service", [...path, at, "to"], `${to} is not after ${from}: hours end on the same day.`),
      ];
    if (before !== undefined && from < before.to)
      return [
        problemAt(
          "service",
          [...path, at, "from"],
          `${from} is before ${before.to}: list hours in their order, apart.`,
        ),
      ];
    return [];
  });
}
