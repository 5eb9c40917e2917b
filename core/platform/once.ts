/**
 * The value of `make`, made at the first call and then kept; calls meanwhile wait for the same one. A failure is thrown
 * to every waiting call and is not kept: the next call tries again. An `import("…")` in `make` also loads its code no
 * sooner.
 */
export function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | undefined;
  async function made(): Promise<Value> {
    try {
      return await make();
    } catch (error) {
      kept = undefined;
      throw error;
    }
  }
  return () => {
    kept ??= made();
    return kept;
  };
}
