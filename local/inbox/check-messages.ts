import { type MessageName, messages } from "../../core/messaging/content/catalog.ts";
import type { Letter } from "./letters.ts";
import type { Line } from "./records.ts";
import type { Text } from "./texts.ts";

/**
 * What was written to people, and whether it was allowed.
 * - `sent`: messages that providers took; `captured`: letters and texts that arrived
 * - `withoutConsent`: sent, though the record of a consent is missing, is another customer's, is not `given`, or is younger
 * - `deferred`, `dropped`: how many decisions, by each of their reasons
 * - `differences`: a line for each difference between records and messages; `sent` without arrival and arrival without `sent` are among them
 */
export interface MessageReport {
  readonly sent: number;
  readonly captured: number;
  readonly withoutConsent: number;
  readonly deferred: Readonly<Record<string, number>>;
  readonly dropped: Readonly<Record<string, number>>;
  readonly differences: readonly string[];
}

export function checkMessages(
  lines: readonly Line[],
  letters: readonly Letter[],
  texts: readonly Text[],
): MessageReport {
  const sent = lines.filter(({ entry }) => entry.outcome === "sent");
  const unknown = lines.filter(({ entry }) => entry.outcome === "unknown");
  const unlawful = [...sent, ...unknown].filter((line) => !isAllowed(line));
  return {
    sent: sent.length,
    captured: letters.length + texts.length,
    withoutConsent: unlawful.length,
    deferred: countReasons(lines, "deferred"),
    dropped: countReasons(lines, "dropped"),
    differences: [
      ...unlawful.map((line) => `${nameOf(line)} was sent without a consent`),
      ...unknown.map((line) => `${nameOf(line)} was claimed, and whether it was sent is not known`),
      ...arrivals("email", sent, letters),
      ...arrivals("sms", sent, texts),
    ],
  };
}

/** An answer to what a customer just did needs no consent; the catalog says which messages are answers. */
function isAllowed({ customer, entry, consent }: Line): boolean {
  if (entry.transactional) return isMessage(entry.message) && messages[entry.message].transactional;
  return (
    consent !== undefined &&
    consent.customer === customer &&
    consent.state === "given" &&
    consent.at <= entry.at &&
    (consent.expiresAt === undefined || consent.expiresAt > entry.at)
  );
}

function isMessage(name: string): name is MessageName {
  return Object.hasOwn(messages, name);
}

/** Each that was sent must have arrived once, and each that arrived must have been sent. */
function arrivals(
  channel: "email" | "sms",
  sent: readonly Line[],
  arrived: readonly { readonly id: string }[],
): readonly string[] {
  const times = new Map<string, number>();
  for (const { id } of arrived) times.set(id, (times.get(id) ?? 0) + 1);
  const ours = sent.filter(({ entry }) => entry.channel === channel);
  const known = new Set(ours.map(({ providerId }) => providerId));
  return [
    ...ours
      .filter(({ providerId }) => times.get(providerId ?? "") !== 1)
      .map(
        (line) =>
          `${nameOf(line)} is recorded as sent and arrived ${times.get(line.providerId ?? "") ?? 0} times`,
      ),
    ...[...times.keys()]
      .filter((id) => !known.has(id))
      .map((id) => `${channel} ${id} arrived, and no record says that it was sent`),
  ];
}

function countReasons(lines: readonly Line[], outcome: "deferred" | "dropped"): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { entry } of lines) {
    if (entry.outcome !== outcome) continue;
    for (const reason of entry.reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

function nameOf({ customer, entry }: Line): string {
  return `${entry.sendKey} to ${customer}`;
}
