import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { wholeSources } from "../../../core/intake/sources/registry.ts";
import { mapBounded } from "../../../core/platform/bounded.ts";
import { connectionOf } from "../../../demo/facts.ts";
import { filled, formsIn } from "../../../demo/form.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { signedMessage } from "../../../demo/signing.ts";
import { type HttpResponse, http } from "../../../local/http.ts";
import { anOrder, deliverAll, keysOf, line } from "../../support/deployed-orders.ts";
import { community, stage, tables, untilQuiet } from "../../support/deployed-stage.ts";
import {
  changesBetween,
  everythingKept,
  type Kept,
  triesCounted,
  untilStill,
  waitedFor,
} from "../../support/everything-kept.ts";
import { someoneAsked } from "../../support/fuzz-customer.ts";
import { FORM, MARK, type Probe } from "../../support/fuzz-probe.ts";
import { probes, type SignedWebhook } from "../../support/fuzz-requests.ts";

/** Change it to ask other things; the same one always asks the same. */
const SEED = 20_261_122;
const PROBES = 900;
const PROBES_MIN = 200;
/** Slow machines ask less. */
const TIME_MS = 45_000;
const AT_ONCE = 6;
/** What only we should see: places in code, names of resources, errors of libraries. */
const INSIDES = /arn:aws|node_modules|\.m?js:\d+|ZodError|ValidationException|AccessDenied|us-east-1/;
/** An address with a slash in its last part, however it is written, is none of ours. */
const PRESSED = /^\/(confirm|sign-in)\/((?!%2f)[^/])+$/i;

interface Answered {
  readonly probe: Probe;
  readonly answer: HttpResponse;
}

const baseOf = { site: stage.siteUrl, webhooks: stage.webhookUrl };
const urlOf = ({ to, path }: Probe) => `${baseOf[to]}${path}`;

async function ask(probe: Probe): Promise<Answered> {
  const { method, headers, body } = probe;
  return { probe, answer: await http(urlOf(probe), { method, headers, ...(body && { body }) }) };
}

/** Signed today, as their shop systems send them. */
function webhooks(): SignedWebhook[] {
  return wholeSources.map((source) => {
    const sold = messagesOf(anOrder(source)).purchase;
    const { headers, ...message } = signedMessage(sold, keysOf(source), 0, Date.now());
    return { message, headers, path: `/webhooks/${source}/${connectionOf(source)}` };
  });
}

/** As one can read them in a failure. */
function lineOf({ probe, answer }: Answered): string {
  const { what, method, headers, body } = probe;
  const sent = typeof body === "string" ? body : Buffer.from(body ?? "").toString("base64");
  const request = `${method} ${urlOf(probe)} ${JSON.stringify(headers)} ${JSON.stringify(sent)}`;
  return `${what}: ${request.slice(0, 900)} → ${answer.status} ${answer.body.slice(0, 300)}`;
}

