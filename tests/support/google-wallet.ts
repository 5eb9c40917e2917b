import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";
import { GoogleCard, GoogleClass } from "../../core/site/wallet/google-card.ts";

const TOKEN = "invented-token";

/** What Google was told, in the order of the calls: `PUT loyaltyClass 404`. */
export interface GoogleAtHome {
  readonly token: string;
  readonly api: string;
  readonly calls: readonly string[];
  readonly stored: ReadonlyMap<string, unknown>;
  /** The claims of the assertions that were traded for a token. */
  readonly assertions: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

/** The claims of a token whose signature `publicKey` verifies. Throws for any other. */
export function verifiedClaims(token: string, publicKey: string): Record<string, unknown> {
  const [head = "", claims = "", signature = ""] = token.split(".");
  const signed = Buffer.from(`${head}.${claims}`);
  if (!verify("RSA-SHA256", signed, createPublicKey(publicKey), Buffer.from(signature, "base64url")))
    throw new Error("The signature does not verify");
  const text = (part: string) => Buffer.from(part, "base64url").toString("utf8");
  if (JSON.parse(text(head)).alg !== "RS256") throw new Error("The token is not signed with RS256");
  return JSON.parse(text(claims));
}

/** Google's own members of what we write, by type: `Image` → `sourceUri` → `ImageUri`. */
const { types } = z
  .object({ types: z.record(z.string(), z.record(z.string(), z.string())) })
  .parse(JSON.parse(readFileSync("tests/fixtures/google-wallet-members.json", "utf8")));

/** The members of a body that Google does not know, or takes as another type, with their paths. */
export function unknownMembers(type: string, value: unknown, path = type): string[] {
  const element = /^(.*)\[\]$/.exec(type)?.[1];
  if (element !== undefined)
    return Array.isArray(value) ? value.flatMap((one) => unknownMembers(element, one, path)) : [path];
  const members = types[type];
  if (members === undefined) return typeof value === type ? [] : [path];
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => {
    const known = members[name];
    return known === undefined ? [`${path}.${name}`] : unknownMembers(known, member, `${path}.${name}`);
  });
}

const TYPES = { loyaltyClass: "LoyaltyClass", loyaltyObject: "LoyaltyObject" } as const;
const SCHEMAS = { loyaltyClass: GoogleClass, loyaltyObject: GoogleCard } as const;

/**
 * Google's wallet on this machine: trades assertions that `publicKey` verifies for a token, wants it with each call, refuses
 * bodies with a member that it does not know, answers 404 for what it does not have and 409 for what it has.
 */
export async function startGoogle(publicKey: string): Promise<GoogleAtHome> {
  const calls: string[] = [];
  const stored = new Map<string, unknown>();
  const assertions: Record<string, unknown>[] = [];

  function answer(method: string, path: string, token: string | undefined, body: string): [number, object] {
    if (path === "/token") {
      const form = new URLSearchParams(body);
      assertions.push(verifiedClaims(form.get("assertion") ?? "", publicKey));
      return [200, { access_token: TOKEN, expires_in: 3600, token_type: "Bearer" }];
    }
    if (token !== `Bearer ${TOKEN}`) return [401, {}];
    const [, kind = "", id] = path.split("/");
    if (kind !== "loyaltyClass" && kind !== "loyaltyObject") return [404, {}];
    const read = SCHEMAS[kind].safeParse(JSON.parse(body));
    if (unknownMembers(TYPES[kind], JSON.parse(body)).length > 0) return [400, {}];
    if (!read.success || (id !== undefined && id !== read.data.id)) return [400, {}];
    const key = `${kind} ${read.data.id}`;
    if (method === "PUT" && !stored.has(key)) return [404, {}];
    if (method === "POST" && stored.has(key)) return [409, {}];
    if ("classId" in read.data && !stored.has(`loyaltyClass ${read.data.classId}`)) return [404, {}];
    stored.set(key, read.data);
    return [200, read.data];
  }

  const server = createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(Buffer.from(chunk));
    const { method = "", url = "" } = request;
    const [status, said] = answer(
      method,
      url,
      request.headers.authorization,
      Buffer.concat(body).toString("utf8"),
    );
    calls.push(`${method} ${url.split("/")[1]} ${status}`);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const api = `http://127.0.0.1:${port}`;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { token: `${api}/token`, api, calls, stored, assertions, close };
}
