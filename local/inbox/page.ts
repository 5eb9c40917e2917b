import { type ComponentChild, type ComponentChildren, Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";
import { answeredAt } from "./answer.ts";
import type { Letter } from "./letters.ts";
import type { Line } from "./records.ts";
import { STYLE } from "./style.ts";
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
/** Where an answer to it is posted, and where its page says that one was. */
export const answerPath = (id: string): string => `${letterPath(id)}/answer`;
export const answeredPath = (id: string): string => `${letterPath(id)}?answered`;
export const ANSWER_CHARS_MAX = 4_000;

interface Page {
  readonly title: string;
  /** Below the heading, on the same ground. */
  readonly lead: ComponentChildren;
  readonly isFirst?: boolean;
}

function page({ title, lead, isFirst = false }: Page, ...body: ComponentChildren[]): string {
  const head = h(
    "head",
    null,
    h("meta", { charset: "utf-8" }),
    h("meta", { name: "viewport", content: "width=device-width" }),
    h("title", null, isFirst ? "Inbox of this machine" : `${title} – inbox of this machine`),
    h("style", { dangerouslySetInnerHTML: { __html: STYLE } }),
  );
  const top = h(
    "header",
    { class: "head" },
    h(
      "div",
      { class: "wide" },
      !isFirst && h("p", { class: "back" }, h("a", { href: "/" }, "← Inbox")),
      h("h1", null, title),
      lead,
    ),
  );
  const main = h("main", { class: "wide" }, ...body);
  return `<!doctype html>${renderToString(h("html", { lang: "en" }, head, h("body", null, top, main)))}`;
}

/** Every message of every customer beside the decision about it; first those without a decision. */
export function inboxPage({ lines, letters, texts }: Inbox): string {
  const arrived = new Map<string, ComponentChild>([
    ...letters.map((letter) => [letter.id, letterLink(letter)] as const),
    ...texts.map((text) => [text.id, textBubble(text)] as const),
  ]);
  const decided = new Set(lines.flatMap(({ providerId }) => providerId ?? []));
  const strays = [...arrived].filter(([id]) => !decided.has(id)).map(([, shown]) => shown);
  const customers = [...Map.groupBy(lines, ({ customer }) => customer)].map(([customer, own]) => ({
    customer,
    own,
    to: addressees({ lines: own, letters, texts }),
  }));
  const counts = `${count(letters.length, "email")} and ${count(texts.length, "text")} arrived; there are decisions about ${count(customers.length, "customer")}.`;
  return page(
    {
      title: "What customers got",
      isFirst: true,
      lead: h(
        "p",
        null,
        `${counts} Nothing left this machine. Beside each message stands why it was allowed, delayed or dropped.`,
      ),
    },
    customers.length > 1 && index(customers),
    strays.length > 0 && straySection(strays),
    customers.length > 0
      ? customers.map(({ customer, own, to }) => section(customer, own, arrived, to))
      : strays.length === 0 && h("p", null, "Nothing yet: messages appear here as they are sent."),
  );
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** The addresses at which a customer got messages: nothing is decrypted for this page. */
function addressees({ lines, letters, texts }: Inbox): readonly string[] {
  const own = new Set(lines.flatMap(({ providerId }) => providerId ?? []));
  return [...new Set([...letters, ...texts].filter(({ id }) => own.has(id)).map(({ to }) => to))];
}

interface Customer {
  readonly customer: string;
  readonly to: readonly string[];
}

const nameOf = ({ customer, to }: Customer): string => (to.length === 0 ? customer : to.join(", "));

function index(customers: readonly Customer[]): ComponentChild {
  return h(
    "nav",
    { "aria-label": "Customers" },
    h(
      "ul",
      { class: "index" },
      customers.map((one) => h("li", null, h("a", { href: `#${one.customer}` }, nameOf(one)))),
    ),
  );
}

function straySection(strays: readonly ComponentChild[]): ComponentChild {
  return h(
    "section",
    { class: "who" },
    h("h2", null, "Without a decision"),
    h("p", { class: "muted" }, "These arrived, and no record says that they were allowed."),
    h(
      "ul",
      { class: "messages" },
      strays.map((shown) => h("li", { class: "message" }, h("div", { class: "arrived" }, shown))),
    ),
  );
}

function section(
  customer: string,
  lines: readonly Line[],
  arrived: ReadonlyMap<string, ComponentChild>,
  to: readonly string[],
): ComponentChild {
  return h(
    "section",
    { class: "who", id: customer },
    h("h2", null, nameOf({ customer, to })),
    to.length > 0 && h("p", { class: "muted" }, customer),
    h(
      "ul",
      { class: "messages" },
      lines.toReversed().map((line) => messageCard(line, arrived)),
    ),
  );
}

const OUTCOMES: Readonly<Record<Line["entry"]["outcome"], string>> = {
  sent: "sent",
  unknown: "not known",
  deferred: "delayed",
  dropped: "dropped",
};

function messageCard(line: Line, arrived: ReadonlyMap<string, ComponentChild>): ComponentChild {
  const { entry, providerId } = line;
  const { outcome, message, topic, channel, at } = entry;
  const missing = outcome === "sent" && h("strong", { class: "wrong" }, "It did not arrive.");
  const shown = arrived.get(providerId ?? "") ?? missing;
  return h(
    "li",
    { class: "message" },
    h(
      "h3",
      null,
      message,
      h("span", { class: outcome === "sent" ? "mark sent" : "mark" }, OUTCOMES[outcome]),
      h("span", { class: "muted" }, `${topic} by ${channel}, `, moment(at)),
    ),
    h("div", { class: "arrived" }, shown || h("p", { class: "muted" }, "Nothing was sent.")),
    h("div", null, decisionOf(line)),
  );
}

function moment(at: string): ComponentChild {
  return h("time", { datetime: at }, `${at.slice(0, 16).replace("T", " ")} UTC`);
}

const muted = (...text: ComponentChild[]) => h("p", { class: "muted" }, text);

function decisionOf({ entry, consent }: Line): ComponentChildren {
  switch (entry.outcome) {
    case "sent":
    case "unknown": {
      const what =
        entry.outcome === "sent" ? "Allowed and sent" : "Allowed; whether it was sent is not known";
      if (entry.transactional) return h("p", null, `${what}: the answer to what they just did.`);
      if (consent === undefined) {
        return h("p", null, `${what}, `, h("strong", { class: "wrong" }, "but there is no consent."));
      }
      const { at, source, words, locale, proof } = consent;
      return [
        h(
          "p",
          null,
          `${what} under consent ${entry.consentVersion}, ${consent.state} `,
          moment(at),
          ` by ${source}:`,
        ),
        h("blockquote", { lang: locale }, words),
        h("p", { class: "muted proof" }, `Proof: ${proof}`),
      ];
    }
    case "deferred":
      return h("p", null, "Delayed until ", moment(entry.until), `: ${entry.reasons.join(", ")}.`);
    case "dropped":
      return h("p", null, `Dropped: ${entry.reasons.join(", ")}.`);
  }
}

function letterLink({ id, subject, to }: Letter): ComponentChild {
  return h(Fragment, null, h("a", { href: letterPath(id) }, subject || "(no subject)"), muted(`to ${to}`));
}

function textBubble({ words, to }: Text): ComponentChild {
  return h(Fragment, null, h("p", { class: "text" }, words), muted(`to ${to}`));
}

/** One letter as its reader sees it, with why it was allowed beside it, as plain text, and with every header that it came with. */
export function letterPage(
  letter: Letter,
  line: Line | undefined,
  answer: { readonly isReceived?: boolean; readonly isGiven?: boolean } = {},
): string {
  const headers = letter.headers.map(([name, value]) =>
    h("div", null, h("dt", null, name), h("dd", null, value)),
  );
  return page(
    { title: letter.subject || "(no subject)", lead: h("p", null, `to ${letter.to}`) },
    h(
      "div",
      { class: "letter" },
      h(
        "section",
        { class: "about" },
        h("h2", null, "Why it was allowed"),
        line === undefined
          ? h("strong", { class: "wrong" }, "There is no decision about it.")
          : decisionOf(line),
      ),
      // The letter has no script, no form and no cookie of ours; a link opens in a window of its own.
      h("iframe", {
        sandbox: "allow-popups allow-popups-to-escape-sandbox",
        src: framePath(letter.id),
        title: "The letter",
      }),
    ),
    answer.isReceived === true && answeredAt(letter) !== undefined && answerForm(letter, answer.isGiven),
    h("section", { class: "more" }, h("h2", null, "As plain text"), h("pre", { tabindex: 0 }, letter.text)),
    h("section", { class: "more" }, h("h2", null, "Headers"), h("dl", { class: "headers" }, headers)),
  );
}

function answerForm({ id, to }: Letter, isGiven = false): ComponentChild {
  return h(
    "section",
    { class: "more" },
    h("h2", null, `Answer as ${to}`),
    isGiven &&
      h(
        "p",
        { role: "status" },
        "The answer is on its way: ",
        h("code", null, "npx wellspring conversations list"),
        " shows it in some seconds.",
      ),
    h(
      "form",
      { class: "answer", method: "post", action: answerPath(id) },
      h("label", { for: "words" }, "What they write above the letter"),
      h("textarea", { id: "words", name: "words", rows: 5, required: true, maxlength: ANSWER_CHARS_MAX }),
      h("button", { type: "submit" }, "Send the answer"),
    ),
  );
}

/** The letter's own HTML, its links made to open beside the inbox. */
export function letterFrame({ html, text }: Letter): string {
  const body = html === "" ? renderToString(h("pre", null, text)) : html;
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(body) ? body.replace(/<head[^>]*>/i, (head) => head + base) : base + body;
}

export function nothingPage(): string {
  return page({
    title: "There is nothing here",
    lead: h("p", null, "This letter was not received, or was forgotten."),
  });
}
