/** Virtual time: what is to happen, by its time; of two with the same time, the one that was planned first. */
export class Agenda<Event> {
  readonly #heap: { readonly atMs: number; readonly turn: number; readonly event: Event }[] = [];
  #turns = 0;

  add(atMs: number, event: Event): void {
    const heap = this.#heap;
    heap.push({ atMs, turn: this.#turns, event });
    this.#turns += 1;
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** The next event, or nothing when all has happened. */
  next(): { readonly atMs: number; readonly event: Event } | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      let least = at;
      if (left < heap.length && this.#before(left, least)) least = left;
      if (left + 1 < heap.length && this.#before(left + 1, least)) least = left + 1;
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return false;
    return one.atMs === other.atMs ? one.turn < other.turn : one.atMs < other.atMs;
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return;
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}
