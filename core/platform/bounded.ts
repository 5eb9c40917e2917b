/**
 * Like `Promise.all` over a map, with at most `limit` calls under way. Results keep the order of the items.
 * The first failure rejects and no further call begins; the map waits for the calls under way.
 */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (failed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker));
  const lost = workers.find((outcome) => outcome.status === "rejected");
  if (lost !== undefined) throw lost.reason;
  return results;
}
