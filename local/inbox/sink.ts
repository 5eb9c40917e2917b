import { SMTPServer } from "smtp-server";
import type { LetterBox } from "./letters.ts";

/** No letter of ours comes near it. */
const LETTER_BYTES_MAX = 10 * 1024 * 1024;
const CLOSE_TIMEOUT_MS = 2_000;

export interface Sink {
  close(): Promise<void>;
}

/**
 * A mail server on 127.0.0.1 that takes any email and delivers none: it keeps each as it came. It must run before
 * the engine sends, which does not try again.
 */
export async function startSink(port: number, letters: LetterBox): Promise<Sink> {
  const server = new SMTPServer({
    banner: "Wellspring keeps what is sent to it",
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: LETTER_BYTES_MAX,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        letters.keep(Buffer.concat(chunks)).then(() => done(), done);
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  // A client that hangs up in the middle does not matter here.
  server.on("error", () => {});
  return {
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
