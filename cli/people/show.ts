import type { CustomerId } from "../../core/model/customer.ts";
import { TOPICS } from "../../core/model/topic.ts";
import { CliError } from "../cli-error.ts";
import { printable } from "../printable.ts";
import { table } from "../table.ts";
import type { People } from "./people-stage.ts";

const HISTORY_SHOWN_MAX = 10;

/** A customer's addresses, consents, preferences and last messages as lines; only the export holds the addresses themselves. */
export async function describeCustomer(people: People, customer: CustomerId): Promise<string[]> {
  const [person, rows, { entries }] = await Promise.all([
    people.people.readPerson(customer, people.now()),
    people.contacts.contacts(customer),
    people.people.history(customer, { limit: HISTORY_SHOWN_MAX }),
  ]);
  if (person === undefined)
    throw new CliError("No customer with that id has joined.", "Check the id and --stage.");
  const { preferences, consents, suppressed } = person;
  const found = await people.suppressions.read(rows);
  const reasons = new Map(found.map(({ channel, reason }) => [channel, reason]));
  const contacts = rows.map(({ channel, confirmed, at }) => [
    channel,
    confirmed ? "confirmed" : "not confirmed",
    suppressed[channel] ? `suppressed: ${reasons.get(channel) ?? "unknown"}` : "",
    at,
  ]);
  const said = consents.map(({ topic, channel, state, at, expiresAt, version }) => [
    `${topic}.${channel}`,
    state,
    at,
    expiresAt ?? "",
    String(version),
  ]);
  const chosen = TOPICS.flatMap((topic) => {
    const { email, sms, rhythm } = preferences.topics[topic];
    const by = [...(email ? ["email"] : []), ...(sms ? ["sms"] : [])].join(", ");
    return by === "" ? [] : [[topic, by, rhythm]];
  });
  const causes = preferences.causes.map(({ cause, weight }) => `${cause}:${weight}`).join(" ");
  const { quiet, country, region, dates, interests, giftsForOthers, presents = [], lists = [] } = preferences;
  const about = [
    ["quiet hours", quiet === undefined ? "none of their own" : `${quiet.from}–${quiet.to}`],
    ["place", region ?? country ?? "not known"],
    ["time zone", preferences.timeZone ?? "not known"],
    [
      "dates",
      dates.map(({ name, month, day }) => `${name} (${monthAndDay(month, day)})`).join(", ") || "none",
    ],
    ["interests", interests.join(", ") || "none"],
    [
      "recent purchases",
      giftsForOthers
        ? "were presents: nothing is learnt from them"
        : `may be learnt from${presents.length === 0 ? "" : `, but for ${presents.length} marked as presents`}`,
    ],
    ...(lists.length === 0 ? [] : [["lists", lists.join(", ")]]),
  ].map(([what = "", is = ""]) => [what, printable(is)]);
  const history = entries.map((entry) => [
    entry.at,
    entry.message,
    entry.channel,
    entry.outcome,
    "reasons" in entry ? entry.reasons.join(", ") : "",
  ]);
  return [
    `${customer}, ${preferences.language}, causes: ${causes || "none chosen"}`,
    ...(preferences.pausedUntil === undefined ? [] : [`paused until ${preferences.pausedUntil}`]),
    "",
    table(["address", "", "", "since"], contacts, new Set()),
    "",
    table(["consent", "state", "since", "until", "version"], said, new Set([4])),
    "",
    table(["topic", "channels", "rhythm"], chosen, new Set()),
    "",
    table(["about them", ""], about, new Set()),
    "",
    table(["when", "message", "channel", "outcome", "because"], history, new Set()),
  ];
}

/** `02-29`, as in a day of any year. */
function monthAndDay(month: number, day: number): string {
  return [month, day].map((part) => String(part).padStart(2, "0")).join("-");
}
