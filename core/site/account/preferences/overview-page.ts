import { stopWords } from "../../../i18n/consent-words.ts";
import type { Preferences } from "../../../model/preferences.ts";
import { unsubscribe } from "../../../people/unsubscribe.ts";
import { retryContended } from "../../../platform/aws/contention.ts";
import type { HttpAnswer } from "../../../platform/lambda/http.ts";
import type { SignedInPage } from "../../ui/page.ts";
import { pageAnswer, seeOther } from "../../ui/page-answer.ts";
import { linkWith } from "../../ui/page-context.ts";
import { DO, noticeOf, type PreferencesDone } from "./done.ts";
import type { Offer } from "./field.tsx";
import { loadState, type PageState, type PreferencesDeps, proofOf } from "./load-state.ts";
import { overviewView, PAUSE } from "./overview-view.tsx";
import { PauseLength, pauseEnd } from "./pause.ts";
import { PREFERENCES_PATH } from "./steps.ts";

const page = "preferences";
/** At most this many other savings may come first while a pause is begun or ended. */
const PAUSE_RACES_MAX = 5;

/**
 * `GET /preferences` shows what holds now, with a link to each step. Its buttons do one thing each, whatever else was
 * saved meanwhile: begin or end a pause, withdraw everything, and write again to an address from which messages came back.
 */
export function overviewPage(deps: PreferencesDeps): SignedInPage {
  return async (request, visitor, context) => {
    const here = await loadState(deps, visitor, context);
    if (request.method !== "POST") {
      const notice = noticeOf(request.query["done"], here.context);
      return pageAnswer(overviewView({ ...here, notice }), { page });
    }
    const pause = PauseLength.safeParse(request.form.text(PAUSE));
    if (pause.success) return setPause(deps, here, pause.data);
    switch (request.form.text(DO)) {
      case "resume":
        return setPause(deps, here, undefined);
      case "stopAll":
        return stopAll(deps, here);
      case "lift":
        return liftBounces(deps, here);
      default:
        // A form of the page as it was before it had steps.
        return backToOverview(here, "none");
    }
  };
}

/** Begins a pause, or ends it. All else stays as it is saved by then. */
async function setPause(
  deps: PreferencesDeps,
  here: PageState,
  pause: PauseLength | undefined,
): Promise<HttpAnswer> {
  let { offer } = here;
  await retryContended(
    "the preferences of one customer",
    async () => {
      const next = withPause(offer, pause);
      if (next.pausedUntil === offer.preferences.pausedUntil) return "set";
      if ((await deps.people.savePreferences(here.visitor.customer, next)) === "saved") return "set";
      ({ offer } = await loadState(deps, here.visitor, here.context));
      return "lost";
    },
    { racesMax: PAUSE_RACES_MAX },
  );
  return backToOverview(here, pause === undefined ? "resumed" : "paused");
}

function withPause(offer: Offer, pause: PauseLength | undefined): Preferences {
  const { pausedUntil: _, ...rest } = offer.preferences;
  return pause === undefined ? rest : { ...rest, pausedUntil: pauseEnd(pause, offer) };
}

/** Its owner says that the address works. Whatever else suppresses an address stays, as does a bounce that comes meanwhile. */
async function liftBounces(
  { contacts, suppressions }: PreferencesDeps,
  here: PageState,
): Promise<HttpAnswer> {
  const found = await suppressions.read(await contacts.contacts(here.visitor.customer));
  for (const one of found) if (one.reason === "bounce") await suppressions.remove(one);
  return backToOverview(here, "lifted");
}

async function stopAll(deps: PreferencesDeps, here: PageState): Promise<HttpAnswer> {
  const { visitor, context } = here;
  await unsubscribe(deps)(visitor.customer, {
    topic: "all",
    channel: "all",
    source: "preferences",
    ...stopWords(context.formatter.language, context.brand.name),
    proof: proofOf(visitor),
  });
  return backToOverview(here, "stopped");
}

function backToOverview({ context }: Pick<PageState, "context">, done: PreferencesDone): HttpAnswer {
  return seeOther(linkWith(PREFERENCES_PATH, { done }, context), { page, facts: { done } });
}
