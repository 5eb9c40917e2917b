import { proofTranslations } from "../../i18n/dictionaries.ts";
import { linkTo } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";
import { langOf } from "../ui/page-formatter.ts";

/** The ways to the proof of a gift at `path`: to check it on `/verify`, and to have it as a file. `of`: says which, to who hears the page. */
export function ProofLinks(props: {
  readonly path: string;
  readonly of?: string;
  readonly context: AccountContext;
}) {
  const { path, of, context } = props;
  const words = proofTranslations[context.formatter.locale];
  const which = of !== undefined && <span class="unseen">: {of}</span>;
  return (
    <p class="proofs" lang={langOf(context.formatter)}>
      <a href={`${linkTo("/verify", context)}#${path}`}>
        {words.checkIt}
        {which}
      </a>{" "}
      <a href={path} download>
        {words.download}
        {which}
      </a>
    </p>
  );
}

/** Where the proof of a customer's own gift is. */
export function ownProofPath(gift: string): string {
  return `/me/gifts/${gift}/proof`;
}
