import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { CauseView, Community } from "../../impact/view.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Story } from "../../model/story.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { reachedInWords } from "./goal.tsx";
import { toldIn } from "./told-in.ts";

/** Feed readers come often, and keep what they had. */
const ENTRIES_MAX = 50;

/** What a feed is made of. `cause`: the one that it is of; absent: all. */
export interface FeedOf {
  readonly community: Pick<Community, "brand" | "causes">;
  readonly stories: readonly Story[];
  readonly cause?: CauseView;
  /** Where the site is, without a slash at the end; the feed's own path and the page that it is of. */
  readonly siteUrl: string;
  readonly path: string;
  readonly page: string;
}

interface Entry {
  readonly at: Instant;
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly summary: string;
  readonly by: string;
  /** Of title and summary, where it is not the feed's. */
  readonly lang: string | undefined;
}

/** Stories and reached milestones as an Atom feed (RFC 4287), the newest first. Everything in it is escaped as it is drawn. */
export function atomFeed(feed: FeedOf, formatter: PageFormatter): string {
  const { community, cause, siteUrl, path, page } = feed;
  const { words, text, language } = formatter;
  const { brand } = community;
  const entries = entriesOf(feed, formatter)
    .toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : one.id < other.id ? -1 : 1))
    .slice(0, ENTRIES_MAX);
  const whose = cause === undefined ? brand.name : text(cause.name);
  const xml = h(
    "feed",
    { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": language.tag },
    h("id", {}, `${siteUrl}${path}`),
    h("title", {}, words.feedTitle(whose)),
    h("updated", {}, entries[0]?.at ?? NOTHING_YET),
    h("author", {}, h("name", {}, brand.name)),
    h("link", { rel: "self", type: "application/atom+xml", href: `${siteUrl}${path}?lang=${language.tag}` }),
    h("link", { rel: "alternate", type: "text/html", href: `${siteUrl}${page}?lang=${language.tag}` }),
    entries.map(({ at, id, href, title, summary, by, lang }) =>
      h(
        "entry",
        lang === undefined ? {} : { "xml:lang": lang },
        h("id", {}, id),
        h("title", {}, title),
        h("updated", {}, at),
        h("published", {}, at),
        h("author", {}, h("name", {}, by)),
        h("link", { rel: "alternate", type: "text/html", href }),
        h("summary", { type: "text" }, summary),
      ),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderToString(xml)}\n`;
}

/** A feed says when it was last updated, also one in which nothing has happened. */
const NOTHING_YET: Instant = "1970-01-01T00:00:00Z";

function entriesOf({ community, stories, cause, siteUrl }: FeedOf, formatter: PageFormatter): Entry[] {
  const { brand, causes } = community;
  const { words, text, roundMoney, language } = formatter;
  const shown = cause === undefined ? causes : [cause];
  const told = stories
    .filter((story) => cause === undefined || story.cause === cause.slug)
    .map((story): Entry => {
      const id = `${siteUrl}/stories/${story.slug}`;
      const { title, summary, by, lang } = toldIn(story, formatter);
      return {
        at: `${story.day}T00:00:00Z`,
        id,
        href: `${id}?lang=${language.tag}`,
        title,
        summary: story.sample ? `${summary} (${words.sample}: ${words.storySample})` : summary,
        ...{ by, lang },
      };
    });
  const reached = shown.flatMap(({ slug, name, progress }) =>
    (progress?.milestones ?? []).flatMap(({ amount, label, reachedAt }): Entry[] => {
      if (progress === undefined || reachedAt === undefined) return [];
      const page = `${siteUrl}/causes/${slug}`;
      const sum = roundMoney(amount, progress.currency);
      return [
        {
          at: reachedAt,
          id: `${page}#${progress.currency}-${amount}`,
          href: `${page}?lang=${language.tag}`,
          title: words.feedMilestone(text(name), sum),
          summary: `${words.enoughFor(text(label))}. ${reachedInWords(progress, { amount, reachedAt }, formatter)}.`,
          ...{ by: brand.name, lang: undefined },
        },
      ];
    }),
  );
  return [...told, ...reached];
}
