import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import * as z from "zod";

/** What a function asks of AWS while it answers a webhook, answered at once: only its own time is of interest. */
export interface QuickAws {
  readonly endpoint: string;
  close(): Promise<void>;
}

const PutEvents = z.object({ Entries: z.array(z.unknown()) });

function answerTo(target: string, body: string, secret: string): object {
  switch (target) {
    case "secretsmanager.GetSecretValue":
      return { SecretString: secret };
    case "AWSEvents.PutEvents": {
      const { Entries } = PutEvents.parse(JSON.parse(body));
      return { FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: `event-${index}` })) };
    }
    default:
      throw new Error(`No webhook needs ${target}`);
  }
}

/** Every secret says `secret`. */
export async function startQuickAws(secret: string): Promise<QuickAws> {
  const server = createServer((request, response) => {
    void text(request)
      .then((body) => answerTo(String(request.headers["x-amz-target"]), body, secret))
      .then(
        (answer) =>
          response.setHeader("content-type", "application/x-amz-json-1.1").end(JSON.stringify(answer)),
        () => response.writeHead(400).end("{}"),
      );
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("There is no port"));
      else resolve(address.port);
    });
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
