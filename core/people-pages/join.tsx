import { CHANNELS, type Channel } from "../message/topic.ts";
import { type AskDeps, askWithin } from "../people/ask-within.ts";
import type { enrol, JoinProblem } from "../people/enrol.ts";
import type { AtLeast } from "../runtime/at-least.ts";
import type { HttpAnswer } from "../runtime/http.ts";
import type { RandomBytes } from "../runtime/random.ts";
import { alonePage } from "./alone-page.tsx";
import { pageAnswer } from "./answers.ts";
import { joinSheet } from "./join-sheet.tsx";
import type { Page, PageRequest, PageVisit } from "./page.ts";
import { emptyForm } from "./read-form.ts";
import { joinFields, readJoin, requestIn } from "./read-join.ts";
import { requestIdOf } from "./request-id.ts";
import { wayInWords } from "./way-in-speech.ts";

/** Longer than introducing somebody takes: who asks does not see by the time whether an address is known. */
export const JOIN_ANSWER_MS = 600;

export interface JoinDeps extends AskDeps {
  readonly enrol: ReturnType<typeof enrol>;
  readonly random: RandomBytes;
  readonly atLeast: AtLeast;
}

/**
 * GET shows the form; POST writes down what is asked for, and asks at the address whether it is wanted. The answer is
 * the same for who is known and who is not. If it fails, the same form sent again asks the same question, once.
 */
export function joinPage(deps: JoinDeps): Page {
  return async (request, visit) => {
    const id = requestIn(request.form) ?? requestIdOf("join", deps.random);
    if (request.method !== "POST") {
      return pageAnswer(joinSheet({ visit, filled: emptyForm, errors: new Map(), request: id }), {
        page: "join",
      });
    }
    const { speech, brand, stated } = visit;
    const offer = { brand: brand.name, locale: speech.locale, causes: stated.causes };
    const read = readJoin(request.form, offer, id);
    const words = wayInWords(speech.locale).join;
    if (read.outcome === "notOffered") {
      return again(request, visit, id, new Map([[read.field, words.notOffered]]));
    }
    const joined = await deps.atLeast(JOIN_ANSWER_MS, async () => {
      const joined = await deps.enrol(read.join);
      if (joined.outcome === "joined") await askWithin(deps, joined, id);
      return joined;
    });
    if (joined.outcome === "refused") return again(request, visit, id, errorsOf(joined.problems, visit));
    return taken(visit, new Set(read.join.wishes.map(({ channel }) => channel)));
  };
}

/** The form as it was sent, with what is wrong at its fields. Nothing was saved. */
function again(
  request: PageRequest,
  visit: PageVisit,
  id: string,
  errors: ReadonlyMap<string, string>,
): HttpAnswer {
  const rendered = joinSheet({ visit, filled: request.form, errors, request: id });
  return pageAnswer(rendered, { page: "join", status: 422, facts: { errors: errors.size } });
}

function errorsOf(problems: readonly JoinProblem[], { speech }: PageVisit): Map<string, string> {
  const { problems: words } = wayInWords(speech.locale).join;
  return new Map(
    problems.flatMap(({ field, problem }): [string, string][] => {
      const text = words[field][problem];
      return text === undefined ? [] : [[joinFields[field], text]];
    }),
  );
}

function taken(visit: PageVisit, channels: ReadonlySet<Channel>): HttpAnswer {
  const { join: words } = wayInWords(visit.speech.locale);
  const [first = "", ...more] = CHANNELS.filter((channel) => channels.has(channel)).map(
    (channel) => words.done[channel],
  );
  const rendered = alonePage(
    visit,
    { title: words.doneTitle, text: first },
    <>
      {more.map((text) => (
        <p>{text}</p>
      ))}
      <p>{words.doneLater}</p>
    </>,
  );
  return pageAnswer(rendered, { page: "joined" });
}
