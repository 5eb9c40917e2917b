import { auditStore } from "../../core/desk/audit/audit.store.ts";
import type { AuditEntry } from "../../core/desk/audit/audit.ts";
import type { DeskRole } from "../../core/desk/roles/role.ts";
import { serveDesk } from "../../core/desk/serve-desk.ts";
import { deskSessionStore } from "../../core/desk/sessions/desk-session.store.ts";
import type { Identified, OpenIdClient } from "../../core/desk/sign-in/open-id.client.ts";
import type { Way } from "../../core/desk/sign-in/way.ts";
import { instantAt } from "../../core/model/instant.ts";
import { DESK_ROUTES } from "../../core/model/routes.ts";
import type { HttpAnswer, HttpRequest } from "../../core/platform/lambda/http.ts";
import { randomBytes } from "../../core/platform/random.ts";
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
  if (!DESK_ROUTES.some((one) => one.path === url.pathname))
    throw new Error(`${path} is no route of the desk`);
  return {
    ...{ route: `${method} ${url.pathname}`, method, path: url.pathname, parameters: {} },
    query: Object.fromEntries(url.searchParams),
    headers: {
      ...{ host: "site.example", "accept-language": "en" },
      ...(method === "POST" && { "content-type": "application/x-www-form-urlencoded" }),
      ...headers,
    },
    ...{ cookies: [], sourceIp: "203.0.113.7", body: Buffer.from(new URLSearchParams(form).toString()) },
  };
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
