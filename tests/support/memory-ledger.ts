import {
  Accrual,
  Amendment,
  type Clawback,
  type Entry,
  OrderDetails,
} from "../../core/giving/ledger/entry.ts";
import { orderPath } from "../../core/giving/ledger/ledger.keys.ts";
import type { Ledger, OrderClaimed, Placed } from "../../core/giving/ledger/ledger.ts";
import type { EarlyRefunds, ExistingItem } from "../../core/giving/ledger/order-claim.ts";
import { keepsOrderRow } from "../../core/giving/ledger/order-row.ts";
import type { Allowance } from "../../core/giving/pricing/allowance.ts";
import type { AllowanceBalance, DrawPlan } from "../../core/giving/pricing/draw.ts";
import type { Draw } from "../../core/model/gift.ts";
import type { OrderRef } from "../../core/model/purchase.ts";

/** Before each step of the ledger: where tests let other runs go first, or let this one die. */
export type Step = (name: string) => Promise<void>;

/**
 * The ledger's promises in memory: each step is atomic and conditional as in the table, and everything else may
 * happen between two steps.
 */
export class MemoryLedger implements Ledger {
  readonly existing = new Map<string, ExistingItem>();
  readonly amendments = new Map<string, Amendment>();
  readonly firsts = new Set<string>();
  readonly left = new Map<string, number[]>();
  readonly exhausted: string[] = [];
  /** Every entry, in the order in which they were written. */
  readonly entries: Entry[] = [];
  /** The least that any shard ever held. */
  lowest = 0;
  /** Connections that keep no order rows. */
  readonly fixed = new Set<string>();
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
      if (entry.kind !== "accrual") {
        this.amendments.set(`${key} ${entry.sequence}`, entry);
        continue;
      }
      this.existing.set(key, entry);
      if (!this.keepsOrderRow(entry)) continue;
      const { source, connection, orderId, placedAt, fingerprint, early } = entry;
      const row = { kind: "order" as const, source, connection, orderId, placedAt, fingerprint, early };
      const order = { ...row, ...OrderDetails.parse(entry) };
      this.existing.set(this.anchorKey(entry), order);
    }
  }

  keepsOrderRow = (order: OrderRef) => keepsOrderRow(order, this.fixed);

  private anchorKey(order: Placed): string {
    return this.keepsOrderRow(order) ? `order ${orderPath(order)}` : entryKey(order, order.placedAt ?? "");
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

  claimAlias: Ledger["claimAlias"] = async (link, expected) => {
    await this.step("claimAlias");
    const { source, connection, orderId, alias } = link;
    const early = [...(expected?.refunds ?? [])];
    const row = { kind: "alias" as const, source, connection, orderId, alias, early };
    const key = `order ${orderPath({ source, connection, orderId: alias })}`;
    const claimed = this.claim(key, row, expected);
    if (claimed.kind === "written") return { kind: "written", row };
    const { existing } = claimed;
    return existing.kind === "alias" && existing.orderId === orderId
      ? { kind: "written", row: existing }
      : { kind: "existing", existing };
  };

  record: Ledger["record"] = async (accrual, plans, expected) => {
    await this.step("record");
    const key = entryKey(accrual, accrual.placedAt);
    const existing = this.blockedBy(key, expected);
    if (existing !== undefined) return { kind: "existing", existing };
    if (!this.canDraw(plans)) return { kind: "lost", to: "allowance" };
    const firsts = accrual.firstFor.map((cause) => `${accrual.customer} ${cause}`);
    if (firsts.some((first) => this.firsts.has(first))) return { kind: "lost", to: "firstGift" };

    const entry = Accrual.parse(structuredClone(accrual));
    this.existing.set(key, entry);
    this.entries.push(entry);
    for (const first of firsts) this.firsts.add(first);
    this.draw(plans);
    return { kind: "written" };
  };

  private canDraw(plans: readonly DrawPlan[]): boolean {
    for (const take of plans.flatMap((plan) => plan.draws)) {
      const left = this.left.get(take.allowance)?.[take.shard] ?? 0;
      const holds = take.while.left === "above" ? left > take.minor : left === take.while.seen;
      if (!holds) return false;
    }
    for (const { exhausts } of plans) {
      if (exhausts === undefined) continue;
      const shards = this.left.get(exhausts.allowance) ?? [];
      if (this.exhausted.includes(exhausts.allowance)) return false;
      if (exhausts.empty.some((shard) => shards[shard] !== 0)) return false;
    }
    return true;
  }

  private draw(plans: readonly DrawPlan[]): void {
    for (const take of plans.flatMap((plan) => plan.draws)) this.add(take, -take.minor);
    for (const { exhausts } of plans) if (exhausts !== undefined) this.exhausted.push(exhausts.allowance);
  }

  async givenBefore(customer: string): Promise<ReadonlySet<string>> {
    await this.step("givenBefore");
    const own = [...this.firsts].filter((first) => first.startsWith(`${customer} `));
    return new Set(own.map((first) => first.slice(customer.length + 1)));
  }

  find: Ledger["find"] = async (refund) => {
    await this.step("find");
    const { orderId } = refund;
    const existing = this.existing.get(this.anchorKey(refund)) ?? this.recordedWithoutRow(refund);
    if (existing === undefined) return { kind: "nothing", orderId };
    if (existing.kind === "parked") return { kind: "parked", orderId, parked: existing };
    if (existing.kind === "alias") return this.find({ ...refund, orderId: existing.orderId });
    const accrual = this.existing.get(entryKey(refund, existing.placedAt));
    if (accrual?.kind !== "accrual") return { kind: "unfinished" };
    const details = existing.kind === "order" ? OrderDetails.parse(existing) : {};
    return { kind: "purchase", accrual: { ...accrual, ...details }, amendments: this.amendmentsOf(accrual) };
  };

  park: Ledger["park"] = async (refund, expected) => {
    await this.step("park");
    const { source, connection, orderId } = refund;
    const refunds = [...(expected?.refunds ?? []), refund];
    const claimed = this.claim(
      this.anchorKey(refund),
      { kind: "parked", source, connection, orderId, refunds },
      expected,
    );
    return claimed.kind === "written" ? "parked" : "lost";
  };

  append: Ledger["append"] = async (entry, plans) => {
    await this.step("append");
    const key = `${entryKey(entry, entry.placedAt)} ${entry.sequence}`;
    if (this.amendments.has(key)) return { kind: "lost", to: "sequence" };
    const firsts =
      entry.kind === "reassignment" ? entry.firstFor.map((cause) => `${entry.customer} ${cause}`) : [];
    if (firsts.some((first) => this.firsts.has(first))) return { kind: "lost", to: "sequence" };
    if (!this.canDraw(plans)) return { kind: "lost", to: "allowance" };
    for (const first of firsts) this.firsts.add(first);
    const amendment = Amendment.parse(structuredClone(entry));
    this.amendments.set(key, amendment);
    this.entries.push(amendment);
    for (const draw of entry.draws) if (draw.minor < 0) this.add(draw, -draw.minor);
    this.draw(plans);
    return { kind: "written" };
  };

  amendmentsOf(accrual: Accrual): Amendment[] {
    return [...this.amendments.values()]
      .filter((entry) => orderPath(entry) === orderPath(accrual))
      .toSorted((a, b) => a.sequence - b.sequence);
  }

  clawbacks(): Clawback[] {
    return [...this.amendments.values()].filter((entry) => entry.kind === "clawback");
  }

  accruals(): Accrual[] {
    return [...this.existing.values()].filter((item) => item.kind === "accrual");
  }

  private recordedWithoutRow(order: Placed): ExistingItem | undefined {
    const existing = this.existing.get(entryKey(order, order.placedAt ?? ""));
    return existing?.kind === "accrual" ? existing : undefined;
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
