import { homeClock } from "../../../messaging/eligibility/clocks.ts";
import { type ConsentRecord, consentName } from "../../../model/consent.ts";
import type { CustomerId } from "../../../model/customer.ts";
import type { CopyStore } from "../../../people/records/copy.store.ts";
import type { HistoryEntry } from "../../../people/records/history.ts";
import { CopyOf } from "../../../people/records/message-copy.ts";
import type { PeopleStore } from "../../../people/records/people.store.ts";
import { mapBounded } from "../../../platform/bounded.ts";
import type { HttpAnswer } from "../../../platform/lambda/http.ts";
import type { AccountContext, SignedInCustomer, SignedInPage } from "../../ui/page.ts";
import { pageAnswer } from "../../ui/page-answer.ts";
import { signedInContext } from "../../ui/page-context.ts";
import { copyView, goneView } from "./copy-view.tsx";
import { type HistoryLine, historyView } from "./view.tsx";

export interface HistoryDeps {
  readonly people: Pick<PeopleStore, "history" | "preferences" | "consentRecord">;
  readonly copies: Pick<CopyStore, "read">;
}

const ENTRIES_SHOWN = 20;
const RECORDS_AT_ONCE = 5;
/** What a page hands to the next one is far shorter. */
const BEFORE_CHARS_MAX = 400;

/**
 * `GET /history`: what became of every message to a customer, newest first, with reasons and consents in plain words; with
 * `at` and `key` one message again, as it was sent.
 */
export function historyPage(deps: HistoryDeps): SignedInPage {
  const list = historyList(deps, true);
  return async (request, visitor, context) => {
    const { at, key } = request.query;
    if (at === undefined || key === undefined) return list(request, visitor, context);
    return readAgain(deps, visitor, context, CopyOf.safeParse({ at, sendKey: key }).data);
  };
}

/** The same for the reader of a letter, who reads no message: it may name a date or an order (decision 96). */
export function historyForReader(deps: Pick<HistoryDeps, "people">): SignedInPage {
  return historyList(deps, false);
}

async function readAgain(
  { people, copies }: HistoryDeps,
  { customer }: SignedInCustomer,
  context: AccountContext,
  of: CopyOf | undefined,
): Promise<HttpAnswer> {
  const [preferences, copy] = await Promise.all([
    people.preferences(customer),
    of && copies.read(customer, of),
  ]);
  const own = preferences === undefined ? context : signedInContext(context, preferences);
  if (of === undefined || copy === undefined)
    return pageAnswer(goneView(own), { page: "messageGone", status: 404 });
  const zone = homeClock(preferences ?? {}, context.brand.timeZone);
  return pageAnswer(copyView({ context: own, copy, at: of.at, zone }), { page: "message" });
}

function historyList({ people }: Pick<HistoryDeps, "people">, readable: boolean): SignedInPage {
  return async ({ query }, { customer }, context) => {
    const before = query["before"]?.slice(0, BEFORE_CHARS_MAX);
    const [preferences, { entries, next }] = await Promise.all([
      people.preferences(customer),
      people.history(customer, { limit: ENTRIES_SHOWN, ...(before !== undefined && { before }) }),
    ]);
    const own = preferences === undefined ? context : signedInContext(context, preferences);
    const rendered = historyView({
      lines: await withConsents(people, customer, entries),
      context: own,
      zone: homeClock(preferences ?? {}, context.brand.timeZone),
      isNewest: before === undefined,
      readable,
      ...(next !== undefined && { next }),
    });
    return pageAnswer(rendered, { page: "history", facts: { entries: entries.length } });
  };
}

/** Each consent that allowed something on the page is read once. */
async function withConsents(
  people: HistoryDeps["people"],
  customer: CustomerId,
  entries: readonly HistoryEntry[],
): Promise<HistoryLine[]> {
  const versions = new Map(
    entries.flatMap((entry) => consentOf(entry) ?? []).map((one) => [nameOf(one), one]),
  );
  const records = new Map<string, ConsentRecord>();
  await mapBounded([...versions], RECORDS_AT_ONCE, async ([name, one]) => {
    const record = await people.consentRecord(customer, one);
    if (record !== undefined) records.set(name, record);
  });
  return entries.map((entry) => {
    const consent = consentOf(entry);
    const record = consent && records.get(nameOf(consent));
    return { entry, ...(record && { record }) };
  });
}

type ConsentVersion = Pick<HistoryEntry, "topic" | "channel"> & { readonly version: number };

/** The version that a message was sent upon; an answer needs none. */
function consentOf(entry: HistoryEntry): ConsentVersion | undefined {
  if (!("consentVersion" in entry) || entry.consentVersion === 0) return undefined;
  return { topic: entry.topic, channel: entry.channel, version: entry.consentVersion };
}

function nameOf(one: ConsentVersion): string {
  return `${consentName(one)} ${one.version}`;
}
