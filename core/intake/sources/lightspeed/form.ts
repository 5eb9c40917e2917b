/**
 * The JSON in a body of Lightspeed, which is a form whose field `payload` holds it; undefined for a body without one.
 * https://x-series-api.lightspeedhq.com/docs/webhooks
 */
export function payloadOf(body: Buffer): Buffer | undefined {
  const payload = new URLSearchParams(body.toString("utf8")).get("payload");
  return payload === null ? undefined : Buffer.from(payload);
}

/** What is known of a sale as such a body. */
export function saleForm(sale: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(new URLSearchParams({ payload: JSON.stringify(sale) }).toString());
}
