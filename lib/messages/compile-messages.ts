import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { isLetterMessage, MessageName, messageOf, messages } from "../../core/messaging/content/catalog.ts";
import type { EmailTemplates } from "../../core/messaging/content/rendition.ts";
import { inEachLocale, Locale } from "../../core/model/cause.ts";
import type { Channel } from "../../core/model/topic.ts";
import {
  embedded,
  type Folders,
  MESSAGES,
  placeOf,
  readSource,
  type SourceText,
  withParts,
} from "./message-sources.ts";
import { MessageSourceError } from "./source-error.ts";

/** The files of a message by channel, in each language. */
const FILES: Readonly<Record<Channel, readonly string[]>> = {
  email: ["subject.txt", "why.txt", "email.mjml", "email.txt"],
  sms: ["sms.txt"],
};
/** What a customer's history calls it. */
const TITLE = "title.txt";
const BODY = "<!-- message -->";
const END = "<!-- end of message -->";

/**
 * MJML insists on colours where colours belong, and ours are the brand's, known only at run time: a colour stands in
 * for each variable while MJML works.
 */
function standIns() {
  const variables: string[] = [];
  const colour = (at: number) => `#fa${at.toString(16).padStart(2, "0")}ce`;
  return {
    hide: (mjml: string) =>
      mjml.replaceAll(/(?<=color=")\{\{ [\w.]+ \}\}(?=")/g, (variable) => {
        if (!variables.includes(variable)) variables.push(variable);
        return colour(variables.indexOf(variable));
      }),
    show: (html: string) =>
      variables.reduce((shown, variable, at) => shown.replaceAll(colour(at), variable), html),
  };
}

/**
 * Without the indentation that MJML leaves, and without the default look of headings. The hidden preview line is written in the
 * text's colour: white on a light ground counts as a trick of spam (SpamAssassin, HTML_FONT_LOW_CONTRAST).
 */
function tidy(html: string): string {
  return html
    .replaceAll(
      /<(h[12])>/g,
      '<$1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">',
    )
    .replace(
      /display:none;font-size:1px;color:#ffffff;line-height:1px;/,
      "display:none;mso-hide:all;color:{{ look.text }};line-height:1px;",
    )
    .replaceAll(/^\s+/gm, "")
    .replaceAll(/\s+$/gm, "");
}

interface Halves {
  readonly before: string;
  readonly body: string;
  readonly after: string;
}

/** An email in MJML without its preview line, its parts in their places. */
interface EmailSource {
  readonly preview: string;
  readonly fragment: SourceText;
}

