import { readdirSync } from "node:fs";
import { shipped } from "./receive-purchase/shipped.ts";

/**
 * Prints the bytes of every function as it ships: of all its modules, zipped, and of those that a start loads. Measures
 * nothing that takes time, so it is no claim: `node bench/bundles.ts`.
 */
for (const name of readdirSync(new URL("../functions", import.meta.url))) {
  const { bytes, zippedBytes, startBytes, close } = await shipped(name);
  await close();
  console.log(
    [name.padEnd(24), ...[bytes, zippedBytes, startBytes].map((n) => String(n).padStart(9))].join(""),
  );
}
