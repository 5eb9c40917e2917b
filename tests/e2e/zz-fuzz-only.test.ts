import { afterAll, beforeAll } from "vitest";
import { closeConnections } from "../../local/http.ts";
import { listen, stopListening } from "./deployed-bus.ts";
beforeAll(async () => { await listen(); });
afterAll(async () => { await stopListening(); closeConnections(); });
import "./deployed-fuzz.ts";
