import PostalMime, { type Address, addressParser } from "postal-mime";
import { normalEmail } from "../../platform/crypto/identity.ts";
import { type Attached, attachedOf } from "./attached.ts";
import { firstOf, HEADER_BYTES_MAX, headersOf } from "./header-lines.ts";
import { htmlText } from "./html-text.ts";
import { MAIL_CHARS_MAX } from "./new-words.ts";
import { type Machine, machineOf, wantsNoAutoAnswer } from "./recognise.ts";
import { type SesReport, sesReport } from "./ses-report.ts";

/** SES takes 40 MB; a person who writes with pictures needs less, and a larger mail is not read at all. */
export const MAIL_BYTES_MAX = 10 * 1024 * 1024;
const NESTING_MAX = 20;
const SUBJECT_CHARS_MAX = 200;
const ID_CHARS_MAX = 250;
const REFERENCES_MAX = 15;
const RECIPIENTS_MAX = 20;

/** What a person wrote. `from`: in its normal form, where the mail has exactly one sender. `text`: quotes and all. */
export interface PersonsMail {
  readonly from: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string | undefined;
  readonly references: readonly string[];
  readonly attached: readonly Attached[];
  readonly wantsNoAutoAnswer: boolean;
}

/**
 * A mail that was received.
 * - `unopened`: nothing of its body was read. `notReceived`: SES did not report on it; `virus`: its scanner does not call it
 *   clean; `broken`: its parts are nested too deep, or its headers are too long
 * - `machine`: no person wrote it
 */
export type MailRead = { readonly report?: SesReport; readonly recipients: readonly string[] } & (
  | { readonly kind: "unopened"; readonly why: "notReceived" | "virus" | "broken" }
  | { readonly kind: "machine"; readonly machine: Machine }
  | { readonly kind: "person"; readonly report: SesReport; readonly mail: PersonsMail }
);

/**
 * Reads a mail as SES stored it, from its headers first; `own`: the addresses under which the brand writes. Never fails for
 * what a mail holds. Messages within it are named and not opened, at any depth: their words are not its sender's.
 */
export async function readMail(raw: Uint8Array, own: readonly string[]): Promise<MailRead> {
  const headers = headersOf(raw);
  const report = sesReport(headers);
  const recipients = recipientsOf(headers, report);
  if (report === undefined) return { kind: "unopened", why: "notReceived", recipients };
  const about = { report, recipients };
  if (!report.clean) return { kind: "unopened", why: "virus", ...about };
  const from = senderOf(headers.filter(({ name }) => name === "from").map(({ value }) => value));
  const machine = machineOf(headers, { from: from ?? "", returnPath: report.returnPath, own });
  if (machine !== undefined) return { kind: "machine", machine, ...about };
  const parsed = await PostalMime.parse(raw, {
    maxNestingDepth: NESTING_MAX,
    maxHeadersSize: HEADER_BYTES_MAX,
    forceRfc822Attachments: true,
  }).catch(() => undefined);
  if (parsed === undefined || parsed.attachments.some(({ rfc822DepthExceeded }) => rfc822DepthExceeded))
    return { kind: "unopened", why: "broken", ...about };
  const text = parsed.text?.trim() ? parsed.text : htmlText(parsed.html ?? "");
  const mail: PersonsMail = {
    from,
    subject: lineOf(parsed.subject ?? "", SUBJECT_CHARS_MAX),
    text: plainLines(text),
    messageId: idsIn(firstOf(headers, "message-id"))[0],
    references: idsIn(firstOf(headers, "references")).slice(-REFERENCES_MAX),
    attached: attachedOf(parsed.attachments),
    wantsNoAutoAnswer: wantsNoAutoAnswer(headers),
  };
  return { kind: "person", mail, ...about };
}

/** The one address of the one From header; several, or a group, are nobody's. */
function senderOf(values: readonly string[]): string | undefined {
  const [value, ...more] = values;
  if (value === undefined || more.length > 0) return undefined;
  const [only, ...others] = addressParser(value.slice(0, 1000));
  return others.length > 0 ? undefined : normalEmail(only?.address ?? "");
}

/** Whom it was for: as SES was handed it, then as its headers say. Each may be signed; where they say it from does not matter. */
function recipientsOf(
  headers: ReturnType<typeof headersOf>,
  report: SesReport | undefined,
): readonly string[] {
  const named = headers
    .filter(({ name }) => ["to", "cc", "delivered-to"].includes(name))
    .flatMap(({ value }) => addressParser(value.slice(0, 4000), { flatten: true }))
    .flatMap(({ address }: Address) => address ?? []);
  const all = [...(report?.recipient === undefined ? [] : [report.recipient]), ...named];
  return [...new Set(all.map((address) => address.toLowerCase()))].slice(0, RECIPIENTS_MAX);
}

function idsIn(value: string): string[] {
  return [...value.matchAll(/<[^<>\s]{1,250}>/g)].map(([id]) => id).filter((id) => id.length <= ID_CHARS_MAX);
}

function lineOf(text: string, most: number): string {
  return [...text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ").trim()].slice(0, most).join("");
}

/** Without control characters, of which none is a word. */
function plainLines(text: string): string {
  return text
    .slice(0, MAIL_CHARS_MAX)
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[^\P{C}\n\t\u200c\u200d]/gu, "");
}
