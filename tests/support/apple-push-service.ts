import { createSecureServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { TLSSocket } from "node:tls";
import type { AppleKeys } from "../../core/site/wallet/apple-keys.ts";
import type { ApplePushService } from "../../core/site/wallet/apple-push.client.ts";
import type { serverKeys } from "./wallet-keys.ts";

/** A push as Apple's service received it: all that it was told. */
export interface ReceivedPush {
  readonly token: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** For which pass type the certificate is that was shown. */
  readonly passType: string | undefined;
}

/** Apple's push service on this machine: it takes pushes of whom `wwdr` vouches for, for the pass type of their certificate. */
export interface ApplePushAtHome extends ApplePushService {
  readonly received: readonly ReceivedPush[];
  /** What it answers to a token from now on. */
  answer(token: string, answer: { readonly status: number; readonly body: object }): void;
  close(): Promise<void>;
}

export async function applePushAtHome(
  own: ReturnType<typeof serverKeys>,
  { wwdr }: Pick<AppleKeys, "wwdr">,
): Promise<ApplePushAtHome> {
  const received: ReceivedPush[] = [];
  const answers = new Map<string, { readonly status: number; readonly body: object }>();
  const sessions = new Set<ServerHttp2Session>();
  const server = createSecureServer({ ...own, ca: wwdr, requestCert: true, rejectUnauthorized: true });
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
  });
  server.on("stream", async (stream, headers) => {
    const { socket } = stream.session ?? {};
    const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
    const passType = Object(subject)["UID"];
    const [, token = ""] = /^\/3\/device\/(\w+)$/.exec(String(headers[":path"])) ?? [];
    received.push({
      token,
      headers: Object.fromEntries(Object.entries(headers)),
      body: await text(stream),
      passType,
    });
    const refused = { status: 400, body: { reason: "TopicDisallowed" } };
    const { status, body } =
      headers["apns-topic"] === passType ? (answers.get(token) ?? { status: 200, body: {} }) : refused;
    stream.respond({ ":status": status });
    stream.end(status === 200 ? "" : JSON.stringify(body));
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `https://localhost:${port}`,
    authority: own.cert,
    received,
    answer: (token, answer) => void answers.set(token, answer),
    close() {
      for (const session of sessions) session.destroy();
      return new Promise((closed) => void server.close(() => closed()));
    },
  };
}
