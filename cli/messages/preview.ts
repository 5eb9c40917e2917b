import { type ComponentChild, h } from "preact";
import { renderToString } from "preact-render-to-string";
import { MessageName, messageOf, messages } from "../../core/messaging/content/catalog.ts";
import type { PictureFact } from "../../core/messaging/content/letter-picture.ts";
import {
  type Brief,
  type Links,
  type Rendition,
  render,
  TemplateRefusedError,
} from "../../core/messaging/content/render.ts";
import type { CompiledMessages } from "../../core/messaging/content/rendition.ts";
import { smsLength } from "../../core/messaging/content/sms.ts";
import { variantsOf } from "../../core/messaging/content/variants.ts";
import { type Brand, Locale } from "../../core/model/cause.ts";
import { MessageSourceError } from "../../lib/messages/source-error.ts";
import type { OfferIn } from "./offers-in.ts";

/** `variant`: what is special about its facts; absent: the message's own sample. */
export interface SampleRendition {
  readonly name: MessageName;
  /** The tag of its language. */
  readonly locale: string;
  readonly variant?: string;
  readonly rendition: Rendition;
}

export const SITE = "https://wellspring.example";

/** Addresses as long as real ones, that lead nowhere. */
export const sampleLinks: Links = {
  site: SITE,
  preferences: `${SITE}/preferences`,
  impact: `${SITE}/impact/me`,
  action: `${SITE}/confirm/2fV0mYx1r9Qb7KcT4uLhZw`,
  unsubscribe: {
    url: `${SITE}/unsubscribe/v1.Y3VzXzAx.aW1wYWN0.ZW1haWw.k5sT0pXw9cJrN2vBqLhY7g`,
  },
};

export const samplePostalAddress = "Sample Street 1, 10115 Berlin, Germany";

/** One rendition to make: a message, its facts, and in which language and form. */
interface Sample extends Omit<SampleRendition, "rendition"> {
  readonly brief: Brief;
}

function samplesOf(
  name: MessageName,
  sample: object,
  { brand, picture, offer, added = {}, variant }: SamplesIn,
): Sample[] {
  const facts = Object(sample).picture ? { ...sample, picture } : sample;
  const postalAddress = `${brand.name}, ${samplePostalAddress}`;
  const { channels, offers } = messageOf(name);
  const isOffered = offers === "always" || "promise" in sample;
  const others = Object.keys(added).filter((tag) => added[tag]?.[name] !== undefined);
  return channels.flatMap((channel) =>
    [...Locale.options, ...others].map((locale) => ({
      ...{ name, locale, ...(variant !== undefined && { variant }) },
      brief: {
        ...{ name, channel, locale, facts, brand, links: sampleLinks, postalAddress },
        offer: isOffered && channel === "email" ? offer?.(locale) : undefined,
      },
    })),
  );
}

/**
 * - `picture`: what a letter that shows one shows, in place of the sample's, of which there is no file
 * - `offer`: what stands beside what a message says that purchases will give; absent: nothing is offered
 */
interface SampleBrand {
  readonly brand: Brand;
  readonly offer?: OfferIn | undefined;
  readonly picture: PictureFact | null;
}

interface SamplesIn extends SampleBrand {
  readonly added?: CompiledMessages["added"] | undefined;
  readonly variant?: string;
}

const names = Object.keys(messages).map((name) => MessageName.parse(name));

/** Every message of the catalog with its sample facts, in every language and on every channel. */
export function sampleRenditions(
  brand: Brand,
  picture: PictureFact | null = null,
  offer?: OfferIn,
): readonly SampleRendition[] {
  return names
    .flatMap((name) => samplesOf(name, messageOf(name).sample, { brand, picture, offer }))
    .map(({ brief, ...sample }) => ({ ...sample, rendition: render(brief) }));
}

/**
 * The same from `written`, and each message also with its variants. A rendition that cannot be made is an error of
 * {@link MessageSourceError}, with the line of the file, as `places` finds it.
 */
export async function allRenditions(
  own: SampleBrand,
  written: CompiledMessages,
  places: (brief: Brief) => Promise<string | undefined>,
): Promise<readonly SampleRendition[]> {
  const { added } = written;
  const samples = names.flatMap((name) => [
    ...samplesOf(name, messageOf(name).sample, { ...own, added }),
    ...(messageOf(name).offers === "always"
      ? samplesOf(name, messageOf(name).sample, {
          ...{ ...own, added, offer: undefined },
          variant: "nothing is offered",
        })
      : []),
    ...variantsOf(name).flatMap(([variant, facts]) => samplesOf(name, facts, { ...own, added, variant })),
  ]);
  const made: SampleRendition[] = [];
  for (const { brief, ...sample } of samples) {
    try {
      made.push({ ...sample, rendition: render(brief, written) });
    } catch (error) {
      if (!(error instanceof TemplateRefusedError)) throw error;
      throw new MessageSourceError((await places(brief)) ?? error.message, { cause: error });
    }
  }
  return made;
}

