import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  bootstrap,
  ChannelService,
  CurrencyCode,
  JobQueueService,
  RequestContextService,
} from "@vendure/core";
import { populate } from "@vendure/core/cli";
import { environment } from "./environment";
import { products, sample } from "./sample";
import { serveStorefront } from "./storefront";
import { config } from "./vendure-config";

const done = join(environment.folder, "populated");

/** A new Vendure counts in dollars; this shop's prices are in euros. */
async function bootstrapInEuros() {
  const app = await bootstrap(config);
  const ctx = await app.get(RequestContextService).create({ apiType: "admin" });
  const channels = app.get(ChannelService);
  const { id } = await channels.getDefaultChannel();
  await channels.update(ctx, {
    id,
    availableCurrencyCodes: [CurrencyCode.EUR],
    defaultCurrencyCode: CurrencyCode.EUR,
  });
  return app;
}

/** Vendure's server with its products; the first start puts them there. */
async function startServer() {
  if (existsSync(done)) return bootstrap(config);
  const csv = join(environment.folder, "products.csv");
  writeFileSync(csv, products);
  const app = await populate(bootstrapInEuros, sample, csv);
  writeFileSync(done, "");
  return app;
}

/** Server, worker and storefront in one process, which is enough for one machine. */
async function main(): Promise<void> {
  const app = await startServer();
  await app.get(JobQueueService).start();
  await serveStorefront(environment.storefrontPort);
  console.log(`READY http://127.0.0.1:${environment.storefrontPort}/`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
