import { createHash } from "node:crypto";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { colours, lookOf, plainLook } from "../../i18n/palette.ts";
import type { Brand, Picture } from "../../model/cause.ts";
import type { Day } from "../../model/purchase.ts";
import { Decoration } from "./decoration.tsx";
import { Footer, type FooterLink } from "./footer.tsx";
import { iconData } from "./icon.ts";
import { keepTogether } from "./keep-together.ts";
import { LegalLinks } from "./legal-links.tsx";
import { Listing, type ListingProps } from "./listing.tsx";
import type { PageFormatter } from "./page-formatter.ts";
import { pictureStyles } from "./picture.tsx";
import type { PageLoads } from "./security-headers.ts";
import { styles } from "./styles.ts";

/** How a page was requested. */
export interface PageContext {
  readonly formatter: PageFormatter;
  /** The visitor asked for the language by name: links carry it on. */
  readonly carryLanguage: boolean;
  /** The currency that the visitor asked to see first: links to pages with figures carry it on. */
  readonly currency?: string;
  /** The page's own address, absolute and without a query, where search engines may list it; absent: they may not. */
  readonly address?: string;
  /** The stage publishes a log, by which anybody checks gifts: links lead there. */
  readonly hasLog?: boolean;
}

/** A finished page, the hash that lets exactly its own styles pass the content security policy, and what it loads. */
export interface RenderedView extends PageLoads {
  readonly html: string;
  readonly styleHash: string;
}

export interface View {
  readonly context: PageContext;
  readonly brand?: Brand;
  readonly title: string;
  readonly description: string;
  /** What stands on the first screen, under the brand's name. */
  readonly head: ComponentChildren;
  readonly children?: ComponentChildren;
  /** In the place of the ways in, where somebody is signed in: the way round their own pages. */
  readonly menu?: ComponentChildren;
  /** Where a program reads the figures of this page, and tables of them for spreadsheets. */
  readonly data?: PageData;
  /** Of a story, the day on which it is told. */
  readonly told?: Day;
  /** What programs show beside a link to the page. */
  readonly shared?: Picture | undefined;
  /** The page shows pictures of the brand's, which it loads from the site itself. */
  readonly hasPictures?: boolean;
  /** The page leads nowhere, as nothing else answers yet. */
  readonly alone?: true;
  /** A module of ours that the page runs, as a file of the site. */
  readonly script?: { readonly path: string; readonly integrity: string };
  /** What only some pages need besides. Our own constants: it is put into the page as it is. */
  readonly css?: string;
}

interface PageData {
  readonly json: string;
  readonly tables: readonly ("community" | "causes" | "choices" | "days" | "terms")[];
  /** The months of a year, as a table. */
  readonly year?: string;
  /** What is new on it, for programs that look again and again; not of a year's months. */
  readonly feed?: string;
}

/** A link to another of our pages, in the language and, if it shows all figures, the currency that the visitor asked for. */
export function linkTo(path: string, { formatter, carryLanguage, currency }: PageContext): string {
  const showsFigures = path === "/" || /^\/(causes|months|stories)\//.test(path);
  const query = new URLSearchParams({
    ...(carryLanguage && { lang: formatter.language.tag }),
    ...(showsFigures && currency !== undefined && { currency }),
  });
  return query.size === 0 ? path : `${path}?${query}`;
}

export function renderView(sheet: View): RenderedView {
  const { hasPictures = false } = sheet;
  const css = `${lookOf(sheet.brand?.look ?? plainLook)}${styles}${hasPictures ? pictureStyles : ""}${sheet.css ?? ""}`;
  return {
    html: `<!doctype html>${keepTogether(renderToString(<View {...sheet} css={css} />))}`,
    hasFont: sheet.brand?.look.webFont !== undefined,
    hasPictures,
    hasScript: sheet.script !== undefined,
    styleHash: `sha256-${createHash("sha256").update(css).digest("base64")}`,
  };
}

function View(view: View & { css: string }) {
  const { context, brand, title, description, head, children, menu, data, told, shared, alone } = view;
  const { words, language } = context.formatter;
  return (
    <html lang={language.tag}>
      <Head
        context={context}
        brand={brand}
        title={title}
        description={description}
        feed={data?.feed}
        told={told}
        shared={shared}
        script={view.script}
        css={view.css}
      />
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <div class="head">
          <header class="wide top">
            {brand === undefined ? (
              <span class="wordmark">Wellspring</span>
            ) : (
              <a class="wordmark" href={linkTo("/", context)}>
                <Wordmark brand={brand} />
              </a>
            )}
            <Languages {...context} />
            {menu ?? (alone ? null : <WaysIn {...context} />)}
          </header>
        </div>
        <main id="content" tabIndex={-1}>
          <div class="head lead">
            <Decoration shape={brand?.look.shape} />
            <div class="wide">{head}</div>
          </div>
          {children}
        </main>
        {!alone && (
          <Footer links={footerLinks(context, data)} note={data === undefined ? "" : words.ledger} />
        )}
        {brand && <LegalLinks brand={brand} formatter={context.formatter} />}
      </body>
    </html>
  );
}

