/** Must never change: a customer's rows under another number of shards would not be found again. */
export const AUDIENCE_SHARDS = 8;

/** One part of an audience: read page by page, and the parts side by side. state-machines/broadcast.asl.json builds the same. */
export function audiencePartition(audience: string, shard: number): string {
  return `audience#${audience}#${shard}`;
}

/** The row of a customer in an audience. The last character of an id is as random as the rest: it picks the shard. */
export function audienceKey(
  audience: string,
  customer: string,
): { readonly pk: string; readonly sk: string } {
  const shard = Number.parseInt(customer.slice(-1), 36) % AUDIENCE_SHARDS;
  return { pk: audiencePartition(audience, shard), sk: customer };
}
