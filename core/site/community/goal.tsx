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
      <p class="far">{progressInWords(way, progress, formatter)}</p>
      <Bar way={way} />
      {pendingOf(progress) > 0 && (
        <p class="muted">{words.pendingOf(roundMoney(pendingOf(progress), progress.currency))}</p>
      )}
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

function pendingOf({ segments }: Progress): number {
  return segments.reduce((all, { pending }) => all + pending, 0);
}

/** That a sum was reached, when, and what may still change or has changed: it is money, and no deed. */
export function reachedInWords(
  { segments }: Progress,
  { amount, reachedAt }: { readonly amount: number; readonly reachedAt: string },
  { words, date }: PageFormatter,
): string {
  const net = segments.reduce((all, one) => all + one.net, 0);
  const pending = segments.reduce((all, one) => all + one.pending, 0);
  const state = net < amount ? words.belowAgain : net - pending < amount ? words.stillPending : undefined;
  return [words.reachedOn(date(reachedAt)), state].filter(Boolean).join(", ");
}

/** “42% of the way to $50,000” */
export function progressInWords(way: GoalProgress, progress: Progress, formatter: PageFormatter): string {
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
  return (
    <ol class="steps">
      {progress.milestones.map(({ reachedAt, ...milestone }) =>
        reachedAt === undefined ? (
          <OpenStep milestone={milestone} {...{ progress, formatter }} />
        ) : (
          <ReachedStep milestone={{ ...milestone, reachedAt }} {...{ progress, formatter }} />
        ),
      )}
    </ol>
  );
}

type Milestone = Progress["milestones"][number];

interface StepProps extends GoalProps {
  readonly milestone: Omit<Milestone, "reachedAt">;
}

export function OpenStep({ milestone: { amount, label }, progress, formatter }: StepProps) {
  const { words, roundMoney, text } = formatter;
  return (
    <li class="open">
      <strong>{roundMoney(amount, progress.currency)}</strong>
      <span>{words.enoughFor(text(label))}</span>
      <span class="muted">{words.notYetReached}</span>
    </li>
  );
}

interface ReachedStepProps extends GoalProps {
  readonly milestone: Milestone & { readonly reachedAt: string };
}

export function ReachedStep({ milestone, progress, formatter }: ReachedStepProps) {
  const { words, roundMoney, text } = formatter;
  return (
    <li class="reached">
      <strong>{roundMoney(milestone.amount, progress.currency)}</strong>
      <span>{words.enoughFor(text(milestone.label))}</span>
      <span class="muted">
        <time dateTime={milestone.reachedAt}>{reachedInWords(progress, milestone, formatter)}</time>
      </span>
    </li>
  );
}
