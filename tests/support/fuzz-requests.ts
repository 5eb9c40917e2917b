import * as fc from "fast-check";
import { PEOPLE_ROUTES } from "../../core/model/routes.ts";

import { Source } from "../../core/model/sources.ts";
import type { Message } from "../../demo/message.ts";
import type { Held } from "./fuzz-customer.ts";

import {
  CHANGE,
  changed,
  FORM,
  MARKED,
  noneAnswers,
  oddBody,
  oddHeader,
  oddHeaders,
  oddPairs,
  oddText,
  type Probe,
  probe,
  query,
  READ,
  segment,
} from "./fuzz-probe.ts";
import { signedPart } from "./senders.ts";

/** Requests that nobody may send, each made from a valid one by something that makes it one no more, or from nothing at all. */

/** A webhook as its shop system signed it. */
export interface SignedWebhook {
  readonly message: Message;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** As a browser at a page of ours sends a form. */
const fromHere = { "sec-fetch-site": "same-origin", "content-type": FORM };

/** What a browser sends with a form that another site made, or what no browser at our pages sends. */
const fromElsewhere = fc.constantFrom<Record<string, string>>(
  { "sec-fetch-site": "cross-site", "content-type": FORM },
  { "sec-fetch-site": "same-site", "content-type": FORM },
  { origin: "https://evil.example", "content-type": FORM },
  { origin: "null", "content-type": FORM },
  { origin: "<wsp-mark>", "content-type": FORM },
  { "content-type": FORM },
);
const noForm = fc.constantFrom<Record<string, string>>(
  { "sec-fetch-site": "same-origin", "content-type": "text/plain" },
  { "sec-fetch-site": "same-origin", "content-type": "application/json" },
  { "sec-fetch-site": "same-origin", "content-type": "multipart/form-data; boundary=wsp-mark" },
  { "sec-fetch-site": "none" },
);

/** Stripe's header is a list, in which more may stand than what verifies. */
function saysAll(value: string, valid: string): boolean {
  const items = value.split(",").map((item) => item.trim());
  return valid.split(",").every((item) => items.includes(item));
}

/** How a webhook that was signed for these bytes becomes one that nobody signed. */
export function forged({ message, path, headers }: SignedWebhook): fc.Arbitrary<Probe> {
  const to = "webhooks" as const;
  const what = `a forged webhook of ${message.source}`;
  const valid = { to, method: "POST", path, headers, body: message.body };
  const signatures = Object.keys(headers).filter((name) => /hmac|signature$/.test(name));
  const dated = Object.keys(headers).filter((name) => name === "webhook-id" || name === "webhook-timestamp");
  const names = [...signatures, ...dated];
  // Without a header that is signed, the signature is in the body: no header makes it another.
  const inHeaders = names.length > 0;
  const without = (name: string) =>
    Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));
  const inHeader = () => [
    fc.constantFrom(...names).chain((name) =>
      changed(headers[name] ?? "")
        .map((value) => value.replaceAll(/[^\x20-\x7e]/g, "?").trim())
        .filter((value) => !saysAll(value, headers[name] ?? ""))
        .map((value) => probe(what, [401], { ...valid, headers: { ...headers, [name]: value } })),
    ),
    fc.constantFrom(...names).map((name) => probe(what, [401], { ...valid, headers: without(name) })),
    oddHeaders.map((odd) => probe(what, [401], { ...valid, headers: odd })),
  ];
  return fc.oneof(
    changed(message.body)
      .filter((body) => signedPart(message.source, body) !== signedPart(message.source, message.body))
      .map((body) => probe(what, [401], { ...valid, body })),
    fc.uint8Array({ maxLength: 300 }).map((body) => probe(what, [401], { ...valid, body })),
    ...(inHeaders ? inHeader() : []),
    fc
      .constantFrom(...READ, ...CHANGE)
      .map((method) => probe(what, noneAnswers(method), { ...valid, method })),
    fc
      .tuple(fc.constantFrom(...Source.options, "tillpoint", "__proto__", "constructor"), oddText)
      .filter(([source]) => source !== message.source)
      .map(([source, name]) =>
        probe(what, [400, 401, 404], { ...valid, path: `/webhooks/${source}/${segment(name)}` }),
      ),
  );
}

