import type { Clock } from "../../platform/pacer.ts";
import { type AskShop, ShopBusyError } from "../shop-system/order-list.ts";

/** A shop that wants to be left alone for no longer than this is waited for; a caller of ours would wait longer. */
const WAIT_MS_MAX = 3_000;
const TRIES_MAX = 2;

/**
 * Asks each connection's shop as often as it lets us. For as long as it wants to be left alone (`pauseSeconds` of a
 * {@link ShopBusyError}) it is not asked: a short pause is waited out, and the question asked once more; in a longer one
 * every question is answered {@link ShopBusyError} at once, so that one shop that is down does not hold up the others.
 * Known to one instance of a function: another learns it from its own question.
 */
export function shopPauses({ nowMs, wait }: Clock) {
  const untilMs = new Map<string, number>();
  return (connection: string, ask: AskShop): AskShop =>
    async (url, headers, schema) => {
      for (let tries = 1; ; tries += 1) {
        const leftMs = (untilMs.get(connection) ?? 0) - nowMs();
        if (leftMs > WAIT_MS_MAX) throw new ShopBusyError("The shop's system asked to be left alone");
        if (leftMs > 0) await wait(leftMs);
        try {
          return await ask(url, headers, schema);
        } catch (error) {
          const pauseMs = error instanceof ShopBusyError ? error.pauseSeconds * 1000 : 0;
          if (pauseMs > 0) untilMs.set(connection, nowMs() + pauseMs);
          if (pauseMs === 0 || pauseMs > WAIT_MS_MAX || tries === TRIES_MAX) throw error;
        }
      }
    };
}
