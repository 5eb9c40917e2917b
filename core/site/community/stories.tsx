import type { CauseView } from "../../impact/view.ts";
import { dayIn } from "../../model/days.ts";
import type { Day } from "../../model/purchase.ts";
import type { Story } from "../../model/story.ts";
import { linkTo, type PageContext, ViewPart } from "../ui/layout.tsx";
import { ListedPicture } from "../ui/picture.tsx";
import { OpenStep, ReachedStep } from "./goal.tsx";
import { toldIn } from "./told-in.ts";

interface TimelineProps {
  readonly cause: Pick<CauseView, "progress">;
  /** Of this cause, the newest first. */
  readonly stories: readonly Story[];
  readonly context: PageContext;
}

/** What came of a cause, the newest first: its stories between the milestones that it reached, and what is still open. */
export function Timeline({ cause, stories, context }: TimelineProps) {
  const { formatter } = context;
  const { words, timeZone } = formatter;
  const { progress } = cause;
  const milestones = progress?.milestones ?? [];
  const steps = [
    ...stories.map((story) => ({ day: story.day, step: <StoryStep story={story} context={context} /> })),
    ...milestones.flatMap(({ amount, label, reachedAt }) =>
      reachedAt === undefined || progress === undefined
        ? []
        : [
            {
              day: dayIn(timeZone, reachedAt),
              step: <ReachedStep milestone={{ amount, label, reachedAt }} {...{ progress, formatter }} />,
            },
          ],
    ),
  ];
  const open = milestones.filter(({ reachedAt }) => reachedAt === undefined);
  const unfinished = stories.find((story) => story.open !== undefined);
  const missing = unfinished && toldIn(unfinished, formatter);
  return (
    <ViewPart id="stories" title={words.stories}>
      <ol class="steps">{steps.toSorted(latestFirst).map(({ step }) => step)}</ol>
      {(open.length > 0 || missing !== undefined) && (
        <>
          <h3>{words.stillOpen}</h3>
          {missing !== undefined && <p lang={missing.lang}>{missing.open}</p>}
          {progress !== undefined && open.length > 0 && (
            <ol class="steps">
              {open.map((milestone) => (
                <OpenStep milestone={milestone} {...{ progress, formatter }} />
              ))}
            </ol>
          )}
        </>
      )}
    </ViewPart>
  );
}

function latestFirst(one: { readonly day: Day }, other: { readonly day: Day }): number {
  return one.day === other.day ? 0 : one.day < other.day ? 1 : -1;
}

export function StoryStep({ story, context }: { readonly story: Story; readonly context: PageContext }) {
  const { title, summary, picture, lang } = toldIn(story, context.formatter);
  return (
    <li class="told">
      <strong lang={lang}>
        <a href={linkTo(`/stories/${story.slug}`, context)}>{title}</a>
      </strong>
      <span lang={lang}>{summary}</span>
      <span class="muted">
        <Byline story={story} context={context} />
      </span>
      {picture && <ListedPicture picture={picture} formatter={context.formatter} at="step" />}
    </li>
  );
}

/** When it is told and by whom. An invented story is never shown without saying that it is one. */
export function Byline({ story, context }: { readonly story: Story; readonly context: PageContext }) {
  const { words, day } = context.formatter;
  const { by } = toldIn(story, context.formatter);
  return (
    <>
      <time dateTime={story.day}>{day(story.day)}</time> · {words.storyBy(by)}
      {story.sample && (
        <>
          {" · "}
          <b class="mark">{words.sample}</b> {words.storySample}
        </>
      )}
    </>
  );
}
