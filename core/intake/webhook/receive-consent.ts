import * as z from "zod";
import { RequestId } from "../../events/catalog.ts";
import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { unreachableByText } from "../../messaging/eligibility/text-reach.ts";
import { offeredTopics } from "../../model/offered-topics.ts";
import { hashId } from "../../model/prefixed-id.ts";
import { readsAsAddress } from "../../model/reads-as-address.ts";
import type { Channel } from "../../model/topic.ts";
import type { TextCountries } from "../../people/contacts/texted-number.ts";
import { type RequestOptInDeps, requestOptIn } from "../../people/request-opt-in.ts";
import type { JoinProblem, JoinRequest, subscribe } from "../../people/subscribe.ts";
import { countryOfPhone } from "../../platform/crypto/phone.ts";
import { type HttpAnswer, type HttpRequest, json, problem } from "../../platform/lambda/http.ts";
import { parseJson } from "../shop-system/body-json.ts";
import { InvalidPayloadError, invalidPayload, type PayloadIssue } from "../shop-system/payload.ts";
import { parseConsent, StandardConsent } from "../sources/standard/consent.ts";
import { standardSignature } from "../sources/standard/signature.ts";
import { type PayloadWarning, WARNINGS_MAX } from "../warnings/payload-warning.ts";
import { unknownMembers } from "../warnings/unknown-members.ts";
import {
  type AuthenticateDeps,
  authenticate,
  unavailableWithoutSecrets,
  unknownConnection,
} from "./authenticate.ts";

/** The only format in which a till sends what its customer ticked. */
const SOURCE = "standard";

/** It is kept as the consent's proof, so it must not be a number of anybody. */
const DeliveryId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,100}$/)
  .refine((id) => !readsAsAddress(id));

const PROBLEMS: Readonly<Record<JoinProblem["problem"], string>> = {
  missing: "is missing, and there is a wish for it",
  notAnAddress: "not an email address",
  notANumber: "not a phone number of one customer's own; without its country code it needs `country`",
  noTextsThere: "no mobile number to which texts are sent, or of a country to which none may be",
};

export interface ReceiveConsentDeps extends AuthenticateDeps, RequestOptInDeps {
  readonly subscribe: ReturnType<typeof subscribe>;
  readonly textCountries: TextCountries;
  readonly brandConfig: () => Promise<BrandConfig>;
}

/**
 * Answers a till that sends what a customer ticked. Nothing is consented to by it: each request waits until its own
 * address has answered the question that goes there. In order of precedence:
 * - 404 an address that is no connection of the stage, without any call
 * - 401, 503 as `authenticate` and `unavailableWithoutSecrets`: before the body is parsed
 * - 400 an id that proves nothing, or no JSON
 * - 422 a message that cannot be used, with fields and no values; nothing was saved
 * - 202 saved, and each address was asked: the same answer whether the customer is known or not. Also where the address was
 *   forgotten after the customer ticked: then nothing is saved or asked
 * Everything else throws (500). The same delivery again, known by its `webhook-id`, writes nothing that it wrote before,
 * and has a question sent only if it was not.
 */
export function receiveConsent(deps: ReceiveConsentDeps) {
  return unavailableWithoutSecrets(async (request: HttpRequest): Promise<HttpAnswer> => {
    const { connection } = request.parameters;
    if (connection === undefined || !deps.secrets.has(SOURCE, connection)) return unknownConnection;
    const webhook = { source: SOURCE, connection, signature: standardSignature, request } as const;
    const sender = await authenticate(deps, webhook);
    return sender.outcome === "refused" ? sender.answer : record(deps, connection, request);
  });
}

