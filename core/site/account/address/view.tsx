import { accountWords, authWords } from "../../../i18n/page-words.ts";
import type { Channel } from "../../../model/topic.ts";
import { CONFIRM_MINUTES } from "../../../people/sessions/link.ts";
import { ErrorSummary, Field, Form, Submit } from "../../ui/form.tsx";
import { type RenderedView, ViewPart } from "../../ui/layout.tsx";
import type { AccountContext } from "../../ui/page.ts";
import { Onward, statusView } from "../../ui/status-page.tsx";
import { accountLayout } from "../layout.tsx";
import { ADDRESS_PATH } from "../preferences/change-address-link.tsx";
import { stepPath } from "../preferences/steps.ts";

const ADDRESS_CHARS_MAX = 254;

/** The address that a customer has on a channel, as much of it as they need to recognise it. */
export interface Reached {
  readonly channel: Channel;
  readonly hint: string;
}

export type AddressProblem = "notAnAddress" | "noTextsThere" | "same";

/** `typed`: what was sent and cannot be asked about. */
interface ChangeView {
  readonly context: AccountContext;
  readonly reached: readonly Reached[];
  readonly typed?:
    | { readonly channel: Channel; readonly typed: string; readonly problem: AddressProblem }
    | undefined;
}

export function fieldName(channel: Channel): string {
  return `new-${channel}`;
}

/** `GET /preferences/address`: a form for each address. */
export function changeView({ context, reached, typed }: ChangeView): RenderedView {
  const { address: texts } = accountWords(context.formatter);
  const { title, headline, lead } = texts;
  return accountLayout({
    page: "preferences",
    heading: { title, headline, lead: lead(context.brand.name) },
    context,
    children: (
      <>
        {reached.map((one) => (
          <ChangeForm
            reached={one}
            context={context}
            typed={typed?.channel === one.channel ? typed : undefined}
          />
        ))}
        <div class="wide">
          <p class="muted">{texts.moves}</p>
          <BackToAddresses context={context} />
        </div>
      </>
    ),
  });
}

function ChangeForm({
  reached: { channel, hint },
  context,
  typed,
}: Pick<ChangeView, "context" | "typed"> & { readonly reached: Reached }) {
  const { address: texts } = accountWords(context.formatter);
  const name = fieldName(channel);
  const errors = new Map(typed && [[name, texts.problem[typed.problem][channel]]]);
  return (
    <ViewPart id={channel} title={texts.part[channel]}>
      <p>{texts.now(hint)}</p>
      <Form action={ADDRESS_PATH} context={context}>
        <ErrorSummary title={authWords(context.formatter).errors(errors.size)} errors={errors} />
        <input type="hidden" name="channel" value={channel} />
        <Field
          name={name}
          label={texts.label[channel]}
          hint={texts.hint[channel]}
          value={typed?.typed ?? ""}
          type={channel === "email" ? "email" : "tel"}
          autocomplete={channel === "email" ? "email" : "tel"}
          maxLength={ADDRESS_CHARS_MAX}
          errors={errors}
          required
        />
        <Submit>{texts.send[channel]}</Submit>
      </Form>
    </ViewPart>
  );
}

/** The same for every address, known or not. */
export function askedView(context: AccountContext, channel: Channel, to: string): RenderedView {
  const { address: texts } = accountWords(context.formatter);
  return statusView(
    context,
    { title: texts.doneTitle[channel], text: texts.done[channel](to, CONFIRM_MINUTES / 60) },
    <>
      <p>{texts.doneElse[channel](context.replyTo)}</p>
      <BackToAddresses context={context} />
    </>,
  );
}

function BackToAddresses({ context }: { readonly context: AccountContext }) {
  const { preferences } = accountWords(context.formatter);
  return <Onward to={stepPath("when")} context={context} text={preferences.steps.when.title} />;
}
