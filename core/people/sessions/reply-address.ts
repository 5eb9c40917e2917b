import { createHash } from "node:crypto";
import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { base32, withoutPrefix } from "../../model/prefixed-id.ts";
import { Topic } from "../../model/topic.ts";
import { isSame, mailSignature } from "./signature.ts";

const THREAD_CHARS = 12;

/** What a mail may be an answer to: a letter, or a conversation. Nothing can be read from it. */
export const ThreadMark = z.string().regex(/^[0-9a-z]{12}$/);
export type ThreadMark = z.infer<typeof ThreadMark>;

/** What an address of the reply domain leads to, signed: words for one thread of one customer, or a withdrawal. */
export const ReplySubject = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("thread"), customer: CustomerId, thread: ThreadMark }),
  z.object({ kind: z.literal("stop"), customer: CustomerId, topic: z.union([Topic, z.literal("all")]) }),
]);
export type ReplySubject = z.infer<typeof ReplySubject>;

const PURPOSE = "reply";
/** RFC 5321 allows a local part so many. */
const LOCAL_CHARS_MAX = 64;

/** The mark of what a letter or conversation is kept under, the same each time. */
export function threadMark(of: string): ThreadMark {
  return base32(createHash("sha256").update(of).digest(), THREAD_CHARS);
}

/**
 * An address without a row, which works for as long as anybody keeps the letter: `<customer>-<thread>-<signature>` or
 * `stop-<customer>-<topic>-<signature>`. Whoever has it can add words to that thread, or have its customer get less, and nothing
 * else. Signed under a key of its own, derived from the contact key.
 */
export function replyAddress(key: string, subject: ReplySubject, domain: string): string {
  const text = textOf(subject);
  return `${text}-${mailSignature(key, PURPOSE, text)}@${domain}`;
}

/** Undefined for an address that was not signed under this key, or is of another domain. Capitals do not matter. */
export function readReplyAddress(key: string, address: string, domain: string): ReplySubject | undefined {
  const [local = "", host, ...more] = address.toLowerCase().split("@");
  if (host !== domain.toLowerCase() || more.length > 0 || local.length > LOCAL_CHARS_MAX) return undefined;
  const parts = local.split("-");
  const mac = parts.pop();
  if (mac === undefined || !isSame(mac, mailSignature(key, PURPOSE, parts.join("-")))) return undefined;
  const [first, second, third] = parts;
  return ReplySubject.safeParse(
    first === "stop"
      ? { kind: "stop", customer: `cus_${second}`, topic: third }
      : { kind: "thread", customer: `cus_${first}`, thread: second },
  ).data;
}

/** Whether a text has an address of one of their letters, in whatever capitals, also where a program broke its line. */
export function hasAddressOf(text: string, customer: CustomerId): boolean {
  const unfolded = text.toLowerCase().replaceAll(/=?\r?\n[ \t]?/g, "");
  return unfolded.includes(`${withoutPrefix(customer)}-`);
}

function textOf(subject: ReplySubject): string {
  const customer = withoutPrefix(subject.customer);
  return subject.kind === "stop" ? `stop-${customer}-${subject.topic}` : `${customer}-${subject.thread}`;
}
