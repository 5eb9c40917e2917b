import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  ClientSecretBasic,
  Configuration,
  calculatePKCECodeChallenge,
  enableNonRepudiationChecks,
  ResponseBodyError,
} from "openid-client";
import * as z from "zod";
import { instantAt } from "../../model/instant.ts";
import { once } from "../../platform/once.ts";
import { StaffId } from "../audit/audit.ts";
import { type DeskRole, rolesIn } from "../roles/role.ts";
import type { StaffMember } from "../sessions/desk-session.store.ts";
import { WAY_MINUTES, type Way } from "./way.ts";

const TIMEOUT_S = 5;
const NAME_CHARS_MAX = 200;

/** Where the stage's staff sign in. `signInUrl` has no slash at the end; only an engine on this machine speaks plain HTTP. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly signInUrl: string;
  readonly keysUrl: string;
  readonly userPool: string;
  readonly clientId: string;
  readonly redirectUri: string;
}

/** `refused`: the code is used, too old or of another sign-in, or the token is not what we asked for. `noRole`: a person without a role. */
export type Identified =
  | { readonly outcome: "identified"; readonly member: StaffMember }
  | { readonly outcome: "noRole"; readonly member: StaffMember }
  | { readonly outcome: "refused"; readonly because: string };

export interface OpenIdClient {
  /** The key of this client, which nobody outside the stage knows. */
  secret(): Promise<string>;
  /** Where a browser proves who its user is, whoever is signed in there already. */
  authorizationUrl(way: Way): Promise<string>;
  /** Redeems a code, once: a second call with it is `refused`. Throws when the service cannot be reached. */
  redeem(code: string, way: Way): Promise<Identified>;
}

const Claims = z.object({
  sub: StaffId,
  auth_time: z.number().int(),
  "cognito:groups": z.array(z.string()).default([]),
  name: z.string().optional(),
  email: z.string().optional(),
});

/** OpenID Connect's code flow (https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth) with PKCE, at the stage's user pool. */
export function openIdClient(cognito: CognitoIdentityProviderClient, settings: OpenIdSettings): OpenIdClient {
  const { clientId, userPool, redirectUri } = settings;
  const secret = once(async () => {
    const asked = new DescribeUserPoolClientCommand({ UserPoolId: userPool, ClientId: clientId });
    const { UserPoolClient } = await cognito.send(asked);
    if (UserPoolClient?.ClientSecret === undefined) throw new Error("The user pool's client has no secret");
    return UserPoolClient.ClientSecret;
  });
  const configuration = once(async () => configurationOf(settings, await secret()));
  return {
    secret,
    async authorizationUrl({ state, nonce, verifier }) {
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: "openid email",
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
        // Whoever sits at a browser in which somebody signed in proves who they are all the same.
        prompt: "login",
      });
      return url.href;
    },
    async redeem(code, { state, nonce, verifier }) {
      const answered = new URL(`${redirectUri}?${new URLSearchParams({ code, state })}`);
      try {
        const tokens = await authorizationCodeGrant(await configuration(), answered, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
          maxAge: WAY_MINUTES * 60,
        });
        return identified(tokens.claims());
      } catch (error) {
        const because = refusalOf(error);
        if (because === undefined) throw error;
        return { outcome: "refused", because };
      }
    },
  };
}

function configurationOf(
  { issuer, signInUrl, keysUrl, clientId }: OpenIdSettings,
  secret: string,
): Configuration {
  const server = {
    issuer,
    authorization_endpoint: `${signInUrl}/oauth2/authorize`,
    token_endpoint: `${signInUrl}/oauth2/token`,
    jwks_uri: keysUrl,
  };
  const configuration = new Configuration(server, clientId, {}, ClientSecretBasic(secret));
  configuration.timeout = TIMEOUT_S;
  // Checks the token's signature as well, and not only who sent it.
  enableNonRepudiationChecks(configuration);
  if (signInUrl.startsWith("http:")) allowInsecureRequests(configuration);
  return configuration;
}

function identified(given: unknown): Identified {
  const claims = Claims.parse(given);
  const roles: readonly DeskRole[] = rolesIn(claims["cognito:groups"]);
  const name = (claims.name ?? claims.email?.split("@")[0] ?? "").slice(0, NAME_CHARS_MAX);
  const member = {
    staff: claims.sub,
    name,
    roles: [...roles],
    signedInAt: instantAt(claims.auth_time * 1000),
  };
  return { outcome: roles.length === 0 ? "noRole" : "identified", member };
}

/** Why no token came of a code, in words of the protocol; undefined for what went wrong on the way there. */
function refusalOf(error: unknown): string | undefined {
  if (error instanceof ResponseBodyError) return error.error === "invalid_grant" ? error.error : undefined;
  return error instanceof ClientError ? NOT_AS_ASKED.find((code) => code === error.code) : undefined;
}

/** The token is of another sign-in, another client, another issuer or another time, or nobody that we know signed it. */
const NOT_AS_ASKED: readonly string[] = [
  "OAUTH_INVALID_RESPONSE",
  "OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
  "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "OAUTH_KEY_SELECTION_FAILED",
];
