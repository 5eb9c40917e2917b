import { Accrual, Clawback, type Entry } from "../../core/giving/ledger/entry.ts";
import { orderPath } from "../../core/giving/ledger/ledger.keys.ts";
import type { Ledger, OrderClaimed, Placed } from "../../core/giving/ledger/ledger.ts";
import type { EarlyRefunds, ExistingItem } from "../../core/giving/ledger/order-claim.ts";
import type { Allowance } from "../../core/giving/pricing/allowance.ts";
import type { AllowanceBalance } from "../../core/giving/pricing/draw.ts";
import type { Draw } from "../../core/model/gift.ts";
import type { OrderRef } from "../../core/model/purchase.ts";
import { refundsCarryPlacedAt } from "../../core/model/sources.ts";

/** Before each step of the ledger: where tests let other runs go first, or let this one die. */
export type Step = (name: string) => Promise<void>;

/**
 * The ledger's promises in memory: each step is atomic and conditional as in the table, and everything else may
 * happen between two steps.
 */
export class MemoryLedger implements Ledger {
  readonly existing = new Map<string, ExistingItem>();
  readonly clawbacks = new Map<string, Clawback>();
  readonly firsts = new Set<string>();
  readonly left = new Map<string, number[]>();
  readonly exhausted: string[] = [];
  /** Every entry, in the order in which they were written. */
  readonly entries: Entry[] = [];
  /** The least that any shard ever held. */
  lowest = 0;
  private readonly step: Step;

  constructor(allowances: readonly Allowance[] = [], step: Step = async () => {}) {
    for (const { allowance, shards } of allowances) this.left.set(allowance, [...shards]);
    this.step = step;
  }

  /** Puts entries into the ledger, each with the rows that its command left beside it. */
  hold(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.entries.push(entry);
      const key = entryKey(entry, entry.placedAt);
      if (entry.kind === "clawback") {
        this.clawbacks.set(`${key} ${entry.sequence}`, entry);
        continue;
      }
      this.existing.set(key, entry);
      if (refundsCarryPlacedAt(entry.source)) continue;
      const { source, connection, orderId, placedAt, fingerprint, early } = entry;
      const order = { kind: "order" as const, source, connection, orderId, placedAt, fingerprint, early };
      this.existing.set(anchorKey(entry), order);
    }
  }

  async balanceOf(allowance: string): Promise<AllowanceBalance> {
    await this.step("balanceOf");
    const shards = this.left.get(allowance) ?? [];
    return { left: new Map(shards.entries()), exhausted: this.exhausted.includes(allowance) };
  }

  async claimOrder(row: ExistingItem, expected: EarlyRefunds | undefined): Promise<OrderClaimed> {
    await this.step("claimOrder");
    return this.claim(`order ${orderPath(row)}`, row, expected);
  }

  record: Ledger["record"] = async (accrual, plans, expected) => {
    await this.step("record");
    const key = entryKey(accrual, accrual.placedAt);
    const existing = this.blockedBy(key, expected);
    if (existing !== undefined) return { kind: "existing", existing };
    const takes = plans.flatMap((plan) => plan.draws);
    for (const take of takes) {
      const left = this.left.get(take.allowance)?.[take.shard] ?? 0;
      const holds = take.while.left === "above" ? left > take.minor : left === take.while.seen;
      if (!holds) return { kind: "lost", to: "allowance" };
    }
    for (const { exhausts } of plans) {
      if (exhausts === undefined) continue;
      const shards = this.left.get(exhausts.allowance) ?? [];
      if (this.exhausted.includes(exhausts.allowance)) return { kind: "lost", to: "allowance" };
      if (exhausts.empty.some((shard) => shards[shard] !== 0)) return { kind: "lost", to: "allowance" };
    }
    const firsts = accrual.firstFor.map((cause) => `${accrual.customer} ${cause}`);
    if (firsts.some((first) => this.firsts.has(first))) return { kind: "lost", to: "firstGift" };

    const entry = Accrual.parse(structuredClone(accrual));
    this.existing.set(key, entry);
    this.entries.push(entry);
    for (const first of firsts) this.firsts.add(first);
    for (const take of takes) this.add(take, -take.minor);
    for (const { exhausts } of plans) if (exhausts !== undefined) this.exhausted.push(exhausts.allowance);
    return { kind: "written" };
  };

  async givenBefore(customer: string): Promise<ReadonlySet<string>> {
    await this.step("givenBefore");
    const own = [...this.firsts].filter((first) => first.startsWith(`${customer} `));
    return new Set(own.map((first) => first.slice(customer.length + 1)));
  }

  find: Ledger["find"] = async (refund) => {
    await this.step("find");
    const existing = this.existing.get(anchorKey(refund));
    if (existing === undefined) return { kind: "nothing" };
    if (existing.kind === "parked") return { kind: "parked", parked: existing };
    const accrual = this.existing.get(entryKey(refund, existing.placedAt));
    if (accrual?.kind !== "accrual") return { kind: "unfinished" };
    return { kind: "purchase", accrual, clawbacks: this.clawbacksOf(accrual) };
  };

  park: Ledger["park"] = async (refund, expected) => {
    await this.step("park");
    const { source, connection, orderId } = refund;
    const refunds = [...(expected?.refunds ?? []), refund];
    const claimed = this.claim(
      anchorKey(refund),
      { kind: "parked", source, connection, orderId, refunds },
      expected,
    );
    return claimed.kind === "written" ? "parked" : "lost";
  };

  appendReversal: Ledger["appendReversal"] = async (entry) => {
    await this.step("appendReversal");
    const key = `${entryKey(entry, entry.placedAt)} ${entry.sequence}`;
    if (this.clawbacks.has(key)) return "lost";
    const clawback = Clawback.parse(structuredClone(entry));
    this.clawbacks.set(key, clawback);
    this.entries.push(clawback);
    for (const draw of entry.draws) this.add(draw, -draw.minor);
    return "written";
  };

  clawbacksOf(accrual: Accrual): Clawback[] {
    return [...this.clawbacks.values()]
      .filter((entry) => orderPath(entry) === orderPath(accrual))
      .toSorted((a, b) => a.sequence - b.sequence);
  }

  accruals(): Accrual[] {
    return [...this.existing.values()].filter((item) => item.kind === "accrual");
  }

  private add({ allowance, shard }: Pick<Draw, "allowance" | "shard">, minor: number): void {
    const shards = this.left.get(allowance) ?? [];
    const left = (shards[shard] ?? 0) + minor;
    shards[shard] = left;
    this.lowest = Math.min(this.lowest, left);
  }

  private claim(key: string, item: ExistingItem, expected: EarlyRefunds | undefined): OrderClaimed {
    const existing = this.blockedBy(key, expected);
    if (existing !== undefined) return { kind: "existing", existing };
    this.existing.set(key, structuredClone(item));
    return { kind: "written" };
  }

  private blockedBy(key: string, expected: EarlyRefunds | undefined): ExistingItem | undefined {
    const existing = this.existing.get(key);
    const asSeen = existing?.kind === "parked" && existing.refunds.length === expected?.refunds.length;
    return asSeen ? undefined : existing;
  }
}

function entryKey(order: OrderRef, placedAt: string): string {
  return `entry ${placedAt.slice(0, 16)} ${orderPath(order)}`;
}

function anchorKey(order: Placed): string {
  return refundsCarryPlacedAt(order.source)
    ? entryKey(order, order.placedAt ?? "")
    : `order ${orderPath(order)}`;
}
