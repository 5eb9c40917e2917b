import { charityWords } from "../../i18n/charity-words.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { OpenedPayment } from "../../settlement/acknowledge.ts";
import type { KeptFiles } from "../../settlement/charity-file.ts";
import { type Payout, payoutState } from "../../settlement/payout.ts";
import { ErrorSummary, Field, Form, type FormErrors, Submit } from "../ui/form.tsx";
import { formStyles } from "../ui/form-styles.ts";
import { type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";
import { pageAnswer } from "../ui/page-answer.ts";
import { Onward, statusView } from "../ui/status-page.tsx";
import { paymentFacts } from "./payment-facts.ts";
import { type StoryFilled, Uploads, uploadWordsOf } from "./upload-view.tsx";

export const SIGNER_FIELD = "signer";
const SIGNER_CHARS_MAX = 120;

export interface PaymentShown extends OpenedPayment {
  readonly context: AccountContext;
  readonly path: string;
  /** What stands in a form that lacks something. */
  readonly typed?: string | undefined;
  /** What the charity sent; without it there is nothing to send. */
  readonly kept?: KeptFiles | undefined;
  /** What is wrong with what it just sent. */
  readonly wrong?: { readonly errors: FormErrors; readonly filled?: StoryFilled | undefined } | undefined;
}

export function paymentView(shown: PaymentShown): RenderedView {
  const { context, path, payout, typed, kept, wrong } = shown;
  const { brand, brandConfig, formatter } = context;
  const words = wordsOf(context);
  const canConfirm = payoutState(payout).kind === "booked";
  const unsigned = canConfirm && typed !== undefined ? [[SIGNER_FIELD, words.form.missing] as const] : [];
  const errors: FormErrors = wrong?.errors ?? new Map(unsigned);
  const whatIsWrong = wrong === undefined ? words.errors : uploadWordsOf(context).errors;
  const title = words.title(formatter.money(payout.minor, payout.currency), payout.name);
  const facts = paymentFacts({ ...shown, brand, causes: brandConfig.causes, words, formatter });
  return renderView({
    context,
    brand,
    title: `${errors.size > 0 ? `${whatIsWrong} · ` : ""}${title} · ${brand.name}`,
    description: title,
    css: `${formStyles}${factStyles}`,
    head: (
      <div lang={formatter.locale}>
        <h1>{title}</h1>
        <p class="purpose">{stateInWords(payout, context)}</p>
        <div class="above">
          <ErrorSummary title={whatIsWrong} errors={errors} />
        </div>
      </div>
    ),
    children: (
      <div lang={formatter.locale}>
        <ViewPart id="payment" title={words.facts.title}>
          <dl class="facts">
            {facts.map(([label, value]) => (
              <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </ViewPart>
        {canConfirm && <Confirm {...shown} errors={errors} />}
        {kept && <Uploads context={context} path={path} kept={kept} errors={errors} filled={wrong?.filled} />}
      </div>
    ),
  });
}

function Confirm({ context, path, typed = "", errors }: PaymentShown & { readonly errors: FormErrors }) {
  const { form } = wordsOf(context);
  return (
    <Form action={path} context={context}>
      <ViewPart id="confirm" title={form.title}>
        <p>{form.text(context.brand.name)}</p>
        <Field
          name={SIGNER_FIELD}
          label={form.signer}
          hint={form.hint}
          value={typed}
          errors={errors}
          autocomplete="name"
          maxLength={SIGNER_CHARS_MAX}
          required
        />
        <Submit>{form.confirm}</Submit>
        <p class="muted">{form.otherwise(context.replyTo)}</p>
      </ViewPart>
    </Form>
  );
}

/** The same for what was never a link, for one that is too old and for one that a newer letter replaced. */
export function gonePage(context: AccountContext): HttpAnswer {
  const { gone, toCommunity } = wordsOf(context);
  const said = { title: gone.title, text: gone.text(context.replyTo) };
  const view = statusView(context, said, <Onward to="/" context={context} text={toCommunity} />);
  return pageAnswer(view, { page: "payment.gone", status: 404 });
}

function stateInWords(payout: Payout, context: AccountContext): string {
  const { states } = wordsOf(context);
  const { date, day } = context.formatter;
  const state = payoutState(payout);
  switch (state.kind) {
    case "batched":
    case "filed":
    case "held":
    case "sent":
      return states.onItsWay;
    case "booked":
      return states.booked(day(state.bookedOn));
    case "received": {
      const said = payout.entries.findLast(({ kind }) => kind === "received");
      return states.received(said === undefined ? "" : date(said.at));
    }
    case "returned":
    case "cancelled":
      return states.reopened;
    default:
      return assertNever(state);
  }
}

function wordsOf({ formatter }: AccountContext) {
  return charityWords[formatter.locale];
}

/** A label above its value where the page is narrow. */
const factStyles = `
.facts{max-width:46rem;margin:0}
.facts div{display:grid;gap:0 1.5rem;padding:.6rem 0;border-bottom:1px solid var(--line)}
.facts dt{color:var(--muted)}
.facts dd{margin:0;overflow-wrap:anywhere}
@media(min-width:40rem){.facts div{grid-template-columns:16rem 1fr}}
`.replaceAll("\n", "");
