/** What one function has used, as Lambda and CloudWatch would bill it: processor time here, not the clock on the wall. */
export interface Used {
  readonly calls: number;
  readonly cpuMs: number;
  readonly logLines: number;
  readonly logBytes: number;
}

type Handler = (event: unknown) => Promise<unknown>;

const used = new Map<string, Used>();
const lines = { count: 0, bytes: 0 };

/** Counts what is logged, and keeps it from the terminal. */
export function countLogs(): void {
  const count = (chunk: string | Uint8Array): boolean => {
    lines.count += 1;
    lines.bytes += Buffer.byteLength(chunk);
    return true;
  };
  process.stdout.write = count;
  process.stderr.write = count;
}

/**
 * The same function, measured where a worker's calls are to be priced: asking for the processor's time costs some. What other work does on this processor meanwhile counts as well, so calls that are
 * to be priced are made one after the other.
 */
export function measured(name: string, handler: Handler): Handler {
  if (process.env["BENCH_PRICED"] !== "true") return handler;
  return async (event) => {
    const cpu = process.cpuUsage();
    const before = { ...lines };
    try {
      return await handler(event);
    } finally {
      const { user, system } = process.cpuUsage(cpu);
      const sum = used.get(name) ?? { calls: 0, cpuMs: 0, logLines: 0, logBytes: 0 };
      used.set(name, {
        calls: sum.calls + 1,
        cpuMs: sum.cpuMs + (user + system) / 1000,
        logLines: sum.logLines + lines.count - before.count,
        logBytes: sum.logBytes + lines.bytes - before.bytes,
      });
    }
  };
}

/** What was used since the last call. */
export function takeUsed(): Readonly<Record<string, Used>> {
  const taken = Object.fromEntries(used);
  used.clear();
  return taken;
}
