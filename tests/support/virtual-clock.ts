import { setImmediate } from "node:timers/promises";

/** Time that passes only by waiting for it: a night is over in milliseconds, and every run is the same. */
export class VirtualClock {
  private timeMs = 0;
  private readonly sleepers: { readonly wakeMs: number; readonly wake: () => void }[] = [];

  readonly nowMs = (): number => this.timeMs;
  readonly wait = (ms: number): Promise<void> =>
    new Promise((wake) => {
      this.sleepers.push({ wakeMs: this.timeMs + ms, wake });
    });

  /** Lets time pass until the work is done. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let done = false;
    const end = () => {
      done = true;
    };
    work.then(end, end);
    for (;;) {
      await setImmediate();
      if (done) return work;
      this.sleepers.sort((a, b) => a.wakeMs - b.wakeMs);
      const next = this.sleepers.shift();
      if (next === undefined) throw new Error("Everybody waits for something that never comes");
      this.timeMs = Math.max(this.timeMs, next.wakeMs);
      next.wake();
    }
  }
}