describe("a malformed or hostile request", () => {
  const answered: Answered[] = [];
  let before: Kept;
  let waiting: ReadonlySet<string>;
  let tries: Readonly<Record<string, number>>;
  const which = (isWrong: (one: Answered) => boolean) => answered.filter(isWrong).map(lineOf);

  beforeAll(async () => {
    await untilQuiet();
    const held = await someoneAsked();
    const causes = (await community()).causes.map(({ slug }) => slug);
    before = await untilStill();
    waiting = await waitedFor();
    tries = await triesCounted(tables.people);
    const giveUpAt = Date.now() + TIME_MS;
    const all = fc.sample(probes(webhooks(), causes, held), { seed: SEED, numRuns: PROBES });
    await mapBounded(all, AT_ONCE, async (probe) => {
      if (Date.now() < giveUpAt) answered.push(await ask(probe));
    });
    console.log(`fuzz: ${answered.length} of ${PROBES} requests, seed ${SEED}`);
    expect(answered.length).toBeGreaterThan(PROBES_MIN);
  });

  test("never causes a failure of ours, and gets the answer that it should", () => {
    expect(which(({ answer }) => answer.status >= 500)).toEqual([]);
    expect(which(({ probe, answer }) => !probe.answers.includes(answer.status))).toEqual([]);
  });

  test("changes no row, object, queue, event or run", async () => {
    await untilQuiet();
    const changes = changesBetween(before, await everythingKept());
    expect(changes.filter((change) => ![...waiting].some((customer) => change.includes(customer)))).toEqual(
      [],
    );
  });

  test("is counted where it is limited, and only there", async () => {
    const now = await triesCounted(tables.people);
    const pathOf = ({ probe }: Answered) => new URL(urlOf(probe)).pathname;
    const missed = answered.filter(
      (one) =>
        one.probe.method === "POST" &&
        PRESSED.test(pathOf(one)) &&
        one.answer.status === 404 &&
        one.probe.to === "site",
    );
    const forms = answered.filter(
      (one) =>
        one.probe.method === "POST" &&
        ["/join", "/sign-in"].includes(pathOf(one)) &&
        [200, 422].includes(one.answer.status),
    );
    const answeredForms = forms.filter(({ answer }) => answer.status === 200);
    const more = (name: string) => (now[name] ?? 0) - (tries[name] ?? 0);
    expect({ tries: more("tries"), links: more("sign-in-links") }).toEqual({
      tries: missed.length + forms.length,
      links: answeredForms.length,
    });
  });

  test("comes back nowhere as it was sent, and shows nothing of our insides", () => {
    const isWrong = ({ answer: { headers, body } }: Answered) => {
      const names = Object.entries(headers).some(
        ([name, value]) => MARK.test(value) || name.includes("mark"),
      );
      return names || MARK.test(body) || INSIDES.test(body);
    };
    expect(which(isWrong)).toEqual([]);
  });

  test("begins no session, whatever the answer", () => {
    expect(which(({ answer }) => /__Host-wellspring=[^;]/.test(answer.headers["set-cookie"] ?? ""))).toEqual(
      [],
    );
  });

  test("is answered with headers that keep each page to itself", () => {
    const pages = answered.filter(({ answer }) => answer.headers["content-type"]?.startsWith("text/html"));
    expect(pages.length).toBeGreaterThan(PROBES_MIN / 4);
    const isKept = ({ answer: { headers, body, status }, probe: { method } }: Answered) =>
      /^default-src 'none'; style-src '[^']+'; img-src data:( 'self')?; connect-src 'self'; base-uri 'none'; form-action '(none|self)'; frame-ancestors 'none'$/.test(
        headers["content-security-policy"] ?? "",
      ) &&
      headers["x-content-type-options"] === "nosniff" &&
      headers["x-frame-options"] === "DENY" &&
      headers["strict-transport-security"]?.startsWith("max-age=31536000") &&
      /same-origin|strict-origin/.test(headers["referrer-policy"] ?? "") &&
      headers["permissions-policy"] !== undefined &&
      (status === 200 || headers["cache-control"] === "no-store" || status === 304) &&
      (method === "HEAD" ? body === "" : !/<script|\son[a-z]+=/i.test(body));
    expect(pages.filter((one) => !isKept(one)).map(lineOf)).toEqual([]);
  });
});

/** Markup where a shop's goods and a customer's dates have their names. */
const SAID = `<img src=x onerror="wsp-mark()">'&`;

describe("what a shop and a customer may say", () => {
  test("an order whose goods are called like markup gives, and no page or answer shows a word of it", async () => {
    const lines = [{ ...line(1, 10_00), title: SAID, sku: SAID }];
    const orders = wholeSources.map((source) => anOrder(source, { lines }));
    const before = await everythingKept();
    await deliverAll(orders.map((order) => messagesOf(order).purchase));
    await untilQuiet();
    // So does a comparison that found nothing above find what there is.
    const kinds = changesBetween(before, await everythingKept()).map((change) => change.split(" ")[0]);
    expect(kinds).toEqual(expect.arrayContaining(["row", "event", "runs"]));
    const shown = await Promise.all(
      ["/", "/causes/clean-rivers", "/api/community"].map((path) => http(`${stage.siteUrl}${path}`)),
    );
    expect(shown.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { body } of shown) expect(body).not.toContain("wsp-mark");
  });

  test("a date called like markup is saved and shown as it was typed, as text", async () => {
    const { cookie } = await someoneAsked();
    const url = `${stage.siteUrl}/preferences/about`;
    const page = await http(url, { headers: { cookie } });
    const form = formsIn(page.body, url).find(({ fields }) => fields.some(({ name }) => name === "seen"));
    if (form === undefined) throw new Error(page.body);
    const named = { "date.0.name": SAID, "date.0.day": "29", "date.0.month": "2", interests: SAID };
    const headers = { cookie, "sec-fetch-site": "same-origin", "content-type": FORM };
    const saved = await http(form.url, { method: "POST", headers, body: filled(form, named) });
    expect([saved.status, saved.body.slice(0, 300)]).toEqual([303, ""]);
    const { body } = await http(url, { headers: { cookie } });
    expect(body).not.toContain("<img");
    expect(body.match(/&lt;img src=x onerror=&quot;wsp-mark\(\)&quot;>'&amp;/g)).toHaveLength(2);
  });

  test("a session is over once it is signed out, whoever holds its cookie", async () => {
    const { cookie } = await someoneAsked();
    const headers = { cookie, "sec-fetch-site": "same-origin", "content-type": FORM };
    const out = await http(`${stage.siteUrl}/sign-out`, { method: "POST", headers, body: "" });
    expect(out.headers["set-cookie"]).toMatch(/^__Host-wellspring=;/);
    const page = await http(`${stage.siteUrl}/preferences`, { headers: { cookie } });
    expect([page.status, page.headers["location"]]).toEqual([303, "/sign-in?next=%2Fpreferences"]);
  });
});