/** Reads an email as it is written. Throws {@link MessageSourceError} for one that has no preview, or switches escaping off. */
export async function readEmail(folders: Folders, path: string): Promise<EmailSource> {
  const source = await readSource(folders, path);
  const [first = "", ...rest] = source.text.split("\n");
  const preview = /^<mj-preview>(.*)<\/mj-preview>$/.exec(first)?.[1];
  if (preview === undefined)
    throw new MessageSourceError(
      `${placeOf(source, 1)}: it must begin with a line <mj-preview>…</mj-preview>.`,
    );
  const fragment = await withParts({ text: rest.join("\n"), origins: source.origins.slice(1) }, folders);
  const unescaped = fragment.text.split("\n").findIndex((line) => /\|\s*raw\b|\{%-?\s*raw\b/.test(line));
  if (unescaped >= 0)
    throw new MessageSourceError(`${placeOf(fragment, unescaped + 1)}: it switches escaping off.`);
  return { preview, fragment };
}

async function compileEmail(
  folders: Folders,
  path: string,
  layout: SourceText,
): Promise<Halves & { preview: string }> {
  const { preview, fragment } = await readEmail(folders, path);
  const { hide, show } = standIns();
  const framed = { ...fragment, text: `${BODY}</mj-raw>${fragment.text}<mj-raw>${END}` };
  const whole = embedded(layout, BODY, framed);
  // Loaded late: a brand that words nothing otherwise waits for no compiler of letters.
  const { default: mjml2html } = await import("mjml");
  const { html } = await mjml2html(hide(whole.text), { validationLevel: "strict", keepComments: true }).catch(
    (cause) => {
      throw new MessageSourceError(mjmlProblems(cause, whole) ?? `messages/${path}: ${String(cause)}`, {
        cause,
      });
    },
  );
  const [before, rest] = tidy(show(html)).split(BODY);
  const [body, after] = rest?.split(END) ?? [];
  if (before === undefined || body === undefined || after === undefined)
    throw new MessageSourceError(
      `messages/${path}: the layout has lost its place for a message, or an element is not closed.`,
    );
  return { before, body: body.trim(), after, preview };
}

/** MJML counts the lines of the whole letter: each problem is told with the line of its own file. */
function mjmlProblems(cause: unknown, whole: SourceText): string | undefined {
  const found = MjmlProblems.safeParse(cause);
  if (!found.success) return undefined;
  return found.data.errors
    .map(({ line, tagName, message }) => `${placeOf(whole, line)}: ${message} (${tagName}).`)
    .join("\n");
}

const MjmlProblems = z.looseObject({
  errors: z.array(z.looseObject({ line: z.int(), message: z.string(), tagName: z.string() })).min(1),
});

type Titles = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface MessageTemplates {
  readonly email?: EmailTemplates;
  readonly sms?: string;
}

/** What {@link compileMessages} makes: complete, as it has read the catalog. */
interface CompiledMessages {
  readonly layout: { readonly before: string; readonly after: string; readonly text: string };
  readonly messages: Readonly<Record<string, Readonly<Record<Locale, MessageTemplates>>>>;
  readonly added?: Readonly<Record<string, Readonly<Record<string, MessageTemplates>>>>;
}

/**
 * Reads all messages and compiles them; each file is that of the first folder that has it. Needs no network. Throws when a
 * rendition or its counterpart is missing, and for a file that no message asks for. `added`: languages of the brand's own, in which
 * a message is compiled if it exists with all its files.
 */
export async function compileMessages(
  folders: Folders = [MESSAGES],
  added: readonly string[] = [],
): Promise<CompiledMessages> {
  for (const folder of folders) await refuseStrangers(folder, added);
  const layout = await readSource(folders, "layout.mjml");
  const { text } = await readSource(folders, "layout.txt");
  let frame: Pick<Halves, "before" | "after"> | undefined;
  const all: Record<string, Record<Locale, MessageTemplates>> = {};
  const compile = async (name: MessageName, language: string): Promise<MessageTemplates> => {
    const read = (file: string) => readRendition(folders, join(name, language, file));
    const { channels } = messageOf(name);
    const sms = channels.includes("sms") ? { sms: await read("sms.txt") } : {};
    if (!channels.includes("email")) return sms;
    const path = join(name, language, "email.mjml");
    const { before, body, after, preview } = await compileEmail(folders, path, layout);
    frame ??= { before, after };
    if (frame.before !== before || frame.after !== after)
      throw new MessageSourceError(
        `messages/${path} needs styles in the head that other messages do not have: leave out widths of columns and other settings that messages/ has nowhere else.`,
      );
    if (messageOf(name).offers !== undefined) await refuseWithoutPlace(folders, join(name, language));
    const words = { subject: await read("subject.txt"), preview, why: await read("why.txt") };
    return { email: { ...words, html: body, text: await read("email.txt") }, ...sms };
  };
  for (const name of namesOf()) {
    const made = new Map<Locale, MessageTemplates>();
    for (const locale of Locale.options) made.set(locale, await compile(name, locale));
    all[name] = inEachLocale((locale) => made.get(locale) ?? {});
  }
  const others: Record<string, Record<string, MessageTemplates>> = {};
  for (const tag of added) {
    const ofTag: Record<string, MessageTemplates> = {};
    for (const name of translatable())
      if (missingFiles(folders, name, tag).length === 0) ofTag[name] = await compile(name, tag);
    others[tag] = ofTag;
  }
  if (frame === undefined) throw new MessageSourceError("No message is written by email.");
  return {
    ...{ layout: { ...frame, text: text.trim() }, messages: all },
    ...(added.length > 0 && { added: others }),
  };
}

/** Of a message that says what purchases will give, both forms of its letter say what stands beside an offer. */
async function refuseWithoutPlace(folders: Folders, path: string): Promise<void> {
  const { fragment } = await readEmail(folders, join(path, "email.mjml"));
  const forms = {
    "email.mjml": fragment.text,
    "email.txt": await readRendition(folders, join(path, "email.txt")),
  };
  for (const [file, text] of Object.entries(forms))
    if (!/\boffer\.parts\b/.test(text))
      throw new MessageSourceError(
        `messages/${join(path, file)} says what purchases give, and has no place for what stands beside an offer: take the lines with offer over from the product's own.`,
      );
}

function namesOf(): MessageName[] {
  return Object.keys(messages).map((name) => MessageName.parse(name));
}

/** The messages that a brand writes in a language that it adds: one-off letters have their words elsewhere, in ours alone. */
export function translatable(): readonly MessageName[] {
  return namesOf().filter((name) => !isLetterMessage(name));
}

/** The files that a message has not, of those that it has in each language. */
export function missingFiles(folders: Folders, name: MessageName, language: string): readonly string[] {
  return filesOf(name)
    .map((file) => join(name, language, file))
    .filter((path) => !folders.some((folder) => existsSync(join(folder, path))));
}

function filesOf(name: MessageName): readonly string[] {
  return [TITLE, ...messageOf(name).channels.flatMap((channel) => FILES[channel])];
}

/** What each message is called in a customer's history, by language. */
export async function compileTitles(
  folders: Folders = [MESSAGES],
  added: readonly string[] = [],
): Promise<Titles> {
  const titles: Record<string, Record<string, string>> = {};
  for (const name of namesOf()) {
    const ofName: Record<string, string> = {};
    for (const locale of Locale.options)
      ofName[locale] = await readRendition(folders, join(name, locale, TITLE));
    for (const tag of isLetterMessage(name) ? [] : added)
      if (missingFiles(folders, name, tag).length === 0)
        ofName[tag] = await readRendition(folders, join(name, tag, TITLE));
    titles[name] = ofName;
  }
  return titles;
}

async function readRendition(folders: Folders, path: string): Promise<string> {
  const text = (await readSource(folders, path)).text.trim();
  if (text === "") throw new MessageSourceError(`messages/${path} is empty.`);
  return text;
}

/** A file that no message of the catalog asks for would never be sent, and no error would show it. */
async function refuseStrangers(folder: string, added: readonly string[]): Promise<void> {
  const asked = new Set([
    ...added.map((tag) => `${tag}.yaml`),
    ...namesOf().flatMap((name) =>
      [...Locale.options, ...(isLetterMessage(name) ? [] : added)].flatMap((language) =>
        filesOf(name).map((file) => join(name, language, file)),
      ),
    ),
  ]);
  const found = await readdir(folder, { recursive: true });
  const strangers = found.filter(
    (path) => /\w\.\w+$/.test(path) && !/^(layout|parts)\b/.test(path) && !asked.has(path),
  );
  if (strangers.length > 0)
    throw new MessageSourceError(
      `No message of the catalog asks for ${strangers.map((path) => `messages/${path}`).join(", ")}: correct the name, or remove it.`,
    );
}
