import type { ClaimLink, ClaimLinkStore } from "../../core/giving/ledger/claim-link.store.ts";
import type { Step } from "./memory-ledger.ts";

/** Claim links in memory: each step is atomic, as an item of the table is. */
export function memoryClaims(
  step: Step = async () => {},
): ClaimLinkStore & { readonly rows: Map<string, ClaimLink> } {
  const rows = new Map<string, ClaimLink>();
  return {
    rows,
    async read(claim) {
      await step("readClaim");
      return rows.get(claim);
    },
    async open(claim, of) {
      await step("openClaim");
      const row = { of, ...rows.get(claim) };
      rows.set(claim, row);
      return row;
    },
    async lead(receipt, link) {
      await step("leadClaim");
      if (!rows.has(receipt)) rows.set(receipt, { link });
    },
    async pick(claim, picked) {
      await step("pickClaim");
      const row = rows.get(claim) ?? {};
      const isOpen = row.picked === undefined && (row.of === undefined || row.of.until >= picked.at);
      if (isOpen) rows.set(claim, { ...row, picked });
      return rows.get(claim) ?? {};
    },
  };
}
