import * as fc from "fast-check";
import { expect } from "vitest";
import type { HttpAnswer } from "../../../core/platform/lambda/http.ts";
import { FORM, MARK, oddHeaders, oddText } from "../../support/fuzz-probe.ts";
import { type MemorySite, memorySite, wishFor } from "../../support/memory-site.ts";
import { kind } from "../kind.ts";

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
}
type Send = (site: MemorySite, sent: Sent) => Promise<HttpAnswer>;

const asItIs: Send = (site, { method, path, headers, form }) =>
  site.browser().send(method, path, headers, new URLSearchParams(form).toString());

const HERE = { "content-type": FORM, "sec-fetch-site": "same-origin" };
const path = fc.constantFrom("/join", "/sign-in", "/sign-out", "/preferences");
const form = fc
  .dictionary(
    fc.constantFrom(
      "email",
      "phone",
      "language",
      "place",
      "cause",
      "wishes",
      "request",
      "date.0.name",
      "interests",
      "seen",
    ),
    fc.oneof(oddText, fc.constantFrom("known@example.org", "nobody@example.org", "impact.email", "en", "de")),
    { maxKeys: 6 },
  )
  .map((fields): Record<string, string> => Object.fromEntries(Object.entries(fields)));
const elsewhere = fc.constantFrom<Record<string, string>>(
  { "content-type": FORM, "sec-fetch-site": "cross-site" },
  { "content-type": FORM, "sec-fetch-site": "same-site" },
  { "content-type": FORM, "sec-fetch-site": "same-origin, cross-site" },
  { "content-type": FORM, "sec-fetch-site": "" },
  { "content-type": FORM, origin: "https://evil.example" },
  { "content-type": FORM, origin: "https://site.example.evil.example" },
  { "content-type": FORM, origin: "null" },
  { "content-type": FORM, origin: "https://site.example@evil.example" },
  { "content-type": FORM },
  { "content-type": "text/plain", "sec-fetch-site": "same-origin" },
  { "content-type": "application/json", "sec-fetch-site": "same-origin" },
);

type Input =
  | { readonly of: "elsewhere" | "looking" | "markup"; readonly sent: Sent }
  | { readonly of: "enumeration"; readonly path: string; readonly name: string };

const input: fc.Arbitrary<Input> = fc.oneof(
  fc
    .record({ path, headers: elsewhere, more: oddHeaders, form })
    .map(({ path: to, headers, more, form: fields }): Input => {
      const { origin: _, ...others } = more;
      return {
        of: "elsewhere",
        sent: { method: "POST", path: to, headers: { ...others, ...headers }, form: fields },
      };
    }),
  fc
    .record({ path, method: fc.constantFrom("GET", "HEAD"), headers: oddHeaders, form })
    .filter(({ path: to }) => to !== "/sign-out")
    .map(
      ({ path: to, method, headers, form: fields }): Input => ({
        of: "looking",
        sent: { method, path: `${to}?${new URLSearchParams(fields)}`, headers, form: {} },
      }),
    ),
  fc.record({ path: fc.constantFrom("/join", "/sign-in"), form }).map(
    ({ path: to, form: fields }): Input => ({
      of: "markup",
      sent: { method: "POST", path: to, headers: HERE, form: { language: "en", ...fields } },
    }),
  ),
  fc
    .record({ path: fc.constantFrom("/join", "/sign-in"), name: fc.stringMatching(/^[a-z0-9]{6,12}$/) })
    .map(({ path: to, name }): Input => ({ of: "enumeration", path: to, name })),
);

/** The same pages, but for what is drawn for each, and for the address, which comes back as it was typed. */
const shapeOf = ({ status, headers, body }: HttpAnswer, typed: string) =>
  [status, JSON.stringify(headers), body?.replaceAll(/join_[\w-]+/g, "join_")]
    .join("\n")
    .replaceAll(typed, "what was typed")
    .replaceAll(encodeURIComponent(typed), "what was typed");

async function kept(send: Send, one: Input) {
  const site = memorySite();
  const known = `known.${one.of === "enumeration" ? one.name : "x"}@example.org`;
  await site.join(known, [wishFor("impact")]);
  await site.join("known@example.org", [wishFor("impact")]);
  const state = () => `${site.snapshot()} ${[...site.published]}`;
  if (one.of === "enumeration") {
    const ask = async (email: string) => {
      const fields = { language: "en", wishes: "impact.email", request: "join_00000000000000000000000000" };
      const form = { email, ...fields };
      return shapeOf(await send(site, { method: "POST", path: one.path, headers: HERE, form }), email);
    };
    expect(await ask(known)).toBe(await ask(`other.${one.name}@example.org`));
    return "accepted" as const;
  }
  const before = state();
  const { status, headers, body = "" } = await send(site, one.sent);
  expect(status, "a failure of ours").toBeLessThan(500);
  const shown = body.replaceAll(/&[a-z#0-9]+;/g, ".");
  expect(MARK.test(shown), `markup comes back: ${body.match(/.{40}wsp-mark.{20}/)?.[0]}`).toBe(false);
  expect(Object.values(headers ?? {}).some((value) => MARK.test(value))).toBe(false);
  if (one.of !== "markup") expect(state(), "rows and events").toBe(before);
  if (one.of === "elsewhere") expect([303, 400, 403]).toContain(status);
  return status < 400 ? ("accepted" as const) : ("refused" as const);
}

export const forms = kind<Send, Input>({
  name: "forms from elsewhere, looks that write, markup, who is known",
  share: 8,
  input,
  product: asItIs,
  tried: kept,
  mutants: {
    "the rule that forms come from our pages": (site, sent) =>
      asItIs(site, { ...sent, headers: { ...sent.headers, ...HERE } }),
    "the escaping of what is shown": async (site, sent) => {
      const answer = await asItIs(site, sent);
      return { ...answer, body: answer.body?.replaceAll("&lt;", "<").replaceAll("&quot;", '"') ?? "" };
    },
    "the same answer for all": async (site, sent) => {
      const email = sent.form["email"] ?? "";
      const answer = await asItIs(site, sent);
      return email.startsWith("known") ? { ...answer, body: `${answer.body} Welcome back.` } : answer;
    },
  },
});
