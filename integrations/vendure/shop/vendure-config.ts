import { join } from "node:path";
import {
  DefaultJobQueuePlugin,
  DefaultLogger,
  DefaultSchedulerPlugin,
  dummyPaymentHandler,
  LogLevel,
  type VendureConfig,
} from "@vendure/core";
import { WellspringPlugin } from "../plugin/wellspring.plugin";
import { environment } from "./environment";
import { NodeSqlite } from "./node-sqlite";

const { site, connection, address, key } = environment;

/** A Vendure server as its own starter has it, on this machine alone, with our plugin. */
export const config: VendureConfig = {
  apiOptions: {
    hostname: "127.0.0.1",
    port: environment.apiPort,
    adminApiPath: "admin-api",
    shopApiPath: "shop-api",
    cors: false,
  },
  authOptions: {
    tokenMethod: "bearer",
    superadminCredentials: { identifier: "superadmin", password: environment.password },
  },
  dbConnectionOptions: {
    type: "better-sqlite3",
    driver: NodeSqlite,
    database: join(environment.folder, "shop.sqlite"),
    synchronize: true,
    logging: false,
  },
  importExportOptions: { importAssetsDir: environment.folder },
  logger: new DefaultLogger({ level: LogLevel.Warn }),
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  plugins: [
    DefaultJobQueuePlugin.init({ pollInterval: 250 }),
    DefaultSchedulerPlugin.init({}),
    WellspringPlugin.init({ site, connection, address, key }),
  ],
};
