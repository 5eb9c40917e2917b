import { BrandNotAppliedError } from "../../giving/config/brand-in-force.ts";
import { chooseLanguage, spokenLanguages } from "../../i18n/language.ts";
import type { StoryReader } from "../../impact/stories/story-reader.ts";
import type { Community } from "../../impact/view.ts";
import type { BrandWords } from "../../model/brand-words.ts";
import type { HttpAnswer, HttpRequest } from "../../platform/lambda/http.ts";
import { pageFormatter } from "../ui/page-formatter.ts";
import { atomFeed } from "./feed.ts";
import { file, noFile } from "./site-files.ts";

export interface ServeFeedDeps {
  readonly readCommunity: () => Promise<Community>;
  readonly readBrandWords: () => Promise<readonly BrandWords[]>;
  readonly stories: Pick<StoryReader, "all">;
  /** Where the site is, without a slash at the end. */
  readonly siteUrl: string;
}

/**
 * `/feed.xml` of all causes and `/causes/{slug}/feed.xml` of one, in the language that `lang` or the request names. A feed of
 * a cause that is not there, or before a brand is applied, is no file. Undefined: the path is no feed's.
 */
export function serveFeed(
  request: Pick<HttpRequest, "path" | "query" | "headers">,
  deps: ServeFeedDeps,
): Promise<HttpAnswer> | undefined {
  const page = /^(\/|\/causes\/[^/]+\/)feed\.xml$/.exec(request.path)?.[1];
  return page === undefined ? undefined : answer(deps, request, page.replace(/(.)\/$/, "$1"));
}

async function answer(
  { readCommunity, readBrandWords, stories, siteUrl }: ServeFeedDeps,
  { path, query, headers: asked }: Pick<HttpRequest, "path" | "query" | "headers">,
  page: string,
): Promise<HttpAnswer> {
  try {
    const [community, told, words] = await Promise.all([readCommunity(), stories.all(), readBrandWords()]);
    const spoken = spokenLanguages(words);
    const { tag } = chooseLanguage(query.lang, asked["accept-language"], spoken);
    const cause = community.causes.find(({ slug }) => page === `/causes/${slug}`);
    if (page !== "/" && cause === undefined) return noFile;
    const of = { community, stories: told, siteUrl, path, page, ...(cause && { cause }) };
    const body = atomFeed(of, pageFormatter(tag, community.brand, spoken));
    const { headers, ...rest } = file("feed", { type: "application/atom+xml; charset=utf-8", body });
    return { ...rest, headers: { ...headers, "content-language": tag, vary: "Accept-Language" } };
  } catch (error) {
    if (error instanceof BrandNotAppliedError) return noFile;
    throw error;
  }
}