async function record(
  deps: ReceiveConsentDeps,
  connection: string,
  { headers, body }: HttpRequest,
): Promise<HttpAnswer> {
  const id = DeliveryId.safeParse(headers["webhook-id"]).data;
  if (id === undefined) {
    const reason = "not 8 to 100 letters, digits, hyphens and underscores, or written like a phone number";
    return refused(400, "Bad Request", [{ field: "webhook-id", reason }]);
  }
  const parsed = parseJson(body);
  if (parsed === undefined) {
    return refused(400, "Bad Request", [{ field: "body", reason: "not JSON in UTF-8" }]);
  }
  try {
    const delivery = `${connection}/${id}`;
    const { leftOut, ...ticked } = await sendable(deps, parseConsent(parsed.payload, deps.now()));
    const request = joinAtTill(ticked, delivery);
    const joined = await deps.subscribe(
      request,
      unreachableByText(request, {
        countries: deps.textCountries,
        now: deps.now(),
      }),
    );
    if (joined.outcome === "refused") return unprocessable(joined.problems.map(issueOf));
    if (joined.outcome === "outdated")
      return { ...json(202, { outcome: "accepted" }), facts: { outcome: "outdated" } };
    const bounds = await requestOptIn(deps, joined, { join: joinIdOf(delivery) });
    const accepted = { outcome: "accepted", ...(leftOut.length > 0 && { leftOut }) };
    const facts = { ...accepted, asked: joined.requested.length, ...(bounds.length > 0 && { bounds }) };
    return { ...json(202, accepted), facts };
  } catch (error) {
    if (error instanceof InvalidPayloadError) {
      return unprocessable(error.issues, unknownMembers(StandardConsent, parsed.payload));
    }
    throw error;
  }
}

type Ticked = ReturnType<typeof parseConsent>;

/**
 * What was ticked without the topics on which the brand sends nothing: no customer is asked whether they want them. `leftOut`
 * names those, and `sms` where it is too late for texts. Throws `InvalidPayloadError` when nothing is left.
 */
async function sendable(
  { brandConfig }: Pick<ReceiveConsentDeps, "brandConfig">,
  ticked: Ticked,
): Promise<Ticked & { readonly leftOut: readonly string[] }> {
  const topics = offeredTopics((await brandConfig()).brand);
  const wishes = ticked.wishes.filter(({ topic }) => topics.includes(topic));
  const unsent = new Set(ticked.wishes.filter((wish) => !wishes.includes(wish)).map(({ topic }) => topic));
  if (wishes.length === 0) {
    const reason = `nothing is sent on ${[...unsent].join(", ")}: show boxes for ${topics.join(", ")} alone`;
    throw invalidPayload("data.wishes", reason);
  }
  return { ...ticked, wishes, leftOut: [...(ticked.tooLate ? ["sms"] : []), ...unsent] };
}

/**
 * The request that what a customer ticked stands for. An address that no wish is for is not kept. The number decides
 * which legal hours apply.
 */
function joinAtTill(ticked: Ticked, delivery: string): JoinRequest {
  const { country, language, wishes, words, wordsVersion, at } = ticked;
  const wanted = (channel: Channel) => wishes.some((wish) => wish.channel === channel);
  const email = wanted("email") ? ticked.email : undefined;
  const phone = wanted("sms") ? ticked.phone : undefined;
  const home = phone === undefined ? country : (countryOfPhone(phone, country) ?? country);
  return {
    email,
    phone,
    country,
    language,
    wishes: wishes.map(({ topic, channel }) => ({ topic, channel, words, wordsVersion, locale: language })),
    ...(home !== undefined && { chosen: { country: home } }),
    source: "posFlag",
    proof: `webhook:${delivery}`,
    saidAt: at,
  };
}

/** The same for the same delivery, so that its question goes out once. */
function joinIdOf(delivery: string): string {
  return RequestId.parse(hashId("join", delivery));
}

function issueOf({ field, problem: kind }: JoinProblem): PayloadIssue {
  return { field: `data.${field}`, reason: PROBLEMS[kind] };
}

function unprocessable(
  issues: readonly PayloadIssue[],
  warnings: readonly PayloadWarning[] = [],
): HttpAnswer {
  return refused(422, "Unprocessable Content", issues, warnings.slice(0, WARNINGS_MAX));
}

function refused(
  status: number,
  title: string,
  issues: readonly PayloadIssue[],
  warnings: readonly PayloadWarning[] = [],
): HttpAnswer {
  const answer = problem({
    status,
    title,
    detail: "Nothing was saved. Mend what is named, and send it as another message.",
    more: { faults: issues, ...(warnings.length > 0 && { warnings }) },
  });
  const fields = issues.map(({ field, reason }) => `${field}: ${reason}`);
  return { ...answer, facts: { outcome: "unusable", faults: fields } };
}
