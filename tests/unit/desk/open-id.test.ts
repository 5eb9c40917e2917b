import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenIdClient, openIdClient } from "../../../core/desk/sign-in/open-id.client.ts";
import { newWay, type Way } from "../../../core/desk/sign-in/way.ts";
import { now } from "../../../core/platform/clock.ts";
import { randomBytes } from "../../../core/platform/random.ts";
import { staffId } from "../../support/desk-world.ts";

/** A stand-in for Cognito that signs whatever a test wants: what it must not say is what these tests are about. */
const ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool";
const CLIENT = "client1";
const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });

type Claims = Readonly<Record<string, unknown>>;
interface Answered {
  readonly status?: number;
  readonly body?: unknown;
  readonly claims?: Claims;
  readonly key?: KeyObject;
  readonly algorithm?: string;
}
let answered: Answered = {};
const asked: { authorization: string; form: URLSearchParams }[] = [];
let server: Server;
let client: OpenIdClient;

function token(claims: Claims, { key = own.privateKey, algorithm = "RS256" }: Answered): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: algorithm, kid: "k1" })}.${part(claims)}`;
  const mac = algorithm === "none" ? "" : sign("sha256", Buffer.from(text), key).toString("base64url");
  return `${text}.${mac}`;
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (request.url?.endsWith("jwks.json")) {
      const jwk = { ...own.publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", alg: "RS256" };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ keys: [jwk] }));
      return;
    }
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(Buffer.from(chunk));
    asked.push({
      authorization: request.headers.authorization ?? "",
      form: new URLSearchParams(Buffer.concat(body).toString()),
    });
    response.writeHead(answered.status ?? 200, { "content-type": "application/json" });
    const tokens = {
      access_token: "a",
      token_type: "Bearer",
      id_token: token(answered.claims ?? {}, answered),
    };
    response.end(JSON.stringify(answered.body ?? tokens));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const signInUrl = `http://127.0.0.1:${port}`;
  const cognito = new CognitoIdentityProviderClient({ region: "eu-central-1" });
  const UserPoolClient = { ClientSecret: "s3cret" };
  mockClient(cognito).on(DescribeUserPoolClientCommand).resolves({ UserPoolClient });
  client = openIdClient(cognito, {
    ...{ issuer: ISSUER, signInUrl, keysUrl: `${signInUrl}/pool/.well-known/jwks.json` },
    ...{ userPool: "eu-central-1_pool", clientId: CLIENT, redirectUri: "https://site.example/desk/callback" },
  });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const begun = () => newWay({ next: "/desk", language: undefined }, { random: randomBytes, now: now() });
const seconds = () => Math.floor(Date.now() / 1000);
const right = ({ nonce }: Way): Claims => ({
  ...{ iss: ISSUER, aud: CLIENT, sub: staffId(1), nonce, email: "ana@tarnfell.example" },
  ...{ iat: seconds(), exp: seconds() + 3600, auth_time: seconds(), "cognito:groups": ["steward", "other"] },
});

test("asks for the code flow with PKCE, and for a proof by whoever sits there now", async () => {
  const way = begun();
  const url = new URL(await client.authorizationUrl(way));
  const { code_challenge: challenge, ...query } = Object.fromEntries(url.searchParams);
  expect(query).toEqual({
    ...{ client_id: CLIENT, response_type: "code", redirect_uri: "https://site.example/desk/callback" },
    ...{ scope: "openid email", code_challenge_method: "S256", prompt: "login" },
    ...{ state: way.state, nonce: way.nonce },
  });
  expect(challenge).toHaveLength(43);
  expect(url.href).not.toContain(way.verifier);
});

test("a token of ours says who somebody is, and what they may", async () => {
  const way = begun();
  answered = { claims: right(way) };
  const found = await client.redeem("code", way);
  expect(found).toMatchObject({
    outcome: "identified",
    member: { staff: staffId(1), name: "ana", roles: ["steward"] },
  });
  const { authorization, form } = asked.at(-1) ?? { authorization: "", form: new URLSearchParams() };
  expect(Buffer.from(authorization.slice(6), "base64").toString()).toBe(`${CLIENT}:s3cret`);
  expect([form.get("code"), form.get("code_verifier")]).toEqual(["code", way.verifier]);
});

test("somebody in no group that we know has no role", async () => {
  const way = begun();
  const { "cognito:groups": _, ...claims } = right(way);
  answered = { claims };
  expect((await client.redeem("code", way)).outcome).toBe("noRole");
});

const wrong: Readonly<Record<string, (claims: Claims) => Answered>> = {
  "of another issuer": (claims) => ({ claims: { ...claims, iss: `${ISSUER}2` } }),
  "for another client": (claims) => ({ claims: { ...claims, aud: "client2" } }),
  "of another sign-in": (claims) => ({ claims: { ...claims, nonce: "n".repeat(43) } }),
  "without a nonce": ({ nonce: _, ...claims }) => ({ claims }),
  "that is too old": (claims) => ({ claims: { ...claims, exp: seconds() - 120, iat: seconds() - 4000 } }),
  "of somebody who proved themselves an hour ago": (claims) => ({
    claims: { ...claims, auth_time: seconds() - 3600 },
  }),
  "that says not when they did": ({ auth_time: _, ...claims }) => ({ claims }),
  "that another key signed": (claims) => ({ claims, key: other.privateKey }),
  "that nobody signed": (claims) => ({ claims, algorithm: "none" }),
  "of a code that was used": () => ({ status: 400, body: { error: "invalid_grant" } }),
};

test.each(Object.keys(wrong))("a token %s is refused", async (name) => {
  const way = begun();
  answered = wrong[name]?.(right(way)) ?? {};
  expect(await client.redeem("code", way)).toMatchObject({ outcome: "refused" });
});

test("a service that fails is no refusal: the call throws, and the visitor may come again", async () => {
  answered = { status: 500, body: {} };
  await expect(client.redeem("code", begun())).rejects.toThrow();
});
