/**
 * Asks the customer at a Square Terminal, before the payment, which cause gets the share of what they buy. For a till program that
 * drives the Terminal by Square's Terminal API. It runs in Node 20 and later and needs nothing else.
 */
import { createHash } from "node:crypto";

/** Square's limits: the title above the buttons and on each, the text between, and a checkout's note. */
const TITLE_CHARS_MAX = 250;
const BODY_CHARS_MAX = 10_000;
const NOTE_CHARS_MAX = 500;
const SQUARE = "https://connect.squareup.com";
const SQUARE_VERSION = "2026-07-15";
const CAUSES_MAX = 6;
const SECONDS = 20;
const LOOK_MS = 1_000;
/** How long one question by HTTP may take. */
const ANSWER_MS_MAX = 3_000;
/** How long a question that was withdrawn is waited for: somebody may have picked at the same moment. */
const WITHDRAWN_MS_MAX = 5_000;

/**
 * Resolves to the short name of the picked cause; to `undefined` where nobody picked: they chose to choose later, dismissed the
 * question or let it pass, there is nothing to pick, or the site or Square does not answer. Never rejects. Afterwards the question
 * is withdrawn; whether it is off the screen, Square alone knows. A second call for one sale at one Terminal shows nothing new.
 *
 * - `token`: of your program at Square, with PAYMENTS_READ and PAYMENTS_WRITE
 * - `device`: the Terminal's `device_id`, as in your checkouts
 * - `sale`: your own id of the sale
 * - `site`, `connection`: the address of your giving site, and the connection's name behind `square/`
 * - `amount`, `currency`: the goods of the sale as `49.90`, for the terms beside the question
 * - `lang`: the customer's; `most`: how many causes are shown, the first of the brand's; `seconds`: how long they have
 * - `report`: is told of each failure
 */
export async function pickAtTerminal({
  token,
  device,
  sale,
  site,
  connection,
  amount,
  currency,
  lang = "en",
  most = CAUSES_MAX,
  seconds = SECONDS,
  square = SQUARE,
  report = () => {},
  fetch = globalThis.fetch,
  clock = { now: Date.now, wait: (ms) => new Promise((done) => setTimeout(done, ms)) },
}) {
  const ask = asking({ fetch, token, address: `${square}/v2/terminals/actions` });
  try {
    const view = await viewOf({ fetch, site, connection, amount, currency, lang });
    const shown = view.pick.causes.slice(0, most);
    if (shown.length === 0) return undefined;
    const { look, withdraw, first } = await question(ask, questionOf({ device, sale, view, shown }), report);
    let action = await closed(first, seconds * 1_000, look, clock);
    if (isOpen(action)) action = await closed(await withdraw(action), WITHDRAWN_MS_MAX, withdraw, clock);
    return pickedOf(action, shown);
  } catch (error) {
    report(error);
    return undefined;
  }
}

/** The note of the checkout, from which the cause is read with the payment. */
export function noteWith(note, cause) {
  if (cause === undefined) return note;
  const words = `wellspring_cause=${cause}`;
  return note ? `${note.slice(0, NOTE_CHARS_MAX - words.length - 1)} ${words}` : words;
}

/**
 * Puts the question, twice if need be: its key makes one of them. `look` and `withdraw` answer what is known of it, and where Square
 * does not answer, what was known before. Withdrawing is asked until Square takes it.
 */
async function question(ask, stated, report) {
  const put = () => ask("", stated);
  const first = await put().catch((error) => {
    report(error);
    return put();
  });
  const known = (before) => (error) => {
    report(error);
    return before;
  };
  const look = (before) => ask(`/${first.id}`).catch(known(before));
  const withdraw = (before) =>
    before.status === "CANCEL_REQUESTED"
      ? look(before)
      : ask(`/${first.id}/cancel`, {}).catch(() => look(before));
  return { first, look, withdraw };
}

/** Does `look` once a second, until the question is closed or the time is over. */
async function closed(asked, ms, look, { now, wait }) {
  const end = now() + ms;
  let action = asked;
  while (isOpen(action) && now() < end) {
    await wait(LOOK_MS);
    action = await look(action);
  }
  return action;
}

async function viewOf({ fetch, site, connection, amount, currency, lang }) {
  const address = new URL(`/api/shop/square/${connection}`, site);
  const cart = amount === undefined ? {} : { amount, currency };
  address.search = new URLSearchParams({ lang, ...cart }).toString();
  const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.json();
}

/** An option's id is its place: Square takes 40 characters, and a cause's short name may have more. The last one is no cause. */
function questionOf({ device, sale, view, shown }) {
  const { pick, gives } = view;
  const summaries = shown.map(({ name, summary }) => `${name}: ${summary}`);
  const body = [...pick.notes, ...(gives?.disclosure ?? []), ...summaries].join("\n");
  const titles = [...shown.map(({ name }) => name), pick.later];
  return {
    idempotency_key: createHash("sha256").update(`${sale}\n${device}`).digest("hex"),
    action: {
      type: "SELECT",
      device_id: device,
      deadline_duration: "PT1M",
      select_options: {
        title: pick.legend.slice(0, TITLE_CHARS_MAX),
        body: body.slice(0, BODY_CHARS_MAX),
        options: titles.map((title, index) => ({
          reference_id: String(index + 1),
          title: title.slice(0, TITLE_CHARS_MAX),
        })),
      },
    },
  };
}

function isOpen({ status }) {
  return status !== "COMPLETED" && status !== "CANCELED";
}

function pickedOf({ select_options: options }, shown) {
  return shown[Number(options?.selected_option?.reference_id) - 1]?.slug;
}

/** Asks Square about actions: without a body it reads, with one it writes. */
function asking({ fetch, token, address }) {
  const headers = {
    authorization: `Bearer ${token}`,
    "square-version": SQUARE_VERSION,
    "content-type": "application/json",
  };
  return async (path, body) => {
    const write = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    const answer = await fetch(`${address}${path}`, { headers, signal, ...write });
    if (!answer.ok) throw new Error(`${address}${path} answers ${answer.status}`);
    const { action } = await answer.json();
    if (typeof action?.id !== "string") throw new Error(`${address}${path} answers no action`);
    return action;
  };
}
