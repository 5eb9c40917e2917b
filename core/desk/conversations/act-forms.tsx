import type { ComponentChildren } from "preact";
import { CheckBox, Field, Form, type FormErrors, Select, Submit, TextArea } from "../../site/ui/form.tsx";
import { type AuditReason, CloseReason, HandOverReason, SnoozeReason } from "../audit/audit.ts";
import type { ThreadAct } from "../words/conversation-words.ts";
import type { ShownConversation } from "./shown-conversation.ts";
import { actorOf } from "./staff-names.ts";
import { answering } from "./standing.tsx";
import { NOTE_CHARS_MAX, THREAD_ACT_FIELD, VERSION } from "./thread-acts.ts";

/** What can be done with a conversation as it stands: each a form of its own, those that ask for something folded. */
export function ActForms({ shown }: { readonly shown: ShownConversation }) {
  const { head } = shown.found;
  const { promises, state } = head;
  return (
    <>
      <Buttons shown={shown} />
      <NoteForm shown={shown} />
      {state !== "closed" && (
        <>
          {promises.map(({ promise }) => (
            <Promised promise={promise} shown={shown} />
          ))}
          <HandOverForm shown={shown} />
          <SnoozeForm shown={shown} />
          <PromiseForm shown={shown} />
        </>
      )}
      <TagForm shown={shown} />
      {state !== "closed" && <CloseForm shown={shown} />}
    </>
  );
}

/** What needs no more than a press. */
function Buttons({ shown }: { readonly shown: ShownConversation }) {
  const { found, member, at, words } = shown;
  const { head } = found;
  const now = answering(head, at);
  const take: ThreadAct | undefined =
    now === undefined ? "take" : now.owner === actorOf(member) ? undefined : "takeOver";
  const acts: readonly (ThreadAct | undefined)[] = [
    head.state === "closed" ? "reopen" : take,
    head.state === "snoozed" ? "wake" : undefined,
    head.trouble ? "unmark" : "mark",
  ];
  return (
    <div class="buttons">
      {acts.flatMap((act) =>
        act === undefined
          ? []
          : [
              <ActForm act={act} shown={shown}>
                <Submit quiet={act === "mark" || act === "unmark"}>{words.buttons[act]}</Submit>
              </ActForm>,
            ],
      )}
    </div>
  );
}

interface Filling {
  readonly shown: ShownConversation;
}

/** The form of one act, with the version of the thread that its reader saw. */
function ActForm({
  act,
  shown,
  children,
}: Filling & { readonly act: ThreadAct; readonly children: ComponentChildren }) {
  const { context, found } = shown;
  const { conversation, version } = found.head;
  return (
    <Form action={`/desk/conversations/${conversation}`} context={context}>
      <input type="hidden" name={THREAD_ACT_FIELD} value={act} />
      <input type="hidden" name={VERSION} value={String(version)} />
      {children}
    </Form>
  );
}

/** One that asks for something: folded until it is wanted, open while what it has is not done. */
function Folded({
  act,
  shown,
  children,
}: Filling & { readonly act: ThreadAct; readonly children: ComponentChildren }) {
  return (
    <details open={isDrafted(act, shown)}>
      <summary>{shown.words.buttons[act]}</summary>
      <ActForm act={act} shown={shown}>
        {children}
        <Submit>{shown.words.buttons[act]}</Submit>
      </ActForm>
    </details>
  );
}

function isDrafted(act: ThreadAct, { draft }: ShownConversation): boolean {
  return draft.text(THREAD_ACT_FIELD) === act;
}

function filled(shown: ShownConversation, act: ThreadAct, name: string, otherwise = ""): string {
  return isDrafted(act, shown) ? shown.draft.text(name) : otherwise;
}

function errorsAt({ refused }: ShownConversation): FormErrors {
  return refused?.errors ?? new Map();
}

function NoteForm({ shown }: Filling) {
  const { forms, buttons } = shown.words;
  return (
    <ActForm act="note" shown={shown}>
      <TextArea
        name="note"
        label={forms.note}
        hint={forms.noteHint}
        value={filled(shown, "note", "note")}
        maxLength={NOTE_CHARS_MAX}
        rows={4}
        errors={errorsAt(shown)}
      />
      <Submit quiet>{buttons.note}</Submit>
    </ActForm>
  );
}

