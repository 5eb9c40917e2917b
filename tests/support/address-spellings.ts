import fc from "fast-check";

const bytesOf = (text: string, mark: string) =>
  text.replaceAll(/[^A-Za-z0-9]/gu, (one) =>
    [...Buffer.from(one)].map((byte) => `${mark}${byte.toString(16).padStart(2, "0")}`).join(""),
  );
const unicode = (text: string) =>
  text.replaceAll(/[^A-Za-z0-9 ]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
const entities = (text: string) => text.replaceAll(/[^A-Za-z0-9 ]/gu, (one) => `&#${one.codePointAt(0)};`);

/** How systems escape a text, one within the other at will. */
export const escaped = fc
  .array(
    fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => bytesOf(text, "%"),
      unicode,
      entities,
      (text) =>
        entities(text).replaceAll(/&#(\d+);/g, (_, code: string) => `&#x${Number(code).toString(16)};`),
      (text) => bytesOf(text, "="),
      (text) => JSON.stringify(text).slice(1, -1).replaceAll("/", "\\/"),
    ),
    { maxLength: 3 },
  )
  .map((steps) => (text: string) => steps.reduce((left, step) => step(left), text));

const wideLetters = (text: string) =>
  text.replaceAll(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

/** An invented address, as people and systems write it. */
export const writtenEmail = fc
  .tuple(
    fc.stringMatching(/^[a-z]{3,8}$/),
    fc.constantFrom("example.com", "example.co.uk", "müller.example"),
    fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.toUpperCase(),
      (text) => text.normalize("NFD"),
      wideLetters,
      (text) => `mailto:${text}`,
      (text) => `<${text}>`,
      (text) => text.replace("@", "\u200b@\u2060"),
      (text) => text.replace("@", " [at] "),
    ),
  )
  .map(([local, domain, write]) => write(`${local}@${domain}`));

const separator = fc.constantFrom(
  " ",
  "-",
  ".",
  "\u00a0",
  "\u202f",
  "\u2009",
  "\u2010",
  "\u2011",
  "\u2013",
  "\u2212",
);

/** An invented number, with a sign by which it is told from an order's: a plus, brackets, or groups as numbers have them. */
export const writtenNumber = fc
  .tuple(fc.stringMatching(/^01\d\d$/), separator, fc.nat(7))
  .map(([line, sign, way]) => {
    const grouped = ["212", "555", line].join(sign);
    const all = [
      `+1212555${line}`,
      `+1${sign}${grouped}`,
      `(212) 555-${line}`,
      grouped,
      `1${sign}${grouped}`,
      `tel:+1212555${line}`,
      `\u202a+1 ${grouped}\u202c`,
      `+1212555${line}`.replaceAll(/\d/g, (one) => String.fromCharCode(0x0660 + Number(one))),
    ];
    return all[way] ?? grouped;
  });
