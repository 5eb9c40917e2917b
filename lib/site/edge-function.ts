import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LanguageTag } from "../../core/model/brand-words.ts";
import { Locale } from "../../core/model/cause.ts";
import { DOMAIN_HEADERS } from "../../core/platform/lambda/behind-domain.ts";
import { projectRoot } from "../folders.ts";

/** Our languages, and those that the brands of a repository add by a file of words: `brands/<name>/words/fr.yaml`. */
export function languagesOf(root = projectRoot): readonly string[] {
  const brands = join(root, "brands");
  const files = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);
  const added = files(brands)
    .flatMap((brand) => files(join(brands, brand, "words")))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length))
    .filter((tag) => LanguageTag.safeParse(tag).success);
  return [...new Set([...Locale.options, ...added])];
}

/**
 * The code that CloudFront runs for each request to the site, as text: it has no modules there. States who visits, over
 * whatever a visitor says of that, and makes one of the site's languages of `Accept-Language`, as `chooseLanguage` in
 * core/i18n/language.ts does (a test compares them): else a cache would keep each page once for each spelling of that header.
 */
export function statementOfVisit(spoken: readonly string[]): string {
  const languages = JSON.stringify(spoken);
  return `
var languages = ${languages};
function weightOf(parameters) {
  var found = parameters.map(function (text) { return /^\\s*q=([01](\\.\\d{0,3})?)\\s*$/i.exec(text); });
  var first = found.filter(function (match) { return match !== null; })[0];
  return first === undefined ? 1 : Number(first[1]);
}
function spoken(tag) {
  for (var parts = tag.toLowerCase().split("-"); parts.length > 0; parts.pop()) {
    var found = languages.filter(function (one) { return one.toLowerCase() === parts.join("-"); })[0];
    if (found !== undefined) return found;
  }
}
function preferred(header) {
  var best = { language: "en", weight: 0 };
  header.split(",").slice(0, 20).forEach(function (range) {
    var parts = range.split(";");
    var weight = weightOf(parts.slice(1));
    var tag = parts[0].trim();
    var language = spoken(tag === "*" ? "en" : tag);
    if (language !== undefined && weight > best.weight) best = { language: language, weight: weight };
  });
  return best.language;
}
function handler(event) {
  var request = event.request;
  var headers = request.headers;
  headers["${DOMAIN_HEADERS.viewer}"] = { value: event.viewer.ip };
  headers["${DOMAIN_HEADERS.host}"] = { value: headers.host.value };
  headers["accept-language"] = { value: preferred(headers["accept-language"] ? headers["accept-language"].value : "") };
  return request;
}
`.trimStart();
}
