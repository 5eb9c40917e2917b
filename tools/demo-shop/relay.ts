import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { http } from "../../local/http.ts";

const HEADERS = ["content-type", "webhook-id", "webhook-timestamp", "webhook-signature"] as const;

/** The way between shop and stage, as bad as ways are. */
export interface Relay {
  readonly url: string;
  /** `out`: nothing passes. `twice`: each webhook arrives twice. */
  way: "twice" | "out";
  /** How many webhooks the shop posted, how many of them were refused here, and how many the stage has taken. */
  readonly counts: { posted: number; refused: number; taken: number };
  close(): void;
}

export async function openRelay(to: string): Promise<Relay> {
  const counts = { posted: 0, refused: 0, taken: 0 };
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    counts.posted += 1;
    if (relay.way === "out") {
      counts.refused += 1;
      response.writeHead(503).end("No way.");
      return;
    }
    const headers = Object.fromEntries(HEADERS.map((name) => [name, String(request.headers[name])] as const));
    const post = () => http(to, { method: "POST", headers, body: Buffer.concat(chunks) });
    const answers = [await post(), await post()] as const;
    counts.taken += answers.filter(({ status }) => status < 300).length;
    response.writeHead(answers[1].status).end(answers[1].body);
  };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.writeHead(502).end("The stage did not answer."));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The relay has no port.");
  const relay: Relay = {
    url: `http://127.0.0.1:${address.port}/`,
    way: "twice",
    counts,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return relay;
}
