import { Parser } from "htmlparser2";

/** Its parser walks all open elements for one that was never opened: twice as much takes four times as long. */
const HTML_CHARS_MAX = 128_000;

const UNSEEN = new Set([
  "head",
  "style",
  "script",
  "title",
  "template",
  "noscript",
  "svg",
  "object",
  "iframe",
  "textarea",
  "select",
]);
const LINES = new Set([
  ...[
    "address",
    "article",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "header",
  ],
  ...[
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
  ],
]);
const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all/i;
/** Elements that have no end. */
const VOID = new Set([
  "br",
  "hr",
  "img",
  "input",
  "meta",
  "link",
  "col",
  "wbr",
  "area",
  "base",
  "embed",
  "source",
  "track",
]);

/**
 * What a reader sees of an HTML part, as lines of text: what is quoted begins with `>`. Loads nothing and runs nothing; what is
 * not shown, scripts among it, is left out.
 */
export function htmlText(html: string): string {
  const lines: string[] = [];
  let line = "";
  let quotes = 0;
  let unseen = 0;
  const end = (): void => {
    const text = line.replaceAll(/[\s\u00a0]+/gu, " ").trim();
    line = "";
    if (text !== "") lines.push(`${"> ".repeat(Math.min(quotes, 5))}${text}`);
    else if (lines.at(-1) !== "") lines.push("");
  };
  const parser = new Parser({
    onopentag(name, { style = "" }) {
      if (unseen > 0 || UNSEEN.has(name) || HIDDEN.test(style)) unseen += VOID.has(name) ? 0 : 1;
      else if (LINES.has(name)) end();
      else if (name === "td" || name === "th") line += " ";
      if (name === "blockquote" && unseen === 0) quotes += 1;
    },
    ontext(text) {
      if (unseen === 0) line += text;
    },
    onclosetag(name) {
      if (VOID.has(name)) return;
      if (unseen > 0) unseen -= 1;
      else if (LINES.has(name)) {
        end();
        if (name === "p") end();
      }
      if (name === "blockquote" && unseen === 0) quotes = Math.max(quotes - 1, 0);
    },
  });
  parser.end(html.slice(0, HTML_CHARS_MAX));
  end();
  return lines.join("\n").trim();
}
