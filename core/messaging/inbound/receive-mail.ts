import * as z from "zod";
import type { CustomerId } from "../../model/customer.ts";
import { hashId } from "../../model/prefixed-id.ts";
import type { Instant } from "../../model/purchase.ts";
import type { ReplySubject } from "../../people/sessions/reply-address.ts";
import { readText } from "../../people/sms/read-text.ts";
import { type UnsubscribeDeps, type UnsubscribeRequest, unsubscribe } from "../../people/unsubscribe.ts";
import type { Now } from "../../platform/clock.ts";
import type { BusEvent } from "../../platform/lambda/event.ts";
import type { CallOutcome } from "../../platform/lambda/log-call.ts";
import type { Attached } from "./attached.ts";
import type { HeardAttachment, HeardMail, HearMail, MailParty } from "./heard.ts";
import { MAIL_PREFIX } from "./mail-keys.ts";
import { newWords } from "./new-words.ts";
import { MAIL_BYTES_MAX, type MailRead, type PersonsMail, readMail } from "./read-mail.ts";
import { subjectOf, type WhoWroteDeps, whoWrote } from "./who-wrote.ts";

/** A mail as it was stored. `raw`: only its beginning, where it is larger than {@link MAIL_BYTES_MAX}. */
export interface StoredMail {
  readonly raw: Uint8Array;
  readonly bytes: number;
  readonly at: Instant;
}

/** What was sent to a customer and may be quoted. */
export interface SentTo {
  readonly texts: readonly string[];
  /** The conversation that this thread's mark stands for; absent: a letter that nobody answered yet. */
  readonly conversation?: string | undefined;
}

export interface ReceiveMailDeps extends WhoWroteDeps, UnsubscribeDeps {
  /** Undefined: it was dealt with before, or expired. */
  readonly fetch: (key: string) => Promise<StoredMail | undefined>;
  readonly discard: (key: string) => Promise<void>;
  readonly sentTo: (customer: CustomerId, subject: ReplySubject | undefined) => Promise<SentTo>;
  /** Keeps an attachment for its customer, encrypted, and returns where; undefined: its customer was forgotten. */
  readonly keep: (customer: CustomerId, name: string, attached: Uint8Array) => Promise<string | undefined>;
  readonly hear: HearMail;
  /** The addresses under which the brand writes. */
  readonly own: readonly string[];
}

/** What became of a mail: nothing of the mail itself. */
type Received = CallOutcome;

/**
 * Does what a mail asks for, and hands its new words to a person; nothing here answers anything. In order of precedence: an
 * address that stops letters is obeyed whatever the mail says; what no person wrote is counted; words for stopping are
 * obeyed as in a text, of the new words alone; and the new words go to their conversation. Words that turn something on do nothing.
 * The mail is deleted when all of it is done: a second call finishes what the first left, and hears nothing twice.
 */
export function receiveMail(deps: ReceiveMailDeps) {
  return async (key: string): Promise<Received> => {
    const stored = await deps.fetch(key);
    if (stored === undefined) return { outcome: "gone" };
    const received = await receive(deps, hashId("mail", key), stored);
    await deps.discard(key);
    return received;
  };
}

/** The part of the event of S3 that says which object was stored: the whole has no address in it. */
const Stored = z.object({
  bucket: z.object({ name: z.string().min(1) }),
  object: z.object({ key: z.string().min(1) }),
});

/** S3 reads what it wrote, and an event is about what was written; one so young whose mail is not there comes again. */
const READABLE_AFTER_MS = 60_000;

/** A mail that was stored a moment ago cannot be read. */
export class MailNotReadableError extends Error {
  override readonly name = "MailNotReadableError";
}

/** For the event that a mail was stored in `bucket`; one about anything else is left alone. */
export function receiveStored(
  receiveOne: (key: string) => Promise<CallOutcome>,
  { bucket, now }: { readonly bucket: string; readonly now: Now },
) {
  return async ({ detail, time }: BusEvent): Promise<CallOutcome> => {
    const stored = Stored.parse(detail);
    const { key } = stored.object;
    if (stored.bucket.name !== bucket || !key.startsWith(MAIL_PREFIX)) return { outcome: "notAMail" };
    const received = await receiveOne(key);
    const age = time === undefined ? READABLE_AFTER_MS : Date.parse(now()) - Date.parse(time);
    if (received.outcome === "gone" && age < READABLE_AFTER_MS)
      throw new MailNotReadableError(
        "The mail of this event cannot be read yet, or was processed a moment ago",
      );
    return received;
  };
}

async function receive(deps: ReceiveMailDeps, id: string, stored: StoredMail): Promise<Received> {
  const isWhole = stored.bytes <= MAIL_BYTES_MAX;
  const read = await readMail(isWhole ? stored.raw : stored.raw.subarray(0, 0), deps.own);
  const heads = isWhole ? read : await readMail(beginning(stored.raw), deps.own);
  const subject = await subjectOf(deps, heads.recipients);
  if (subject?.kind === "stop") {
    await withdraw(deps, [subject.customer], {
      topic: subject.topic,
      words: "List-Unsubscribe",
      version: "address",
      id,
    });
    return { outcome: "stopped" };
  }
  if (heads.kind === "machine") return { outcome: heads.machine };
  if (!isWhole || read.kind !== "person") return tellUnopened(deps, id, stored, heads, subject);
  return hearPerson(deps, { id, stored, read, subject });
}

