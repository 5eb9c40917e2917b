import { BrandNotAppliedError } from "../../giving/config/brand-in-force.ts";
import { chooseLanguage, spoken } from "../../i18n/language.ts";
import type { CauseDetail, Community } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import { CACHE_PUBLICLY } from "../../platform/lambda/conditional.ts";
import { type HttpRequest, problem, type Respond } from "../../platform/lambda/http.ts";
import { iconOf, type PageContext, type RenderedView } from "../ui/layout.tsx";
import { pageFormatter } from "../ui/page-formatter.ts";
import { notFoundView, notSetUpView } from "../ui/plain-view.tsx";
import { pageSecurityHeaders } from "../ui/security-headers.ts";
import { causeView } from "./cause-view.tsx";
import { communityView } from "./community-view.tsx";
import { favicon, noSuchFile, robots, siteAddress, sitemap } from "./crawlers.ts";

export interface ServePageDeps {
  readonly readCommunity: () => Promise<Community>;
  readonly readCause: (slug: string) => Promise<CauseDetail | undefined>;
  /** The site's address where it has a domain of its own. */
  readonly siteAddress?: string;
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
  readonly page: "community" | "cause" | "notFound" | "notSetUp";
  readonly rendered: RenderedView;
}

/** The last part of a path that names a file, not a page. */
const FILE = /\.[a-z0-9]{2,5}$/;

/**
 * Answers `/` and `/causes/{slug}` with a page, what crawlers and browsers look for with its file, any other file with a 404
 * of a line and any other path with a 404 page, everything with a 503 page while no brand is applied, and every method that
 * would change something with 405.
 */
export function servePage(deps: ServePageDeps): Respond {
  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return onlyToRead;
    const asked = request.query.lang;
    const locale = chooseLanguage(asked, request.headers["accept-language"]);
    const site = siteAddress(request.headers, deps.siteAddress);
    const found = await fileAt(deps, request.path, site);
    if (found !== undefined) return found;
    const contextFor = (brand?: Brand): PageContext => ({
      carryLanguage: spoken(asked) !== undefined,
      formatter: pageFormatter(locale, brand),
      ...(site !== undefined && { address: `${site}${request.path}` }),
    });
    const { status, page, rendered } = await choose(deps, request.path, contextFor);
    const headers = { ...headersOf(rendered, status), "content-language": locale };
    const facts = { page, locale, bytes: Buffer.byteLength(rendered.html) };
    return { status, headers, body: rendered.html, facts };
  };
}

/** What is asked for by a name of its own; undefined where a page may be meant, or nothing can be said yet. */
async function fileAt(deps: ServePageDeps, path: string, site: string | undefined) {
  if (path === "/robots.txt") return robots(site);
  if (!FILE.test(path)) return undefined;
  const community = await deps.readCommunity().catch(orNone);
  if (community === undefined) return undefined;
  if (path === "/favicon.ico") return favicon(iconOf(community.brand.look.light.accent));
  return path === "/sitemap.xml" && site !== undefined ? sitemap(community, site) : noSuchFile();
}

function orNone(error: unknown): undefined {
  if (!(error instanceof BrandNotAppliedError)) throw error;
}

async function choose(
  deps: ServePageDeps,
  path: HttpRequest["path"],
  contextFor: (brand?: Brand) => PageContext,
): Promise<Chosen> {
  try {
    const slug = /^\/causes\/([^/]+)$/.exec(path)?.[1];
    const [community, cause] = await Promise.all([
      deps.readCommunity(),
      slug === undefined ? undefined : deps.readCause(slug),
    ]);
    const context = contextFor(community.brand);
    if (path === "/") return { status: 200, page: "community", rendered: communityView(community, context) };
    if (cause !== undefined)
      return { status: 200, page: "cause", rendered: causeView(cause, community, context) };
    return { status: 404, page: "notFound", rendered: notFoundView(community.brand, context) };
  } catch (error) {
    if (!(error instanceof BrandNotAppliedError)) throw error;
    return { status: 503, page: "notSetUp", rendered: notSetUpView(contextFor()) };
  }
}

/** A page changes with each purchase, so caches keep it for a moment; one that says what is missing is not kept. */
function headersOf({ styleHash }: RenderedView, status: number): Record<string, string> {
  return {
    ...pageSecurityHeaders(styleHash, "'none'"),
    "referrer-policy": "strict-origin-when-cross-origin",
    "cache-control": status === 200 ? CACHE_PUBLICLY : "no-store",
    vary: "Accept-Language",
    ...(status === 503 && { "retry-after": String(RETRY_S) }),
  };
}
