import * as z from "zod";
import type { OfferBeside } from "../../disclosures/beside-offer.ts";
import { formatter } from "../../i18n/formatter.ts";
import type { SpokenLanguage } from "../../i18n/language.ts";
import { messageLanguage } from "../../i18n/message-language.ts";
import { messageWords } from "../../i18n/page-words.ts";
import { colours, fonts } from "../../i18n/palette.ts";
import { type Brand, contactLink } from "../../model/cause.ts";
import { LOGO_SIZE, picturePath } from "../../model/picture.ts";
import type { Channel } from "../../model/topic.ts";
import { type MessageName, messageOf } from "./catalog.ts";
import { compiled } from "./generated/compiled.ts";
import { fill, type Medium, type Voice } from "./liquid.ts";
import type { CompiledMessages, EmailTemplates, Templates } from "./rendition.ts";
import { EMAIL_ROOMS, type Omission, type Room, rewritten, SMS_ROOMS, shortened } from "./room.ts";
import { fitsInParts, plainText, SMS_PARTS_MAX, smsLength } from "./sms.ts";
import { translated, translationsIn } from "./translated.ts";

/** Gmail cuts longer emails off and hides the rest, including the unsubscribe link. */
export const HTML_BYTES_MAX = 100_000;
/** Longer ones are cut by most mail programs anyway. RFC 5322 allows a line 998 octets. */
export const SUBJECT_LENGTH_MAX = 200;

/** The generated module carries no type of its own: a message that lacks a language or a channel fails here. */
const renditions: CompiledMessages = typeof HAS_BRAND_MESSAGES === "undefined" ? compiled : BRAND_MESSAGES;

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
 *   but transactional emails
 */
export interface Links {
  readonly site: string;
  readonly preferences: string;
  readonly impact: string;
  readonly action?: string | undefined;
  readonly unsubscribe?: { readonly url: string } | undefined;
}

/**
 * The input of `render`. `locale`: the tag of the language that its reader chose; `texts`: what the brand's own texts are called
 * in it, by what they are in its base. `postalAddress`: the sender's name and address on one line; every email carries it, unless the brand
 * has stated its own. `offer`: what stands beside what it promises; absent: it promises nothing.
 */
export interface Brief {
  readonly name: MessageName;
  readonly channel: Channel;
  readonly locale: string;
  readonly texts?: Readonly<Record<string, string>>;
  readonly facts: unknown;
  readonly brand: Brand;
  readonly links: Links;
  readonly postalAddress: string;
  readonly offer?: OfferBeside | undefined;
}

