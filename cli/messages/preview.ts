import { type ComponentChild, h } from "preact";
import { renderToString } from "preact-render-to-string";
import { MessageName, messageOf, messages } from "../../core/messaging/content/catalog.ts";
import { type Links, type Rendition, render } from "../../core/messaging/content/render.ts";
import { smsLength } from "../../core/messaging/content/sms.ts";
import { type Brand, Locale } from "../../core/model/cause.ts";

export interface SampleRendition {
  readonly name: MessageName;
  readonly locale: Locale;
  readonly rendition: Rendition;
}

const SITE = "https://wellspring.example";

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

/** Every message of the catalog with its sample facts, in every language and on every channel. */
export function sampleRenditions(brand: Brand): readonly SampleRendition[] {
  return Object.keys(messages)
    .map((name) => MessageName.parse(name))
    .flatMap((name) =>
      messageOf(name).channels.flatMap((channel) =>
        Locale.options.map((locale) => ({
          name,
          locale,
          rendition: render({
            name,
            channel,
            locale,
            facts: messageOf(name).sample,
            brand,
            links: sampleLinks,
            postalAddress: `${brand.name}, ${samplePostalAddress}`,
          }),
        })),
      ),
    );
}

/** The files of a preview by name: each rendition, and `index.html` that shows them all. */
export function previewOf(renditions: readonly SampleRendition[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { name, locale, rendition } of renditions) {
    if (rendition.channel === "email") files.set(`${name}.${locale}.html`, rendition.html);
    files.set(`${name}.${locale}.${rendition.channel}.txt`, rendition.text);
  }
  return files.set("index.html", indexPage(renditions));
}

function indexPage(renditions: readonly SampleRendition[]): string {
  const sections = [...Map.groupBy(renditions, ({ name }) => name)].map(([name, own]) => {
    const { topic, transactional } = messageOf(name);
    const kind = transactional ? "an answer: needs no consent" : `topic: ${topic}`;
    const heading = h("h2", null, name, " ", h("small", null, kind));
    return h("section", { id: name }, heading, h("div", { class: "row" }, own.map(card)));
  });
  const title = "Messages to customers";
  const head = h(
    "head",
    null,
    h("meta", { charset: "utf-8" }),
    h("meta", { name: "viewport", content: "width=device-width,initial-scale=1" }),
    h("title", null, title),
    h("style", null, STYLE),
  );
  const intro = "Every message with sample facts. Switch your system to dark to see it dark.";
  const body = h("body", null, h("main", null, h("h1", null, title), h("p", null, intro), sections));
  return `<!doctype html>${renderToString(h("html", { lang: "en" }, head, body))}\n`;
}

function card({ name, locale, rendition }: SampleRendition): ComponentChild {
  if (rendition.channel === "sms") {
    const { encoding, parts } = smsLength(rendition.text);
    const size = `${locale} · text, ${encoding}, ${parts} part${parts === 1 ? "" : "s"}`;
    return h("article", { class: "sms", lang: locale }, h("h3", null, size), h("p", null, rendition.text));
  }
  const kilobytes = (Buffer.byteLength(rendition.html) / 1000).toFixed(0);
  const file = `${name}.${locale}.html`;
  const asText = h("a", { href: `${name}.${locale}.email.txt` }, "as text");
  return h(
    "article",
    { lang: locale },
    h("h3", null, `${locale} · `, h("a", { href: file }, "email"), `, ${kilobytes} KB · `, asText),
    h("p", { class: "subject" }, rendition.subject),
    h("iframe", { src: file, title: `${name}, ${locale}`, sandbox: "" }),
  );
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:light-dark(#e9e9e6,#0c0f0e);color:light-dark(#1f2422,#eef1ef)}main{padding:2rem max(1rem,4vw);max-width:92rem;margin:auto}h1{font-size:2rem;margin:0}h2{margin:3rem 0 1rem}small,h3{font-size:.875rem;font-weight:400}h3{margin:0 0 .5rem}a{color:inherit}.row{display:flex;flex-wrap:wrap;gap:2rem}article{flex:1 1 24rem;min-width:0;max-width:42rem}.subject{font-weight:600;margin:0 0 .5rem}iframe{width:100%;height:44rem;border:0;border-radius:8px;background:light-dark(#fff,#000)}.sms{max-width:24rem}.sms p{margin:0;padding:.75rem 1rem;border-radius:1rem;background:light-dark(#fff,#1d2220);overflow-wrap:anywhere}`;
