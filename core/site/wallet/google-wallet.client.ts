import * as z from "zod";
import { epochSeconds } from "../../model/instant.ts";
import type { Now } from "../../platform/clock.ts";
import type { GoogleCard, GoogleClass } from "./google-card.ts";
import { type GoogleKeys, signedJwt } from "./google-jwt.ts";

const SCOPE = "https://www.googleapis.com/auth/wallet_object.issuer";
const TOKEN_SECONDS = 3600;
/** A token is not used in its last minute: a call may take a while. */
const TOKEN_MARGIN_SECONDS = 60;
const CALL_TIMEOUT_MS = 6000;

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** Google refused a call, or did not answer in time. What was asked can be asked again. */
export class GoogleWalletError extends Error {
  override readonly name = "GoogleWalletError";
}

export interface GoogleWallet {
  /** Makes the class, or brings it to this state. Repeating it changes nothing. */
  putClass(body: GoogleClass): Promise<void>;
  /** The same for a customer's card. */
  putCard(body: GoogleCard): Promise<void>;
}

/** Where Google answers. */
export const GOOGLE_ADDRESSES = {
  token: "https://oauth2.googleapis.com/token",
  api: "https://walletobjects.googleapis.com/walletobjects/v1",
} as const;

/** Writes classes and cards at Google, as the service account of `keys`. Throws a {@link GoogleWalletError}. */
export function googleWallet(
  keys: () => Promise<GoogleKeys>,
  now: Now,
  addresses: { readonly token: string; readonly api: string } = GOOGLE_ADDRESSES,
): GoogleWallet {
  let kept: { readonly token: string; readonly until: number } | undefined;

  async function token(): Promise<string> {
    const at = epochSeconds(now());
    if (kept !== undefined && kept.until > at) return kept.token;
    const own = await keys();
    const claims = {
      iss: own.clientEmail,
      scope: SCOPE,
      aud: GOOGLE_ADDRESSES.token,
      iat: at,
      exp: at + TOKEN_SECONDS,
    };
    const body = new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: signedJwt(claims, own),
    });
    const answer = await called(addresses.token, { method: "POST", body });
    if (!answer.ok) throw new GoogleWalletError(`Google gave no token: ${answer.status}`);
    const { access_token, expires_in } = Token.parse(await answer.json());
    kept = { token: access_token, until: at + expires_in - TOKEN_MARGIN_SECONDS };
    return access_token;
  }

  async function write(method: "PUT" | "POST", path: string, body: object): Promise<Response> {
    const headers = { authorization: `Bearer ${await token()}`, "content-type": "application/json" };
    return called(`${addresses.api}/${path}`, { method, headers, body: JSON.stringify(body) });
  }

  /** Replaces it; what Google does not have yet is made. */
  async function put(kind: "loyaltyClass" | "loyaltyObject", body: { readonly id: string }): Promise<void> {
    const replaced = await write("PUT", `${kind}/${body.id}`, body);
    const answer = replaced.status === 404 ? await write("POST", kind, body) : replaced;
    if (!answer.ok) throw new GoogleWalletError(`Google refused the ${kind}: ${answer.status}`);
  }

  return {
    putClass: (body) => put("loyaltyClass", body),
    putCard: (body) => put("loyaltyObject", body),
  };
}

async function called(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) });
  } catch (cause) {
    throw new GoogleWalletError("Google did not answer", { cause });
  }
}
