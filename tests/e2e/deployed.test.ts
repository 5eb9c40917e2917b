/**
 * The deployed stacks from outside: shop systems post, people look, operators run their commands. One file, so that its
 * parts run in this order: a rotation needs a minute and begins first, and the books are checked after everything.
 */
import { afterAll, beforeAll } from "vitest";
import { closeConnections } from "../../local/http.ts";
import { listen, stopListening } from "../support/deployed-bus.ts";
import { beginRotation } from "./deployed-orders.ts";

beforeAll(async () => {
  await listen();
  await beginRotation();
});
afterAll(async () => {
  await stopListening();
  closeConnections();
});

import "./deployed-adapters.ts";
import "./deployed-refusals.ts";
import "./deployed-quarantine.ts";
import "./deployed-failures.ts";
import "./deployed-customers.ts";
import "./deployed-pool.ts";
import "./deployed-reconciliation.ts";
import "./deployed-rotation.ts";
import "./deployed-fuzz.ts";
import "./deployed-privacy.ts";
import "./deployed-books.ts";
import "./deployed-alarms.ts";
