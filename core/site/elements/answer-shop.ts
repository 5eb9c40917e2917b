import { isCapReached } from "../../disclosures/disclose.ts";
import { splitInWords } from "../../disclosures/terms-in-words.ts";
import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand, BrandNotAppliedError } from "../../giving/config/brand-in-force.ts";
import { termsInForce } from "../../giving/config/in-force.ts";
import { type Cart, type Quote, type QuoteGiftDeps, quoteGifts } from "../../giving/ledger/quote-gift.ts";
import { chooseLanguage, spokenLanguages } from "../../i18n/language.ts";
import { elementsWords } from "../../i18n/page-words.ts";
import { termsView } from "../../impact/read-offers.ts";
import type { PayerSum, ProgressInWords, ShopView } from "../../impact/shop-view.ts";
import type { CauseView, Community, Figure, TermsView } from "../../impact/view.ts";
import type { BrandWords } from "../../model/brand-words.ts";
import type { Brand } from "../../model/cause.ts";
import { picturePath } from "../../model/picture.ts";
import type { CauseSlug, Instant } from "../../model/purchase.ts";
import { CHOSEN, type Terms, termsName } from "../../model/terms.ts";
import type { Now } from "../../platform/clock.ts";
import { CACHE_PUBLICLY } from "../../platform/lambda/conditional.ts";
import { type HttpAnswer, json, problem, type Respond } from "../../platform/lambda/http.ts";
import { askedCurrency, byCurrency, fundings, netOf } from "../community/amounts.ts";
import { progressInWords } from "../community/goal.tsx";
import { goalProgress } from "../community/goal-progress.ts";
import { type PageFormatter, pageFormatter } from "../ui/page-formatter.ts";
import { disclosureOf, givenInWords, recipientInWords } from "./gives-in-words.ts";
import { readCart } from "./read-cart.ts";

export interface AnswerShopDeps extends QuoteGiftDeps {
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly readCommunity: () => Promise<Community>;
  readonly readBrandWords: () => Promise<readonly BrandWords[]>;
  /** Where the site is, without a slash at the end. */
  readonly siteUrl: string;
  /** The stage publishes a log, by which anybody checks gifts. */
  readonly hasLog?: boolean;
  readonly now: Now;
}

const BRAND_RETRY_SECONDS = 30;
/** The elements stand in pages of other origins, which may read all of it: nothing in it is about a person. */
const ANY_ORIGIN = { "access-control-allow-origin": "*" };
const ADDRESS = /^\/api\/shop\/([^/]+)\/([^/]+)$/;

/**
 * Answers `/api/shop/{source}/{connection}`: all that the elements of a shop's page show, in the language of `lang`. 400 names
 * each parameter that cannot be read; 503 before a brand is applied. `otherwise` answers every other address.
 */
export function answerShop(deps: AnswerShopDeps, otherwise: Respond): Respond {
  return async (request) => {
    const [, source, connection] = ADDRESS.exec(request.path) ?? [];
    if (source === undefined) return otherwise(request);
    const { query } = request;
    const read = readCart({ source, connection }, query);
    if ("issues" in read) return unreadable(read.issues);
    const isEstimated = query["estimated"] !== undefined;
    try {
      const spoken = spokenLanguages(await deps.readBrandWords());
      const { tag } = chooseLanguage(query["lang"], undefined, spoken);
      const formatterFor = (brand: Brand) => pageFormatter(tag, brand, spoken);
      const view = await shopView(deps, { ...read, isEstimated, formatterFor });
      return json(200, view, { "cache-control": CACHE_PUBLICLY, ...ANY_ORIGIN });
    } catch (error) {
      if (error instanceof BrandNotAppliedError) return notAppliedYet;
      throw error;
    }
  };
}

function unreadable(issues: readonly { readonly field: string; readonly reason: string }[]): HttpAnswer {
  return problem({
    status: 400,
    title: "Bad Request",
    detail: issues.map(({ field, reason }) => `${field}: ${reason}`).join("; "),
    more: { issues },
    headers: ANY_ORIGIN,
  });
}

const notAppliedYet = problem({
  status: 503,
  title: "Service Unavailable",
  detail: "brand not applied yet",
  headers: { "retry-after": String(BRAND_RETRY_SECONDS), ...ANY_ORIGIN },
});

interface Asked {
  readonly shop: Pick<Cart, "source" | "connection" | "store"> & { readonly currency?: string | undefined };
  readonly place?: string;
  readonly cart?: Cart;
  readonly isEstimated: boolean;
  readonly formatterFor: (brand: Brand) => PageFormatter;
}

async function shopView(deps: AnswerShopDeps, asked: Asked): Promise<ShopView> {
  const config = await deps.brandConfig();
  const brand = appliedBrand(config);
  const formatter = asked.formatterFor(brand);
  const community = await deps.readCommunity();
  const words = elementsWords(formatter);
  const at = deps.now();
  const terms = termsOf(asked, config, at);
  const pick = pickOf(terms, config, brand, formatter);
  const offer = { ...asked, formatter, offers: community.terms };
  const gives = asked.cart && terms && (await givesOf(deps, config, offer, asked.cart, at));
  return {
    locale: formatter.language.tag,
    pick: { legend: words.pick, later: words.later, ...pick },
    ...(gives && { gives }),
    total: totalOf(community, asked.shop.currency, formatter),
    progress: Object.fromEntries(
      community.causes.map((cause) => [cause.slug, progressOf(cause, brand, asked.shop.currency, formatter)]),
    ),
    thanks: {
      ...{ title: words.thanks, claim: words.claim },
      ...(deps.hasLog && { check: { path: pathIn("/verify", formatter), text: words.check } }),
    },
  };
}

