import { type Brand, contactLink } from "../../model/cause.ts";
import type { PageFormatter } from "./page-formatter.ts";

interface Answerable {
  readonly brand: Brand;
  readonly formatter: PageFormatter;
}

/** Who answers for the site: the last line of every page. Nothing for a brand that an earlier release applied. */
export function LegalLinks({ brand, formatter }: Answerable) {
  const { words, text } = formatter;
  const { legal } = brand;
  if (legal === undefined) return null;
  return (
    <nav class="wide legal" aria-label={words.legal}>
      <ul>
        <li>
          <a href={text(legal.imprint)}>{words.imprint}</a>
        </li>
        <li>
          <a href={text(legal.privacy)}>{words.privacy}</a>
        </li>
        <li>
          <a href={contactLink(legal)}>{words.contact}</a>
        </li>
      </ul>
      <p class="muted">{legal.postalAddress}</p>
    </nav>
  );
}

/** Stands at every form that asks for personal data (GDPR, article 13). */
export function PrivacyNote({ brand, formatter }: Answerable) {
  const { words, text } = formatter;
  if (brand.legal === undefined) return null;
  return (
    <p class="muted privacy">
      {words.howWeUse} <a href={text(brand.legal.privacy)}>{words.privacy}</a>
    </p>
  );
}
