import * as z from "zod";
import { messageTranslations } from "../../i18n/dictionaries.ts";
import { formatter } from "../../i18n/formatter.ts";
import { colours, fonts } from "../../i18n/palette.ts";
import type { Brand, Locale } from "../../model/cause.ts";
import type { Channel } from "../../model/topic.ts";
import { type MessageName, messageOf } from "./catalog.ts";
import { compiled } from "./generated/compiled.ts";
import { fill, type Voice } from "./liquid.ts";
import type { CompiledMessages, EmailTemplates } from "./rendition.ts";
import { plainText, SMS_PARTS_MAX, smsLength } from "./sms.ts";

/** Gmail cuts longer emails off and hides the rest, including the unsubscribe link. */
export const HTML_BYTES_MAX = 100_000;
/** Longer ones are cut by most mail programs anyway. RFC 5322 allows a line 998 octets. */
export const SUBJECT_LENGTH_MAX = 200;

/** The generated module carries no type of its own: a message that lacks a language or a channel fails here. */
const renditions: CompiledMessages = compiled;

/**
 * A rendition cannot be made: facts that the message's schema refuses, a variable or filter that does not exist, a
 * text of too many parts. A retry gives the same: an operator must look. Quotes no fact.
 */
export class TemplateRefusedError extends Error {
  override readonly name = "TemplateRefusedError";
}

const Address = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[^\s<>"\p{Cc}]+$/u, "an absolute address");

const LinksSchema = z.strictObject({
  site: Address,
  preferences: Address,
  impact: Address,
  action: Address.optional(),
  unsubscribe: z.strictObject({ url: Address }).optional(),
});

/**
 * The links of a message. All are absolute.
 * - `action`: the single-use link of a message that has one (`link` in the catalog)
 * - `unsubscribe`: the page behind the visible link, which is also where one click is posted (RFC 8058); needed in all
 *   but transactional emails. There is no address to write to instead: nothing of ours reads mail
 */
export interface Links {
  readonly site: string;
  readonly preferences: string;
  readonly impact: string;
  readonly action?: string | undefined;
  readonly unsubscribe?: { readonly url: string } | undefined;
}

/** The input of `render`. `postalAddress`: the sender's name and address on one line; every email carries it. */
export interface Brief {
  readonly name: MessageName;
  readonly channel: Channel;
  readonly locale: Locale;
  readonly facts: unknown;
  readonly brand: Brand;
  readonly links: Links;
  readonly postalAddress: string;
}

export interface EmailRendition {
  readonly channel: "email";
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** `parts`: the number of texts that the networks bill. */
export interface SmsRendition {
  readonly channel: "sms";
  readonly text: string;
  readonly parts: number;
}

export type Rendition = EmailRendition | SmsRendition;

/** Renders a message. The same brief gives the same bytes. Throws {@link TemplateRefusedError}. */
export function render(brief: Brief): Rendition {
  const { name, channel, locale } = brief;
  const templates = { email: undefined, sms: undefined, ...renditions.messages[name][locale] };
  const { transactional, link } = messageOf(name);
  const refuse = (why: string): never => {
    throw new TemplateRefusedError(`${name} by ${channel} in ${locale}: ${why}`);
  };
  const context = contextOf(brief, refuse);
  if (link !== undefined && brief.links.action === undefined) refuse("its single-use link is missing");
  if (channel === "sms") {
    return renderSms(templates.sms ?? refuse("it has no such rendition"), context, brief, refuse);
  }
  if (!transactional && brief.links.unsubscribe === undefined) refuse("it offers no way to unsubscribe");
  return renderEmail(templates.email ?? refuse("it has no such rendition"), context, brief, refuse);
}

type Refuse = (why: string) => never;

/** All variables of a template. An absent link is null, since a missing variable is an error. */
function contextOf({ name, locale, facts, brand, links, postalAddress }: Brief, refuse: Refuse): object {
  const checked = messageOf(name).facts.safeParse(facts);
  if (!checked.success) return refuse(`its facts are wrong at ${pathsOf(checked.error)}`);
  const linked = LinksSchema.safeParse(links);
  if (!linked.success) return refuse(`its links are wrong at ${pathsOf(linked.error)}`);
  const { light, dark, font } = brand.look;
  return {
    ...checked.data,
    locale,
    brand: { name: brand.name },
    links: {
      ...linked.data,
      action: linked.data.action ?? null,
      unsubscribe: messageOf(name).transactional ? null : linked.data.unsubscribe,
    },
    words: messageTranslations[locale],
    postalAddress,
    look: { ...colours(light, "light"), accent: light.accent, font: fonts[font].replaceAll('"', "'") },
    dark: { ...colours(dark, "dark"), accent: dark.accent, onAccent: dark.onAccent },
  };
}

function pathsOf(error: z.ZodError): string {
  return error.issues.map(({ path }) => path.join(".") || "the top").join(", ");
}

function renderEmail(
  templates: EmailTemplates,
  context: object,
  brief: Brief,
  refuse: Refuse,
): EmailRendition {
  const { before, after, text } = renditions.layout;
  const voice = voiceOf(brief);
  const line = (template: string) =>
    fillOrRefuse(() => fill("text", template, voice, context), refuse).trim();
  const frame = {
    ...context,
    subject: line(templates.subject),
    preview: line(templates.preview),
    why: line(templates.why),
  };
  if (/\p{Cc}/u.test(frame.subject) || frame.subject.length > SUBJECT_LENGTH_MAX)
    refuse("its subject is not one line");
  const html = fillOrRefuse(() => fill("html", `${before}${templates.html}${after}`, voice, frame), refuse);
  if (Buffer.byteLength(html) > HTML_BYTES_MAX) refuse("it is longer than mail programs show");
  const body = line(templates.text);
  const plain = fillOrRefuse(() => fill("text", text, voice, { ...frame, body }), refuse);
  return {
    channel: "email",
    subject: frame.subject,
    html,
    text: `${plain.replaceAll(/\n{3,}/g, "\n\n").trim()}\n`,
  };
}

function renderSms(template: string, context: object, brief: Brief, refuse: Refuse): SmsRendition {
  const body = fillOrRefuse(() => fill("text", template, voiceOf(brief), context), refuse);
  const optOut = messageOf(brief.name).transactional ? "" : ` ${messageTranslations[brief.locale].optOut}`;
  const text = plainText(`${brief.brand.name}: ${body}${optOut}`);
  const { parts } = smsLength(text);
  if (parts > SMS_PARTS_MAX) refuse(`it takes ${parts} texts, and ${SMS_PARTS_MAX} is the most`);
  return { channel: "sms", text, parts };
}

function voiceOf({ locale, brand }: Brief): Voice {
  return { speech: formatter(locale, brand), words: messageTranslations[locale], brand: brand.name };
}

/** Liquid's error messages may quote a fact: the refusal names only the variable or filter. */
function fillOrRefuse(fillIn: () => string, refuse: Refuse): string {
  try {
    return fillIn();
  } catch (error) {
    const missing = error instanceof Error ? /undefined (variable|filter): [\w.]+/.exec(error.message) : null;
    return refuse(missing?.[0] ?? "a filter refused what it was given");
  }
}
