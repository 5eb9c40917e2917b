import * as z from "zod";
import { parseJson } from "../../shop-system/body-json.ts";

/** What stands around an event: only the time and the text inside are signed, joined by a dot. */
const ZettleEnvelope = z.object({ eventName: z.string(), timestamp: z.string(), payload: z.string() });
type ZettleEnvelope = z.infer<typeof ZettleEnvelope>;

const TEST_BYTES_MAX = 2_048;
const TestMessage = z.object({ eventName: z.literal("TestMessage") });

/**
 * What Zettle posts to an address while it is subscribed, before anybody has the key: of this name, and no sale whatever else it
 * holds. https://developer.zettle.com/docs/api/pusher/user-guides/create-webhook-subscriptions
 */
export function isTestMessage(body: Buffer): boolean {
  return body.byteLength <= TEST_BYTES_MAX && TestMessage.safeParse(parseJson(body)?.payload).success;
}

/** The envelope of a body, or undefined for a body that is none. */
export function zettleEnvelope(body: Buffer): ZettleEnvelope | undefined {
  return envelopeOf(parseJson(body)?.payload);
}

export function envelopeOf(payload: unknown): ZettleEnvelope | undefined {
  return ZettleEnvelope.safeParse(payload).data;
}
