const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A whole number of more digits than are exact in a JavaScript number: reading those takes ten times as long. */
const MAY_BE_ROUNDED = /[:[,]\s*-?\d{16,}\s*[,}\]]/;

/**
 * The JSON of a webhook's body or of a shop's answer, or undefined. A whole number that a JavaScript number cannot hold, as ids of shop systems may be,
 * is the text of its digits, so that two ids never become one. The parser's message quotes the body, and stays here.
 */
export function parseJson(body: Buffer): { readonly payload: unknown } | undefined {
  try {
    const text = utf8.decode(body);
    return { payload: MAY_BE_ROUNDED.test(text) ? JSON.parse(text, exactly) : JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** `source` is the text that the parser read; it is absent for objects and lists. */
function exactly(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isRounded = typeof value === "number" && !Number.isSafeInteger(value);
  const digits = context?.source ?? "";
  return isRounded && /^-?\d+$/.test(digits) ? digits : value;
}
