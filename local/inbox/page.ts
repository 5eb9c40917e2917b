import { type ComponentChild, type ComponentChildren, Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Letter } from "./letters.ts";
import type { Line } from "./records.ts";
import type { Text } from "./texts.ts";

/** Everything that the page shows. Preact's `h` and no JSX: Node runs this file as it is. */
export interface Inbox {
  readonly lines: readonly Line[];
  readonly letters: readonly Letter[];
  readonly texts: readonly Text[];
}

/** Where a letter is shown, and its HTML alone as its frame asks for it. */
export const letterPath = (id: string): string => `/letters/${encodeURIComponent(id)}`;
export const framePath = (id: string): string => `${letterPath(id)}/html`;

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 22%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } caption { text-align: start; padding: .5rem 0; }
th, td { text-align: start; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } .scroll table:not(.headers) { min-width: 46rem; } small { opacity: .8; } blockquote { margin: .25rem 0 0; padding-inline-start: .75rem; border-inline-start: 3px solid var(--line); }
iframe { width: 100%; height: 44rem; border: 1px solid var(--line); background: #fff; color-scheme: light; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); padding: 1rem; }
.headers th { white-space: nowrap; } .text { white-space: pre-wrap; border: 1px solid var(--line); border-radius: .75rem; padding: .5rem .75rem; display: inline-block; }
`;

function page(title: string, ...body: ComponentChildren[]): string {
  const head = h(
    "head",
    null,
    h("meta", { charset: "utf-8" }),
    h("meta", { name: "viewport", content: "width=device-width" }),
    h("title", null, title),
    h("style", null, STYLE),
  );
  return `<!doctype html>${renderToString(h("html", { lang: "en" }, head, h("body", null, ...body)))}`;
}

/** Every message of every customer beside the decision about it; first those without a decision. */
export function inboxPage({ lines, letters, texts }: Inbox): string {
  const arrived = new Map<string, ComponentChild>([
    ...letters.map((letter) => [letter.id, letterLink(letter)] as const),
    ...texts.map((text) => [text.id, textBubble(text)] as const),
  ]);
  const decided = new Set(lines.flatMap(({ providerId }) => providerId ?? []));
  const strays = [...arrived].filter(([id]) => !decided.has(id)).map(([, shown]) => h("li", null, shown));
  const customers = Map.groupBy(lines, ({ customer }) => customer);
  const sections = [...customers].map(([customer, own]) =>
    section(customer, own, arrived, addressees({ lines: own, letters, texts })),
  );
  const counts = `${letters.length} emails and ${texts.length} texts arrived; there are decisions about ${customers.size} customers.`;
  return page(
    "Inbox of this machine",
    h("h1", null, "What customers got"),
    h(
      "p",
      null,
      `${counts} Nothing left this machine. Each message has beside it why it was allowed, put off or dropped.`,
    ),
    strays.length > 0 && [h("h2", null, "Without a decision"), h("ul", null, strays)],
    sections.length > 0 ? sections : h("p", null, "Nothing yet."),
  );
}

/** The addresses at which a customer got messages: nothing is decrypted for this page. */
function addressees({ lines, letters, texts }: Inbox): readonly string[] {
  const own = new Set(lines.flatMap(({ providerId }) => providerId ?? []));
  return [...new Set([...letters, ...texts].filter(({ id }) => own.has(id)).map(({ to }) => to))];
}

function section(
  customer: string,
  lines: readonly Line[],
  arrived: ReadonlyMap<string, ComponentChild>,
  to: readonly string[],
): ComponentChild {
  const rows = lines.toReversed().map((line) => {
    const { entry, providerId } = line;
    const missing = entry.outcome === "sent" && h("strong", null, "did not arrive");
    const cells: ComponentChild[] = [
      h("time", { datetime: entry.at }, entry.at.replace("T", " ")),
      h(Fragment, null, entry.message, h("br", null), small(`${entry.topic} by ${entry.channel}`)),
      decisionOf(line),
      arrived.get(providerId ?? "") ?? missing,
    ];
    return h(
      "tr",
      null,
      cells.map((cell) => h("td", null, cell)),
    );
  });
  const head = ["when (UTC)", "what", "decision", "as it arrived"].map((title) => h("th", null, title));
  return h(
    Fragment,
    null,
    h("h2", null, to.length === 0 ? customer : `${to.join(", ")} (${customer})`),
    scrolling(h("table", null, h("thead", null, h("tr", null, head)), h("tbody", null, rows))),
  );
}

const small = (text: string) => h("small", null, text);
const scrolling = (table: ComponentChild) => h("div", { class: "scroll" }, table);

function decisionOf({ entry, consent }: Line): ComponentChildren {
  switch (entry.outcome) {
    case "sent":
    case "unknown": {
      const what =
        entry.outcome === "sent" ? "allowed and sent" : "allowed; whether it was sent is not known";
      if (entry.transactional) return `${what}: the answer to what they just did`;
      if (consent === undefined) return [`${what}, `, h("strong", null, "but there is no consent")];
      const { at, source, words, locale, proof } = consent;
      return [
        `${what} under consent ${entry.consentVersion}, ${consent.state} ${at} by ${source}`,
        h("blockquote", { lang: locale }, words),
        small(`proof: ${proof}`),
      ];
    }
    case "deferred":
      return `put off until ${entry.until}: ${entry.reasons.join(", ")}`;
    case "dropped":
      return `dropped: ${entry.reasons.join(", ")}`;
  }
}

function letterLink({ id, subject, to }: Letter): ComponentChild {
  const link = h("a", { href: letterPath(id) }, subject || "(no subject)");
  return h(Fragment, null, link, h("br", null), small(`to ${to}`));
}

function textBubble({ words, to }: Text): ComponentChild {
  return h(Fragment, null, h("span", { class: "text" }, words), h("br", null), small(`to ${to}`));
}

/** One letter as its reader sees it, with why it was allowed, as plain text, and with every header that it came with. */
export function letterPage(letter: Letter, line: Line | undefined): string {
  const headers = letter.headers.map(([name, value]) =>
    h("tr", null, h("th", { scope: "row" }, name), h("td", null, value)),
  );
  return page(
    letter.subject,
    h("p", null, h("a", { href: "/" }, "Inbox")),
    h("h1", null, letter.subject),
    h(
      "div",
      null,
      line === undefined ? h("strong", null, "There is no decision about it.") : [decisionOf(line), "."],
    ),
    // The letter has no script, no form and no cookie of ours; a link opens in a window of its own.
    h("iframe", {
      sandbox: "allow-popups allow-popups-to-escape-sandbox",
      src: framePath(letter.id),
      title: "The letter",
    }),
    h("h2", null, "As plain text"),
    h("pre", null, letter.text),
    h("h2", null, "Headers"),
    scrolling(h("table", { class: "headers" }, h("tbody", null, headers))),
  );
}

/** The letter's own HTML, its links made to open beside the inbox. */
export function letterFrame({ html, text }: Letter): string {
  const body = html === "" ? renderToString(h("pre", null, text)) : html;
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(body) ? body.replace(/<head[^>]*>/i, (head) => head + base) : base + body;
}

export function nothingPage(): string {
  return page(
    "Not here",
    h("h1", null, "There is nothing here"),
    h("p", null, h("a", { href: "/" }, "Inbox")),
  );
}
