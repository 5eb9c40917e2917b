import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { type EngineAddress, homeOf } from "../../cli/settings.ts";

/** One email as its recipient's mailbox got it, headers and all. */
export interface Letter {
  /** The id that SES gave it, which its record of sending names too. */
  readonly id: string;
  readonly receivedAt: string;
  readonly to: string;
  readonly subject: string;
  /** Each header as it came, folded lines joined, in their order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly html: string;
  readonly text: string;
}

/** Where the emails of one engine are kept, one file each, named by the time that it came. */
export interface LetterBox {
  keep(raw: Buffer): Promise<void>;
  all(): Promise<readonly Letter[]>;
  forget(): Promise<void>;
}

const SUFFIX = ".eml";

export function letterBox(where: EngineAddress): LetterBox {
  return letterBoxIn(join(homeOf(where), "inbox"));
}

export function letterBoxIn(folder: string): LetterBox {
  const parsed = new Map<string, Letter>();
  const read = async (file: string): Promise<Letter> => {
    const known = parsed.get(file);
    if (known !== undefined) return known;
    const letter = await letterOf(await readFile(join(folder, file)), timeIn(file));
    parsed.set(file, letter);
    return letter;
  };
  return {
    async keep(raw) {
      await mkdir(folder, { recursive: true });
      const name = `${new Date().toISOString().replaceAll(":", "-")}_${randomBytes(3).toString("hex")}`;
      // Under another name until it is whole, so that no reader sees half a letter.
      await writeFile(join(folder, `${name}.part`), raw);
      await rename(join(folder, `${name}.part`), join(folder, name + SUFFIX));
    },
    async all() {
      const letters: Letter[] = [];
      const files = await readdir(folder).catch(() => []);
      for (const file of files.filter((name) => name.endsWith(SUFFIX)).sort()) letters.push(await read(file));
      return letters;
    },
    async forget() {
      parsed.clear();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function letterOf(raw: Buffer, receivedAt: string): Promise<Letter> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
  return {
    id: (mail.messageId ?? "").replaceAll(/[<>]/g, "").replace(/@email\.amazonses\.com$/, ""),
    receivedAt,
    to: addressesOf(mail.to),
    subject: mail.subject ?? "",
    headers: mail.headerLines.map(({ line }) => headerOf(line)),
    html: mail.html || "",
    text: mail.text ?? "",
  };
}

function headerOf(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  return [
    line.slice(0, colon),
    line
      .slice(colon + 1)
      .replaceAll(/\r?\n\s+/g, " ")
      .trim(),
  ];
}

function addressesOf(to: ParsedMail["to"]): string {
  return [to ?? []]
    .flat()
    .flatMap(({ value }) => value.map(({ address }) => address ?? ""))
    .join(", ");
}

/** `2026-11-22T15-04-05.123Z_ab12cd.eml` → `2026-11-22T15:04:05.123Z`. */
function timeIn(file: string): string {
  const [stamp = ""] = file.split("_");
  const [day = "", time = ""] = stamp.split("T");
  return `${day}T${time.replaceAll("-", ":")}`;
}
