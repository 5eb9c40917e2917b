import * as z from "zod";
import { parseJson } from "../../shop-system/body-json.ts";

/** What stands around an event: only the time and the text inside are signed, joined by a dot. */
const ZettleEnvelope = z.object({ eventName: z.string(), timestamp: z.string(), payload: z.string() });
type ZettleEnvelope = z.infer<typeof ZettleEnvelope>;

/** The envelope of a body, or undefined for a body that is none. */
export function zettleEnvelope(body: Buffer): ZettleEnvelope | undefined {
  return envelopeOf(parseJson(body)?.payload);
}

export function envelopeOf(payload: unknown): ZettleEnvelope | undefined {
  return ZettleEnvelope.safeParse(payload).data;
}
