import type { BrandConfig } from "../giving/config/brand-config.ts";
import { BrandNotAppliedError } from "../giving/config/brand-in-force.ts";
import { versionsInForce } from "../giving/config/in-force.ts";
import {
  chooseLanguage,
  languageFor,
  OUR_LANGUAGES,
  type SpokenLanguage,
  spokenLanguages,
} from "../i18n/language.ts";
import type { BrandWords } from "../model/brand-words.ts";
import type { Brand } from "../model/cause.ts";
import type { PeoplePath } from "../model/routes.ts";
import type { Now } from "../platform/clock.ts";
import type { HttpAnswer, HttpRequest, Respond } from "../platform/lambda/http.ts";
import type { PageContext } from "./ui/layout.tsx";
import type { AccountContext, Page } from "./ui/page.ts";
import { pageAnswer } from "./ui/page-answer.ts";
import { pageFormatter } from "./ui/page-formatter.ts";
import { notSetUpView } from "./ui/plain-view.tsx";
import { emptyForm, hasFiles, readForm } from "./ui/read-form.ts";
import { isSameSite } from "./ui/same-site.ts";
import { failedPage, noFormPage, otherSitePage } from "./ui/status-page.tsx";

export interface ServePeopleDeps {
  readonly readBrandConfig: () => Promise<BrandConfig>;
  readonly readBrandWords: () => Promise<readonly BrandWords[]>;
  /** By the address that the gateway found. */
  readonly pages: Readonly<Record<string, Page>>;
  /** Addresses whose page reads a form with files by itself, from the body: it is handed an empty form. */
  readonly takesFiles?: readonly string[];
  /** Where the site is, without a slash at the end. */
  readonly siteUrl: string;
  /** The address at which people of the brand read. */
  readonly replyTo: string;
  /** The stage publishes a log, by which anybody checks gifts. */
  readonly hasLog?: boolean;
  readonly now: Now;
}

/** A mailbox provider's program posts here on behalf of its user: it is no page of ours, and sends any body. */
const FROM_ANYWHERE: PeoplePath = "/unsubscribe/{token}";
/** What only takes forms: nobody can open it. */
const GIVES_NO_PAGE: readonly string[] = ["/sign-out" satisfies PeoplePath];
const RETRY_S = 60;

/**
 * Answers what a customer can see and change: routes.ts. What changes something is a POST that a page of ours sent, with
 * a form of ours in it; GET and HEAD change nothing. While no brand is applied, everything is answered 503.
 */
export function servePeople(deps: ServePeopleDeps): Respond {
  const readContext = contextReader(deps);
  return async (request) => {
    const { account, plain } = await readContext(request);
    return account === undefined ? notSetUp(plain) : answerTo(deps, request, account);
  };
}

/** How a request is answered: in which language, and for which brand; without `account` while no brand is applied. */
export function contextReader(deps: Omit<ServePeopleDeps, "pages">) {
  const { readBrandConfig, readBrandWords, siteUrl, replyTo, hasLog = false, now } = deps;
  return async (
    request: HttpRequest,
  ): Promise<{ readonly plain: PageContext; readonly account: AccountContext | undefined }> => {
    const [brandConfig, brandWords] = await Promise.all([readBrandConfig(), readBrandWords()]);
    const { brand } = brandConfig;
    const plain = { ...contextOf(request, brand, spokenLanguages(brandWords)), hasLog };
    if (brand === undefined) return { plain, account: undefined };
    const termsInForce = versionsInForce(brandConfig.terms, now());
    return { plain, account: { ...plain, brand, brandConfig, termsInForce, siteUrl, replyTo } };
  };
}

/** The same where nothing can be answered without a brand. Throws before the first apply. */
export function appliedContext(deps: Omit<ServePeopleDeps, "pages">) {
  const readContext = contextReader(deps);
  return async (request: HttpRequest): Promise<AccountContext> => {
    const { account } = await readContext(request);
    if (account === undefined) throw new BrandNotAppliedError();
    return account;
  };
}

/** What a visitor sees when something of ours failed. What they sent can be sent again. */
export function peopleFailed(request: HttpRequest): HttpAnswer {
  return failedPage(contextOf(request));
}

async function answerTo(
  { pages, takesFiles = [] }: Pick<ServePeopleDeps, "pages" | "takesFiles">,
  request: HttpRequest,
  context: AccountContext,
): Promise<HttpAnswer> {
  const [path, page] = pageFor(request, pages);
  if (request.method !== "POST" || path === FROM_ANYWHERE)
    return page({ ...request, form: emptyForm }, context);
  const onward = GIVES_NO_PAGE.includes(path) ? "/" : undefined;
  if (!isSameSite(request)) return otherSitePage(context, onward);
  if (takesFiles.includes(path) && hasFiles(request)) return page({ ...request, form: emptyForm }, context);
  const form = readForm(request);
  return form === undefined ? noFormPage(context, onward) : page({ ...request, form }, context);
}

/** The page of the address that the gateway found: `POST /confirm/{token}`. */
function pageFor({ route }: HttpRequest, pages: ServePeopleDeps["pages"]): readonly [string, Page] {
  const found = Object.entries(pages).find(([path]) => route.endsWith(` ${path}`));
  if (found === undefined) throw new Error(`${route} is no route of people's pages`);
  return found;
}

function contextOf(
  { query, headers }: HttpRequest,
  brand?: Brand,
  spoken: readonly SpokenLanguage[] = OUR_LANGUAGES,
): PageContext {
  const { tag } = chooseLanguage(query["lang"], headers["accept-language"], spoken);
  return {
    carryLanguage: languageFor(query["lang"], spoken) !== undefined,
    formatter: pageFormatter(tag, brand, spoken),
  };
}

/** While no brand is applied: come again. */
export function notSetUp(context: PageContext): HttpAnswer {
  const headers = { "retry-after": String(RETRY_S) };
  return pageAnswer(notSetUpView(context), { page: "notSetUp", status: 503, headers });
}
