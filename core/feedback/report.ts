import { type FeedbackFigures, type NetScore, responseRate, SCORED_MIN } from "./figures.ts";

/** Figures in words: a score never without its interval, and without how its answers came about. */
export function feedbackReport(figures: FeedbackFigures): readonly string[] {
  const { answers, troubled, themes, stores } = figures;
  return [
    `${answers} answers, ${troubled} with trouble. ${cameAbout(figures)}`,
    scoreLine(figures.net),
    ...(themes.size === 0 ? [] : [`Themes: ${countsLine(themes)}.`]),
    ...stores.map(({ store, counted }) =>
      counted.kind === "tooFew"
        ? `${store}: too few to say.`
        : `${store}: ${counted.answers} answers that are a week old. ${countsLine(counted.themes)}`.trim(),
    ),
  ];
}

function cameAbout({ asking }: FeedbackFigures): string {
  const rate = responseRate(asking);
  return asking.kind === "byLot" && rate !== undefined
    ? `${asking.answered} of ${asking.asked} who were asked answered (${Math.round(rate * 100)} %).`
    : "They came by themselves: nobody was asked, so there is no response rate, and they do not speak for all customers.";
}

function scoreLine(net: NetScore): string {
  if (net.kind === "tooFew")
    return `Too few to say: ${net.scored} gave a score, and below ${SCORED_MIN} there is none.`;
  return `Of ${net.scored} who gave a score: ${net.score}, between ${net.from} and ${net.to} (95 %).`;
}

function countsLine(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(", ");
}
