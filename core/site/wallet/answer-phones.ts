import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { CustomerId } from "../../model/customer.ts";
import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import { APPLE_SERVICE_ROUTES, type AppleServicePath } from "../../model/routes.ts";
import type { CardOnDevice, PassStore } from "../../people/cards/pass.store.ts";
import type { Now } from "../../platform/clock.ts";
import { type HttpAnswer, type HttpRequest, problem, type Respond } from "../../platform/lambda/http.ts";
import { PKPASS_TYPE } from "./pkpass.ts";

/** A card as it is now: the file, and a fingerprint of what it says besides of which day it is. */
export interface CurrentPass {
  /** Undefined for a card that is nobody's any more. */
  readonly customer: CustomerId | undefined;
  readonly fingerprint: string;
  readonly file: () => Promise<Buffer>;
}

export interface AppleServiceDeps {
  readonly passes: PassStore;
  /** The key of identities. */
  readonly key: () => Promise<string>;
  readonly passType: () => Promise<string>;
  /** The card of that serial; of one that is nobody's any more, a card that says so. */
  readonly currentPass: (serial: string, request: HttpRequest) => Promise<CurrentPass>;
  /** Withdraws what a customer agreed to be alerted of, whose card is on no phone any more. */
  readonly withdrawAlerts: (customer: CustomerId, request: HttpRequest) => Promise<unknown>;
  readonly now: Now;
}

const Registration = z.object({ pushToken: z.string().regex(/^[A-Za-z0-9]{1,200}$/) });
const DeviceId = z.string().regex(/^[A-Za-z0-9-]{1,100}$/);
const Logs = z.object({ logs: z.array(z.string()) });
/** A token of the header `Authorization: ApplePass <token>`. */
const SCHEME = /^ApplePass (\S{1,100})$/;

/**
 * What shows that a phone has the card of this serial: made from the key of identities, so that it is stored nowhere, and no table
 * gives it away.
 */
export function passToken(key: string, serial: string): string {
  return createHmac("sha256", key).update(`apple-wallet\n${serial}`).digest("base64url");
}

/**
 * Apple's web service of passes: https://developer.apple.com/documentation/walletpasses/adding-a-web-service-to-update-passes. A phone
 * registers, asks which of its cards are new, fetches them, and unregisters when the card is deleted; all of it may come any number of
 * times. Without the token of the card in question nothing is read. Answers 404 for a pass type that is not the stage's.
 */
export function appleService(deps: AppleServiceDeps): Respond {
  const answers: Readonly<Record<AppleServicePath, (request: HttpRequest) => Promise<HttpAnswer>>> = {
    "/wallet/v1/devices/{device}/registrations/{passType}/{serial}": (request) =>
      withToken(deps, request, request.method === "DELETE" ? unregister(deps) : register(deps)),
    "/wallet/v1/devices/{device}/registrations/{passType}": changed(deps),
    "/wallet/v1/passes/{passType}/{serial}": (request) => withToken(deps, request, fetchPass(deps)),
    "/wallet/v1/log": count,
  };
  return async (request) => {
    const found = APPLE_SERVICE_ROUTES.find(({ path }) => request.route.endsWith(` ${path}`));
    if (found === undefined) throw new Error(`${request.route} is no route of Apple's service`);
    const { passType } = request.parameters;
    if (passType !== undefined && passType !== (await deps.passType())) return said(404);
    return answers[found.path](request);
  };
}

type WithSerial = (request: HttpRequest, serial: string) => Promise<HttpAnswer>;

async function withToken({ key }: AppleServiceDeps, request: HttpRequest, answer: WithSerial) {
  const { serial = "" } = request.parameters;
  const [, shown = ""] = SCHEME.exec(request.headers["authorization"] ?? "") ?? [];
  const hash = (text: string) => createHash("sha256").update(text).digest();
  if (!timingSafeEqual(hash(shown), hash(passToken(await key(), serial)))) return said(401);
  return answer(request, serial);
}

/** 201 for a new registration, 200 for one that was there, 404 for a card that is nobody's any more. */
function register({ passes, currentPass, now }: AppleServiceDeps): WithSerial {
  return async (request, serial) => {
    const device = DeviceId.safeParse(request.parameters["device"]);
    const read = Registration.safeParse(jsonOf(request.body));
    if (!device.success || !read.success) return said(400);
    const { customer, fingerprint } = await currentPass(serial, request);
    if (customer === undefined) return said(404);
    const [{ pushToken }, at] = [read.data, now()];
    const outcome = await passes.register({ customer, serial, device: device.data, pushToken, at });
    if (outcome === "registered" || outcome === "renewed")
      await keepSince(passes, { customer, serial, fingerprint, at });
    const statuses = { registered: 201, renewed: 200, ended: 404, full: 409 } as const;
    return said(statuses[outcome], outcome);
  };
}

