import {
  type CheckedGift,
  checkDays,
  checkGift,
  checkSince,
  Fault,
  GIFT_STEPS,
  type Log,
  proofsIn,
  readKey,
  readLog,
} from "../wellspring-verify.mjs";
import { isUnchecked } from "./browser-crypto.ts";
import { type Outcome, type PageSettings, showOutcome, showText } from "./show-outcome.ts";

// For whoever wants to know that this module and the program say the same: tests do.
export * from "../wellspring-verify.mjs";

/** Files of people are some kilobytes. */
const FILE_BYTES_MAX = 1_000_000;
/** Links of ours to a proof: a claim link's, and those of a signed-in customer. Nothing else in an address is asked for. */
const PROOF_PATH = /^\/(?:c|me\/gifts)\/[\w.:~-]{1,200}\/proof$/;

class NotServedError extends Error {}

function reader(log: string) {
  return async (path: string): Promise<Uint8Array> => {
    // A checkpoint in a cache may be older than the one that the proof brought.
    const answer = await fetch(`${log}/${path}`, path === "checkpoint" ? { cache: "no-store" } : {});
    if (!answer.ok) throw new NotServedError(`${path}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
}

/** Checks one proof, by the key that the page states, and against the log that is served now. */
async function outcomeOf(proof: string, key: string, served: () => Promise<Log>): Promise<Outcome> {
  const trust = { key: readKey(key) };
  let gift: CheckedGift | undefined;
  try {
    gift = await checkGift(proof, trust);
    const log = await served();
    await checkSince(log, gift.note, trust);
    checkDays(log);
    return { gift, unchecked: isUnchecked() ? ["signature"] : [] };
  } catch (error) {
    if (gift !== undefined && !(error instanceof Fault)) {
      return { gift, unchecked: isUnchecked() ? ["signature", "today"] : ["today"] };
    }
    if (!(error instanceof Fault)) throw error;
    const step = gift === undefined ? (error.step ?? "file") : "today";
    const later = GIFT_STEPS.slice(GIFT_STEPS.indexOf(step === "today" ? "log" : step) + 1);
    return {
      ...(gift && { gift }),
      wrong: { step, words: error.message },
      unchecked: step === "today" ? [] : [...later, "today"],
    };
  }
}

async function checkFile(area: HTMLElement, settings: PageSettings, text: string): Promise<void> {
  showText(area, settings.words.checking);
  let log: Promise<Log> | undefined;
  const served = () => {
    log ??= readLog(reader(settings.log), { key: readKey(settings.key) });
    return log;
  };
  const outcomes: Outcome[] = [];
  for (const proof of proofsIn(text)) outcomes.push(await outcomeOf(proof, settings.key, served));
  showOutcome(area, settings, outcomes);
}

/** A proof whose path the link to this page named, if it named one of ours. */
async function checkLinked(area: HTMLElement, settings: PageSettings): Promise<void> {
  const path = location.hash.slice(1);
  if (!PROOF_PATH.test(path)) return;
  showText(area, settings.words.checking);
  const answer = await fetch(path).catch(() => undefined);
  const isProof =
    answer?.ok === true && answer.headers.get("content-type")?.startsWith("text/plain") === true;
  if (answer === undefined || !isProof) return showText(area, settings.words.notThere);
  await checkFile(area, settings, await answer.text());
}

async function start(area: HTMLElement): Promise<void> {
  const settings: PageSettings = JSON.parse(area.dataset["settings"] ?? "");
  const file = area.querySelector("input");
  for (const one of area.querySelectorAll<HTMLElement>("[data-script]")) {
    one.hidden = one.dataset["script"] === "without";
  }
  // A browser says nothing of the same file picked again, which may have changed.
  file?.addEventListener("click", () => {
    file.value = "";
  });
  file?.addEventListener("change", async () => {
    const picked = file.files?.[0];
    if (picked === undefined) return;
    await checkFile(area, settings, picked.size > FILE_BYTES_MAX ? "" : await picked.text());
  });
  const follow = () => checkLinked(area, settings);
  addEventListener("hashchange", follow);
  await follow();
}

const area = globalThis.document?.querySelector<HTMLElement>("[data-settings]");
if (area) await start(area);
