const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The JSON of a body, or undefined. The parser's message quotes the body, and stays here. */
export function parseJson(body: Buffer): { readonly payload: unknown } | undefined {
  try {
    return { payload: JSON.parse(utf8.decode(body)) };
  } catch {
    return undefined;
  }
}
