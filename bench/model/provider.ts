/** A provider of emails with a rate: it takes so many in any second and refuses what is above. */
export class ModelProvider {
  readonly #perSecond: number;
  readonly #handedMs: number[] = [];
  readonly #taken = new Map<string, number>();
  refused = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** False when the second before this moment was full: nothing was taken then. */
  hand(recipient: string, atMs: number): boolean {
    const full = this.#handedMs.length >= this.#perSecond;
    const oldest = full ? this.#handedMs[this.#handedMs.length - this.#perSecond] : undefined;
    if (oldest !== undefined && atMs - oldest < 1000) {
      this.refused += 1;
      return false;
    }
    this.#handedMs.push(atMs);
    this.#taken.set(recipient, (this.#taken.get(recipient) ?? 0) + 1);
    return true;
  }

  get taken(): number {
    return this.#taken.size;
  }

  /** Messages that somebody got beyond their first. */
  get twice(): number {
    return this.#handedMs.length - this.#taken.size;
  }

  /** At what share of its rate it was used, until nine tenths were taken: the end waits for what failed. */
  get usedShare(): number {
    const [first = 0] = this.#handedMs;
    const count = Math.floor(this.#handedMs.length * 0.9);
    const untilMs = this.#handedMs[count - 1] ?? first;
    return count / (((untilMs - first) / 1000) * this.#perSecond);
  }
}
