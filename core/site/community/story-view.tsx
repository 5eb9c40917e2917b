import type { CauseView, Community } from "../../impact/view.ts";
import type { Block, Run, Story, StoryWords } from "../../model/story.ts";
import { linkTo, type PageContext, type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import { PassOn } from "../ui/pass-on.tsx";
import { Pictured, someHavePictures } from "../ui/picture.tsx";
import { truncate } from "../ui/truncate.ts";
import { CharityLine } from "./causes.tsx";
import { Goal } from "./goal.tsx";
import { Byline, StoryStep } from "./stories.tsx";
import { toldIn, wordsIn } from "./told-in.ts";

const DESCRIPTION_MAX = 155;
/** Other stories of the cause that are shown below one; the cause's own page has all of them. */
const MORE_SHOWN = 3;

/** Only here are there words of many paragraphs. */
const css = `
.story,.listed{max-width:40rem}
.story>*{margin-top:1rem}
.story>:first-child{margin-top:0}
.matter .story h3{margin-top:2rem}
.story ul,.listed{padding-left:1.25rem;list-style:disc}
.story ol{padding-left:1.5rem;list-style:decimal}
.story li+li,.listed li+li{margin-top:.35rem}
.story blockquote{margin-inline:0;padding-left:1.25rem;border-left:3px solid var(--brand);font-size:1.125rem}
@media print{.story a::after{content:" (" attr(href) ")"}}
`.replaceAll("\n", "");

/** What a story's page needs of the community around it. */
interface Around extends Pick<Community, "brand" | "causes"> {
  readonly stories: readonly Story[];
}

/** `GET /stories/{slug}`: what came of a cause, told by somebody who was there. The same story gives the same bytes. */
export function storyView(
  story: Story,
  blocks: StoryWords,
  { brand, causes, stories }: Around,
  context: PageContext,
): RenderedView {
  const { formatter } = context;
  const { words } = formatter;
  const told = toldIn(story, formatter);
  const cause = causes.find(({ slug }) => slug === story.cause);
  const more = stories.filter((other) => other.cause === story.cause && other.slug !== story.slug);
  const title = `${told.title} · ${brand.name}`;
  return renderView({
    context,
    brand,
    title,
    shared: told.picture ?? cause?.picture,
    description: truncate(told.summary, DESCRIPTION_MAX),
    head: (
      <Pictured picture={told.picture} formatter={formatter}>
        <Opening story={story} cause={cause} context={context} />
      </Pictured>
    ),
    hasPictures: someHavePictures([story, ...more.slice(0, MORE_SHOWN)]),
    css,
    told: story.day,
    data: {
      json: `/api/causes/${story.cause}`,
      tables: ["causes"],
      feed: `/causes/${story.cause}/feed.xml`,
    },
    children: (
      <>
        <ViewPart
          id="story"
          title={words.story}
          aside={cause && <CharityLine charity={cause.charity} formatter={formatter} />}
        >
          <article class="story" lang={told.lang}>
            {wordsIn(story, blocks, formatter).map((block) => (
              <BlockOf block={block} />
            ))}
          </article>
        </ViewPart>
        {story.bought.length > 0 && <Bought story={story} context={context} />}
        {(told.open !== undefined || cause?.progress !== undefined) && (
          <ViewPart id="open" title={words.stillOpen}>
            {told.open !== undefined && (
              <p class="far" lang={told.lang}>
                {told.open}
              </p>
            )}
            {cause?.progress !== undefined && <Goal progress={cause.progress} formatter={formatter} />}
          </ViewPart>
        )}
        {more.length > 0 && (
          <ViewPart id="more" title={words.moreStories}>
            <ol class="steps">
              {more.slice(0, MORE_SHOWN).map((other) => (
                <StoryStep story={other} context={context} />
              ))}
            </ol>
          </ViewPart>
        )}
        <PassOn title={title} context={context} />
      </>
    ),
  });
}

interface StoryProps {
  readonly story: Story;
  readonly context: PageContext;
}

function Opening({ story, cause, context }: StoryProps & { readonly cause: CauseView | undefined }) {
  const { words, text } = context.formatter;
  const { title, summary, lang } = toldIn(story, context.formatter);
  return (
    <>
      <p class="back">
        {cause === undefined ? (
          <a href={linkTo("/", context)}>{words.allCauses}</a>
        ) : (
          <a href={linkTo(`/causes/${cause.slug}`, context)}>{text(cause.name)}</a>
        )}
      </p>
      <h1 lang={lang}>{title}</h1>
      <p class="purpose" lang={lang}>
        {summary}
      </p>
      <p class="counted">
        <Byline story={story} context={context} />
      </p>
    </>
  );
}

/** For what the money was spent, as the story says: a figure that no ledger entry stands behind is never shown without that. */
function Bought({ story, context }: StoryProps) {
  const { words, money } = context.formatter;
  const told = toldIn(story, context.formatter);
  return (
    <ViewPart id="bought" title={words.bought} aside={<p class="muted">{words.boughtText}</p>}>
      <ul class="listed">
        {story.bought.map(({ amount, currency }, at) => (
          <li>{words.boughtFor(money(amount, currency), told.bought[at] ?? "")}</li>
        ))}
      </ul>
    </ViewPart>
  );
}

function BlockOf({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case "heading":
      return (
        <h3>
          <Runs runs={block.runs} />
        </h3>
      );
    case "paragraph":
      return (
        <p>
          <Runs runs={block.runs} />
        </p>
      );
    case "quote":
      return (
        <blockquote>
          <p>
            <Runs runs={block.runs} />
          </p>
        </blockquote>
      );
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List>
          {block.items.map((runs) => (
            <li>
              <Runs runs={runs} />
            </li>
          ))}
        </List>
      );
    }
  }
}

function Runs({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <>
      {runs.map(({ text, strong, emphasis, href }) => {
        const emphasised = emphasis ? <em>{text}</em> : text;
        const marked = strong ? <strong>{emphasised}</strong> : emphasised;
        return href === undefined ? marked : <a href={href}>{marked}</a>;
      })}
    </>
  );
}
