import { createHash } from "node:crypto";
import MimeNode from "nodemailer/lib/mime-node";
import type { Instant } from "../../model/purchase.ts";
import { sendableEmail } from "../../platform/crypto/identity.ts";
import { NotSentError } from "./not-sent.ts";
import type { EmailRendition, Links } from "./render.ts";

/**
 * One email to send. `from`: name and address, `Tarnfell <hello@tarnfell.example>`. `replyTo`: an address that people read.
 * `stop`: an address at which any mail stops its topic. `listId`: the mailing list (RFC 2919), `impact.tarnfell.example`. Only transactional emails, and tests that go to the brand's
 * own people, have no `unsubscribe`; those have no `configurationSet` either, so that no event of SES is about them.
 */
export interface Letter {
  readonly from: string;
  readonly replyTo: string;
  readonly to: string;
  readonly rendition: EmailRendition;
  readonly at: Instant;
  readonly listId: string;
  readonly unsubscribe: Links["unsubscribe"];
  readonly stop?: string;
  readonly configurationSet: string | undefined;
  /** A person wrote it to this one reader, perhaps to continue their mail: no program's letter, and of no list. */
  readonly person?: {
    readonly inReplyTo?: { readonly messageId: string; readonly references: string };
  };
}

/** Ids of mails as others made them, in their order; anything else could end a header. */
const MAIL_IDS = /^<[^<>\s\p{Cc}\P{ASCII}]{1,900}>(?: <[^<>\s\p{Cc}\P{ASCII}]{1,900}>)*$/u;

const MAILBOX = /^([^<>"\p{Cc}]{1,120}?)\s*<([^<>]+)>$/u;
/** The characters of a header's value: none of them ends it. */
const TOKEN = /^[\w.-]{1,200}$/;
const URL_TOKEN = /^[^\s<>\p{Cc}]{1,2000}$/u;

/** Name and address of a mailbox such as `Tarnfell <hello@tarnfell.example>`; throws {@link NotSentError} for others. */
export function mailbox(text: string): { readonly name: string; readonly address: string } {
  const [, name = "", address = text] = MAILBOX.exec(text.trim()) ?? [];
  return { name, address: oneAddress(address, "The sender") };
}

/**
 * The address as SES takes it, if it is one and nothing else: a comma or a line break would make two of it, or a header.
 * Otherwise throws {@link NotSentError}, which does not quote it: it is personal.
 */
export function oneAddress(address: string, whose: string): string {
  const sendable = /\s/.test(address) ? undefined : sendableEmail(address);
  if (sendable === undefined) throw new NotSentError(`${whose} is not one email address`, "message");
  return sendable;
}

/**
 * The letter as bytes that SES passes on unchanged; the same letter gives the same bytes. Throws {@link NotSentError} for
 * text that could end a header; such text is not repaired.
 */
export async function composeLetter(letter: Letter): Promise<Uint8Array> {
  const { rendition, listId, unsubscribe, configurationSet } = letter;
  const from = mailbox(letter.from);
  const replyTo = oneAddress(letter.replyTo, "The address for answers");
  const to = oneAddress(letter.to, "The recipient");
  const stop = letter.stop === undefined ? undefined : oneAddress(letter.stop, "The address that stops");
  const urls = unsubscribe === undefined ? [] : [unsubscribe.url];
  if (
    ![listId, configurationSet ?? "none"].every((value) => TOKEN.test(value)) ||
    !urls.every((url) => URL_TOKEN.test(url))
  )
    throw new NotSentError("A header of the email would not be one line", "message");
  if (rendition.subject.trim() === "" || /\p{Cc}/u.test(rendition.subject))
    throw new NotSentError("The subject is not one line", "message");
  const mark = createHash("sha256")
    .update(JSON.stringify([to, letter.at, rendition]))
    .digest("hex")
    .slice(0, 32);
  // Quoted-printable, in each part: base64 would hide what it says from whoever reads a letter's source.
  const textEncoding = "Q";
  // The node alone: the composer above it is for attachments, calendars and addresses to read, which no letter has.
  const mail = new MimeNode("multipart/alternative", {
    baseBoundary: mark,
    textEncoding,
    // Reads neither files nor addresses, whatever a rendition contains.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  mail.createChild("text/plain; charset=utf-8", { textEncoding }).setContent(rendition.text);
  mail.createChild("text/html; charset=utf-8", { textEncoding }).setContent(rendition.html);
  mail.addHeader({
    ...(configurationSet !== undefined && { "X-SES-CONFIGURATION-SET": configurationSet }),
    ...originOf(letter),
    ...(unsubscribe && {
      "List-Unsubscribe": {
        prepared: true,
        value: [unsubscribe.url, ...(stop === undefined ? [] : [`mailto:${stop}`])]
          .map((way) => `<${way}>`)
          .join(", "),
      },
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }),
  });
  mail.setHeader({
    from,
    to: { name: "", address: to },
    "reply-to": { name: from.name, address: replyTo },
    subject: rendition.subject,
    "message-id": `<${mark}@${from.address.split("@")[1]}>`,
    date: new Date(letter.at),
  });
  return await mail.build();
}

/** What says whether a program or a person wrote it. Ids that nobody could thread by are left out: the answer matters more. */
function originOf({ listId, person }: Letter) {
  if (person === undefined)
    return {
      "Auto-Submitted": "auto-generated",
      "List-ID": { prepared: true, value: `<${listId}>` },
    };
  const { inReplyTo } = person;
  if (inReplyTo === undefined || !MAIL_IDS.test(inReplyTo.messageId) || !MAIL_IDS.test(inReplyTo.references))
    return {};
  return { "In-Reply-To": inReplyTo.messageId, References: inReplyTo.references };
}
