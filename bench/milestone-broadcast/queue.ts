import type { ModelClock } from "../model/clock.ts";

/** A queue like SQS: what is taken is hidden for a while, and comes back unless its taker says that it is done. */
export class ModelQueue<Message> {
  readonly #visible: { readonly message: Message; readonly tries: number }[] = [];
  readonly #clock: ModelClock;
  readonly #hiddenMs: number;
  readonly #triesMax: number;
  #waiting = 0;
  dead = 0;

  constructor(clock: ModelClock, hiddenMs: number, triesMax: number) {
    this.#clock = clock;
    this.#hiddenMs = hiddenMs;
    this.#triesMax = triesMax;
  }

  post(message: Message, delayMs: number): void {
    this.#later(delayMs, () => this.#visible.push({ message, tries: 0 }));
  }

  /** A message, how often it was taken before, and how to say that it is done; or nothing when none is visible. */
  take(): { readonly message: Message; readonly tries: number; readonly done: () => void } | undefined {
    const taken = this.#visible.shift();
    if (taken === undefined) return undefined;
    let isDone = false;
    this.#later(this.#hiddenMs, () => {
      if (isDone) return;
      if (taken.tries + 1 < this.#triesMax) this.#visible.push({ ...taken, tries: taken.tries + 1 });
      else this.dead += 1;
    });
    return {
      ...taken,
      done: () => {
        isDone = true;
      },
    };
  }

  get isEmpty(): boolean {
    return this.#visible.length === 0 && this.#waiting === 0;
  }

  #later(ms: number, happens: () => void): void {
    this.#waiting += 1;
    this.#clock.sleepUntil(this.#clock.nowMs() + ms, () => {
      this.#waiting -= 1;
      happens();
    });
  }
}
