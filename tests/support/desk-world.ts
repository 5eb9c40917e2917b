import { staffActs } from "../../core/conversations/acts/staff-acts.ts";
import type { AnswerOutcome, GivenAnswer } from "../../core/conversations/answer/answer.ts";
import { clockBy } from "../../core/conversations/clock/due.ts";
import { type PersonWords, personWrote } from "../../core/conversations/hear/person-wrote.ts";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { auditStore } from "../../core/desk/audit/audit.store.ts";
import type { AuditEntry } from "../../core/desk/audit/audit.ts";
import type { DeskRole } from "../../core/desk/roles/role.ts";
import { serveDesk } from "../../core/desk/serve-desk.ts";
import { deskSessionStore } from "../../core/desk/sessions/desk-session.store.ts";
import type { Identified, OpenIdClient } from "../../core/desk/sign-in/open-id.client.ts";
import type { Way } from "../../core/desk/sign-in/way.ts";
import type { RingingAlarm } from "../../core/desk/today/alarms.client.ts";
import type { DayTotals } from "../../core/impact/impact.store.ts";
import { usualService } from "../../core/model/answering-hours.ts";
import { type ConversationId, wordsIdOf } from "../../core/model/conversation.ts";
import { instantAt } from "../../core/model/instant.ts";
import { DESK_ROUTES } from "../../core/model/routes.ts";
import { saltKey } from "../../core/people/keys/people.keys.ts";
import type { HttpAnswer, HttpRequest } from "../../core/platform/lambda/http.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { approvalStore } from "../../core/settlement/approval.store.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { payoutsReader } from "../../core/settlement/read-payouts.store.ts";
import { ada } from "./eligibility-builders.ts";
import { memoryTable } from "./memory-table.ts";
import { brand } from "./states.ts";

export const DESK_SITE = "https://site.example";
export const DESK_SIGN_IN = "https://tarnfell-staff.auth.eu-central-1.amazoncognito.com";
const SECRET = "client-secret-of-the-desk-that-nobody-knows";

