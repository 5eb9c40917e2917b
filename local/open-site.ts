import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface OpenSite {
  readonly address: string;
  readonly close: () => void;
}

/**
 * A site of the engine at an address that every program finds: not every resolver knows the names below `localhost` that the engine
 * gives out. Answers pass as they are.
 */
export async function openSite(siteUrl: string): Promise<OpenSite> {
  const { host, port } = new URL(siteUrl);
  const server = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    const onward = request(
      { host: "127.0.0.1", port, method, path, headers: { ...headers, host } },
      (its) => {
        answer.writeHead(its.statusCode ?? 502, its.headers);
        its.pipe(answer);
      },
    );
    onward.once("error", (error) => answer.destroy(error));
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${own}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
