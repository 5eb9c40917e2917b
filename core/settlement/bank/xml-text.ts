/** An element with a text or with elements; undefined is left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly XmlElement[];
}

type Child = XmlElement | undefined;

export function element(
  name: string,
  content: string | readonly Child[],
  attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  const kept = typeof content === "string" ? content : content.filter((child) => child !== undefined);
  return { name, attributes, content: kept };
}

/** An XML file in UTF-8, an element a line. Every text and attribute is escaped; throws a RangeError for what no XML holds. */
export function xmlText(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, "").join("\n")}\n`;
}

function lines({ name, attributes, content }: XmlElement, indent: string): string[] {
  const stated = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const tag = `${indent}<${name}${stated.join("")}>`;
  if (typeof content === "string") return [`${tag}${escaped(content)}</${name}>`];
  return [tag, ...content.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`];
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" },
  // A reader makes spaces and line feeds of these, where they do not stand as numbers.
  ...{ "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" },
};
/** Of XML 1.0: control characters, halves of characters and two that are no characters are not in it, however they are written. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no XML holds
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function escaped(text: string): string {
  if (NOT_IN_XML.test(text) || !text.isWellFormed()) throw new RangeError("XML holds no such character");
  return text.replaceAll(/[&<>"'\t\n\r]/g, (one) => ESCAPES[one] ?? one);
}
