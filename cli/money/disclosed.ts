import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { disclosedStore } from "../../core/disclosures/disclosed.store.ts";
import { type DisclosedWords, disclosedAt, disclosedWithin } from "../../core/disclosures/disclosed-words.ts";
import { ANYWHERE } from "../../core/disclosures/places.ts";
import { versionsInForce } from "../../core/giving/config/in-force.ts";
import type { Locale } from "../../core/model/cause.ts";
import { beginningOf, daysAfter } from "../../core/model/days.ts";
import type { Day, Instant } from "../../core/model/purchase.ts";
import { type Terms, termsName } from "../../core/model/terms.ts";

/** Which recorded words are asked for: those of one version at all times, or of all that was in force on a day. */
interface DisclosedAsked {
  readonly version?: string | undefined;
  readonly on?: Day | undefined;
  readonly languages: readonly Locale[];
}

interface Ledger {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
}

/** The records of one version in one language; `first`: of one that lacks them for that day, when the first was made, if any was. */
interface Disclosed {
  readonly terms: string;
  readonly language: Locale;
  readonly records: readonly DisclosedWords[];
  readonly first: Instant | undefined;
}

export async function readDisclosed(
  { dynamo, table }: Ledger,
  { terms, timeZone }: { readonly terms: readonly Terms[]; readonly timeZone: string },
  { version, on, languages }: DisclosedAsked,
): Promise<readonly Disclosed[]> {
  const store = disclosedStore(dynamo, table);
  const day =
    on === undefined
      ? undefined
      : { from: beginningOf(timeZone, on), to: beginningOf(timeZone, daysAfter(on, 1)) };
  const inForce = day === undefined ? terms : within(terms, day);
  const names = inForce.map(termsName).filter((name) => version === undefined || name === version);
  const found: Disclosed[] = [];
  for (const name of names)
    for (const language of languages) {
      const all = await store.of(name, language);
      const records = day === undefined ? all : disclosedWithin(all, day);
      found.push({ terms: name, language, records, first: all[0]?.recordedAt });
    }
  return found;
}

/** The versions that were in force at some time of a span: at its beginning, or when another began in it. */
function within(
  terms: readonly Terms[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Terms[] {
  const starts = terms.flatMap((one) => (one.from > from && one.from < to ? [one.from] : []));
  return [...new Set([from, ...starts].flatMap((at) => versionsInForce(terms, at)))];
}

/** The same for a person: the sentences as they were shown, and from when on. */
export function disclosedLines(all: readonly Disclosed[], place: string): string[] {
  return all.flatMap(({ terms, language, records, first }) => {
    if (records.length === 0) {
      const since = first === undefined ? "" : `; the first record of them is of ${first}`;
      return [`${terms}, ${language}: what stood beside its offers then was not recorded${since}.`, ""];
    }
    return records.flatMap((one) => [...recordLines(one, place), ""]);
  });
}

function recordLines(words: DisclosedWords, place: string): string[] {
  const { version, language, recordedAt, over, estimates } = words;
  const lines = place === ANYWHERE ? words.lines : disclosedAt(words, place);
  const [, ...others] = Object.values(estimates);
  return [
    `${version} · ${language} · recorded ${recordedAt}`,
    ...lines.map(({ text }) => `  ${text}`),
    ...(others.length > 0 ? ["  In other currencies:", ...others.map((text) => `  ${text}`)] : []),
    ...(Object.keys(over).length > 0
      ? ["  Once all that a cap sets aside is given, in place of what is given:"]
      : []),
    ...Object.values(over).map((text) => `  ${text}`),
  ];
}
