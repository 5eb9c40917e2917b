import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { CliError } from "../../../../cli/cli-error.ts";
import { startEngine } from "../../../../local/engine/engine.ts";
import { http } from "../../../../local/http.ts";

const servers: Server[] = [];

async function serve(answer: Parameters<typeof createServer>[1]): Promise<number> {
  const server = createServer(answer ?? (() => {}));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe("what the local engine says when it cannot start", () => {
  test("names a port that is taken and how to choose another", async () => {
    const port = await serve((_, answer) => answer.end("someone else"));
    const start = startEngine({ kind: "own", port, endpoint: `http://127.0.0.1:${port}` });
    await expect(start).rejects.toMatchObject({
      name: "CliError",
      message: `Port ${port} on 127.0.0.1 is taken by another program.`,
      remedy: `End that program, or choose another port: WELLSPRING_PORT=${port + 1} npm start.`,
    });
  });

  test("names an AWS_ENDPOINT_URL at which nothing answers", async () => {
    const start = startEngine({ kind: "given", endpoint: "http://127.0.0.1:9" });
    await expect(start).rejects.toBeInstanceOf(CliError);
  });
});

describe("requests to an address below localhost", () => {
  test("go to 127.0.0.1 with that name as their host", async () => {
    const port = await serve((request, answer) => {
      let body = "";
      request.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on("end", () => {
        answer.writeHead(202, { "x-seen": `${request.method} ${request.headers.host} ${request.url}` });
        answer.end(body.toUpperCase());
      });
    });
    const url = `http://abc.execute-api.localhost:${port}/webhooks?a=1`;
    expect(await http(url, { method: "POST", body: "paid" })).toMatchObject({
      status: 202,
      headers: { "x-seen": `POST abc.execute-api.localhost:${port} /webhooks?a=1` },
      body: "PAID",
    });
  });

  test("fail when no answer comes in time", async () => {
    const port = await serve(() => {});
    await expect(http(`http://localhost:${port}/`, { timeoutMs: 50 })).rejects.toThrow();
  });
});
