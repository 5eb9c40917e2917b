import * as z from "zod";
import { messageLanguages } from "../../i18n/message-language.ts";
import type { Location } from "../../messaging/eligibility/jurisdictions.ts";
import { canBeTexted } from "../../messaging/eligibility/text-reach.ts";
import { type Brand, Locale } from "../../model/cause.ts";
import { CAUSES_CHOSEN_MAX, WeightedCause } from "../../model/customer.ts";
import { offeredTopics } from "../../model/offered-topics.ts";
import { List, type Preferences } from "../../model/preferences.ts";
import { Instant } from "../../model/purchase.ts";
import { CHANNELS, type Channel, TOPICS, type Topic } from "../../model/topic.ts";
import type { Address } from "../../people/contacts/contact.store.ts";
import { isTexted, type TextCountries } from "../../people/contacts/texted-number.ts";
import { normalEmail } from "../../platform/crypto/identity.ts";
import { normalPhone } from "../../platform/crypto/phone.ts";
import { isPlaceholderEmail } from "../../platform/crypto/placeholder.ts";
import { homeOf, readPlace } from "./import-place.ts";

const PROOF_CHARS_MAX = 190;
/** In the column `list`, for a person who is no longer one of the brand's own people. */
const NO_LIST = "none";

/** The columns of an import, in any order. Those that are not in `NEEDED` may be left out. */
export const IMPORT_COLUMNS = {
  email: "an email address; this or a phone",
  phone: "a phone number, +12125550142, or without +1 where country says US",
  country: "two letters of ISO 3166, US; needed for texts, unless the phone shows it",
  region: "of the country, US-FL",
  time_zone: "such as America/New_York, in today's spelling or a former one",
  language: `${Locale.options.join(", ")}, or one that the brand adds to its messages`,
  topics: `what was agreed to, such as impact.email orders.sms (${TOPICS.join(", ")}; ${CHANNELS.join(", ")})`,
  words: "the words that were shown, to the letter",
  words_version: "which version of them",
  confirmed_at: "when the address answered that it wants this (double opt-in), 2026-11-22T13:35:45Z",
  proof: "what shows it, such as a log's name and line; nothing personal",
  expires_at: "until when it was given, if not for good",
  causes: "chosen causes with weights, such as clean-rivers:2 paths:1",
  list: `of which of the brand's own people: ${List.options.join(", ")}, or ${NO_LIST} to take them off`,
} as const;
export type ImportColumn = keyof typeof IMPORT_COLUMNS;

export const NEEDED: readonly ImportColumn[] = [
  "language",
  "topics",
  "words",
  "words_version",
  "confirmed_at",
  "proof",
];

/** A problem and its position. Never quotes the file, because others may read it. `line` counts as an editor does. */
export interface ImportProblem {
  readonly line: number;
  readonly column: string;
  readonly problem: string;
}

export interface ImportRow {
  readonly line: number;
  readonly addresses: readonly Address[];
  readonly wishes: readonly { readonly topic: Topic; readonly channel: Channel }[];
  readonly language: Preferences["language"];
  readonly words: string;
  readonly wordsVersion: string;
  readonly confirmedAt: Instant;
  readonly expiresAt?: Instant;
  readonly proof: string;
  /** The brand's lists that the person is on; absent: the file names none, and the recorded ones stay. */
  readonly lists?: readonly List[];
  readonly chosen: Location & { readonly causes?: WeightedCause[] };
}

/** What rows are read by: the time, the countries to which the stage opens texts, and what the brand writes about. */
export interface ImportRules {
  readonly now: Instant;
  readonly countries: TextCountries;
  readonly brand: Pick<Brand, "letters"> | undefined;
}

