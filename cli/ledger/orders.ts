import type { Entry } from "../../core/giving/ledger/entry.ts";
import { entriesPrefix } from "../../core/giving/ledger/ledger.keys.ts";

/** What one purchase has in the ledger. */
interface Order {
  accruals: number;
  readonly given: Map<string, number>;
}

/** Checks that each purchase counts once, and that refunds reverse no more than was given. */
export class Orders {
  readonly #orders = new Map<string, Order>();

  add(entry: Entry): void {
    const name = entriesPrefix(entry);
    const order = this.#orders.get(name) ?? { accruals: 0, given: new Map<string, number>() };
    this.#orders.set(name, order);
    if (entry.kind === "accrual") order.accruals += 1;
    for (const { cause, funding, minor } of entry.parts) {
      const part = `${cause} ${funding} ${entry.currency}`;
      order.given.set(part, (order.given.get(part) ?? 0) + minor);
    }
  }

  get purchases(): number {
    return this.#orders.size;
  }

  problems(): string[] {
    return [...this.#orders].flatMap(([name, { accruals, given }]) => [
      ...(accruals === 1 ? [] : [`order ${name}: has ${accruals} accruals`]),
      ...[...given]
        .filter(([, minor]) => minor < 0)
        .map(([part, minor]) => `order ${name}: ${part} was taken back below zero, to ${minor}`),
    ]);
  }
}