/** The terms for what this shop sells at this moment: the currency of a purchase plays no part in that. */
function termsOf({ shop }: Asked, { terms }: BrandConfig, placedAt: Instant): Terms | undefined {
  const { source, connection, store } = shop;
  return termsInForce(terms, { source, connection, placedAt, ...(store !== undefined && { store }) });
}

/** The causes between which a customer can choose: none where the terms leave nothing to choose, or none are in force. */
function pickOf(
  terms: Terms | undefined,
  { causes }: BrandConfig,
  brand: Brand,
  formatter: PageFormatter,
): Pick<ShopView["pick"], "notes" | "causes"> {
  const split = terms?.split ?? [{ cause: CHOSEN }];
  const isOpen = terms !== undefined && (terms.roundUp || split.some(({ cause }) => cause === CHOSEN));
  if (!isOpen) return { notes: [], causes: [] };
  const fixed = splitInWords(terms.split, { causes, brand, formatter });
  return {
    notes: fixed === undefined ? [] : [`${fixed}.`],
    causes: causes
      .filter(({ status }) => status === "active")
      .map((cause) => ({
        slug: cause.slug,
        name: formatter.text(cause.name),
        summary: formatter.text(cause.summary),
        recipient: recipientInWords(cause, formatter),
        ...(cause.picture && { picture: picturePath(cause.picture.hash, "small.webp") }),
      })),
  };
}

interface Offer extends Pick<Asked, "isEstimated" | "place"> {
  readonly formatter: PageFormatter;
  /** The terms in force, with what of their caps is used up. */
  readonly offers: Community["terms"];
}

async function givesOf(
  deps: AnswerShopDeps,
  config: BrandConfig,
  { isEstimated, place, formatter, offers }: Offer,
  cart: Cart,
  at: Instant,
): Promise<ShopView["gives"]> {
  const active = config.causes.filter(({ status }) => status === "active").map(({ slug }) => slug);
  const picks: readonly (CauseSlug | undefined)[] = [undefined, ...active];
  const quotes: ReadonlyMap<CauseSlug | undefined, Quote> = await quoteGifts(deps, config, {
    cart,
    at,
    picks,
  });
  const terms = quotes.get(undefined)?.terms;
  if (terms === undefined) return undefined;
  const { causes } = config;
  const view = offerOf(terms, cart, [...quotes.values()], offers);
  const isOver = isCapReached(view, cart.currency);
  const context = { brand: appliedBrand(config), causes, ...cart, isEstimated, isOver, formatter };
  return {
    currency: cart.currency,
    picks: Object.fromEntries(
      [...quotes].map(([pick, quote]) => [pick ?? "", givenInWords(pick, quote, context)]),
    ),
    ...disclosureOf(view, { ...context, place, site: `${deps.siteUrl}/` }),
  };
}

/**
 * The terms of a cart with what of their cap is used up, as the figures have it or, of a moment later, the cart's own price:
 * once one of both sees nothing left, nothing is offered.
 */
function offerOf(
  terms: Terms,
  { currency }: Cart,
  quotes: readonly Quote[],
  offers: Offer["offers"],
): TermsView {
  const view = offers.find(({ name }) => name === termsName(terms)) ?? termsView(terms);
  const isOver = isCapReached(view, currency) || quotes.some(({ noGift }) => noGift === "campaignCapReached");
  return isOver ? { ...view, capReached: [currency] } : view;
}

/** What the page's own query adds to links, so that a reader stays in their language. */
function pathIn(path: string, { language }: PageFormatter): string {
  return `${path}?lang=${language.tag}`;
}

function totalOf(
  { figures, brand, purchases }: Community,
  currency: string | undefined,
  formatter: PageFormatter,
): ShopView["total"] {
  const { words } = formatter;
  const others = byCurrency(figures, askedCurrency(currency, figures))?.others ?? [];
  const counted = formatter.counted(purchases, words.purchases);
  const also = words.alsoIn(formatter.all(others.map((other) => other.currency)));
  return {
    title: words.given,
    sums: sumsOf(figures, brand, currency, formatter),
    count: others.length === 0 ? counted : `${also} · ${counted}`,
    link: { path: pathIn("/", formatter), text: words.toCommunity },
  };
}

function progressOf(
  cause: CauseView,
  brand: Brand,
  currency: string | undefined,
  formatter: PageFormatter,
): ProgressInWords {
  const { words, text, roundMoney } = formatter;
  const { progress } = cause;
  const name = text(cause.name);
  const own = {
    name,
    sums: sumsOf(cause.figures, brand, progress?.currency ?? currency, formatter),
    link: { path: pathIn(`/causes/${cause.slug}`, formatter), text: name },
  };
  if (progress === undefined) return { ...own, text: words.noGoal };
  const way = goalProgress(progress);
  const next = progress.milestones.find(({ reachedAt }) => reachedAt === undefined);
  return {
    ...own,
    text: progressInWords(way, progress, formatter),
    percent: Math.min(100, Math.max(0, way.percent)),
    ...(next && { next: words.nextMilestone(text(next.label), roundMoney(next.amount, progress.currency)) }),
  };
}

/** What each payer gave in one currency: the one asked for, if anything was given in it. */
function sumsOf(
  figures: readonly Figure[],
  brand: Brand,
  currency: string | undefined,
  { words, money }: PageFormatter,
): PayerSum[] {
  const shown = byCurrency(figures, askedCurrency(currency, figures))?.first;
  return fundings.flatMap((funding) =>
    (shown?.figures ?? [])
      .filter((figure) => figure.funding === funding)
      .map((figure) => ({
        label: words.funding[funding].title(brand.name),
        amount: money(netOf(figure), figure.currency),
      })),
  );
}
