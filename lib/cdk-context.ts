import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { productRoot } from "./folders.ts";

const CdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** The CDK's flags that the product is made for. They come with it, so that a brand's `cdk.json` need not follow an upgrade. */
export function readCdkContext(): Readonly<Record<string, unknown>> {
  return CdkJson.parse(JSON.parse(readFileSync(join(productRoot, "cdk.json"), "utf8"))).context;
}
