import { firstOf, type MailHeader } from "./header-lines.ts";

/**
 * What SES found when it received a mail.
 * - `clean`, `spam`: whether its scanners say so; a scan that failed says neither
 * - `dmarc`: the domain of the From header for which the sender's own domain vouches; undefined: none
 * - `failsDmarc`: the domain of the From header says that it did not send this
 * - `recipient`: whom it was handed in for
 */
export interface SesReport {
  readonly clean: boolean;
  readonly spam: boolean;
  readonly dmarc: string | undefined;
  readonly failsDmarc: boolean;
  readonly returnPath: string;
  readonly recipient: string | undefined;
}

/** SES writes it below its own headers and above the sender's. */
const LAST_OF_SES = "x-ses-receipt";
const OWN_REPORTS = /^amazonses\.com\s*;/i;

/**
 * Reads SES's own headers: those above its receipt, of each name the first. What the sender wrote under the same names stands
 * below and says nothing. Undefined: SES did not receive this mail.
 */
export function sesReport(headers: readonly MailHeader[]): SesReport | undefined {
  const end = headers.findIndex(({ name }) => name === LAST_OF_SES);
  if (end === -1) return undefined;
  const own = headers.slice(0, end);
  const results = own.find(({ name, value }) => name === "authentication-results" && OWN_REPORTS.test(value));
  const { verdict, domain } = dmarcOf(results?.value ?? "");
  return {
    clean: firstOf(own, "x-ses-virus-verdict").toUpperCase() === "PASS",
    spam: firstOf(own, "x-ses-spam-verdict").toUpperCase() === "FAIL",
    dmarc: verdict === "pass" ? domain : undefined,
    failsDmarc: verdict === "fail",
    returnPath: firstOf(own, "return-path")
      .replaceAll(/[<>\s]/g, "")
      .toLowerCase(),
    recipient: /\sfor\s+<?([^\s<>;]+@[^\s<>;]+?)>?\s*;/i.exec(firstOf(own, "received"))?.[1],
  };
}

/**
 * The one word about DMARC. What a sender chooses stands in the same header (envelope-from, helo): two words, or one within
 * quotes, are none.
 */
function dmarcOf(results: string): {
  readonly verdict?: string | undefined;
  readonly domain?: string | undefined;
} {
  const plain = results.replaceAll(/\([^()"\\]*\)/g, " ");
  if (/["\\()]/.test(plain)) return {};
  const found = [...plain.matchAll(/;\s*dmarc\s*=\s*(\w+)\b\s*(?:header\.from=([\w.-]+))?/gi)];
  const [only, ...more] = found;
  if (only === undefined || more.length > 0 || plain.match(/dmarc\s*=/gi)?.length !== 1) return {};
  return { verdict: only[1]?.toLowerCase(), domain: only[2]?.toLowerCase() };
}
