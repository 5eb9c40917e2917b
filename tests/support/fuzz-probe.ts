import * as fc from "fast-check";

/** What a request that nobody may send is made of. */

/** One request, and which answers it may get. A path begins at the site, or at the address of webhooks. */
export interface Probe {
  readonly what: string;
  readonly to: "site" | "webhooks";
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly answers: readonly number[];
}

/** What must not come back as it was sent: markup, an attribute's end, a header's end, a template. */
export const MARKED = [
  '<wsp-mark x="1">',
  "\"wsp-mark='1'",
  "</title></style><wsp-mark>",
  "\r\nx-wsp-mark: 1\r\n\r\n<wsp-mark>",
  "{{ wsp-mark }}${wsp-mark}<wsp-mark>",
  "javascript:wsp-mark//<wsp-mark>",
  "\u202e\u0000\u0007\u2028<wsp-mark>",
  "' OR '1'='1' --<wsp-mark>",
  "__proto__",
  "../../../../etc/passwd",
];
/** What of them shows that something was handed on as it is. */
export const MARK = /<wsp-mark|"wsp-mark|^wsp-mark/i;

export const READ = ["GET", "HEAD"];
export const CHANGE = ["PUT", "PATCH", "DELETE", "OPTIONS"];
export const FORM = "application/x-www-form-urlencoded";
export const oddText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...MARKED) },
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("", ".", "%", "%zz", "null", "[object Object]", "w".repeat(3_000), "ẅ".repeat(700)),
);
/** Node refuses to send anything else; the rest of what hurts is in paths and bodies. */
export const oddHeader = oddText.map((text) =>
  text
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, " ")
    .trim()
    .slice(0, 2_000),
);
export const oddPairs = fc.array(
  fc.tuple(fc.constantFrom("lang", "done", "token", "q", "__proto__"), oddText),
  {
    maxLength: 3,
  },
);
export const query = oddPairs.map((pairs) => (pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`));
export const oddBody = fc.oneof(
  oddText,
  fc.uint8Array({ maxLength: 200 }),
  fc.json(),
  oddPairs.map((pairs) => `${new URLSearchParams(pairs)}`),
);
export const oddHeaders = fc
  .dictionary(
    fc.constantFrom(
      ...["accept-language", "if-none-match", "cookie", "origin", "referer", "x-forwarded-for"],
      ...["x-forwarded-host", "content-type", "authorization", "x-http-method-override", "user-agent"],
    ),
    oddHeader,
    { maxKeys: 4 },
  )
  .map((headers) => ({ ...headers }));

/** Another text: a letter changed, lost, added or repeated, its case, its end, or something else altogether. */
export function changed(text: string): fc.Arbitrary<string> {
  const at = fc.nat({ max: Math.max(0, text.length - 1) });
  const letter = fc.constantFrom(..."abcxyzABCXYZ0189-_.=+ é\u0000");
  return fc
    .oneof(
      fc.tuple(at, letter).map(([i, one]) => text.slice(0, i) + one + text.slice(i + 1)),
      at.map((i) => text.slice(0, i) + text.slice(i + 1)),
      fc.tuple(at, letter).map(([i, one]) => text.slice(0, i) + one + text.slice(i)),
      at.map((i) => text.slice(0, i)),
      fc.constantFrom(text + text, text.toUpperCase(), `${text}=`, `${text}A`, text.replaceAll("_", "/")),
      oddText,
    )
    .filter((one) => one !== text);
}

export function probe(
  what: string,
  answers: readonly number[],
  parts: Partial<Omit<Probe, "what" | "answers">>,
) {
  return { what, answers, to: "site", method: "GET", path: "/", headers: {}, ...parts } satisfies Probe;
}

/** The engine answers OPTIONS itself, where AWS hands it to whoever answers the rest. */
export const noneAnswers = (method: string) => (method === "OPTIONS" ? [403, 404, 405] : [404, 405]);
export const segment = (text: string) => encodeURIComponent(text);