/** The brand's logo, or its name where it has none. On paper the ground is that of light. */
function Wordmark({ brand: { name, look } }: { readonly brand: Brand }) {
  if (look.logo === undefined) return <>{name}</>;
  const { light, dark } = look.logo;
  return (
    <picture>
      {dark !== light && <source srcset={dark} media="screen and (prefers-color-scheme:dark)" />}
      <img src={light} alt={name} />
    </picture>
  );
}

interface HeadProps extends ListingProps {
  readonly context: PageContext;
  readonly feed: string | undefined;
  readonly script: View["script"];
  readonly css: string;
}

function Head({ context, brand, title, description, feed, told, shared, script, css }: HeadProps) {
  const look = brand?.look ?? plainLook;
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>{title}</title>
      <meta name="description" content={description} />
      <meta
        name="theme-color"
        media="(prefers-color-scheme:light)"
        content={colours(look.light, "light").head}
      />
      <meta
        name="theme-color"
        media="(prefers-color-scheme:dark)"
        content={colours(look.dark, "dark").head}
      />
      <link rel="icon" href={iconData(look.light.accent)} />
      <Listing {...{ context, brand, title, description, told, shared }} />
      {feed !== undefined && (
        <link
          rel="alternate"
          type="application/atom+xml"
          title={context.formatter.words.feed}
          href={feedAddress(feed, context)}
        />
      )}
      {script && <script type="module" src={script.path} integrity={script.integrity} />}
      {/* Our own constants, and colours that a schema has checked: escaped, they would not be CSS. */}
      <style dangerouslySetInnerHTML={{ __html: css }} />
    </head>
  );
}

/** Programs that read a feed speak no language of their own: its address names one. */
function feedAddress(path: string, { formatter }: PageContext): string {
  return `${path}?lang=${formatter.language.tag}`;
}

/** The same page in each language: links that name no path stay on it. */
function Languages({ formatter, currency }: PageContext) {
  const more = currency === undefined ? "" : `&currency=${currency}`;
  return (
    <nav aria-label={formatter.words.language}>
      <ul class="languages">
        {formatter.languages.map(({ tag, name }) => (
          <li>
            <a
              href={`?lang=${tag}${more}`}
              lang={tag}
              hreflang={tag}
              aria-current={tag === formatter.language.tag ? "true" : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What every page ends with. */
function footerLinks(context: PageContext, data: PageData | undefined): readonly FooterLink[] {
  const { words } = context.formatter;
  return [
    { href: linkTo("/", context), text: words.toCommunity },
    { href: linkTo("/join", context), text: words.toJoin },
    { href: linkTo("/preferences", context), text: words.toPreferences },
    ...(context.hasLog ? [{ href: linkTo("/verify", context), text: words.toVerify }] : []),
    ...(data === undefined
      ? []
      : [
          { href: data.json, text: words.asData },
          ...data.tables.map((name) => ({ href: `/api/${name}.csv`, text: words.asTables[name] })),
          ...(data.year === undefined
            ? []
            : [{ href: `/api/months/${data.year}.csv`, text: words.months.table(data.year) }]),
          ...(data.feed === undefined ? [] : [{ href: feedAddress(data.feed, context), text: words.feed }]),
        ]),
  ];
}

/** For whoever is not signed in, as far as the page knows: one that caches keep knows nobody. */
function WaysIn(context: PageContext) {
  const { words } = context.formatter;
  return (
    <nav class="ways" aria-label={words.waysIn}>
      <ul>
        <li>
          <a class="first" href={linkTo("/join", context)}>
            {words.join}
          </a>
        </li>
        <li>
          <a href={linkTo("/sign-in", context)}>{words.signIn}</a>
        </li>
      </ul>
    </nav>
  );
}

/** One part of a page: its heading beside it where there is room, above it where there is not. */
export function ViewPart(props: {
  readonly id: string;
  readonly title: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="wide part" aria-labelledby={props.id}>
      <div class="name">
        <h2 id={props.id}>{props.title}</h2>
        {props.aside}
      </div>
      <div class="matter">{props.children}</div>
    </section>
  );
}
