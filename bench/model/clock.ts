import { setImmediate } from "node:timers/promises";
import { Agenda } from "./agenda.ts";

/** Time that passes only by waiting for it. The same work takes the same time on every machine. */
export class ModelClock {
  #nowMs = 0;
  readonly #sleepers = new Agenda<() => void>();

  readonly nowMs = (): number => this.#nowMs;
  readonly wait = (ms: number): Promise<void> =>
    new Promise((wake) => this.sleepUntil(this.#nowMs + ms, wake));

  sleepUntil(atMs: number, wake: () => void): void {
    this.#sleepers.add(atMs, wake);
  }

  /** Lets time pass until the work is done, or until nothing waits any more. */
  async run(work: Promise<unknown>): Promise<void> {
    let done = false;
    const end = () => {
      done = true;
    };
    work.then(end, end);
    for (;;) {
      await setImmediate();
      if (done) {
        await work;
        return;
      }
      const next = this.#sleepers.next();
      if (next === undefined) throw new Error("Everybody waits for something that never comes");
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.event();
    }
  }
}
