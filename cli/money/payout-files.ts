import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CharityStory, type KeptFile, storyPictureKey } from "../../core/settlement/charity-file.ts";
import { charityFiles, readCharityFile } from "../../core/settlement/charity-files.client.ts";
import type { Payout } from "../../core/settlement/payout.ts";
import { s3Client } from "../stage.ts";
import { counted } from "../table.ts";
import { idNamed, notFound, openPayouts, type PayoutsOptions, print } from "./payouts.ts";
import { draftName, storyDraft } from "./story-draft.ts";

export interface FilesOptions extends PayoutsOptions {
  readonly to?: string;
}

type Read = (key: string) => Promise<Buffer>;

/** A file to write, below the folder that was named. */
interface Written {
  readonly path: string;
  readonly content: Buffer | string;
}

/**
 * Lists what a charity sent about a payout, and writes it to files below a folder: receipts as they are, stories as drafts in the
 * brand's format with their pictures. Never over a file: what somebody edited stays.
 */
export async function showFiles(named: string, options: FilesOptions): Promise<void> {
  const id = idNamed(named);
  const { stage, store } = await openPayouts(options);
  const payout = await store.find(id);
  if (payout === undefined) throw notFound(named);
  const [s3, bucket] = [s3Client(stage), stage.output("CharityFilesBucket")];
  const { receipts, stories } = await charityFiles(s3, bucket).list(id);
  const { to } = options;
  const wrote =
    to === undefined ? [] : await writeFiles(to, payout, { receipts, stories }, readCharityFile(s3, bucket));
  print(options, { payout: id, receipts, stories, files: wrote }, () => [
    ...receipts.map((one) => line("a receipt", one)),
    ...stories.map((one) => line("a story", one)),
    ...(receipts.length + stories.length === 0
      ? [`${payout.name} has sent neither a receipt nor a story about ${id}.`]
      : []),
    ...wrote.map(({ path, isNew }) => (isNew ? path : `${path} is there already, and stays as it is`)),
    ...(wrote.length > 0
      ? ["They come from outside: open receipts with care, and read each story before you apply it."]
      : []),
  ]);
}

function line(what: string, { key, at, bytes }: KeptFile): string {
  return `${what} of ${at.slice(0, 10)}, ${counted(bytes, "byte")}: ${key}`;
}

interface Kept {
  readonly receipts: readonly KeptFile[];
  readonly stories: readonly KeptFile[];
}

/** All is read before anything is written, so that a file that was changed stops everything. */
async function writeFiles(to: string, payout: Payout, { receipts, stories }: Kept, read: Read) {
  const files: Written[] = [];
  for (const { key } of receipts) files.push({ path: receiptPath(payout, key), content: await read(key) });
  for (const kept of stories) files.push(...(await storyFiles(payout, kept, read)));
  const wrote: { readonly path: string; readonly isNew: boolean }[] = [];
  for (const { path, content } of files) {
    const whole = join(to, path);
    await mkdir(dirname(whole), { recursive: true });
    const isNew = await writeFile(whole, content, { mode: 0o600, flag: "wx" }).then(() => true, unlessThere);
    wrote.push({ path: whole, isNew });
  }
  return wrote;
}

/** `receipts/pay_…-1f0c2b3a4d5e.pdf`: a name of ours, which no sender chose. */
function receiptPath({ id }: Payout, key: string): string {
  const [sha256 = "", ending = ""] = nameOf(key).split(".");
  return join("receipts", `${id}-${sha256.slice(0, 12)}.${ending}`);
}

async function storyFiles(payout: Payout, { key, at }: KeptFile, read: Read): Promise<Written[]> {
  const story = CharityStory.parse(JSON.parse(String(await read(key))));
  const day = at.slice(0, 10);
  const name = draftName(story, day, nameOf(key));
  const path = join("stories", `${name}.md`);
  if (story.picture === undefined) return [{ path, content: storyDraft(story, { payout, day }) }];
  const picture = `${name}.${story.picture.ending}`;
  const content = await read(storyPictureKey(payout.id, story.picture));
  return [
    { path: join("pictures", picture), content },
    { path, content: storyDraft(story, { payout, day, picture }) },
  ];
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

function unlessThere(error: unknown): false {
  if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
  throw error;
}
