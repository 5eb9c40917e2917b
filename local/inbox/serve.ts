import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { formatError } from "../../cli/cli-error.ts";
import { type AnswerLetter, answeredAt } from "./answer.ts";
import {
  ANSWER_CHARS_MAX,
  answeredPath,
  answerPath,
  framePath,
  type Inbox,
  inboxPage,
  letterFrame,
  letterPage,
  letterPath,
  nothingPage,
} from "./page.ts";

export interface InboxServer {
  readonly url: string;
  close(): Promise<void>;
}

/** What a letter may load into its frame: pictures and its own styles. */
const LETTER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'";
/** UTF-8 in a form takes up to nine characters a letter. */
const FORM_BYTES_MAX = ANSWER_CHARS_MAX * 12;

/**
 * Serves what `read` finds on 127.0.0.1 alone, to no page but its own. GET and HEAD change nothing; a POST answers one letter, where
 * `answerLetter` says how. Fails with EADDRINUSE when the port is taken.
 */
export async function serveInbox(
  port: number,
  read: () => Promise<Inbox>,
  answerLetter?: () => AnswerLetter | undefined,
): Promise<InboxServer> {
  const server = createServer((request, response) => {
    // A foreign page whose host name resolves to this machine must not read letters.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
      answer(response, 421, "text/plain", "This is not the host you asked for.");
      return;
    }
    if (isForeign(request)) {
      answer(response, 403, "text/plain", "Another page may link here, and ask for nothing.");
      return;
    }
    const take = answerLetter?.();
    if (request.method !== "GET" && request.method !== "HEAD" && (request.method !== "POST" || !take)) {
      answer(response, 405, "text/plain", "Only GET and HEAD.");
      return;
    }
    const served =
      request.method === "POST" && take
        ? takeAnswer(request, response, read, take)
        : show(response, request.url ?? "/", read, take !== undefined);
    served.catch((error: unknown) => {
      answer(response, 500, "text/plain", formatError(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Asked for by a page that is not the inbox, otherwise than by a link that a person followed. */
function isForeign({ headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return true;
  const followed = headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return !followed && ["cross-site", "same-site"].includes(String(headers["sec-fetch-site"]));
}

/** Hands in what somebody writes as the recipient of a letter, and shows that letter again. */
async function takeAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  read: () => Promise<Inbox>,
  take: AnswerLetter,
): Promise<void> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > FORM_BYTES_MAX) return answer(response, 413, "text/plain", "That is too long.");
    chunks.push(chunk);
  }
  const { letters } = await read();
  const letter = letters.find(({ id }) => answerPath(id) === request.url);
  const words = new URLSearchParams(Buffer.concat(chunks).toString("utf8")).get("words")?.trim() ?? "";
  if (letter === undefined || answeredAt(letter) === undefined)
    return answer(response, 404, "text/html", nothingPage());
  if (words === "" || words.length > ANSWER_CHARS_MAX)
    return answer(response, 422, "text/plain", `Write something, of ${ANSWER_CHARS_MAX} letters at most.`);
  await take(letter, words);
  response.writeHead(303, { location: answeredPath(letter.id), "cache-control": "no-store" }).end();
}

async function show(
  response: ServerResponse,
  url: string,
  read: () => Promise<Inbox>,
  isReceived: boolean,
): Promise<void> {
  const inbox = await read();
  const path = url.replace(/\?answered$/, "");
  if (path === "/") {
    answer(response, 200, "text/html", inboxPage(inbox));
    return;
  }
  const letter = inbox.letters.find(({ id }) => [letterPath(id), framePath(id)].includes(path));
  if (letter === undefined) answer(response, 404, "text/html", nothingPage());
  else if (path === letterPath(letter.id)) {
    const line = inbox.lines.find(({ providerId }) => providerId === letter.id);
    answer(response, 200, "text/html", letterPage(letter, line, { isReceived, isGiven: path !== url }));
  } else answer(response, 200, "text/html", letterFrame(letter), LETTER_POLICY);
}

function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  policy = PAGE_POLICY,
): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": policy,
    "cache-control": "no-store",
    // A page that opened this one in a window learns nothing of it, nor one that asks for it as a picture.
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}
