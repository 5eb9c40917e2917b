import { type Call, sequentialDepth } from "../proxy/call.ts";
import { type IndexedPart, unitMeter } from "../proxy/units.ts";

/** What calls came to, all of them together. */
export interface Metered {
  readonly calls: number;
  readonly depth: number;
  readonly bytes: number;
  readonly write: number;
  readonly read: number;
  /** Events that were put on the bus. */
  readonly events: number;
  /** Units that the engine says were consumed, and that AWS's rules say otherwise. */
  readonly disagreed: number;
  readonly seen: readonly Call[];
}

export interface Meter {
  readonly watch: (call: Call) => void;
  /** What was seen since the last call. */
  take(): Metered;
}

/** Sees the calls that pass the proxy. */
export function meter(indexed: IndexedPart): Meter {
  const unitsOf = unitMeter(indexed);
  let calls: Call[] = [];
  let units = { write: 0, read: 0, disagreed: 0 };
  return {
    watch(call) {
      calls.push(call);
      const used = unitsOf(call);
      if (used === undefined) return;
      units = {
        write: units.write + used.write,
        read: units.read + used.read,
        disagreed:
          units.disagreed +
          Math.abs(used.engineWrite - used.write) +
          // The engine says one unit for each query, however much it reads.
          (call.operation === "Query" ? 0 : Math.abs(used.engineRead - used.read)),
      };
    },
    take() {
      const seen = calls;
      const taken = {
        calls: seen.length,
        depth: sequentialDepth(seen),
        bytes: seen.reduce((sum, call) => sum + call.requestBytes + call.answerBytes, 0),
        ...units,
        events: seen.reduce((sum, call) => sum + entriesOf(call).length, 0),
        seen,
      };
      calls = [];
      units = { write: 0, read: 0, disagreed: 0 };
      return taken;
    },
  };
}

/** The entries of a PutEvents call; none of any other call. */
export function entriesOf(call: Call): readonly Record<string, unknown>[] {
  const { Entries } = call.request;
  return call.operation === "PutEvents" && Array.isArray(Entries) ? Entries : [];
}
