import * as z from "zod";

/**
 * A stand-in for Square's Terminal API as its documents describe it (developer.squareup.com, read on 2026-11-28): limits of the
 * fields, idempotency keys, and actions that wait, are shown and are closed. What the documents leave open is here as the
 * brief decides: how long a withdrawal takes, and which of a pick and a withdrawal at one moment wins.
 */
const Question = z.strictObject({
  idempotency_key: z.string().min(1).max(64),
  action: z.strictObject({
    type: z.literal("SELECT"),
    device_id: z.string().min(1),
    deadline_duration: z.string().regex(/^PT[1-5]M$/),
    select_options: z.strictObject({
      title: z.string().min(1).max(250),
      body: z.string().min(1).max(10_000),
      options: z
        .array(
          z.strictObject({
            reference_id: z.string().min(1).max(40),
            title: z.string().min(1).max(250),
          }),
        )
        .min(1),
    }),
  }),
});
type Question = z.infer<typeof Question>;

/** What the customer does, and the network: seconds are those of the stand-in's clock. */
export interface Scene {
  /** When the Terminal shows the question; undefined: it is off. */
  readonly shownAfter?: number | undefined;
  /** When the customer presses which button after that, from 0 on; a button beyond the last dismisses it. */
  readonly pressed?: { readonly after: number; readonly button: number } | undefined;
  /** How long a withdrawal takes to reach a Terminal that shows the question. */
  readonly withdrawalTakes: number;
  /** Which calls Square answers 503, by their number. */
  readonly fails: readonly number[];
}

interface Shown extends Question {
  readonly id: string;
  readonly at: number;
  withdrawnAt?: number;
}

const TOKEN = "invented-token";

export function squareTerminal({ shownAfter, pressed, withdrawalTakes, fails }: Scene) {
  const actions: Shown[] = [];
  let seconds = 0;
  let calls = 0;

  function stateOf({ id, at, withdrawnAt, action }: Shown) {
    const base = { id, type: action.type, device_id: action.device_id };
    const shown = shownAfter === undefined ? Number.POSITIVE_INFINITY : at + shownAfter;
    const withdrawn = withdrawnAt === undefined ? Number.POSITIVE_INFINITY : withdrawnAt;
    const gone = withdrawn < shown ? withdrawn : withdrawn + withdrawalTakes;
    const press = pressed === undefined ? Number.POSITIVE_INFINITY : shown + pressed.after;
    const expired = at + 60 < shown ? at + 60 : Number.POSITIVE_INFINITY;
    if (press <= seconds && press <= gone && expired > press) {
      const option = action.select_options.options[pressed?.button ?? 0];
      if (option === undefined) return { ...base, status: "CANCELED", cancel_reason: "BUYER_CANCELED" };
      return {
        ...base,
        status: "COMPLETED",
        select_options: { ...action.select_options, selected_option: option },
      };
    }
    if (gone <= seconds) return { ...base, status: "CANCELED", cancel_reason: "SELLER_CANCELED" };
    if (expired <= seconds) return { ...base, status: "CANCELED", cancel_reason: "TIMED_OUT" };
    if (withdrawn <= seconds) return { ...base, status: "CANCEL_REQUESTED" };
    return { ...base, status: shown <= seconds ? "IN_PROGRESS" : "PENDING" };
  }

  function answer(path: string, method: string, body: string): Response {
    const [, id, verb] = /^\/v2\/terminals\/actions(?:\/([^/]+))?(?:\/(cancel))?$/.exec(path) ?? [];
    if (method === "POST" && id === undefined) {
      const question = Question.safeParse(JSON.parse(body));
      if (!question.success) return Response.json({ errors: question.error.issues }, { status: 400 });
      const before = actions.find((one) => one.idempotency_key === question.data.idempotency_key);
      if (before !== undefined) return Response.json({ action: stateOf(before) });
      const made = { ...question.data, id: `termapia:${actions.length + 1}`, at: seconds };
      actions.push(made);
      return Response.json({ action: stateOf(made) });
    }
    const found = actions.find((one) => one.id === id);
    if (found === undefined) return Response.json({ errors: [] }, { status: 404 });
    if (verb === "cancel") {
      if (!isOpen(stateOf(found).status)) return Response.json({ errors: [] }, { status: 400 });
      found.withdrawnAt ??= seconds;
    }
    return Response.json({ action: stateOf(found) });
  }

  return {
    token: TOKEN,
    actions,
    /** What stands on the Terminal now, or will. */
    open: () => actions.filter((one) => isOpen(stateOf(one).status)),
    seconds: () => seconds,
    passes(more: number) {
      seconds += more;
    },
    clock: {
      now: () => seconds * 1_000,
      async wait(ms: number) {
        seconds += ms / 1_000;
      },
    },
    async fetch(
      url: string | URL,
      { method = "GET", body = "", headers = {} }: Call = {},
    ): Promise<Response> {
      calls += 1;
      if (fails.includes(calls)) return Response.json({ errors: [] }, { status: 503 });
      if (headers["authorization"] !== `Bearer ${TOKEN}`) return Response.json({}, { status: 401 });
      return answer(new URL(url).pathname, method, body);
    },
  };
}

interface Call {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function isOpen(status: string): boolean {
  return status !== "COMPLETED" && status !== "CANCELED";
}
