import type { CauseView } from "../../impact/view.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { truncate } from "../ui/truncate.ts";
import { type GoalProgress, goalProgress } from "./goal-progress.ts";

type Progress = NonNullable<CauseView["progress"]>;

const LABEL_MAX = 90;

interface GoalProps {
  readonly progress: Progress;
  readonly formatter: PageFormatter;
}

/** How far a cause is: a sentence, a bar that shows the same, and what comes next. */
export function Goal({ progress, formatter }: GoalProps) {
  const { words, roundMoney } = formatter;
  const way = goalProgress(progress);
  const next = progress.milestones.find((milestone) => milestone.reachedAt === undefined);
  return (
    <div class="goal">
      <p class="far">{wayInWords(way, progress, formatter)}</p>
      <Bar way={way} />
      {next !== undefined && (
        <p class="muted">
          {words.nextMilestone(
            truncate(formatter.text(next.label), LABEL_MAX),
            roundMoney(next.amount, progress.currency),
          )}
        </p>
      )}
    </div>
  );
}

function wayInWords(way: GoalProgress, progress: Progress, formatter: PageFormatter): string {
  const { words, roundMoney, percent } = formatter;
  const goal = roundMoney(progress.amount, progress.currency);
  if (way.percent >= 100) return `${words.goalReached(goal)} (${percent(way.percent * 100)})`;
  const far = way.begun && way.percent < 1 ? words.underOnePercent : percent(Math.max(0, way.percent) * 100);
  return words.percentOfGoal(far, goal);
}

/** Shows what the sentence above it says, so it is hidden from screen readers. */
export function Bar({ way }: { way: GoalProgress }) {
  return (
    <svg class="bar" aria-hidden="true">
      <rect class="track" />
      {way.segments.map(({ funding, from, length }) => (
        <rect class={funding} x={`${from}%`} width={`${length}%`} />
      ))}
      {way.segments.slice(1).map(({ from }) => (
        <rect class="gap" x={`${from}%`} />
      ))}
      {way.goalAt < 100 && <rect class="end" x={`${way.goalAt}%`} />}
      {way.milestones.map(({ at, reached }) => (
        <circle class={reached ? "reached" : undefined} cx={`${at}%`} />
      ))}
    </svg>
  );
}

/** The milestones of one cause on their way, each with its amount and its date. */
export function Steps({ progress, formatter }: GoalProps) {
  const { words, roundMoney, date, text } = formatter;
  return (
    <ol class="steps">
      {progress.milestones.map(({ amount, label, reachedAt }) => (
        <li class={reachedAt === undefined ? "open" : "reached"}>
          <strong>{roundMoney(amount, progress.currency)}</strong>
          <span>{text(label)}</span>
          <span class="muted">
            {reachedAt === undefined ? (
              words.notYetReached
            ) : (
              <time dateTime={reachedAt}>{words.reachedOn(date(reachedAt))}</time>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