/** `order-trouble.no-new-day.de`: how the files of a rendition are called. */
function fileOf({ name, locale, variant }: SampleRendition): string {
  const slug = variant?.replaceAll(/\W+/g, "-").toLowerCase();
  return [name, slug, locale].filter(Boolean).join(".");
}

/** What the page of a preview is called, and what it says first. */
interface PreviewHead {
  readonly title: string;
  readonly intro: string;
}

const ALL_MESSAGES: PreviewHead = {
  title: "Messages to customers",
  intro: "Every message with sample facts, and with what may be special about them.",
};

/** The files of a preview by name: each rendition, and `index.html` that shows them all. Pictures lie beside them, not in it. */
export function previewOf(
  renditions: readonly SampleRendition[],
  head: PreviewHead = ALL_MESSAGES,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const one of renditions) {
    const { rendition } = one;
    if (rendition.channel === "email") files.set(`${fileOf(one)}.html`, withPicturesHere(rendition.html));
    files.set(`${fileOf(one)}.${rendition.channel}.txt`, rendition.text);
  }
  return files.set("index.html", indexPage(renditions, head));
}

/** Pictures are read from the preview's own folder: no site answers under the sample's address. */
function withPicturesHere(html: string): string {
  return html.replaceAll(`"${SITE}/pictures/`, '"pictures/');
}

function indexPage(renditions: readonly SampleRendition[], { title, intro }: PreviewHead): string {
  const sections = [...Map.groupBy(renditions, ({ name }) => name)].map(([name, own]) => {
    const { topic, transactional } = messageOf(name);
    const kind = transactional ? "an answer: needs no consent" : `topic: ${topic}`;
    const heading = h("h2", null, name, " ", h("small", null, kind));
    return h("section", { id: name }, heading, h("div", { class: "row" }, own.map(card)));
  });
  const head = h(
    "head",
    null,
    h("meta", { charset: "utf-8" }),
    h("meta", { name: "viewport", content: "width=device-width,initial-scale=1" }),
    h("title", null, title),
    h("style", null, STYLE),
  );
  const body = h(
    "body",
    null,
    h(
      "main",
      null,
      h("h1", null, title),
      h("p", null, `${intro} Switch your system to dark to see it dark.`),
      sections,
    ),
  );
  return `<!doctype html>${renderToString(h("html", { lang: "en" }, head, body))}\n`;
}

/** Phones show about this much of a subject, with the letters that a proportional font takes. */
const SUBJECT_ON_PHONES = 45;

function card(one: SampleRendition): ComponentChild {
  const { name, locale, rendition, variant } = one;
  const language = variant === undefined ? locale : `${locale}, ${variant}`;
  if (rendition.channel === "sms") {
    const { encoding, parts } = smsLength(rendition.text);
    const size = `${language} · text, ${encoding}, ${parts} part${parts === 1 ? "" : "s"}`;
    return h("article", { class: "sms", lang: locale }, h("h3", null, size), h("p", null, rendition.text));
  }
  const kilobytes = (Buffer.byteLength(rendition.html) / 1000).toFixed(0);
  const file = `${fileOf(one)}.html`;
  const asText = h("a", { href: `${fileOf(one)}.email.txt` }, "as text");
  const { length } = rendition.subject;
  const size = `${length} characters${length > SUBJECT_ON_PHONES ? `: phones show about ${SUBJECT_ON_PHONES}` : ""}`;
  return h(
    "article",
    { lang: locale },
    h("h3", null, `${language} · `, h("a", { href: file }, "email"), `, ${kilobytes} KB · `, asText),
    h("p", { class: "subject" }, rendition.subject, " ", h("small", null, size)),
    h("iframe", { src: file, title: `${name}, ${language}`, sandbox: "" }),
  );
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:light-dark(#e9e9e6,#0c0f0e);color:light-dark(#1f2422,#eef1ef)}main{padding:2rem max(1rem,4vw);max-width:92rem;margin:auto}h1{font-size:2rem;margin:0}h2{margin:3rem 0 1rem}small,h3{font-size:.875rem;font-weight:400}h3{margin:0 0 .5rem}a{color:inherit}.row{display:flex;flex-wrap:wrap;gap:2rem}article{flex:1 1 24rem;min-width:0;max-width:42rem}.subject{font-weight:600;margin:0 0 .5rem}iframe{width:100%;height:44rem;border:0;border-radius:8px;background:light-dark(#fff,#000)}.sms{max-width:24rem}.sms p{margin:0;padding:.75rem 1rem;border-radius:1rem;background:light-dark(#fff,#1d2220);overflow-wrap:anywhere}`;
