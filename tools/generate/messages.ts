import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import mjml2html from "mjml";
import { CliError } from "../../cli/cli-error.ts";
import { projectRoot } from "../../cli/settings.ts";
import { MessageName, messageOf, messages } from "../../core/messaging/content/catalog.ts";
import type { EmailTemplates } from "../../core/messaging/content/rendition.ts";
import { inEachLocale, Locale } from "../../core/model/cause.ts";
import type { Channel } from "../../core/model/topic.ts";

const FOLDER = join(projectRoot, "messages");
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
function sourceTrouble(what: string, cause?: unknown): CliError {
  return new CliError(what.endsWith(".") ? what : `${what}.`, REPAIR, { cause });
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
): Promise<Halves & { preview: string }> {
  const [, preview, fragment] = /^<mj-preview>([^\n]*)<\/mj-preview>\n(.*)$/s.exec(source) ?? [];
  if (preview === undefined || fragment === undefined)
    throw sourceTrouble(`${what} must begin with <mj-preview>`);
  if (/\|\s*raw\b|\{%-?\s*raw\b/.test(source)) throw sourceTrouble(`${what} switches escaping off`);
  const { hide, show } = standIns();
  const whole = layout.replace(BODY, `${BODY}</mj-raw>${await withParts(fragment)}<mj-raw>${END}`);
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
async function withParts(fragment: string): Promise<string> {
  let text = fragment;
  for (const [include, path = ""] of fragment.matchAll(/<mj-include path="([\w/-]+\.mjml)" \/>/g))
    text = text.replace(include, await readFile(join(FOLDER, path), "utf8"));
  return text;
}

interface MessageTemplates {
  readonly email?: EmailTemplates;
  readonly sms?: string;
}

export interface CompiledMessages {
  readonly layout: { readonly before: string; readonly after: string; readonly text: string };
  readonly messages: Readonly<Record<string, Readonly<Record<Locale, MessageTemplates>>>>;
}

/** Reads all of `messages/` and compiles it. Needs no network. Throws when a rendition or its counterpart is missing. */
export async function compileMessages(folder = FOLDER): Promise<CompiledMessages> {
  await refuseStrangers(folder);
  const layout = await readFile(join(folder, "layout.mjml"), "utf8");
  const text = await readFile(join(folder, "layout.txt"), "utf8");
  let frame: Pick<Halves, "before" | "after"> | undefined;
  const all: Record<string, Record<Locale, MessageTemplates>> = {};
  for (const name of namesOf()) {
    const one = async (locale: Locale): Promise<MessageTemplates> => {
      const read = (file: string) => readRendition(folder, join(name, locale, file));
      const { channels } = messageOf(name);
      const sms = channels.includes("sms") ? { sms: await read("sms.txt") } : {};
      if (!channels.includes("email")) return sms;
      const what = `messages/${name}/${locale}/email.mjml`;
      const { before, body, after, preview } = await compileEmail(
        `${await read("email.mjml")}\n`,
        layout,
        what,
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

async function readRendition(folder: string, path: string): Promise<string> {
  if (!existsSync(join(folder, path))) throw sourceTrouble(`messages/${path} is missing`);
  const text = (await readFile(join(folder, path), "utf8")).trim();
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

/** The compiled messages as a module; its text depends on `messages/` alone. */
export async function messagesModule(): Promise<string> {
  const { layout, messages: all } = await compileMessages();
  const lines = [
    "// @generated by `npm run generate` from messages/: change those.",
    "export const compiled = {",
    ...fields({ layout }, 1),
    "  messages: {",
    ...fields(all, 2),
    "  },",
    "};",
  ];
  return `${lines.join("\n")}\n`;
}

/** What each message is called, apart from what it says: pages show the one and carry nothing of the other. */
export async function titlesModule(folder = FOLDER): Promise<string> {
  const titles: Record<string, Record<string, string>> = {};
  for (const name of namesOf()) {
    const ofName: Record<string, string> = {};
    for (const locale of Locale.options)
      ofName[locale] = await readRendition(folder, join(name, locale, TITLE));
    titles[name] = ofName;
  }
  return [
    "// @generated by `npm run generate` from messages/: change those.",
    "export const messageTitles = {",
    ...fields(titles, 1),
    "};",
    "",
  ].join("\n");
}

function fields(value: object, depth: number): string[] {
  const indent = "  ".repeat(depth);
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = /^[a-z]\w*$/i.test(key) ? key : JSON.stringify(key);
    return typeof inner === "object" && inner !== null
      ? [`${indent}${name}: {`, ...fields(inner, depth + 1), `${indent}},`]
      : [`${indent}${name}: ${literal(String(inner))},`];
  });
}

/** As the formatter writes it: one line in quotes, more than one as a template, so that changes can be read. */
function literal(text: string): string {
  if (!text.includes("\n") && !text.includes('"')) return JSON.stringify(text);
  return `\`${text.replaceAll(/[\\`]|\$(?=\{)/g, "\\$&")}\``;
}
