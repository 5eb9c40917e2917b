/** An escape within an escape within an escape: what is wrapped oftener is nobody's habit. */
const ROUNDS_MAX = 6;
/** Different readings of one text; each step reads the whole, so few are ever needed. */
const READINGS_MAX = 48;

/** What HTML calls the signs that stand in addresses and numbers. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{
    commat: "@",
    period: ".",
    plus: "+",
    lowbar: "_",
    hyphen: "-",
    dash: "-",
    ndash: "-",
    mdash: "-",
    minus: "-",
  },
  ...{
    lpar: "(",
    rpar: ")",
    sol: "/",
    colon: ":",
    num: "#",
    equals: "=",
    percnt: "%",
    amp: "&",
    bsol: "\\",
    comma: ",",
  },
  ...{
    nbsp: " ",
    ensp: " ",
    emsp: " ",
    thinsp: " ",
    tab: " ",
    newline: " ",
    quot: '"',
    apos: "'",
    lt: "<",
    gt: ">",
  },
  ...{ shy: "", zwj: "", zwnj: "", lrm: "", rlm: "", szlig: "ß", aelig: "æ", oslash: "ø" },
};
/** The marks of letters, as HTML names them: `&uuml;`. */
const MARKS: Readonly<Record<string, string>> = {
  ...{ acute: "\u0301", grave: "\u0300", circ: "\u0302", uml: "\u0308", tilde: "\u0303", cedil: "\u0327" },
  ...{ ring: "\u030a", caron: "\u030c" },
};

const STEPS: readonly ((text: string) => string)[] = [
  backslashes,
  entities,
  percentages,
  quotedPrintable,
  // A form has no other space.
  (text) => (/\s/.test(text) ? text : text.replace(/\+/g, " ")),
  (text) => text.replace(/(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{11,}={0,2}(?![A-Za-z0-9+/_=-])/g, base64),
  (text) => text.replace(/(?<![0-9a-z])(?:[2-7][0-9a-f]){7,}(?![0-9a-z])/gi, (hex) => printed(hex, "hex")),
];

/**
 * A text, and each text that it stands for where it is escaped: as JSON, HTML, an address of the web, a form or a letter
 * would, in base64 or hex, one within the other. The first is the text itself. Never changes what it finds of a given text,
 * as ids are told apart by it.
 */
export function spellings(text: string): readonly string[] {
  const found = new Set([text]);
  let latest = [text];
  for (let round = 0; round < ROUNDS_MAX && latest.length > 0; round += 1) {
    const next: string[] = [];
    for (const one of latest) {
      for (const step of STEPS) {
        const read = step(one);
        if (found.has(read) || found.size === READINGS_MAX) continue;
        found.add(read);
        next.push(read);
      }
    }
    latest = next;
  }
  return [...found];
}

/**
 * A text in one form for comparing: NFKC, without what cannot be seen, with one kind of hyphen and of full stop, its digits of any script
 * as 0 to 9, and the sign of addresses also where it is written out.
 */
export function plainSigns(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?!\s)\p{Cc}/gu, "")
    .replace(/\p{Pd}|\u2212/gu, "-")
    .replace(/[\u3002\uff61\u2024]/gu, ".")
    .replace(/(?![0-9])\p{Nd}/gu, digit)
    .replace(/\s?[[({<]\s?at\s?[\])}>]\s?/giu, "@")
    .replace(/\s?[[({<]\s?(?:dot|punkt|punto|point)\s?[\])}>]\s?/giu, ".");
}

/** Digits of a script stand in a row from zero to nine. */
function digit(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

function backslashes(text: string): string {
  return text
    .replace(/(?<!\\)\\+u\{([0-9a-f]{1,6})\}/gi, (whole, code: string) =>
      character(whole, Number.parseInt(code, 16)),
    )
    .replace(/(?<!\\)\\+u([0-9a-f]{4})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/(?<!\\)\\+x([0-9a-f]{2})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/(?<!\\)\\+[nrtbf]/g, " ")
    .replace(/(?<!\\)\\+(?=[^\p{L}\p{N}\\])/gu, "");
}

function entities(text: string): string {
  return text
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (whole, hex?: string, decimal?: string) =>
      character(whole, hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
    )
    .replace(/&([a-z]{2,8});/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replace(/&([a-z])([a-z]{3,5});/gi, (whole, letter: string, mark: string) => {
      const combining = MARKS[mark.toLowerCase()];
      return combining === undefined ? whole : `${letter}${combining}`.normalize("NFC");
    });
}

function character(whole: string, point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}

function percentages(text: string): string {
  return text
    .replace(/%u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
      Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
    );
}

/** Of a letter's body (RFC 2045) and of its headers (RFC 2047), where `_` is a space. */
function quotedPrintable(text: string): string {
  return text
    .replace(/=\r?\n/g, "")
    .replace(/(?:=[0-9A-F]{2})+/gi, (bytes) =>
      Buffer.from(bytes.replaceAll("=", ""), "hex").toString("utf8"),
    );
}

function base64(token: string): string {
  return printed(token, "base64");
}

/** The text that bytes are, or the token where they are none. */
function printed(token: string, encoding: "base64" | "hex"): string {
  const text = Buffer.from(token, encoding).toString("utf8");
  return text.length < 6 || /\ufffd|(?!\s)\p{Cc}/u.test(text) ? token : ` ${text} `;
}
