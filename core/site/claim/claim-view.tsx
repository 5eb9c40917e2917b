import type { ClaimablePurchase } from "../../giving/ledger/claim-link.store.ts";
import { proofTranslations } from "../../i18n/dictionaries.ts";
import { authWords } from "../../i18n/page-words.ts";
import { termsView } from "../../impact/read-offers.ts";
import { termsName } from "../../model/terms.ts";
import { fundings } from "../community/amounts.ts";
import { Offers } from "../disclosures/disclosure-view.tsx";
import { ErrorSummary, Form, type FormErrors, Submit } from "../ui/form.tsx";
import { formStyles } from "../ui/form-styles.ts";
import { type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";
import { Onward, statusView } from "../ui/status-page.tsx";
import { ProofLinks } from "../verify/proof-links.tsx";
import { CAUSE_FIELD, CauseBoxes } from "./cause-boxes.tsx";

/** In the address after a pick, until the ledger says it as well. */
export const PICKED = "picked";
/** What is wrong with a form in which no cause is picked. Its text is the page's own. */
export const WITHOUT_CAUSE: readonly string[] = [CAUSE_FIELD];

/**
 * What the page behind a claim link shows.
 * - `purchase`: absent while it is not recorded
 * - `feedback`: where this receipt's customer says what happened; absent: the brand does not ask
 * - `state`: `onItsWay`, the pick was taken and the gift is not moved yet
 */
export type ClaimShown = {
  readonly context: AccountContext;
  readonly path: string;
  readonly purchase: ClaimablePurchase | undefined;
  readonly feedback?: string;
} & (
  | { readonly state: "open"; readonly errors?: readonly string[] }
  | { readonly state: "picked" | "onItsWay"; readonly cause: string }
  | { readonly state: "closed" }
);

export function claimView(shown: ClaimShown): RenderedView {
  if (shown.state === "open") return openView(shown, shown.errors ?? []);
  const { context } = shown;
  const { claim: words, toCommunity, toJoin } = authWords(context.formatter);
  if (shown.state === "closed") {
    return statusView(
      context,
      words.closed,
      <>
        <Proof {...shown} />
        <WayToFeedback {...shown} />
        <Onward to="/" context={context} text={toCommunity} />
      </>,
    );
  }
  const cause = nameOf(shown.cause, context);
  const said = shown.state === "picked" ? words.picked : words.onItsWay;
  return statusView(
    context,
    { title: said.title(cause), text: said.text(cause) },
    <>
      {shown.purchase && <p>{gaveInWords(shown.purchase, context)}</p>}
      <Proof {...shown} />
      <Onward to={`/causes/${shown.cause}`} context={context} text={words.toCause(cause)} />
      <WayToFeedback {...shown} />
      <p>{words.joinText}</p>
      <Onward to="/join" context={context} text={toJoin} />
    </>,
  );
}

function openView(
  { context, path, purchase, feedback }: ClaimShown,
  missing: readonly string[],
): RenderedView {
  const { brand, formatter } = context;
  const { claim: words, errors: title } = authWords(formatter);
  const errors: FormErrors = new Map(missing.map((id) => [id, words.missing]));
  const text = purchase === undefined ? words.unknown : gaveInWords(purchase, context);
  return renderView({
    context,
    brand,
    title: `${errors.size > 0 ? `${title(errors.size)} · ` : ""}${words.title} · ${brand.name}`,
    description: words.description(brand.name),
    css: formStyles,
    head: (
      <>
        <h1>{words.title}</h1>
        <p class="purpose">{text}</p>
        <div class="above">
          <ErrorSummary title={title(errors.size)} errors={errors} />
        </div>
      </>
    ),
    children: (
      <>
        <Form action={path} context={context}>
          <ViewPart id="causes" title={words.legend}>
            <CauseBoxes context={context} legend={words.legend} errors={errors} />
            <p class="muted">
              {purchase && words.until(formatter.date(purchase.until))} {words.nothingElse}
            </p>
            <PromisedThen purchase={purchase} context={context} />
            <Submit>{words.pick}</Submit>
            <WayToFeedback context={context} feedback={feedback} />
          </ViewPart>
        </Form>
        {purchase && context.hasLog && (
          <ViewPart id="proof" title={proofTranslations[formatter.locale].title}>
            <Proof path={path} purchase={purchase} context={context} />
          </ViewPart>
        )}
      </>
    ),
  });
}

function WayToFeedback({
  context,
  feedback,
}: {
  readonly context: AccountContext;
  readonly feedback?: string | undefined;
}) {
  if (feedback === undefined) return null;
  return <Onward to={feedback} context={context} text={authWords(context.formatter).feedback.fromReceipt} />;
}

/** What was promised beside the offer under which the purchase gave: its own version of the terms, whatever is in force today. */
function PromisedThen({ purchase, context }: Pick<ClaimShown, "purchase" | "context">) {
  const { brand, brandConfig, formatter, siteUrl } = context;
  const own = brandConfig.terms.find((terms) => termsName(terms) === purchase?.terms);
  if (own === undefined) return null;
  return (
    <Offers
      offers={[termsView(own)]}
      currency={purchase?.currency}
      brand={brand}
      causes={brandConfig.causes}
      site={`${siteUrl}/`}
      formatter={formatter}
    />
  );
}

/** The ways to the proof of a purchase that is recorded. A receipt's page does not know which it is, and has none. */
function Proof({ path, purchase, context }: Pick<ClaimShown, "path" | "purchase" | "context">) {
  if (purchase === undefined || context.hasLog !== true) return null;
  return <ProofLinks path={`${path}/proof`} context={context} />;
}

/** What the purchase gave as it was placed, by who pays it. */
function gaveInWords({ placedAt, currency, parts }: ClaimablePurchase, { formatter, brand }: AccountContext) {
  const { claim: words } = authWords(formatter);
  const amounts = fundings.flatMap((funding) => {
    const own = parts.filter((part) => part.funding === funding);
    const minor = own.reduce((sum, part) => sum + part.minor, 0);
    return minor === 0 ? [] : [words.from[funding](formatter.money(minor, currency), brand.name)];
  });
  return words.gives(formatter.date(placedAt), formatter.all(amounts));
}

function nameOf(slug: string, { brandConfig, formatter }: AccountContext): string {
  const cause = brandConfig.causes.find((one) => one.slug === slug);
  return cause === undefined ? slug : formatter.text(cause.name);
}
