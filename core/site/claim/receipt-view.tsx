import { authWords } from "../../i18n/page-words.ts";
import { ErrorSummary, Field, Form, type FormErrors, Submit } from "../ui/form.tsx";
import { formStyles } from "../ui/form-styles.ts";
import { type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";
import { Onward, statusView } from "../ui/status-page.tsx";
import { CauseBoxes } from "./cause-boxes.tsx";

/** What is wrong with a form. `notFound`: no purchase has these facts, or none that can be picked for. */
export type ReceiptIssue = "number" | "total" | "day" | "cause" | "notFound";

/** A form as its sender filled it in. */
export interface Typed {
  readonly number: string;
  readonly total: string;
  readonly day: string;
  readonly cause: string;
}

const NOTHING_TYPED: Typed = { number: "", total: "", day: "", cause: "" };
export const TYPED_CHARS_MAX = 40;

export function receiptView(shown: {
  readonly context: AccountContext;
  readonly typed?: Typed;
  readonly issues?: readonly ReceiptIssue[];
}): RenderedView {
  const { context, typed = NOTHING_TYPED, issues = [] } = shown;
  const { brand, formatter } = context;
  const { claim, receipt: words, errors: title } = authWords(formatter);
  const said = { ...words.missing, cause: claim.missing, notFound: words.notFound };
  const errors: FormErrors = new Map(
    issues.map((issue) => [issue === "notFound" ? "number" : issue, said[issue]]),
  );
  const field = { maxLength: TYPED_CHARS_MAX, errors, required: true };
  return renderView({
    context,
    brand,
    title: `${errors.size > 0 ? `${title(errors.size)} · ` : ""}${words.title} · ${brand.name}`,
    description: words.description(brand.name),
    css: formStyles,
    head: (
      <>
        <h1>{words.title}</h1>
        <p class="purpose">{words.purpose}</p>
        <div class="above">
          <ErrorSummary title={title(errors.size)} errors={errors} />
        </div>
      </>
    ),
    children: (
      <Form action="/claim" context={context}>
        <ViewPart id="receipt" title={words.legend}>
          <Field {...field} name="number" {...words.number} value={typed.number} />
          <Field {...field} name="total" {...words.total} value={typed.total} inputMode="decimal" />
          <Field {...field} name="day" label={words.day} value={typed.day} type="date" />
        </ViewPart>
        <ViewPart id="causes" title={claim.legend}>
          <CauseBoxes context={context} legend={claim.legend} errors={errors} picked={typed.cause} />
          <p class="muted">
            {words.once} {claim.nothingElse}
          </p>
          <Submit>{claim.pick}</Submit>
        </ViewPart>
      </Form>
    ),
  });
}

/** A cause was picked with this receipt before. Which one is for those who picked it. */
export function takenView(context: AccountContext): RenderedView {
  const { receipt: words, toCommunity } = authWords(context.formatter);
  return statusView(context, words.taken, <Onward to="/" context={context} text={toCommunity} />);
}
