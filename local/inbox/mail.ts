import { z } from "zod";
import type { EngineAddress } from "../../cli/settings.ts";
import { askEngine } from "../engine/ask-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { inboxPortOf, smtpPortOf } from "../settings.ts";
import type { Stage } from "../stage.ts";
import type { AnswerLetter } from "./answer.ts";
import { type Letter, type LetterBox, letterBox } from "./letters.ts";
import type { Inbox } from "./page.ts";
import { bareId, readLines } from "./records.ts";
import { type InboxServer, serveInbox } from "./serve.ts";
import { type Sink, startSink } from "./sink.ts";
import { readTexts } from "./texts.ts";

/** Receives the emails of one engine, from before it starts until after it ends. */
export interface Mail {
  /** For the engine; undefined for one that is not ours. */
  readonly smtpHost: string | undefined;
  readonly letters: LetterBox;
  /** False if another command receives them: both keep them in the same folder. */
  readonly ours: boolean;
  close(): Promise<void>;
}

export async function openMail(where: EngineAddress): Promise<Mail> {
  const letters = letterBox(where);
  if (where.kind === "given") return { smtpHost: undefined, letters, ours: false, close: async () => {} };
  const port = smtpPortOf(where);
  let sink: Sink | undefined;
  try {
    sink = await startSink(port, letters);
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
  return {
    smtpHost: `127.0.0.1:${port}`,
    letters,
    ours: sink !== undefined,
    close: async () => sink?.close(),
  };
}

/** All messages to customers so far, and the decisions about them. */
export async function readInbox(stage: Stage, engine: Engine, mail: Mail): Promise<Inbox> {
  const [lines, letters, texts] = await Promise.all([
    readLines(stage),
    readLetters(stage, engine, mail),
    readTexts(stage),
  ]);
  return { lines, letters, texts };
}

export function readLetters(stage: Stage, engine: Engine, mail: Mail): Promise<readonly Letter[]> {
  return engine.relays ? mail.letters.all() : lettersOfEngine(stage);
}

/** Opens the page that shows the inbox. Undefined beside an engine that is not ours: the page's port follows from the engine's. */
export async function openInbox(
  where: EngineAddress,
  read: () => Promise<Inbox>,
  answerLetter?: () => AnswerLetter | undefined,
): Promise<InboxServer | undefined> {
  if (where.kind === "given") return undefined;
  const port = inboxPortOf(where);
  try {
    return await serveInbox(port, read, answerLetter);
  } catch (error) {
    if (!isTaken(error)) throw error;
    return { url: `http://127.0.0.1:${port}/`, close: async () => {} };
  }
}

const Answer = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z.object({
        MessageId: z.string(),
        To: z.array(z.string()),
        Subject: z.string(),
        BodyText: z.string().nullable(),
        BodyHtml: z.string().nullable(),
        Timestamp: z.number(),
      }),
    ),
  ),
});

/** An engine that is not ours hands no email on: it keeps a list of its own, without headers. */
async function lettersOfEngine({ endpoint }: Stage): Promise<readonly Letter[]> {
  const answer = await askEngine(endpoint, "/_ministack/ses/messages");
  if (answer.status !== 200) return [];
  return Object.values(Answer.parse(JSON.parse(answer.body)).messages)
    .flat()
    .map(({ MessageId, To, Subject, BodyText, BodyHtml, Timestamp }) => ({
      id: bareId(MessageId),
      receivedAt: new Date(Timestamp * 1000).toISOString(),
      to: To.join(", "),
      subject: Subject,
      headers: [],
      html: BodyHtml ?? "",
      text: BodyText ?? "",
    }));
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