/** `00000000-0000-4000-8000-00000000000<n>`. */
export function staffId(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

/** The desk over stores in memory, with a stand-in for Cognito: a code is redeemed once, under the way that it was made for. */
export function deskWorld() {
  const memory = memoryTable();
  const clock = { at: "2026-11-26T09:00:00Z" };
  let meanwhile: (() => unknown) | undefined;
  const now = () => {
    const [act] = [meanwhile];
    meanwhile = undefined;
    act?.();
    return clock.at;
  };
  const chance = { random: randomBytes, now };
  const sessions = deskSessionStore(memory.dynamo, "Desk", chance);
  const audit = auditStore(memory.dynamo, "Desk", chance);
  const ledger = memoryTable();
  const people = memoryTable();
  people.put({ ...saltKey(ada), salt: Buffer.alloc(32, 1).toString("base64url") });
  const conversations = conversationStore(people.dynamo, "People", {
    key: async () => "a".repeat(64),
    keptDays: async () => 30,
    random: randomBytes,
    now: () => clock.at,
  });
  const clockOf = clockBy(async () => usualService(brand.timeZone));
  const hear = personWrote({ conversations, clockOf, random: randomBytes });
  let written = 0;
  const day: { totals: readonly DayTotals[]; ringing: () => Promise<readonly RingingAlarm[]> } = {
    totals: [],
    ringing: async () => [],
  };
  const answering: { give: (given: GivenAnswer) => Promise<AnswerOutcome> } = {
    give: async () => ({ outcome: "notAllowed", why: "unknown" }),
  };
  const codes = new Map<string, { readonly way: Way; readonly found: Identified }>();
  let begun: Way | undefined;
  const openId: OpenIdClient = {
    secret: async () => SECRET,
    async authorizationUrl(way) {
      begun = way;
      return `${DESK_SIGN_IN}/oauth2/authorize?state=${way.state}`;
    },
    async redeem(code, way) {
      const made = codes.get(code);
      codes.delete(code);
      if (made === undefined || made.way.verifier !== way.verifier)
        return { outcome: "refused", because: "invalid_grant" };
      return made.found;
    },
  };
  const respond = serveDesk({
    readBrandConfig: async () => ({ brand, causes: [], terms: [], pools: [] }),
    siteUrl: DESK_SITE,
    replyTo: "hello@tarnfell.example",
    openId,
    signInUrl: DESK_SIGN_IN,
    sessions,
    audit,
    conversations,
    clockOf,
    giveAnswer: (given) => answering.give(given),
    impact: { days: async (from, to) => day.totals.filter((one) => from <= one.day && one.day <= to) },
    readPayouts: payoutsReader(ledger.dynamo, "Ledger", () => {}),
    approvals: approvalStore(ledger.dynamo, "Ledger"),
    readAlarms: () => day.ringing(),
    ...chance,
  });
  const member = (n: number, roles: readonly DeskRole[]) => ({
    ...{ staff: staffId(n), name: `person${n}`, roles: [...roles], signedInAt: clock.at },
  });
  return {
    sessions,
    respond,
    member,
    /** Done when the store next looks at the clock: after it read, and before it writes. */
    beforeWrite: (act: () => unknown) => {
      meanwhile = act;
    },
    /** What the day came to, and which alarms ring. */
    day,
    /** What becomes of answers, unless a test says otherwise: nothing. */
    answering,
    ledger,
    payouts: payoutStore(ledger.dynamo, "Ledger"),
    conversations,
    acts: staffActs({ conversations, clockOf, now: () => clock.at }),
    /** Ada texts, unless it says who else does, and from where. Returns the conversation. */
    says: async (said: string, more: Partial<PersonWords> = {}): Promise<ConversationId> => {
      written += 1;
      const id = wordsIdOf("form", String(written));
      const heard = await hear({
        ...{ id, channel: "sms", customer: ada, by: "known", said, saidAt: clock.at, at: clock.at },
        ...more,
      });
      if (heard.outcome === "forgotten") throw new Error("Nothing is kept");
      return heard.conversation;
    },
    rows: memory.rows,
    put: memory.put,
    later: (minutes: number) => {
      clock.at = instantAt(Date.parse(clock.at) + minutes * 60_000);
    },
    /** The code that Cognito makes for the sign-in that was begun last. */
    codeFor: (code: string, found: Identified) => {
      if (begun === undefined) throw new Error("No sign-in was begun");
      codes.set(code, { way: begun, found });
      return begun.state;
    },
    audited: async (): Promise<readonly AuditEntry[]> => {
      const all: AuditEntry[] = [];
      for await (const page of audit.ofMonth("2026-11")) all.push(...page);
      return all;
    },
  };
}
export type DeskWorld = ReturnType<typeof deskWorld>;

/** Somebody's browser at the desk: it keeps cookies. */
export function deskBrowser({ respond }: Pick<DeskWorld, "respond">) {
  const cookies = new Map<string, string>();
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    const answer = await respond({
      ...request,
      cookies: [...cookies].map(([name, value]) => `${name}=${value}`),
    });
    for (const line of answer.cookies ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  return {
    cookies,
    show: (name: string, value: string) => cookies.set(name, value),
    get: (path: string) => send(deskRequest("GET", path)),
    head: (path: string) => send(deskRequest("HEAD", path)),
    post: (
      path: string,
      form: Readonly<Record<string, string>> = {},
      headers: Readonly<Record<string, string>> = FROM_HERE,
    ) => send(deskRequest("POST", path, form, headers)),
  };
}

const FROM_HERE = { "sec-fetch-site": "same-origin" };

export function deskRequest(
  method: string,
  path: string,
  form: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): HttpRequest {
  const url = new URL(path, DESK_SITE);
  const { template, parameters } = routeOf(url.pathname);
  return {
    ...{ route: `${method} ${template}`, method, path: url.pathname, parameters },
    query: Object.fromEntries(url.searchParams),
    headers: {
      ...{ host: "site.example", "accept-language": "en" },
      ...(method === "POST" && { "content-type": "application/x-www-form-urlencoded" }),
      ...headers,
    },
    ...{ cookies: [], sourceIp: "203.0.113.7", body: Buffer.from(new URLSearchParams(form).toString()) },
  };
}

/** The route that the gateway finds for a path, with what stands in the place of its parameter. */
function routeOf(pathname: string) {
  for (const { path } of DESK_ROUTES) {
    const match = new RegExp(`^${path.replace(/\{(\w+)\}/, "(?<$1>[^/]+)")}$`).exec(pathname);
    if (match !== null) return { template: path, parameters: { ...match.groups } };
  }
  throw new Error(`${pathname} is no route of the desk`);
}

/** Signs somebody in as a browser does it, and returns the browser. */
export async function signedInAt(world: DeskWorld, n: number, roles: readonly DeskRole[]) {
  const browser = deskBrowser(world);
  await browser.post("/desk/sign-in");
  const code = `code-${n}-${Math.random()}`;
  const state = world.codeFor(code, { outcome: "identified", member: world.member(n, roles) });
  await browser.post("/desk/callback", { code, state });
  return browser;
}