/** Everything that only reads, with whatever somebody sends along. */
function reading(causes: readonly string[], { cookie }: Held): fc.Arbitrary<Probe> {
  const slug = fc.oneof(fc.constantFrom(...causes), ...causes.map(changed), oddText);
  const path = fc.oneof(
    fc.constantFrom(
      "/",
      "/api/community",
      "/api/causes",
      "/api/openapi.json",
      "/api/shop/shopify/web",
      "/api/",
      "/robots.txt",
      "/sitemap.xml",
      "/favicon.ico",
      "/apple-touch-icon.png",
      "/.env",
    ),
    slug.map((one) => `/causes/${segment(one)}`),
    slug.map((one) => `/api/causes/${segment(one)}`),
    slug.map((one) => `/api/shop/shopify/${segment(one)}`),
    slug.map((one) => `/months/${segment(one)}`),
    oddText.map((one) => `/${segment(one)}`),
    fc.constantFrom("//evil.example/", "/%00", "/%ff%fe", "/causes/%c0%af", "/api/%2e%2e/join", "/causes/%"),
  );
  const headers = fc.tuple(oddHeaders, fc.constantFrom({}, { cookie }));
  return fc
    .tuple(fc.constantFrom(...READ), path, query, headers)
    .map(([method, address, asked, [odd, own]]) =>
      probe("reading", [200, 304, 400, 404], { method, path: address + asked, headers: { ...odd, ...own } }),
    );
}

/** A method that nobody answers to, wherever it goes, with all that would open something. */
function otherMethods({ cookie, confirm }: Held): fc.Arbitrary<Probe> {
  const paths = PEOPLE_ROUTES.map(({ path }) => path.replace("{token}", segment(confirm)));
  return fc
    .tuple(fc.constantFrom(...CHANGE), fc.constantFrom("/", "/causes/clean-rivers", ...paths), oddBody)
    .map(([method, path, body]) =>
      probe("another method", noneAnswers(method), { method, path, body, headers: { ...fromHere, cookie } }),
    );
}

/** Links: with a byte that is another, used for what they are not, looked at and not pressed, pressed from elsewhere. */
function links(held: Held): fc.Arbitrary<Probe> {
  const at = (path: string, token: string) => `/${path}/${segment(token)}`;
  const opens = [
    { path: "confirm", token: held.confirm, others: [held.signIn, held.unsubscribe] },
    { path: "sign-in", token: held.signIn, others: [held.confirm, held.unsubscribe] },
    { path: "unsubscribe", token: held.unsubscribe, others: [held.confirm, held.signIn] },
  ];
  const broken = fc.constantFrom(...opens).chain(({ path, token, others }) =>
    fc
      .tuple(
        fc.constantFrom("GET", "HEAD", "POST", "POST"),
        fc.oneof(changed(token), fc.constantFrom(...others)),
      )
      .filter(([, one]) => !/^\.{0,2}$/.test(one))
      .map(([method, one]) =>
        probe(`a link to ${path} that is none`, one.includes("/") ? [404, 405] : [400, 404], {
          method,
          path: at(path, one),
          headers: fromHere,
        }),
      ),
  );
  const looked = fc
    .tuple(fc.constantFrom(...READ), fc.constantFrom(...opens), query, oddHeaders)
    .map(([method, { path, token }, asked, headers]) =>
      probe(`a look at ${path}`, [200], { method, path: at(path, token) + asked, headers }),
    );
  const pressed = fc
    .tuple(fc.constantFrom(...opens.slice(0, 2)), fc.oneof(fromElsewhere, noForm), oddBody)
    .map(([{ path, token }, headers, body]) =>
      probe(`${path}, pressed elsewhere`, [400, 403], {
        method: "POST",
        path: at(path, token),
        headers,
        body,
      }),
    );
  return fc.oneof({ weight: 3, arbitrary: broken }, looked, pressed);
}

