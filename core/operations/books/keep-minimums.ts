import type { BrandConfig } from "../../giving/config/brand-config.ts";
import type { Accrual } from "../../giving/ledger/entry.ts";
import type { Ledger } from "../../giving/ledger/ledger.ts";
import { recordTopUp, type TopUp, toTopUp } from "../../giving/ledger/top-up.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Guarantees } from "./guarantees.ts";

/** One amount that a minimum lacked. `existing`: another run added it, so what was read before is too old to go on with. */
interface KeptMinimum {
  readonly kind: "written" | "existing";
  readonly topUp: TopUp;
  readonly entry: Accrual;
}

/**
 * Adds what the guaranteed minimums lack that closed at a time, one after the other, by what `guarantees` has seen of the ledger.
 * It answers each once it is in the ledger, and ends with the first that another run added. Again, it adds nothing twice.
 */
export async function* keepMinimums(
  ledger: Pick<Ledger, "record">,
  config: BrandConfig,
  guarantees: Guarantees,
  at: Instant,
): AsyncGenerator<KeptMinimum> {
  for (let topUp = guarantees.due(at); topUp !== undefined; topUp = guarantees.due(at)) {
    const entry = toTopUp(topUp, config, at);
    const { kind } = await recordTopUp(ledger, entry);
    if (kind === "written") guarantees.add(entry);
    yield { kind, topUp, entry };
    if (kind === "existing") return;
  }
}
