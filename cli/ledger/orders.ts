import type { Entry } from "../../core/giving/ledger/entry.ts";
import { entriesPrefix } from "../../core/giving/ledger/ledger.keys.ts";
import type { Part } from "../../core/model/gift.ts";

/** What one purchase has in the ledger. `given`: by its statements; `left`: after what was taken back and restored. */
interface Order {
  accruals: number;
  isTopUp: boolean;
  readonly given: Map<string, number>;
  readonly left: Map<string, number>;
  held: { readonly minor: number; readonly currency: string; readonly statement: number };
}

/** Round-ups of customers that no terms take, of one currency. */
export interface Held {
  readonly currency: string;
  readonly minor: number;
  readonly orders: number;
}

/** Checks that each purchase counts once, and that what is left of it is never below zero nor above what it gave. */
export class Orders {
  readonly #orders = new Map<string, Order>();

  add(entry: Entry): void {
    const name = entriesPrefix(entry);
    const { currency } = entry;
    const nothing = { minor: 0, currency, statement: -1 };
    const order = this.#orders.get(name) ?? {
      accruals: 0,
      isTopUp: false,
      given: new Map<string, number>(),
      left: new Map<string, number>(),
      held: nothing,
    };
    this.#orders.set(name, order);
    if (entry.kind === "accrual") {
      order.accruals += 1;
      order.isTopUp = entry.topUp === true;
    }
    const isStatement = entry.kind === "accrual" || entry.kind === "supplement";
    if (isStatement) {
      const statement = entry.kind === "accrual" ? 0 : entry.sequence;
      const held = { minor: entry.roundUpHeld?.minor ?? 0, currency, statement };
      if (statement > order.held.statement) order.held = held;
    }
    const given =
      entry.kind === "reassignment" ? (entry.whole ?? entry).parts : isStatement ? entry.parts : [];
    addParts(order.given, given, currency);
    addParts(order.left, entry.parts, currency);
  }

  get purchases(): number {
    return [...this.#orders.values()].filter(({ isTopUp }) => !isTopUp).length;
  }

  /** By currency, what the last statement of each order holds. */
  held(): Held[] {
    const all = [...this.#orders.values()].map(({ held }) => held).filter(({ minor }) => minor > 0);
    return [...Map.groupBy(all, ({ currency }) => currency)].map(([currency, some]) => ({
      currency,
      minor: some.reduce((sum, { minor }) => sum + minor, 0),
      orders: some.length,
    }));
  }

  problems(): string[] {
    return [...this.#orders].flatMap(([name, { accruals, given, left }]) => [
      ...(accruals === 1 ? [] : [`order ${name}: has ${accruals} accruals`]),
      ...[...left]
        .filter(([, minor]) => minor < 0)
        .map(([part, minor]) => `order ${name}: ${part} was taken back below zero, to ${minor}`),
      ...[...left]
        .filter(([part, minor]) => minor > (given.get(part) ?? 0))
        .map(([part, minor]) => `order ${name}: ${part} is ${minor}, and ${given.get(part) ?? 0} was given`),
    ]);
  }
}

function addParts(sums: Map<string, number>, parts: readonly Part[], currency: string): void {
  for (const { cause, funding, minor } of parts) {
    const part = `${cause} ${funding} ${currency}`;
    sums.set(part, (sums.get(part) ?? 0) + minor);
  }
}