function Promised({ promise, shown }: Filling & { readonly promise: number }) {
  const { found, context, words } = shown;
  const made = found.events.find(({ sequence }) => sequence === promise);
  const due = found.head.promises.find((one) => one.promise === promise)?.due;
  return (
    <ActForm act="kept" shown={shown}>
      <input type="hidden" name="promise" value={String(promise)} />
      <p>
        {due !== undefined && words.due.promise(context.formatter.dateTime(due))} {made?.words?.said}
      </p>
      <Submit quiet>{words.buttons.kept}</Submit>
    </ActForm>
  );
}

function HandOverForm({ shown }: Filling) {
  const { receivers, nameOf, words } = shown;
  const choose = { value: "", text: words.forms.choose };
  return (
    <Folded act="handOver" shown={shown}>
      <Select
        name="to"
        label={words.forms.to}
        value={filled(shown, "handOver", "to")}
        errors={errorsAt(shown)}
        options={[choose, ...receivers.map((one) => ({ value: one, text: nameOf(one) }))]}
      />
      <Why act="handOver" name="handOverWhy" options={HandOverReason.options} shown={shown} />
    </Folded>
  );
}

function SnoozeForm({ shown }: Filling) {
  const { forms } = shown.words;
  return (
    <Folded act="snooze" shown={shown}>
      <Until act="snooze" shown={shown} />
      <Why act="snooze" name="snoozeWhy" options={SnoozeReason.options} shown={shown} />
      <CheckBox
        name="evenIfAnswered"
        value="yes"
        label={forms.evenIfAnswered}
        checked={isDrafted("snooze", shown) && shown.draft.has("evenIfAnswered", "yes")}
      />
    </Folded>
  );
}

function PromiseForm({ shown }: Filling) {
  const { forms } = shown.words;
  return (
    <Folded act="promise" shown={shown}>
      <TextArea
        name="promised"
        label={forms.promised}
        hint={forms.noteHint}
        value={filled(shown, "promise", "promised")}
        maxLength={NOTE_CHARS_MAX}
        rows={3}
        errors={errorsAt(shown)}
      />
      <Until act="promise" shown={shown} />
    </Folded>
  );
}

const OPENING = "09:00";

function Until({ act, shown }: Filling & { readonly act: "snooze" | "promise" }) {
  const { forms } = shown.words;
  const [day, time] = [`${act}Day`, `${act}Time`];
  return (
    <>
      <Field
        name={day}
        type="date"
        label={forms.day}
        value={filled(shown, act, day)}
        errors={errorsAt(shown)}
      />
      <Field
        name={time}
        type="time"
        label={forms.time}
        hint={forms.timeHint(shown.context.formatter.timeZone)}
        value={filled(shown, act, time, OPENING)}
      />
    </>
  );
}

function TagForm({ shown }: Filling) {
  const { forms } = shown.words;
  return (
    <Folded act="tag" shown={shown}>
      <Field
        name="tags"
        label={forms.tags}
        hint={forms.tagsHint}
        value={filled(shown, "tag", "tags", shown.found.head.tags.join(", "))}
        errors={errorsAt(shown)}
      />
    </Folded>
  );
}

function CloseForm({ shown }: Filling) {
  return (
    <Folded act="close" shown={shown}>
      <Why act="close" name="closeWhy" options={CloseReason.options} shown={shown} />
    </Folded>
  );
}

function Why(
  props: Filling & {
    readonly act: ThreadAct;
    readonly name: string;
    readonly options: readonly AuditReason[];
  },
) {
  const { words, reasons } = props.shown;
  return (
    <Select
      name={props.name}
      label={words.forms.why}
      value={filled(props.shown, props.act, props.name)}
      errors={errorsAt(props.shown)}
      options={[
        { value: "", text: words.forms.choose },
        ...props.options.map((reason) => ({ value: reason, text: reasons[reason] })),
      ]}
    />
  );
}
