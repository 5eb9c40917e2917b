/**
 * What `make` gives, made at the first need and then kept; all that need it meanwhile wait for the same one. A failure
 * is thrown to everybody who waits and is not kept: the next need tries again. With an `import("…")` in it, also the code
 * is loaded no sooner.
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
