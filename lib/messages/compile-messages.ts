import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { MessageName, messageOf, messages } from "../../core/messaging/content/catalog.ts";
import type { EmailTemplates } from "../../core/messaging/content/rendition.ts";
import { inEachLocale, Locale } from "../../core/model/cause.ts";
import type { Channel } from "../../core/model/topic.ts";
import { productRoot } from "../folders.ts";

/** The product's own messages, each complete. */
export const MESSAGES = join(productRoot, "messages");

const FILES: Readonly<Record<Channel, readonly string[]>> = {
  email: ["subject.txt", "why.txt", "email.mjml", "email.txt"],
  sms: ["sms.txt"],
};
/** What a customer's history calls it. */
const TITLE = "title.txt";
const BODY = "<!-- message -->";
const END = "<!-- end of message -->";

const REPAIR =
  "Every message needs each of its files in every language; see messages/ and core/messaging/content/catalog.ts.";

/** A rendition that cannot be compiled, and which. */
function sourceTrouble(what: string, cause?: unknown): Error {
  return new Error(`${what.replace(/\.$/, "")}. ${REPAIR}`, { cause });
}

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

/** Without the indentation that MJML leaves, and without the default look of headings. */
function tidy(html: string): string {
  return html
    .replaceAll(
      /<(h[12])>/g,
      '<$1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">',
    )
    .replaceAll(/^\s+/gm, "")
    .replaceAll(/\s+$/gm, "");
}

interface Halves {
  readonly before: string;
  readonly body: string;
  readonly after: string;
}

async function compileEmail(
  source: string,
  layout: string,
  what: string,
  folders: Folders,
): Promise<Halves & { preview: string }> {
  const [, preview, fragment] = /^<mj-preview>([^\n]*)<\/mj-preview>\n(.*)$/s.exec(source) ?? [];
  if (preview === undefined || fragment === undefined)
    throw sourceTrouble(`${what} must begin with <mj-preview>`);
  if (/\|\s*raw\b|\{%-?\s*raw\b/.test(source)) throw sourceTrouble(`${what} switches escaping off`);
  const { hide, show } = standIns();
  const whole = layout.replace(BODY, `${BODY}</mj-raw>${await withParts(fragment, folders)}<mj-raw>${END}`);
  // Loaded late: a brand that words nothing otherwise waits for no compiler of letters.
  const { default: mjml2html } = await import("mjml");
  const { html } = await mjml2html(hide(whole), { validationLevel: "strict", keepComments: true }).catch(
    (cause) => {
      throw sourceTrouble(`${what}: ${String(cause)}`, cause);
    },
  );
  const [before, rest] = tidy(show(html)).split(BODY);
  const [body, after] = rest?.split(END) ?? [];
  if (before === undefined || body === undefined || after === undefined)
    throw sourceTrouble(`${what}: the layout has lost its place for a message`);
  return { before, body: body.trim(), after, preview };
}

/** Parts that several messages share stand in messages/parts. */
async function withParts(fragment: string, folders: Folders): Promise<string> {
  let text = fragment;
  for (const [include, path = ""] of fragment.matchAll(/<mj-include path="([\w/-]+\.mjml)" \/>/g))
    text = text.replace(include, await readFirst(folders, path));
  return text;
}

/** Where a file of a message is looked for, in this order. */
type Folders = readonly string[];
type Titles = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface MessageTemplates {
  readonly email?: EmailTemplates;
  readonly sms?: string;
}

interface CompiledMessages {
  readonly layout: { readonly before: string; readonly after: string; readonly text: string };
  readonly messages: Readonly<Record<string, Readonly<Record<Locale, MessageTemplates>>>>;
}

/**
 * Reads all messages and compiles them; each file is that of the first folder that has it. Needs no network. Throws when a
 * rendition or its counterpart is missing, and for a file that no message asks for.
 */
export async function compileMessages(folders: Folders = [MESSAGES]): Promise<CompiledMessages> {
  for (const folder of folders) await refuseStrangers(folder);
  const layout = await readFirst(folders, "layout.mjml");
  const text = await readFirst(folders, "layout.txt");
  let frame: Pick<Halves, "before" | "after"> | undefined;
  const all: Record<string, Record<Locale, MessageTemplates>> = {};
  for (const name of namesOf()) {
    const one = async (locale: Locale): Promise<MessageTemplates> => {
      const read = (file: string) => readRendition(folders, join(name, locale, file));
      const { channels } = messageOf(name);
      const sms = channels.includes("sms") ? { sms: await read("sms.txt") } : {};
      if (!channels.includes("email")) return sms;
      const what = `messages/${name}/${locale}/email.mjml`;
      const { before, body, after, preview } = await compileEmail(
        `${await read("email.mjml")}\n`,
        layout,
        what,
        folders,
      );
      frame ??= { before, after };
      if (frame.before !== before || frame.after !== after)
        throw sourceTrouble(`${what} needs styles in the head that other messages do not have`);
      const words = { subject: await read("subject.txt"), preview, why: await read("why.txt") };
      return { email: { ...words, html: body, text: await read("email.txt") }, ...sms };
    };
    const made = new Map<Locale, MessageTemplates>();
    for (const locale of Locale.options) made.set(locale, await one(locale));
    all[name] = inEachLocale((locale) => made.get(locale) ?? {});
  }
  if (frame === undefined) throw sourceTrouble("No message is written by email");
  return { layout: { ...frame, text: text.trim() }, messages: all };
}

function namesOf(): MessageName[] {
  return Object.keys(messages).map((name) => MessageName.parse(name));
}

/** What each message is called in a customer's history, by language. */
export async function compileTitles(folders: Folders = [MESSAGES]): Promise<Titles> {
  const titles: Record<string, Record<string, string>> = {};
  for (const name of namesOf()) {
    const ofName: Record<string, string> = {};
    for (const locale of Locale.options)
      ofName[locale] = await readRendition(folders, join(name, locale, TITLE));
    titles[name] = ofName;
  }
  return titles;
}

async function readFirst(folders: Folders, path: string): Promise<string> {
  const folder = folders.find((one) => existsSync(join(one, path)));
  if (folder === undefined) throw sourceTrouble(`messages/${path} is missing`);
  return await readFile(join(folder, path), "utf8");
}

async function readRendition(folders: Folders, path: string): Promise<string> {
  const text = (await readFirst(folders, path)).trim();
  if (text === "") throw sourceTrouble(`messages/${path} is empty`);
  return text;
}

/** A file that no message of the catalog asks for would never be sent, and no error would show it. */
async function refuseStrangers(folder: string): Promise<void> {
  const asked = new Set(
    namesOf().flatMap((name) => {
      const files = [TITLE, ...messageOf(name).channels.flatMap((channel) => FILES[channel])];
      return Locale.options.flatMap((locale) => files.map((file) => join(name, locale, file)));
    }),
  );
  const found = await readdir(folder, { recursive: true });
  const strangers = found.filter(
    (path) => /\w\.\w+$/.test(path) && !/^(layout|parts)\b/.test(path) && !asked.has(path),
  );
  if (strangers.length > 0)
    throw sourceTrouble(
      `No message of the catalog asks for ${strangers.map((path) => `messages/${path}`).join(", ")}`,
    );
}