export interface EmailRendition {
  readonly channel: "email";
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** `parts`: the number of texts that the networks bill; `omits`: what was left out to fit; absent: nothing. */
export interface SmsRendition {
  readonly channel: "sms";
  readonly text: string;
  readonly parts: number;
  readonly omits?: Omission;
}

export type Rendition = EmailRendition | SmsRendition;

/**
 * Renders a message. What is too long is written shorter, as {@link SMS_ROOMS} and {@link EMAIL_ROOMS} say, and never
 * refused for what a brand, a shop or a customer wrote. The same brief gives the same bytes. `written`: other templates
 * than those that are built in. Throws {@link TemplateRefusedError}.
 */
export function render(brief: Brief, written: CompiledMessages = renditions): Rendition {
  const { name, channel, locale } = brief;
  const { language, ...templates } = templatesFor(brief, written);
  const { transactional, link } = messageOf(name);
  const refuse = (why: string): never => {
    throw new TemplateRefusedError(`${name} by ${channel} in ${locale}: ${why}`);
  };
  if (link !== undefined && brief.links.action === undefined) refuse("its single-use link is missing");
  if (channel === "sms") {
    return renderSms(templates.sms ?? refuse("it has no such rendition"), { ...brief, language }, refuse);
  }
  if (!transactional && brief.links.unsubscribe === undefined) refuse("it offers no way to unsubscribe");
  const email = templates.email ?? refuse("it has no such rendition");
  return renderEmail({ ...email, layout: written.layout }, { ...brief, language }, refuse);
}

/** A brief, and the language that its message is in. */
interface SpokenBrief extends Brief {
  readonly language: SpokenLanguage;
}

/** A message in the language that was chosen, if it exists in it with all its parts, else in that language's base. */
function templatesFor(
  { name, locale: tag, texts = {}, facts }: Brief,
  { messages, added }: CompiledMessages,
): Partial<Templates> & { readonly language: SpokenLanguage } {
  const language = messageLanguage(tag);
  const own = added?.[language.tag]?.[name];
  const told = translationsIn(facts, language.tag);
  if (own !== undefined && (told !== undefined || messageOf(name).ownWords === undefined))
    return { ...own, language: { ...language, texts: { ...texts, ...told } } };
  return { ...messages[name][language.locale], language: messageLanguage(language.locale) };
}

type Refuse = (why: string) => never;

/** All variables of a template. An absent link is null, since a missing variable is an error. */
function contextOf(brief: SpokenBrief, room: Room, refuse: Refuse): object {
  const { name, language, facts, brand, links, postalAddress } = brief;
  const checked = messageOf(name).facts.safeParse(facts);
  if (!checked.success) return refuse(`its facts are wrong at ${pathsOf(checked.error)}`);
  const linked = LinksSchema.safeParse(links);
  if (!linked.success) return refuse(`its links are wrong at ${pathsOf(linked.error)}`);
  const { light, dark, font } = brand.look;
  return {
    ...rewritten(translated(checked.data, language), (text) => fitted(text, brief, room)),
    locale: language.tag,
    room,
    brand: { name: fitted(brand.name, brief, room) },
    links: {
      ...linked.data,
      ...(!room.links && { site: null, preferences: null, impact: null }),
      action: linked.data.action ?? null,
      unsubscribe: messageOf(name).transactional ? null : linked.data.unsubscribe,
    },
    words: messageWords({ language }),
    offer: brief.offer ?? null,
    postalAddress: brand.legal?.postalAddress ?? postalAddress,
    legal: legalLinks(brand, language),
    logo: logoOf(brand),
    look: { ...colours(light, "light"), accent: light.accent, font: fonts[font].replaceAll('"', "'") },
    dark: { ...colours(dark, "dark"), accent: dark.accent, onAccent: dark.onAccent },
  };
}

function legalLinks({ legal }: Brand, { locale, texts }: SpokenLanguage): object | null {
  if (legal === undefined) return null;
  const own = (address: string) => texts[address] ?? address;
  const { imprint, privacy } = legal;
  return { imprint: own(imprint[locale]), privacy: own(privacy[locale]), contact: contactLink(legal) };
}

/** The logo's files from the site's address on, the same for all readers; null: the brand's name stands in its place. */
function logoOf({ look: { logo } }: Brand): object | null {
  if (logo?.inLetters === undefined) return null;
  const { light, dark } = logo.inLetters;
  return { light: picturePath(light, "logo.png"), dark: picturePath(dark, "logo.png"), ...LOGO_SIZE };
}

function pathsOf(error: z.ZodError): string {
  return error.issues.map(({ path }) => path.join(".") || "the top").join(", ");
}

type FramedEmail = EmailTemplates & Pick<CompiledMessages, "layout">;

function renderEmail(templates: FramedEmail, brief: SpokenBrief, refuse: Refuse): EmailRendition {
  for (const room of EMAIL_ROOMS) {
    const email = emailIn(room, templates, brief, refuse);
    if (Buffer.byteLength(email.html) <= HTML_BYTES_MAX && email.subject.length <= SUBJECT_LENGTH_MAX)
      return email;
    if (room === EMAIL_ROOMS.at(-1) && Buffer.byteLength(email.html) <= HTML_BYTES_MAX)
      return { ...email, subject: shortened(email.subject, SUBJECT_LENGTH_MAX) };
  }
  return refuse("it is longer than mail programs show");
}

function emailIn(room: Room, templates: FramedEmail, brief: SpokenBrief, refuse: Refuse): EmailRendition {
  const { before, after, text } = templates.layout;
  const context = contextOf(brief, room, refuse);
  const voice = voiceOf(brief, room);
  const line = (template: string) =>
    fillOrRefuse(() => fill("text", template, voice, context), refuse).trim();
  const frame = {
    ...context,
    subject: shortened(line(templates.subject), Number.POSITIVE_INFINITY),
    preview: line(templates.preview),
    why: line(templates.why),
  };
  const html = fillOrRefuse(() => fill("html", `${before}${templates.html}${after}`, voice, frame), refuse);
  const body = line(templates.text);
  const plain = fillOrRefuse(() => fill("text", text, voice, { ...frame, body }), refuse);
  return {
    channel: "email",
    subject: frame.subject,
    html,
    text: `${plain.replaceAll(/\n{3,}/g, "\n\n").trim()}\n`,
  };
}

/** The first room in which the text takes no more parts than are sent. */
function renderSms(template: string, brief: SpokenBrief, refuse: Refuse): SmsRendition {
  const optOut = messageOf(brief.name).transactional ? "" : ` ${messageWords(brief).optOut}`;
  let shortest = "";
  for (const room of SMS_ROOMS) {
    const context = contextOf(brief, room, refuse);
    const body = fillOrRefuse(() => fill("text", template, voiceOf(brief, room), context), refuse);
    shortest = plainText(`${fitted(brief.brand.name, brief, room)}: ${body}${optOut}`);
    if (fitsInParts(shortest)) {
      const { parts } = smsLength(shortest);
      return { channel: "sms", text: shortest, parts, ...(room.omits && { omits: room.omits }) };
    }
  }
  const { parts } = smsLength(shortest);
  return refuse(`it takes ${parts} texts at its shortest, and ${SMS_PARTS_MAX} is the most`);
}

/** A name or another text from outside, as there is room for it. Signs of a text are made plain before they are counted. */
function fitted(text: string, { channel }: Pick<Brief, "channel">, { letters }: Room): string {
  return shortened(channel === "sms" ? plainText(text) : text, letters);
}

function voiceOf(brief: SpokenBrief, room: Room): Voice {
  const { language, brand, channel } = brief;
  return {
    speech: formatter(language.locale, brand, language.tag),
    words: messageWords({ language }),
    brand: fitted(brand.name, brief, room),
    room,
    isText: channel === "sms",
  };
}

/** What is wrong with a template, and in which of its lines; lines count from 1. */
interface TemplateProblem {
  readonly line: number;
  readonly why: string;
}

/** What keeps one template, as it is written, from being filled in for a message; undefined: nothing. */
export function templateProblem(brief: Brief, medium: Medium, template: string): TemplateProblem | undefined {
  const [room] = brief.channel === "sms" ? SMS_ROOMS : EMAIL_ROOMS;
  if (room === undefined) return undefined;
  const spoken = { ...brief, language: { ...messageLanguage(brief.locale), texts: brief.texts ?? {} } };
  const context = contextOf(spoken, room, (why) => {
    throw new TemplateRefusedError(why);
  });
  const frame = { subject: "", preview: "", why: "", body: "" };
  try {
    fill(medium, template, voiceOf(spoken, room), { ...context, ...frame });
    return undefined;
  } catch (error) {
    const line = error instanceof Error ? /, line:(\d+)/.exec(error.message)?.[1] : undefined;
    return { line: Number(line ?? 1), why: reasonOf(error) };
  }
}

/** Liquid's error messages may quote a fact: the refusal names only the variable or filter, or what is not written right. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "it cannot be filled in";
  const missing = /undefined (variable|filter): [\w.]+/.exec(error.message)?.[0];
  if (missing !== undefined) return missing;
  const isUnreadable = error.name === "ParseError" || error.name === "TokenizationError";
  return isUnreadable
    ? (error.message.split(", line:")[0] ?? error.name)
    : "a filter refused what it was given";
}

function fillOrRefuse(fillIn: () => string, refuse: Refuse): string {
  try {
    return fillIn();
  } catch (error) {
    return refuse(reasonOf(error));
  }
}
