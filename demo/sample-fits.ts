import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { readBrand } from "../cli/brand/brand-ledger.ts";
import { productRoot } from "../cli/settings.ts";
import { projectStage } from "../lib/project-stages.ts";
import { connectionName } from "../lib/stages.ts";
import { demoConnections } from "./sample-stage.ts";

/** What a brand says of itself that no figure of the sample day depends on. */
const OWN_WORDS = ["name", "purpose", "headline", "look", "legal"];

/**
 * Why the sample day cannot be run for a brand, in a few words; undefined where it can. Its customers choose among the sample's
 * causes, and buy in the sample's shops under the sample's terms: a brand that has its own has another day.
 */
export async function whyNoSampleDay(brand: string): Promise<string | undefined> {
  const {
    brand: self,
    stories: _stories,
    words: _words,
    pictures: _pictures,
    ...texts
  } = await readBrand(brand);
  for (const [part, { file, text }] of Object.entries(texts))
    if (text !== (await sample(part))) return `${file} is the brand's own`;
  if (figuresOf(self.text) !== figuresOf(await sample("brand"))) return `${self.file} is the brand's own`;
  const { connections } = await projectStage("local");
  const shops = new Set(connections.map(connectionName));
  const missing = demoConnections.map(connectionName).filter((name) => !shops.has(name));
  return missing.length === 0 ? undefined : `the stage local has no connection ${missing.join(", ")}`;
}

function sample(part: string): Promise<string> {
  return readFile(join(productRoot, "brands", "demo", `${part}.yaml`), "utf8");
}

function figuresOf(text: string): string {
  const said: Readonly<Record<string, unknown>> = parse(text);
  return JSON.stringify(Object.entries(said).filter(([key]) => !OWN_WORDS.includes(key)));
}
