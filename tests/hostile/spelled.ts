import * as fc from "fast-check";

/** Invented people's addresses and numbers, as customers, tills and programs write them down. */

const PERCENT = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0").toUpperCase()}`).join("");
const HTML = (text: string) => [...text].map((one) => `&#${one.codePointAt(0)};`).join("");
const HTML_HEX = (text: string) => [...text].map((one) => `&#x${one.codePointAt(0)?.toString(16)};`).join("");
const JSON_ESCAPES = (text: string) =>
  [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const WIDE = (text: string) =>
  text.replaceAll(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

type Write = (text: string) => string;
/** What may be done to any text, and be undone by whoever reads it. */
const ESCAPES: readonly Write[] = [
  (text) => text,
  PERCENT,
  HTML,
  HTML_HEX,
  JSON_ESCAPES,
  (text) => text.replaceAll("@", "%40").replaceAll("+", "%2B"),
  (text) => text.replaceAll("@", "&#64;"),
  (text) => Buffer.from(text).toString("base64"),
  (text) => encodeURIComponent(encodeURIComponent(text)),
];
const LOOKS: readonly Write[] = [
  (text) => text,
  WIDE,
  (text) => text.normalize("NFD"),
  (text) => `\u200b${text}\u200b`,
  (text) => [...text].join("\u2060"),
  (text) => `\u202a${text}\u202c`,
];
const DASHES = [
  "-",
  "\u2010",
  "\u2011",
  "\u2013",
  "\u2014",
  "\u2212",
  "\uff0d",
  ".",
  " ",
  "\u00a0",
  "\u202f",
  "\u2009",
];

export interface Person {
  readonly email: string;
  readonly phone: string;
}

export const person: fc.Arbitrary<Person> = fc
  .record({
    name: fc.stringMatching(/^[a-z]{3,9}$/),
    other: fc.stringMatching(/^[a-z]{3,9}$/),
    domain: fc.constantFrom("mail.example", "example.com", "post.example.org"),
    area: fc.constantFrom("212", "415", "206", "303"),
    line: fc.integer({ min: 100, max: 199 }),
  })
  .map(({ name, other, domain, area, line }) => ({
    email: `${name}.${other}@${domain}`,
    phone: `+1${area}5550${line}`,
  }));

function numberAs(phone: string, dash: string, way: number): string {
  const [area, first, last] = [phone.slice(2, 5), phone.slice(5, 8), phone.slice(8)];
  const ways = [
    phone,
    `+1${dash}${area}${dash}${first}${dash}${last}`,
    `(${area}) ${first}${dash}${last}`,
    `${area}${dash}${first}${dash}${last}`,
    `001${area}${first}${last}`,
    `tel:${phone}`,
    [...`${area}${first}${last}`].map((digit) => String.fromCharCode(0x0660 + Number(digit))).join(""),
  ];
  return ways[way % ways.length] ?? phone;
}

export interface Spelled {
  readonly person: Person;
  readonly kind: "email" | "phone";
  /** Before it was escaped. */
  readonly plain: string;
  readonly text: string;
}

/** One of a person's addresses in some spelling. */
export const spelled: fc.Arbitrary<Spelled> = fc
  .record({
    person,
    isEmail: fc.boolean(),
    dash: fc.constantFrom(...DASHES),
    way: fc.nat({ max: 6 }),
    look: fc.constantFrom(...LOOKS),
    escape: fc.constantFrom(...ESCAPES),
    case: fc.constantFrom<Write>(
      (text) => text,
      (text) => text.toUpperCase(),
    ),
  })
  .map(({ person: who, isEmail, dash, way, look, escape: inEscapes, case: inCase }) => {
    const plain = isEmail ? inCase(who.email) : numberAs(who.phone, dash, way);
    return { person: who, kind: isEmail ? "email" : "phone", plain, text: inEscapes(look(plain)) };
  });

/** A body around a text, as quarantine keeps bodies of every kind. */
export const bodyAround: fc.Arbitrary<(text: string) => string> = fc.constantFrom<(text: string) => string>(
  (text) => JSON.stringify({ id: 1, customer: { contact: text } }),
  (text) => JSON.stringify({ note: `please ask ${text} for it` }),
  (text) => JSON.stringify({ outer: JSON.stringify({ inner: JSON.stringify([text]) }) }),
  (text) => `total=12.00&contact=${encodeURIComponent(text)}`,
  (text) => `<order><contact>${text}</contact></order>`,
  (text) => `{"cut":true,"contact":${JSON.stringify(text)},"items":[{"na`,
  (text) => `order 7\n${text}\nend`,
);