/** Pages of somebody's own: without their session they lead to the door, and their forms are taken from here only. */
function ownPages({ cookie }: Held): fc.Arbitrary<Probe> {
  const [name = "", token = ""] = cookie.split("=");
  const page = fc.constantFrom("/preferences", "/preferences/what", "/history", "/impact/me");
  const stranger = fc.oneof(
    changed(token)
      .map((value) => value.replaceAll(/[^\x21-\x3a\x3c-\x7e]/g, "?"))
      .filter((value) => value !== token)
      .map((value) => `${name}=${value}`),
    fc.constantFrom(`${name}=; ${cookie}`, `${name.toLowerCase()}=${token}`, `x${cookie}`),
    oddHeader,
  );
  const outside = fc
    .tuple(fc.constantFrom(...READ), page, stranger)
    .map(([method, path, shown]) => probe("no session", [303], { method, path, headers: { cookie: shown } }));
  const within = fc
    .tuple(fc.constantFrom(...READ), page, query)
    .map(([method, path, asked]) =>
      probe("a look at one's own", [200], { method, path: path + asked, headers: { cookie } }),
    );
  const post = (
    what: string,
    answers: readonly number[],
    path: string,
    headers: object,
    body: Probe["body"],
  ) => probe(what, answers, { method: "POST", path, headers: { ...headers }, ...(body && { body }) });
  const forms = fc.oneof(
    fc
      .tuple(fc.constantFrom("/preferences", "/sign-out"), fc.oneof(fromElsewhere, noForm), oddBody)
      .map(([path, headers, body]) => post("sent elsewhere", [400, 403], path, { ...headers, cookie }, body)),
    fc
      .tuple(stranger, oddBody)
      .map(([shown, body]) =>
        post("saved by a stranger", [403, 400], "/preferences", { ...fromHere, cookie: shown }, body),
      ),
    fc
      .tuple(oddPairs, oddText)
      .map(([pairs, seen]) =>
        post(
          "saved upon something else",
          [400, 409],
          "/preferences/about",
          { ...fromHere, cookie },
          `${new URLSearchParams([...pairs, ["seen", `x${seen}`], ["giftsForOthers", "on"]])}`,
        ),
      ),
  );
  return fc.oneof(outside, within, forms);
}

/** The two forms that write to somebody, with something in them that is nothing, or sent from elsewhere. */
function openForms(): fc.Arbitrary<Probe> {
  const join = { email: "somebody@example.org", wishes: "impact.email", language: "en" };
  const spoilt = fc.constantFrom<Record<string, string>>(
    { ...join, email: MARKED[0] ?? "" },
    { ...join, email: "two@example.org, three@example.org" },
    { ...join, language: "<wsp-mark>" },
    { ...join, place: MARKED[1] ?? "" },
    { ...join, cause: "__proto__" },
    { ...join, wishes: "<wsp-mark>" },
    { ...join, wishes: "impact.sms", phone: MARKED[3] ?? "" },
  );
  const extra = oddPairs.map((pairs) =>
    pairs.map(([name, value]) => [`x${name}`, value] as [string, string]),
  );
  const body = fc
    .tuple(spoilt, extra)
    .map(([form, more]) => `${new URLSearchParams([...Object.entries(form), ...more])}`);
  const whole = `${new URLSearchParams(join)}`;
  const post = (
    path: string,
    answers: readonly number[],
    headers: Record<string, string>,
    sent: Probe["body"],
  ) => probe(`a form at ${path}`, answers, { method: "POST", path, headers, ...(sent && { body: sent }) });
  const path = fc.constantFrom("/join", "/sign-in");
  const huge = `email=somebody%40example.org&pad=${"w".repeat(40_000)}`;
  return fc.oneof(
    body.map((sent) => post("/join", [422], fromHere, sent)),
    fc
      .tuple(path, fc.oneof(fromElsewhere, noForm))
      .map(([to, headers]) => post(to, [400, 403], headers, whole)),
    path.map((to) => post(to, [400], fromHere, huge)),
    path.map((to) => post(to, [400], fromHere, "a=1&".repeat(400))),
    fc.uint8Array({ maxLength: 300 }).map((sent) => post("/join", [400, 422], fromHere, sent)),
    oddText
      .filter((text) => !text.includes("@"))
      .map((text) => post("/sign-in", [422], fromHere, `${new URLSearchParams({ email: text })}`)),
    fc
      .stringMatching(/^[a-z0-9]{12}$/)
      .map((who) => post("/sign-in", [200], fromHere, `email=nobody.${who}%40example.org`)),
  );
}

export function probes(
  webhooks: readonly SignedWebhook[],
  causes: readonly string[],
  held: Held,
): fc.Arbitrary<Probe> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...webhooks).chain(forged) },
    { weight: 3, arbitrary: reading(causes, held) },
    { weight: 4, arbitrary: links(held) },
    { weight: 4, arbitrary: ownPages(held) },
    { weight: 2, arbitrary: openForms() },
    { weight: 1, arbitrary: otherMethods(held) },
  );
}
