import { afterAll, beforeAll } from "vitest";
import { closeConnections } from "../../local/http.ts";
import { startRotation } from "./deployed-orders.ts";

/** Around each suite of the project `deployed`. All share one process, so that the first alone starts the rotation. */
beforeAll(startRotation);
afterAll(closeConnections);
