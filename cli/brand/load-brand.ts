import type { DeployedStage } from "../stage.ts";
import { accepted, apply, ledgerOf, readBrand } from "./brand-ledger.ts";

/** Applies `brands/<name>` to the deployed stacks; a second call changes nothing. Returns what changed, in a few words. */
export async function loadBrand(stage: DeployedStage, name: string): Promise<string> {
  const ledger = ledgerOf(stage);
  try {
    const { changes } = accepted(await apply(ledger, await readBrand(name), { mayRename: true }));
    const due = changes.filter((change) => change.how !== "same").length;
    return due === 0 ? "as applied before" : `${due} of ${changes.length} rows written`;
  } finally {
    ledger.dynamo.destroy();
  }
}
