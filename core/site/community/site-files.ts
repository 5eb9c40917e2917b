import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { type SpokenLanguage, spokenLanguages } from "../../i18n/language.ts";
import { plainLook } from "../../i18n/palette.ts";
import { yearsOf } from "../../impact/read-months.ts";
import type { StoryReader } from "../../impact/stories/story-reader.ts";
import type { BrandWords } from "../../model/brand-words.ts";
import type { Now } from "../../platform/clock.ts";
import { CACHE_PUBLICLY } from "../../platform/lambda/conditional.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import { iconSvg, touchIcon } from "../ui/icon.ts";
import { alternatesOf } from "../ui/listed.ts";
import { securityHeaders } from "../ui/security-headers.ts";

export interface SiteFilesDeps {
  readonly readBrandConfig: () => Promise<BrandConfig>;
  readonly stories: StoryReader;
  readonly readBrandWords: () => Promise<readonly BrandWords[]>;
  /** Where the site is, without a slash at the end. */
  readonly siteUrl: string;
  /** The stage publishes a log, by which anybody checks gifts. */
  readonly hasLog?: boolean;
  readonly now: Now;
}

/** A brand's look changes rarely, and browsers ask for the icon again and again. */
const ICON_SECONDS = 24 * 60 * 60;
const FILE_NAME = /\.[a-z0-9]{1,12}$/i;

/**
 * What browsers and crawlers ask for by themselves: `/robots.txt`, `/sitemap.xml`, `/favicon.ico` and the icon of a phone's home screen. Any other path that
 * names a file, as programs that look for holes ask for by the thousand, is a 404 of one line that reads nothing. Undefined:
 * the path may be a page.
 */
export function siteFile(path: string, deps: SiteFilesDeps): Promise<HttpAnswer> | undefined {
  switch (path) {
    case "/robots.txt":
      return Promise.resolve(robots(deps.siteUrl));
    case "/sitemap.xml":
      return sitemap(deps);
    case "/favicon.ico":
      return favicon(deps);
    case "/apple-touch-icon.png":
    case "/apple-touch-icon-precomposed.png":
      return homeScreenIcon(deps);
  }
  return FILE_NAME.test(path) || path.startsWith("/.") ? Promise.resolve(noFile) : undefined;
}

/** Forbids nothing: a page that is not to be listed says so itself, which only a crawler that may open it reads. */
function robots(siteUrl: string): HttpAnswer {
  const body = `User-agent: *\nAllow: /\n\nSitemap: ${siteUrl}/sitemap.xml\n`;
  return file("robots", { type: "text/plain; charset=utf-8", body });
}

/** The public pages under each of their addresses (https://www.sitemaps.org/protocol.html); before a brand is applied, none. */
async function sitemap(deps: SiteFilesDeps): Promise<HttpAnswer> {
  const { readBrandConfig, readBrandWords, stories, siteUrl, now } = deps;
  const [{ brand, causes, terms }, told, brandWords] = await Promise.all([
    readBrandConfig(),
    stories.all(),
    readBrandWords(),
  ]);
  const spoken = spokenLanguages(brandWords);
  const paths =
    brand === undefined
      ? []
      : [
          "/",
          ...causes.map(({ slug }) => `/causes/${slug}`),
          ...told.map(({ slug }) => `/stories/${slug}`),
          ...yearsOf(terms, brand, now()).map((year) => `/months/${year}`),
          "/join",
          ...(deps.hasLog ? ["/verify"] : []),
        ];
  const body = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...paths.flatMap((path) => listings(`${siteUrl}${path}`, spoken)),
    "</urlset>",
    "",
  ].join("\n");
  return file("sitemap", { type: "application/xml; charset=utf-8", body });
}

/** Each address of a page names all of them, itself too. Slugs and languages need no escape. */
function listings(address: string, spoken: readonly SpokenLanguage[]): readonly string[] {
  const alternates = alternatesOf(address, spoken);
  const links = alternates.map(
    ({ hreflang, href }) => `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${href}"/>`,
  );
  return alternates.map(({ href }) => `<url><loc>${href}</loc>${links.join("")}</url>`);
}

/** Pages carry the icon themselves; browsers ask for this one beside JSON and plain texts. */
async function favicon({ readBrandConfig }: SiteFilesDeps): Promise<HttpAnswer> {
  const { brand } = await readBrandConfig();
  const body = iconSvg((brand?.look ?? plainLook).light.accent);
  return file("favicon", { type: "image/svg+xml", body, cacheControl: `public, max-age=${ICON_SECONDS}` });
}

/** Phones ask for it at this address, also where no page names it. */
async function homeScreenIcon({ readBrandConfig }: SiteFilesDeps): Promise<HttpAnswer> {
  const { brand } = await readBrandConfig();
  const { accent, background } = (brand?.look ?? plainLook).light;
  const bytes = touchIcon(accent, background);
  return {
    ...file("touchIcon", {
      type: "image/png",
      body: bytes.toString("base64"),
      cacheControl: `public, max-age=${ICON_SECONDS}`,
    }),
    isBase64: true,
    facts: { page: "touchIcon", bytes: bytes.byteLength },
  };
}

interface File {
  readonly type: string;
  readonly body: string;
  readonly cacheControl?: string;
}

export function file(
  page: string,
  { type, body, cacheControl = CACHE_PUBLICLY }: File,
  status = 200,
): HttpAnswer {
  return {
    status,
    headers: { "content-type": type, "cache-control": cacheControl, ...securityHeaders },
    body,
    facts: { page, bytes: Buffer.byteLength(body) },
  };
}

export const noFile = file(
  "noFile",
  { type: "text/plain; charset=utf-8", body: "There is no file here.\n", cacheControl: "no-store" },
  404,
);
