import { ErrorSummary, Form, type FormErrors, Select, Submit } from "../../site/ui/form.tsx";
import { type RenderedView, ViewPart } from "../../site/ui/layout.tsx";
import type { AccountContext, PageRequest } from "../../site/ui/page.ts";
import { pageAnswer } from "../../site/ui/page-answer.ts";
import type { AuditStore } from "../audit/audit.store.ts";
import { EndReason } from "../audit/audit.ts";
import type { DeskPageFor } from "../frame/desk-page.ts";
import { deskView } from "../frame/frame.tsx";
import type { DeskSessionStore, StaffMember } from "../sessions/desk-session.store.ts";
import type { DeskSession } from "../sessions/desk-session.ts";
import type { DeskWords } from "../words/desk-words.ts";
import { deskWords } from "../words/in-language.ts";

export interface StaffPageDeps {
  readonly sessions: Pick<DeskSessionStore, "members" | "endAll">;
  readonly audit: Pick<AuditStore, "add">;
}

const WHOSE = "whose";
const WHY = "why";

/** Who is at the desk. POST ends every session of one of them, at once and in every browser; a second call ends those begun since. */
export function staffPage({ sessions, audit }: StaffPageDeps): DeskPageFor {
  return async (request, member, context) => {
    const words = deskWords(context.formatter);
    const members = await sessions.members();
    const shown = { context, member, members, words };
    if (request.method !== "POST") return pageAnswer(staffView(shown), { page: "deskStaff" });
    const { whose, why, errors } = asked(request, members, words);
    if (whose === undefined || why === undefined)
      return pageAnswer(staffView({ ...shown, errors }), { page: "deskStaff", status: 422 });
    // Written first: what ends a steward's own session must not go unwritten.
    await audit.add({ who: member.staff, act: "endSessions", outcome: "done", on: whose.staff, why });
    const ended = await sessions.endAll(whose.staff);
    return pageAnswer(staffView({ ...shown, done: words.people.done(whose.name, ended) }), {
      page: "deskSessionsEnded",
    });
  };
}

function asked({ form }: PageRequest, members: readonly StaffMember[], { people }: DeskWords) {
  const whose = members.find(({ staff }) => staff === form.text(WHOSE));
  const why = EndReason.safeParse(form.text(WHY)).data;
  const errors: FormErrors = new Map([
    ...(whose === undefined ? [[WHOSE, people.chooseWhose] as const] : []),
    ...(why === undefined ? [[WHY, people.chooseWhy] as const] : []),
  ]);
  return { whose, why, errors };
}

interface Shown {
  readonly context: AccountContext;
  readonly member: DeskSession;
  readonly members: readonly StaffMember[];
  readonly words: DeskWords;
  readonly errors?: FormErrors;
  readonly done?: string;
}

function staffView({ context, member, members, words, errors = new Map(), done }: Shown): RenderedView {
  const { people } = words;
  const choose = { value: "", text: people.choose };
  return deskView({
    context,
    member,
    path: "/desk/staff",
    title: people.title,
    text: people.text,
    said: (
      <>
        {done !== undefined && <p role="status">{done}</p>}
        <ErrorSummary title={people.incomplete} errors={errors} />
      </>
    ),
    children: (
      <>
        <ViewPart id="members" title={people.members}>
          <Members {...{ context, members, words }} />
        </ViewPart>
        <ViewPart id="end" title={people.endTitle} aside={<p>{people.endText}</p>}>
          <Form action="/desk/staff" context={context}>
            <Select
              name={WHOSE}
              label={people.whose}
              value=""
              errors={errors}
              options={[choose, ...members.map(({ staff, name }) => ({ value: staff, text: name }))]}
            />
            <Select
              name={WHY}
              label={people.why}
              value=""
              errors={errors}
              options={[
                choose,
                ...EndReason.options.map((reason) => ({ value: reason, text: words.reasons[reason] })),
              ]}
            />
            <Submit>{people.end}</Submit>
          </Form>
        </ViewPart>
      </>
    ),
  });
}

function Members({ context, members, words }: Pick<Shown, "context" | "members" | "words">) {
  const { dateTime, all } = context.formatter;
  return (
    <ul class="entries">
      {members.map(({ name, roles, signedInAt }) => (
        <li>
          <strong>{name}</strong>
          <p>
            {all(roles.map((role) => words.roles[role]))}. {words.people.signedIn(dateTime(signedInAt))}
          </p>
        </li>
      ))}
    </ul>
  );
}
