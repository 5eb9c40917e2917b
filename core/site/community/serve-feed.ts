import { BrandNotAppliedError } from "../../giving/config/brand-in-force.ts";
import { chooseLanguage } from "../../i18n/language.ts";
import type { StoryReader } from "../../impact/stories/story-reader.ts";
import type { Community } from "../../impact/view.ts";
import type { HttpAnswer, HttpRequest } from "../../platform/lambda/http.ts";
import { pageFormatter } from "../ui/page-formatter.ts";
import { atomFeed } from "./feed.ts";
import { file, noFile } from "./site-files.ts";

export interface ServeFeedDeps {
  readonly readCommunity: () => Promise<Community>;
  readonly stories: Pick<StoryReader, "all">;
  /** Where the site is, without a slash at the end. */
  readonly siteUrl: string;
}

/**
 * `/feed.xml` of all causes and `/causes/{slug}/feed.xml` of one, in the language that `lang` or the request names. A feed of
 * a cause that is not there, or before a brand is applied, is no file. Undefined: the path is no feed's.
 */
export function serveFeed(
  { path, query, headers }: Pick<HttpRequest, "path" | "query" | "headers">,
  deps: ServeFeedDeps,
): Promise<HttpAnswer> | undefined {
  const page = /^(\/|\/causes\/[^/]+\/)feed\.xml$/.exec(path)?.[1];
  if (page === undefined) return undefined;
  const locale = chooseLanguage(query.lang, headers["accept-language"]);
  return answer(deps, path, page.replace(/(.)\/$/, "$1"), locale);
}

async function answer(
  { readCommunity, stories, siteUrl }: ServeFeedDeps,
  path: string,
  page: string,
  locale: ReturnType<typeof chooseLanguage>,
): Promise<HttpAnswer> {
  try {
    const [community, told] = await Promise.all([readCommunity(), stories.all()]);
    const cause = community.causes.find(({ slug }) => page === `/causes/${slug}`);
    if (page !== "/" && cause === undefined) return noFile;
    const of = { community, stories: told, siteUrl, path, page, ...(cause && { cause }) };
    const body = atomFeed(of, pageFormatter(locale, community.brand));
    const { headers, ...rest } = file("feed", { type: "application/atom+xml; charset=utf-8", body });
    return { ...rest, headers: { ...headers, "content-language": locale, vary: "Accept-Language" } };
  } catch (error) {
    if (error instanceof BrandNotAppliedError) return noFile;
    throw error;
  }
}
