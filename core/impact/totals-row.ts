import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import { wrongFields } from "../giving/ledger/limits.ts";
import type { Row } from "../platform/aws/table.store.ts";
import { Totals } from "./impact.ts";

const Packed = z.object({ entries: Totals.shape.entries, packed: z.instanceof(Uint8Array) });

/** The same totals in a fifteenth of the bytes, or less. */
export function packed({ entries, sums, counts }: Totals): {
  readonly entries: number;
  readonly packed: Uint8Array;
} {
  return { entries, packed: gzipSync(JSON.stringify({ sums, counts })) };
}

export type ReadTotals =
  | { readonly ok: true; readonly totals: Totals }
  | { readonly ok: false; readonly reason: string };

/** The totals that a row holds, packed or not; or which fields of it are wrong. */
export function readTotals(row: Row): ReadTotals {
  const parsed = Totals.safeParse(row.packed === undefined ? row : unpacked(row));
  if (parsed.success) return { ok: true, totals: parsed.data };
  return { ok: false, reason: `${row.pk} ${row.sk}: ${wrongFields(parsed.error)}` };
}

function unpacked(row: Row): unknown {
  const parsed = Packed.safeParse(row);
  if (!parsed.success) return undefined;
  try {
    const { sums, counts } = JSON.parse(gunzipSync(parsed.data.packed).toString());
    return { entries: parsed.data.entries, sums, counts };
  } catch {
    return undefined;
  }
}
