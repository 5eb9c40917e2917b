import type { Letter } from "./letters.ts";
import type { Line } from "./records.ts";
import type { Text } from "./texts.ts";

/** Everything that the page shows. */
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

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;
}

/** Every message of every customer beside the decision about it; what nobody decided about comes first. */
export function inboxPage({ lines, letters, texts }: Inbox): string {
  const arrived = new Map<string, string>([
    ...letters.map((letter) => [letter.id, letterLink(letter)] as const),
    ...texts.map((text) => [text.id, textBubble(text)] as const),
  ]);
  const decided = new Set(lines.flatMap(({ providerId }) => providerId ?? []));
  const strays = [...arrived].filter(([id]) => !decided.has(id)).map(([, shown]) => `<li>${shown}</li>`);
  const customers = Map.groupBy(lines, ({ customer }) => customer);
  const sections = [...customers].map(([customer, own]) =>
    section(customer, own, arrived, addressees({ lines: own, letters, texts })),
  );
  const counts = `${letters.length} emails and ${texts.length} texts arrived; ${customers.size} customers were thought of.`;
  return page(
    "Inbox of this machine",
    `<h1>What customers got</h1><p>${counts} Nothing left this machine. Beside each message stands why it was allowed, put off or dropped.</p>` +
      (strays.length === 0 ? "" : `<h2>Without a decision</h2><ul>${strays.join("")}</ul>`) +
      sections.join("") +
      (sections.length === 0 ? "<p>Nothing yet.</p>" : ""),
  );
}

/** At which addresses somebody got what they got: nothing is decrypted for this page. */
function addressees({ lines, letters, texts }: Inbox): readonly string[] {
  const own = new Set(lines.flatMap(({ providerId }) => providerId ?? []));
  return [...new Set([...letters, ...texts].filter(({ id }) => own.has(id)).map(({ to }) => to))];
}

function section(
  customer: string,
  lines: readonly Line[],
  arrived: ReadonlyMap<string, string>,
  to: readonly string[],
): string {
  const rows = lines.toReversed().map((line) => {
    const { entry, providerId } = line;
    const shown =
      arrived.get(providerId ?? "") ?? (entry.outcome === "sent" ? "<strong>did not arrive</strong>" : "");
    const cells = [
      `<time datetime="${escaped(entry.at)}">${escaped(entry.at.replace("T", " "))}</time>`,
      `${escaped(entry.message)}<br><small>${escaped(entry.topic)} by ${escaped(entry.channel)}</small>`,
      decisionOf(line),
      shown,
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  const name = to.length === 0 ? customer : `${to.join(", ")} (${customer})`;
  return `<h2>${escaped(name)}</h2><div class="scroll"><table><thead><tr><th>when (UTC)</th><th>what</th><th>decision</th><th>as it arrived</th></tr></thead>
<tbody>${rows.join("")}</tbody></table></div>`;
}

function decisionOf({ entry, consent }: Line): string {
  switch (entry.outcome) {
    case "sent":
    case "unknown": {
      const what =
        entry.outcome === "sent" ? "allowed and sent" : "allowed; whether it was sent is not known";
      if (entry.transactional) return `${what}: the answer to what they just did`;
      if (consent === undefined) return `${what}, <strong>but there is no consent</strong>`;
      const { at, source, words, locale, proof } = consent;
      return (
        `${what} under consent ${entry.consentVersion}, ${escaped(consent.state)} ${escaped(at)} by ${escaped(source)}` +
        `<blockquote lang="${escaped(locale)}">${escaped(words)}</blockquote><small>proof: ${escaped(proof)}</small>`
      );
    }
    case "deferred":
      return `put off until ${escaped(entry.until)}: ${escaped(entry.reasons.join(", "))}`;
    case "dropped":
      return `dropped: ${escaped(entry.reasons.join(", "))}`;
  }
}

function letterLink({ id, subject, to }: Letter): string {
  return `<a href="${escaped(letterPath(id))}">${escaped(subject || "(no subject)")}</a><br><small>to ${escaped(to)}</small>`;
}

function textBubble({ words, to }: Text): string {
  return `<span class="text">${escaped(words)}</span><br><small>to ${escaped(to)}</small>`;
}

/** One letter as its reader sees it, with why it was allowed, as plain text, and with every header that it came with. */
export function letterPage(letter: Letter, line: Line | undefined): string {
  const headers = letter.headers.map(
    ([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`,
  );
  // No script, no form and no cookie of ours in there; a link opens in a window of its own.
  const frame = `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="${escaped(framePath(letter.id))}" title="The letter"></iframe>`;
  return page(
    letter.subject,
    `<p><a href="/">Inbox</a></p><h1>${escaped(letter.subject)}</h1><div>${line === undefined ? "<strong>Nobody decided about it.</strong>" : `${decisionOf(line)}.`}</div>${frame}
<h2>As plain text</h2><pre>${escaped(letter.text)}</pre>
<h2>Headers</h2><div class="scroll"><table class="headers"><tbody>${headers.join("")}</tbody></table></div>`,
  );
}

/** The letter's own HTML, its links made to open beside the inbox. */
export function letterFrame({ html, text }: Letter): string {
  const body = html === "" ? `<pre>${escaped(text)}</pre>` : html;
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(body) ? body.replace(/<head[^>]*>/i, (head) => head + base) : base + body;
}

export function nothingPage(): string {
  return page("Not here", '<h1>There is nothing here</h1><p><a href="/">Inbox</a></p>');
}