/** The headers alone, as a mail without a body. */
function beginning(raw: Uint8Array): Uint8Array {
  const end = Buffer.from(raw).indexOf("\r\n\r\n");
  return end === -1 ? raw : raw.subarray(0, end + 4);
}

/** A person is told of a mail that could not be opened only where its thread, or a vouched sender, says whose it is. */
async function tellUnopened(
  deps: ReceiveMailDeps,
  id: string,
  { bytes, at }: StoredMail,
  heads: MailRead,
  subject: ReplySubject | undefined,
): Promise<Received> {
  const why = heads.kind === "unopened" ? heads.why : "tooLarge";
  const from = heads.kind === "person" ? heads.mail.from : undefined;
  const party = why === "notReceived" ? undefined : await whoWrote(deps, subject, from, heads.report);
  if (party === undefined || !("customer" in party)) return { outcome: "unopened", facts: { why } };
  const attachments = [{ name: "mail.eml", type: "message/rfc822" as const, bytes }];
  const { outcome } = await deps.hear({ id, channel: "email", party, said: "", attachments, saidAt: at, at });
  return { outcome: "unopened", facts: { why, heard: outcome } };
}

interface PersonsWords {
  readonly id: string;
  readonly stored: StoredMail;
  readonly read: Extract<MailRead, { kind: "person" }>;
  readonly subject: ReplySubject | undefined;
}

async function hearPerson(
  deps: ReceiveMailDeps,
  { id, stored, read, subject }: PersonsWords,
): Promise<Received> {
  const { mail, report } = read;
  const party = await whoWrote(deps, subject, mail.from, report);
  if (party === undefined) return { outcome: "nobody" };
  const sent = "customer" in party ? await deps.sentTo(party.customer, subject) : { texts: [] };
  const said = newWords(mail.text, sent.texts);
  // What is called spam may be; whoever has the thread's address got a letter.
  const isObeyed = subject !== undefined || !report.spam;
  const asks = !isObeyed ? "other" : await obey(deps, { id, said, party, failsDmarc: report.failsDmarc });
  if (asks === "stop") return { outcome: "stopped" };
  const attachments = await keepAttached(deps, id, party, mail.attached);
  const { outcome } = await deps.hear({
    id,
    channel: "email",
    party,
    ...(sent.conversation !== undefined && { conversation: sent.conversation }),
    said,
    whole: mail.text,
    ...(mail.from !== undefined && !("by" in party && party.by === "known") && { from: mail.from }),
    mail: headersAnswered(mail),
    ...(attachments.length > 0 && { attachments }),
    saidAt: stored.at,
    at: stored.at,
    ...(report.spam && { spam: true as const }),
  });
  return { outcome, ...(asks === "stopLike" && { facts: { asks } }) };
}

/**
 * Withdraws all letters where new words ask for it; only `stop` itself needs no person to read it. A sender for whom the own
 * domain says that it did not send this withdraws nothing of theirs: a person reads it.
 */
async function obey(
  deps: ReceiveMailDeps,
  {
    id,
    said,
    party,
    failsDmarc,
  }: { readonly id: string; readonly said: string; readonly party: MailParty; readonly failsDmarc: boolean },
): Promise<"stop" | "stopLike" | "other"> {
  const { kind, words } = readText(said, "");
  if (kind !== "stop" && kind !== "stopLike") return "other";
  const customers =
    "customer" in party ? [party.customer] : failsDmarc ? [] : await deps.contacts.customersAt(party.address);
  await withdraw(deps, customers, { topic: "all", words, version: "keyword", id });
  return customers.length > 0 ? kind : "stopLike";
}

async function withdraw(
  deps: UnsubscribeDeps,
  customers: readonly CustomerId[],
  {
    topic,
    words,
    version,
    id,
  }: {
    readonly topic: UnsubscribeRequest["topic"];
    readonly words: string;
    readonly version: string;
    readonly id: string;
  },
): Promise<void> {
  for (const customer of customers) {
    await unsubscribe(deps)(customer, {
      topic,
      channel: "email",
      source: version === "address" ? "oneClick" : "keyword",
      words,
      wordsVersion: version,
      locale: "en",
      proof: `mail:${id}`,
    });
  }
}

/** A stranger's are only named: nothing could find them again when they are to be deleted. */
async function keepAttached(
  { keep }: ReceiveMailDeps,
  id: string,
  party: MailParty,
  attached: readonly Attached[],
): Promise<readonly HeardAttachment[]> {
  const named: HeardAttachment[] = [];
  for (const [at, { content, ...about }] of attached.entries()) {
    const stored =
      content && "customer" in party ? await keep(party.customer, `${id}-${at}`, content) : undefined;
    named.push({ ...about, ...(stored !== undefined && { stored }) });
  }
  return named;
}

function headersAnswered({ messageId, references, subject }: PersonsMail): NonNullable<HeardMail["mail"]> {
  return {
    ...(messageId !== undefined && { messageId }),
    ...(references.length > 0 && { references: references.join(" ") }),
    ...(subject !== "" && { subject }),
  };
}
