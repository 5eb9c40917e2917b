import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../cli/cli-error.ts";
import { STEPS, stepPath } from "../core/site/account/preferences/steps.ts";
import { type HttpResponse, http } from "../local/http.ts";
import type { Letter } from "../local/inbox/letters.ts";
import { type Form, filled, formsIn } from "./form.ts";

/** The engine answers 429 when more calls run than it may: a person would press the button again. */
const ATTEMPTS_MAX = 7;
const FIRST_PAUSE_MS = 100;
const POLL_MS = 150;
const LETTER_MS_MAX = 45_000;
const TOLD_CHARS = 300;

type Filling = Readonly<Record<string, string | boolean>>;

/** A visitor of the site with a browser that runs no scripts: opens pages, fills forms in, keeps a cookie. */
export interface Visitor {
  /** Whether the letter's question was answered just now; a link that works no more changes nothing. */
  confirm(link: string): Promise<"confirmed" | "refused">;
  join(filling: Filling): Promise<void>;
  /** The steps of the preference centre whose forms have these fields, after {@link confirm}. */
  prefer(filling: Filling): Promise<void>;
  /** As a mailbox does when its owner presses its unsubscribe button (RFC 8058): no page, no cookie. */
  leave(link: string): Promise<"left" | "refused">;
}

export function visitorOf(siteUrl: string): Visitor {
  let cookie: string | undefined;

  async function ask(url: string, body?: string): Promise<HttpResponse> {
    const headers = { origin: new URL(url).origin, ...(cookie !== undefined && { cookie }) };
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await again(() =>
      http(
        url,
        body === undefined ? { headers } : { method: "POST", headers: { ...headers, ...form }, body },
      ),
    );
    cookie = answer.headers["set-cookie"]?.split(";")[0] ?? cookie;
    return answer;
  }
  /** The form that has this field: a page may have others, to sign out or to pause. */
  async function formAt(url: string, field?: string): Promise<Form> {
    const page = await ask(url);
    const form = formsIn(page.body, url).find(
      ({ fields }) => field === undefined || fields.some(({ name }) => name === field),
    );
    if (page.status !== 200 || form === undefined) throw refusal(url, page);
    return form;
  }
  async function send(form: Form, filling: Filling): Promise<void> {
    const answer = await ask(form.url, filled(form, filling));
    if (answer.status !== 200 && answer.status !== 303) throw refusal(form.url, answer);
  }

  return {
    async join(filling) {
      await send(await formAt(`${siteUrl}/join`, "email"), filling);
    },
    async confirm(link) {
      const page = await ask(link);
      const [form] = formsIn(page.body, link);
      if (form === undefined) return "refused";
      return (await ask(form.url, filled(form, {}))).status === 303 ? "confirmed" : "refused";
    },
    async prefer(filling) {
      for (const step of STEPS) {
        const form = await formAt(siteUrl + stepPath(step), "seen");
        const own = Object.entries(filling).filter(([name]) => form.fields.some((one) => one.name === name));
        if (own.length > 0) await send(form, Object.fromEntries(own));
      }
    },
    async leave(link) {
      const answer = await again(() =>
        http(link, {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: "List-Unsubscribe=One-Click",
        }),
      );
      return answer.status === 200 ? "left" : "refused";
    },
  };
}

export async function again(call: () => Promise<HttpResponse>): Promise<HttpResponse> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await call();
    if ((answer.status !== 429 && answer.status < 500) || attempt === ATTEMPTS_MAX) return answer;
    await sleep(FIRST_PAUSE_MS * 2 ** attempt);
  }
}

function refusal(url: string, { status, body }: HttpResponse): CliError {
  const text = body.replaceAll(/<style.*?<\/style>|<[^>]*>/gs, " ").replaceAll(/\s+/g, " ");
  return new CliError(`${new URL(url).pathname} answered ${status}.`, text.slice(0, TOLD_CHARS));
}

/** The link of that kind in the newest letter to that address that has one, once there is one. */
export async function linkTo(
  start: string,
  email: string,
  letters: () => Promise<readonly Letter[]>,
): Promise<string> {
  const giveUpAt = Date.now() + LETTER_MS_MAX;
  for (;;) {
    const own = (await letters()).filter(({ to }) => to === email).toReversed();
    for (const { text } of own) {
      const url = text.split(/\s+/).find((word) => word.startsWith(start));
      if (url !== undefined) return url;
    }
    if (Date.now() > giveUpAt) {
      throw new CliError(
        `No letter with a link to ${new URL(start).pathname} came within ${LETTER_MS_MAX / 1000} s.`,
        "The engine's log is below .local; what failed for good waits in the journeys' dead-letter queue.",
      );
    }
    await sleep(POLL_MS);
  }
}