/**
 * Keeps since when a card says what it says, if that is not what is kept already. A card never says two things since one second: HTTP
 * tells times apart by no less.
 */
export async function keepSince(
  passes: Pick<PassStore, "content" | "keepContent">,
  {
    customer,
    serial,
    fingerprint,
    at,
  }: CardOnDevice & { readonly fingerprint: string; readonly at: Instant },
): Promise<"kept" | "same"> {
  const before = await passes.content(customer, serial);
  if (before?.fingerprint === fingerprint) return "same";
  const next = before && secondsAfter(before.since, 1);
  await passes.keepContent(customer, serial, {
    fingerprint,
    since: next !== undefined && next > at ? next : at,
  });
  return "kept";
}

function secondsAfter(at: Instant, seconds: number): Instant {
  return instantAt(Date.parse(at) + seconds * 1000);
}

/** The card was deleted from a phone. From the last one, that withdraws what the customer agreed to be alerted of. */
function unregister({ passes, withdrawAlerts }: AppleServiceDeps): WithSerial {
  return async (request, serial) => {
    const device = DeviceId.safeParse(request.parameters["device"]);
    if (!device.success) return said(200, "unregistered");
    await passes.unregister({ device: device.data, serial });
    const customer = await passes.customerOf(serial);
    if (customer === undefined || (await passes.phonesOf(customer)).length > 0)
      return said(200, "unregistered");
    // Repeated by a phone that got no answer, it finds nothing left to withdraw.
    await withdrawAlerts(customer, request);
    return said(200, "withdrawn");
  };
}

/**
 * Which cards on a phone say something else than at the time of its last question: 204 for none. The tag that a phone sends back holds
 * the fingerprint of each card, so that no clock decides. Apple sends no token here; a device's id is as hard to guess as one.
 */
function changed({ passes, currentPass }: AppleServiceDeps) {
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const device = DeviceId.safeParse(request.parameters["device"]);
    const found = device.success ? await passes.onDevice(device.data) : [];
    const prints = await Promise.all(
      found.map(async ({ serial }) => ({
        serial,
        print: shortened((await currentPass(serial, request)).fingerprint, serial),
      })),
    );
    const known = (request.query["passesUpdatedSince"] ?? "").split(".");
    const serialNumbers = prints.filter(({ print }) => !known.includes(print)).map(({ serial }) => serial);
    if (serialNumbers.length === 0) return said(204);
    const lastUpdated = prints.map(({ print }) => print).join(".");
    return {
      status: 200,
      headers: { "content-type": "application/json", "cache-control": "no-store" },
      body: JSON.stringify({ serialNumbers, lastUpdated }),
      facts: { cards: serialNumbers.length },
    };
  };
}

/**
 * The card as it is now, or 304 where it says the same as at `If-Modified-Since`, as far as anybody kept since when it says so. Writes
 * nothing: that is kept as a phone registers. The time of what nobody kept is a second ago: whatever is kept from now on is later.
 */
function fetchPass({ passes, currentPass, now }: AppleServiceDeps): WithSerial {
  return async (request, serial) => {
    const pass = await currentPass(serial, request);
    const kept = pass.customer && (await passes.content(pass.customer, serial));
    const since = kept?.fingerprint === pass.fingerprint ? kept.since : undefined;
    const asked = Date.parse(request.headers["if-modified-since"] ?? "");
    if (since !== undefined && asked >= Date.parse(since)) return said(304);
    return {
      status: 200,
      headers: {
        "content-type": PKPASS_TYPE,
        "last-modified": new Date(since ?? secondsAfter(now(), -1)).toUTCString(),
        "cache-control": "no-store",
      },
      body: (await pass.file()).toString("base64"),
      isBase64: true,
    };
  };
}

/** What phones complain of is counted, and not kept: anybody may write it. */
async function count({ body }: HttpRequest): Promise<HttpAnswer> {
  const { logs = [] } = Logs.safeParse(jsonOf(body)).data ?? {};
  return { ...said(200), facts: { complaints: logs.length } };
}

function said(status: number, outcome?: string): HttpAnswer {
  const answer =
    status < 400
      ? { status, headers: { "cache-control": "no-store" } }
      : problem({ status, title: TITLES[status] ?? "" });
  return { ...answer, ...(outcome !== undefined && { facts: { outcome } }) };
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  409: "Conflict",
};

/** Which card says what, in few characters, as a phone sends it back in an address. */
function shortened(fingerprint: string, serial: string): string {
  return createHash("sha256").update(`${serial}\n${fingerprint}`).digest("base64url").slice(0, 16);
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
