import * as fc from "fast-check";
import { expect } from "vitest";
import type { HttpAnswer } from "../../../core/platform/lambda/http.ts";
import { FORM, MARK, MARKED, oddHeaders, oddText } from "../../support/fuzz-probe.ts";
import { paymentSite } from "../../support/payment-site.ts";
import { kind } from "../kind.ts";

type PaymentSite = Awaited<ReturnType<typeof paymentSite>>;

/** A request at the page of a payment. `token`: the letter's own as it is, or changed at one place, or anything. */
interface Sent {
  readonly of: "guess" | "elsewhere" | "signer";
  readonly token: string | { readonly at: number; readonly letter: string };
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signer: string;
}
type Send = (site: PaymentSite, token: string, sent: Sent) => Promise<HttpAnswer>;

const asItIs: Send = async (site, token, { method, headers, signer }) =>
  site.send(method, token, { headers, form: `${new URLSearchParams({ signer })}` });

const HERE = { "content-type": FORM, "sec-fetch-site": "same-origin" };
const method = fc.constantFrom("GET", "HEAD", "POST");
/** Too long for a name, so that it comes back in its field. */
const longMarkup = fc.constantFrom(...MARKED).map((mark) => `${mark}${"w".repeat(120)}`);
const signer = fc.oneof(oddText, longMarkup, fc.constant("A. Winter"));
const input: fc.Arbitrary<Sent> = fc.oneof(
  fc.record({
    of: fc.constant("guess" as const),
    token: fc.oneof(
      fc.record({ at: fc.nat(51), letter: fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyz") }),
      fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{52}$/),
      oddText,
    ),
    method,
    headers: fc.constant(HERE),
    signer,
  }),
  fc.record({
    of: fc.constant("elsewhere" as const),
    token: fc.constant({ at: 0, letter: "" }),
    method: fc.constant("POST"),
    headers: fc
      .tuple(oddHeaders, fc.constantFrom("cross-site", "same-site", "", "none, cross-site"))
      .map(([{ origin: _, ...more }, site]) => ({ ...more, "content-type": FORM, "sec-fetch-site": site })),
    signer,
  }),
  fc.record({
    of: fc.constant("signer" as const),
    token: fc.constant({ at: 0, letter: "" }),
    method: fc.constant("POST"),
    headers: fc.constant(HERE),
    signer,
  }),
);

async function kept(send: Send, sent: Sent) {
  const site = await paymentSite({ triesMax: 1_000 });
  const own = await site.writeLetter();
  const { token: asked } = sent;
  const token =
    typeof asked === "string"
      ? asked
      : own.slice(0, asked.at) + asked.letter + own.slice(asked.at + asked.letter.length);
  const isOwn = token === own;
  const before = JSON.stringify(site.table.rows());
  const { status, headers, body = "" } = await send(site, token, sent);
  expect(status, "a failure of ours").toBeLessThan(500);
  const shown = body.replaceAll(/&[a-z#0-9]+;/g, ".");
  expect(MARK.test(shown), "markup comes back").toBe(false);
  expect(Object.values(headers ?? {}).some((value) => MARK.test(value))).toBe(false);
  const writes = sent.of !== "elsewhere" && isOwn && sent.method === "POST" && status === 303;
  if (!writes) expect(JSON.stringify(site.table.rows()), "rows").toBe(before);
  if (sent.of === "elsewhere") expect([303, 400, 403]).toContain(status);
  if (!isOwn && sent.of === "guess") expect(body).not.toContain(site.payout.name);
  const signed = (await site.now()).entries.flatMap((entry) =>
    entry.kind === "received" ? [entry.signer ?? ""] : [],
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no line may hold.
  for (const one of signed) expect(one).toMatch(/^[^\u0000-\u001f\u2028\u2029\u202d\u202e]{1,120}$/);
  return status < 400 ? ("accepted" as const) : ("refused" as const);
}

export const payments = kind<Send, Sent>({
  name: "charities' payments: guessed links, forms from elsewhere, odd names",
  share: 4,
  input,
  product: asItIs,
  tried: kept,
  mutants: {
    "the rule that forms come from our pages": (site, token, sent) =>
      asItIs(site, token, { ...sent, headers: { ...sent.headers, ...HERE } }),
    "the comparison of the whole link": async (site, token, sent) =>
      asItIs(site, token.length === 52 && /^[0-9a-z]+$/.test(token) ? await site.writeLetter() : token, sent),
    "the escaping of what is shown": async (site, token, sent) => {
      const answer = await asItIs(site, token, sent);
      return { ...answer, body: answer.body?.replaceAll("&lt;", "<").replaceAll("&quot;", '"') ?? "" };
    },
  },
});
