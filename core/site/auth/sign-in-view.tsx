import { accountWords, authWords } from "../../i18n/page-words.ts";
import type { AccountPath } from "../../model/routes.ts";
import { letterPaths } from "../../people/sessions/letter-token.ts";
import { ErrorSummary, Field, Form, type FormErrors, Submit } from "../ui/form.tsx";
import type { RenderedView } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";
import { Onward, type StatusText, statusView } from "../ui/status-page.tsx";
import { type KeptField, KeptFields, SaveKept } from "./kept-form.tsx";
import { NEXT } from "./return-path.ts";

export const ADDRESS = "address";
/** The button of a letter's reader, who need not type the address that the letter came to. */
export const KNOWN = "known";
const ADDRESS_CHARS_MAX = 254;

export interface SignInView {
  readonly context: AccountContext;
  readonly said: StatusText;
  readonly next: AccountPath | undefined;
  readonly isReader: boolean;
  readonly typed?: string;
  readonly errors?: FormErrors;
  /** What was sent when its session was over, and is not saved. */
  readonly kept: readonly KeptField[];
}

export function signInView({
  context,
  said,
  next,
  isReader,
  typed = "",
  errors = new Map(),
  kept,
}: SignInView): RenderedView {
  const { signIn: words, errors: title, toJoin } = authWords(context.formatter);
  const onward = (
    <>
      {next !== undefined && <input type="hidden" name={NEXT} value={next} />}
      <KeptFields kept={kept} />
    </>
  );
  return statusView(
    context,
    said,
    <>
      {isReader && (
        <Form action="/sign-in" context={context}>
          {onward}
          <Submit name={KNOWN} value="1">
            {words.sendKnown}
          </Submit>
        </Form>
      )}
      <Form action="/sign-in" context={context}>
        <ErrorSummary title={title(errors.size)} errors={errors} />
        {onward}
        <Field
          name={ADDRESS}
          label={isReader ? words.otherAddress : words.address}
          hint={words.addressHint}
          value={typed}
          autocomplete="email"
          inputMode="email"
          maxLength={ADDRESS_CHARS_MAX}
          errors={errors}
          required
        />
        <Submit quiet={isReader}>{words.send}</Submit>
      </Form>
      <SaveKept kept={kept} next={next} context={context} />
      <Onward to="/join" context={context} text={toJoin} />
    </>,
  );
}

/** What stands above the form: the page that is wanted, where one is. */
export function lead(context: AccountContext, next: AccountPath | undefined, why?: string): StatusText {
  const { signIn: words } = authWords(context.formatter);
  const name = (["impact", "history", "preferences"] as const).find((one) => letterPaths[one] === next);
  const wanted = name === undefined ? [] : [words.wanted(accountWords(context.formatter)[name].title)];
  return { title: words.title, text: [why, ...wanted, words.text].filter(Boolean).join(" ") };
}
