import { Locale } from "../../core/model/cause.ts";
import { DOMAIN_HEADERS } from "../../core/platform/lambda/behind-domain.ts";

/**
 * The code that CloudFront runs for each request to the site, as text: it has no modules there. States who visits, over
 * whatever a visitor says of that, and makes one of our languages of `Accept-Language`, as `chooseLanguage` in
 * core/i18n/language.ts does (a test compares them): else a cache would keep each page once for each spelling of that header.
 */
export function statementOfVisit(): string {
  const languages = JSON.stringify(Locale.options);
  return `
var languages = ${languages};
function weightOf(parameters) {
  var found = parameters.map(function (text) { return /^\\s*q=([01](\\.\\d{0,3})?)\\s*$/i.exec(text); });
  var first = found.filter(function (match) { return match !== null; })[0];
  return first === undefined ? 1 : Number(first[1]);
}
function preferred(header) {
  var best = { language: "en", weight: 0 };
  header.split(",").slice(0, 20).forEach(function (range) {
    var parts = range.split(";");
    var weight = weightOf(parts.slice(1));
    var tag = parts[0].trim().toLowerCase().split("-")[0];
    var language = parts[0].trim() === "*" ? "en" : tag;
    if (languages.indexOf(language) >= 0 && weight > best.weight) best = { language: language, weight: weight };
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
