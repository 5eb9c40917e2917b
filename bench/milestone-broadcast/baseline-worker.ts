import { LATENCY_MS, type Work } from "./workers.ts";

const SDK_TRIES = 3;
const SDK_PAUSE_MS = 100;
const AGAIN_AFTER_MS = 60_000;

/**
 * The idiomatic worker: each customer in the queue had agreed when the queue was filled. It sends one after the other, so that
 * as many workers stay below the rate; the SDK tries again what was not answered; what fails all the same comes back.
 */
export const baselineWorker: Work = async (batch, life, post) => {
  for (const customer of batch.customers) {
    await life.clock.wait(LATENCY_MS / 4);
    try {
      await sent();
    } catch {
      post({ ...batch, customers: [customer] }, AGAIN_AFTER_MS);
    }
    async function sent(): Promise<void> {
      for (let tries = 1; ; tries += 1) {
        await life.alive();
        try {
          if (!life.hand(customer)) throw new Error("Throttled");
          return await life.answer();
        } catch (error) {
          if (tries === SDK_TRIES) throw error;
          await life.clock.wait(SDK_PAUSE_MS * 2 ** tries);
        }
      }
    }
  }
};
