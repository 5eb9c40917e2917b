import { appliedBrand, BrandNotAppliedError } from "../../giving/config/brand-in-force.ts";
import type { ReadFont } from "../../giving/config/font.store.ts";
import type { ReadPicture } from "../../giving/config/picture.store.ts";
import { chooseLanguage, languageFor, spokenLanguages } from "../../i18n/language.ts";
import { yearsOf } from "../../impact/read-months.ts";
import type { CauseDetail, Community, MonthList } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import { CACHE_PUBLICLY } from "../../platform/lambda/conditional.ts";
import { type HttpRequest, problem, type Respond } from "../../platform/lambda/http.ts";
import { elementsFile } from "../elements-module/elements-file.ts";
import type { PageContext, RenderedView } from "../ui/layout.tsx";
import { pageFormatter } from "../ui/page-formatter.ts";
import { notFoundView, notSetUpView } from "../ui/plain-view.tsx";
import { pageSecurityHeaders } from "../ui/security-headers.ts";
import { verifyFile } from "../verify/verify-files.ts";
import { askedCurrency } from "./amounts.ts";
import { causeView } from "./cause-view.tsx";
import { communityView } from "./community-view.tsx";
import { monthsView } from "./months-view.tsx";
import { serveFeed } from "./serve-feed.ts";
import { serveFont } from "./serve-font.ts";
import { servePicture } from "./serve-picture.ts";
import { type SiteFilesDeps, siteFile } from "./site-files.ts";
import { storyView } from "./story-view.tsx";

export interface ServePageDeps extends SiteFilesDeps {
  readonly readCommunity: () => Promise<Community>;
  readonly readFont: ReadFont;
  readonly readPicture: ReadPicture;
  readonly readCause: (slug: string) => Promise<CauseDetail | undefined>;
  readonly readMonths: (year: string) => Promise<MonthList>;
}

const RETRY_S = 60;

const onlyToRead = problem({
  status: 405,
  title: "Method Not Allowed",
  detail: "Pages can only be read.",
  headers: { allow: "GET, HEAD" },
});

interface Chosen {
  readonly status: 200 | 404 | 503;
  readonly page: "community" | "cause" | "months" | "story" | "notFound" | "notSetUp";
  readonly rendered: RenderedView;
}

/**
 * Answers `/`, `/causes/{slug}`, `/months/{year}` and `/stories/{slug}` with a page, {@link serveFeed} its feeds, what browsers and crawlers
 * ask for with {@link siteFile}, `/elements/…` with the module that shops load, `/verify/…` with what that page loads, `/fonts/…` and `/pictures/…` with files of the brand, any other path with a 404 page, every page with a 503 page while
 * no brand is applied, and every method that would change something with 405.
 */
export function servePage(deps: ServePageDeps): Respond {
  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return onlyToRead;
    const feedAnswer = serveFeed(request, deps);
    if (feedAnswer !== undefined) return feedAnswer;
    const fileAnswer =
      elementsFile(request.path) ??
      verifyFile(request.path, deps.hasLog === true) ??
      serveFont(request.path, deps.readFont) ??
      servePicture(request.path, deps.readPicture) ??
      siteFile(request.path, deps);
    if (fileAnswer !== undefined) return fileAnswer;
    const asked = request.query.lang;
    const spoken = spokenLanguages(await deps.readBrandWords());
    const { tag } = chooseLanguage(asked, request.headers["accept-language"], spoken);
    const contextFor = (brand?: Brand): PageContext => ({
      carryLanguage: languageFor(asked, spoken) !== undefined,
      hasLog: deps.hasLog === true,
      formatter: pageFormatter(tag, brand, spoken),
    });
    const { status, page, rendered } = await choose(deps, request, contextFor);
    const headers = { ...headersOf(rendered, status), "content-language": tag };
    const facts = { page, locale: tag, bytes: Buffer.byteLength(rendered.html) };
    return { status, headers, body: rendered.html, facts };
  };
}

async function choose(
  deps: ServePageDeps,
  { path, query }: Pick<HttpRequest, "path" | "query">,
  contextFor: (brand?: Brand) => PageContext,
): Promise<Chosen> {
  try {
    const year = /^\/months\/(\d{4})$/.exec(path)?.[1];
    if (year !== undefined) return await chooseMonths(deps, { path, query, year }, contextFor);
    const slug = /^\/causes\/([^/]+)$/.exec(path)?.[1];
    const storySlug = /^\/stories\/([^/]+)$/.exec(path)?.[1];
    const [community, stories, cause, words] = await Promise.all([
      deps.readCommunity(),
      deps.stories.all(),
      slug === undefined ? undefined : deps.readCause(slug),
      storySlug === undefined ? undefined : deps.stories.words(storySlug),
    ]);
    const around = { ...community, stories };
    const context = contextFor(community.brand);
    const currency = askedCurrency(query.currency, community.figures);
    const listed = { ...context, address: `${deps.siteUrl}${path}`, ...(currency && { currency }) };
    if (path === "/") return { status: 200, page: "community", rendered: communityView(community, listed) };
    if (cause !== undefined)
      return { status: 200, page: "cause", rendered: causeView(cause, around, listed) };
    const story = stories.find((one) => one.slug === storySlug);
    if (story !== undefined && words !== undefined)
      return { status: 200, page: "story", rendered: storyView(story, words, around, listed) };
    return { status: 404, page: "notFound", rendered: notFoundView(community.brand, context) };
  } catch (error) {
    if (!(error instanceof BrandNotAppliedError)) throw error;
    return { status: 503, page: "notSetUp", rendered: notSetUpView(contextFor()) };
  }
}

/** The page of a year in which something may have been given; of any other, 404. */
async function chooseMonths(
  deps: ServePageDeps,
  { path, query, year }: Pick<HttpRequest, "path" | "query"> & { readonly year: string },
  contextFor: (brand?: Brand) => PageContext,
): Promise<Chosen> {
  const config = await deps.readBrandConfig();
  const brand = appliedBrand(config);
  const context = contextFor(brand);
  if (!yearsOf(config.terms, brand, deps.now()).includes(year))
    return { status: 404, page: "notFound", rendered: notFoundView(brand, context) };
  const list = await deps.readMonths(year);
  const currency = askedCurrency(query.currency, list.months);
  const listed = { ...context, address: `${deps.siteUrl}${path}`, ...(currency && { currency }) };
  return {
    status: 200,
    page: "months",
    rendered: monthsView(list, { brand, causes: config.causes }, listed),
  };
}

/** A page changes with each purchase, so caches keep it for a moment; one that says what is missing is not kept. */
function headersOf({ styleHash, ...loads }: RenderedView, status: number): Record<string, string> {
  return {
    ...pageSecurityHeaders(styleHash, "'none'", loads),
    "referrer-policy": "strict-origin-when-cross-origin",
    "cache-control": status === 200 ? CACHE_PUBLICLY : "no-store",
    vary: "Accept-Language",
    ...(status === 503 && { "retry-after": String(RETRY_S) }),
  };
}
