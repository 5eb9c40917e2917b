import type { Instant } from "../../model/purchase.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { appliedBrand } from "../config/brand-in-force.ts";
import { readBalances } from "./balances.ts";
import type { AmendGiftDeps, AmendmentWritten } from "./ledger.ts";
import { checkRoom } from "./limits.ts";
import type { Circumstances, PlannedReassignment } from "./reassignment.ts";
import type { RecordedOrder } from "./statement.ts";

interface Writing {
  readonly config: BrandConfig;
  readonly recordedAt: Instant;
  /** Whether what is left in allowances is read first: it was not enough before. */
  readonly withBalances: boolean;
}

/** Writes the entry that moves a gift, as it is planned by what its customer gave before and what allowances hold. */
export async function appendReassignment(
  deps: AmendGiftDeps,
  order: RecordedOrder,
  plan: (at: Circumstances) => PlannedReassignment,
  { config, recordedAt, withBalances }: Writing,
): Promise<AmendmentWritten> {
  const { timeZone } = appliedBrand(config);
  const { customer } = order.accrual;
  const before = customer === undefined ? new Set<string>() : await deps.ledger.givenBefore(customer);
  const at = { config, timeZone, recordedAt, before };
  const freely = plan({ ...at, balances: new Map() });
  const drawn = new Set(freely.draws.flatMap(({ draws }) => draws.map(({ allowance }) => allowance)));
  const { entry, draws } = withBalances ? plan({ ...at, balances: await readBalances(deps, drawn) }) : freely;
  checkRoom(order, entry);
  return deps.ledger.append(entry, draws);
}