/** Reads the cells of one row one by one, so that every problem is reported at once. */
export function readRow(
  cell: Cell,
  line: number,
  { now, countries, brand }: ImportRules,
): { readonly row: ImportRow | undefined; readonly problems: readonly ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const report = (column: ImportColumn, problem: string): undefined => {
    problems.push({ line, column, problem });
    return undefined;
  };
  const needed = (column: ImportColumn): string | undefined => cell(column) ?? report(column, "is empty");
  const fits = <Value>(
    column: ImportColumn,
    schema: z.ZodType<Value>,
    problem: string,
  ): Value | undefined => {
    const text = cell(column);
    if (text === undefined) return NEEDED.includes(column) ? report(column, "is empty") : undefined;
    const parsed = schema.safeParse(text);
    return parsed.success ? parsed.data : report(column, problem);
  };

  const place = readPlace(cell, report);
  const addresses = addressesOf(cell, place.country, report);
  const wishes = wishesOf(needed("topics"), addresses, report);
  if (wishes.some(({ channel }) => channel === "sms")) {
    const number = addresses.find(({ channel }) => channel === "sms")?.address;
    if (number !== undefined && !isTexted(number, countries))
      report(
        "phone",
        `is no mobile number of a country that the stage texts (${[...countries].join(", ") || "none"})`,
      );
    if (!canBeTexted(homeOf(place, addresses), now))
      report(
        "phone",
        "is where no text may be sent at any hour, by its country, the region and the time zone",
      );
  }
  const languages = messageLanguages().map(({ tag }) => tag);
  const language = fits("language", z.enum(languages), `is not ${languages.join(" or ")}`);
  const words = fits("words", z.string().max(2000), "is longer than 2000 characters");
  const wordsVersion = fits("words_version", z.string().max(40), "is longer than 40 characters");
  const instant = "is not a time in UTC, such as 2026-11-22T13:35:45Z";
  const confirmedAt = fits("confirmed_at", Instant, instant);
  if (confirmedAt !== undefined && confirmedAt > now) report("confirmed_at", "lies in the future");
  const expiresAt = fits("expires_at", Instant, instant);
  if (expiresAt !== undefined && expiresAt <= now) report("expires_at", "is over");
  const proof = fits(
    "proof",
    z.string().max(PROOF_CHARS_MAX),
    `is longer than ${PROOF_CHARS_MAX} characters`,
  );
  if (proof !== undefined && /\S@\S/.test(proof))
    report("proof", "names an address: name where the proof is");
  const causes = causesOf(cell("causes"), report);
  const list = fits(
    "list",
    z.union([List, z.literal(NO_LIST)]),
    `is not ${[...List.options, NO_LIST].join(", ")}`,
  );

  const lists = list === undefined || list === NO_LIST ? [] : [list];
  const offered = offeredTopics(brand, lists);
  for (const topic of new Set(wishes.map((wish) => wish.topic)))
    if (!offered.includes(topic)) report("topics", notSent(topic));

  const complete =
    language !== undefined &&
    words !== undefined &&
    wordsVersion !== undefined &&
    confirmedAt !== undefined &&
    proof !== undefined;
  if (!complete || problems.length > 0) return { row: undefined, problems };
  const chosen = {
    ...homeOf(place, addresses),
    ...(causes !== undefined && { causes }),
  };
  return {
    row: {
      line,
      addresses,
      wishes,
      language,
      words,
      wordsVersion,
      confirmedAt,
      ...(expiresAt !== undefined && { expiresAt }),
      proof,
      ...(list !== undefined && { lists }),
      chosen,
    },
    problems,
  };
}

function notSent(topic: Topic): string {
  const isForLists = offeredTopics(undefined, List.options).includes(topic);
  const lists = isForLists ? `, or name the person's list (${List.options.join(", ")})` : "";
  return `names ${topic}, on which this brand sends nothing: leave it out, or add ${topic} to letters in brand.yaml and apply it${lists}`;
}

type Report = (column: ImportColumn, problem: string) => undefined;
/** The text in a column of the row; undefined for an empty cell. */
type Cell = (column: ImportColumn) => string | undefined;

function addressesOf(cell: Cell, country: string | undefined, report: Report): Address[] {
  const email = cell("email");
  const phone = cell("phone");
  if (email === undefined && phone === undefined) report("email", "is empty, and so is phone");
  const address = email === undefined ? undefined : normalEmail(email);
  if (email !== undefined && address === undefined) report("email", "is not an email address");
  if (address !== undefined && isPlaceholderEmail(address))
    report("email", "stands for no person, such as noreply@…: leave it empty");
  const number = phone === undefined ? undefined : normalPhone(phone, country);
  if (phone !== undefined && number === undefined)
    report("phone", "is not a phone number; is the country there?");
  return [
    ...(address === undefined ? [] : [{ channel: "email" as const, address }]),
    ...(number === undefined ? [] : [{ channel: "sms" as const, address: number }]),
  ];
}

function wishesOf(
  text: string | undefined,
  addresses: readonly Address[],
  report: Report,
): { topic: Topic; channel: Channel }[] {
  const wishes = new Map<string, { topic: Topic; channel: Channel }>();
  for (const name of text?.split(/[\s;]+/).filter((part) => part !== "") ?? []) {
    const wish = TOPICS.flatMap((topic) => CHANNELS.map((channel) => ({ topic, channel }))).find(
      (one) => `${one.topic}.${one.channel}` === name,
    );
    if (wish === undefined)
      report("topics", "names something that is no topic and channel, such as impact.email");
    else if (!addresses.some(({ channel }) => channel === wish.channel))
      report("topics", `names ${name}, but there is no ${wish.channel === "email" ? "email" : "phone"}`);
    else wishes.set(name, wish);
  }
  return [...wishes.values()];
}

const Causes = z.array(WeightedCause).min(1).max(CAUSES_CHOSEN_MAX);

function causesOf(text: string | undefined, report: Report): WeightedCause[] | undefined {
  if (text === undefined) return undefined;
  const named = text.split(/[\s;]+/).map((part) => {
    const [cause, weight = "1"] = part.split(":");
    return { cause, weight: Number(weight) };
  });
  const causes = Causes.safeParse(named);
  const once = new Set(named.map(({ cause }) => cause)).size === named.length;
  return causes.success && once
    ? causes.data
    : report("causes", "is not causes with weights, such as clean-rivers:2 paths:1");
}
