import type { CharityFiles, KeptFile } from "../../core/settlement/charity-file.ts";
import { CHARITY_STORIES_PREFIX, RECEIPTS_PREFIX } from "../../core/settlement/charity-file.ts";

/** The bucket of what charities send, in memory. `writes` counts what was asked of it, written or not. */
export class MemoryCharityFiles implements CharityFiles {
  readonly all = new Map<string, { readonly content: Buffer; readonly at: string }>();
  readonly #now: () => string;
  writes = 0;

  constructor(now: () => string) {
    this.#now = now;
  }

  #under(prefix: string): KeptFile[] {
    return [...this.all].flatMap(([key, { content, at }]) =>
      key.startsWith(prefix) ? [{ key, at, bytes: content.length }] : [],
    );
  }

  async list(payout: string) {
    const stories = this.#under(`${CHARITY_STORIES_PREFIX}${payout}/`);
    return {
      receipts: this.#under(`${RECEIPTS_PREFIX}${payout}/`),
      stories: stories.filter(({ key }) => key.endsWith(".json")),
    };
  }

  async keep(key: string, content: Buffer | string) {
    this.writes += 1;
    if (this.all.has(key)) return "same" as const;
    this.all.set(key, { content: Buffer.from(content), at: this.#now() });
    return "kept" as const;
  }
}

/** A form with files as a browser sends it. */
export function filledIn(
  fields: Readonly<Record<string, string>>,
  files: Readonly<Record<string, Buffer | undefined>> = {},
): { readonly form: Buffer; readonly headers: Readonly<Record<string, string>> } {
  const boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
  const part = (head: string, content: Buffer | string) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from("\r\n"),
  ];
  const parts = [
    ...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value)),
    ...Object.entries(files).map(([name, content]) =>
      part(
        `name="${name}"; filename="${content === undefined ? "" : "scan 1.bin"}"\r\nContent-Type: application/octet-stream`,
        content ?? "",
      ),
    ),
  ];
  return {
    form: Buffer.concat([...parts.flat(), Buffer.from(`--${boundary}--\r\n`)]),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  };
}

export const A_PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
export const A_JPEG = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");
export const A_PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
