import type { PublicLog } from "./publish-log.ts";

/** Files that appear whole. What is there is replaced by nothing but {@link ProofFiles.replace}. */
export interface ProofFiles {
  read(path: string): Promise<{ readonly bytes: Buffer; readonly tag: string } | undefined>;
  /** A span of a file. Throws where the file is missing or shorter. */
  span(path: string, from: number, length: number): Promise<Buffer>;
  /** Adds a file; `exists`: one is there, and stays as it is. */
  add(path: string, bytes: Buffer | string): Promise<"added" | "exists">;
  /** Puts a file in place of the one with that tag, or of none. `lost`: another is there, and nothing was changed. */
  replace(path: string, bytes: string, tag: string | undefined): Promise<"replaced" | "lost">;
}

/** Where a file that anybody may read is: everything else of the bucket is private. */
export function publicPath(path: string): string {
  return `log/${path}`;
}

/** Where a night writes the line by which anybody checks the log. */
export const VERIFIER_KEY_PATH = "verifier-key";

/** What the public reads of these files, for whoever writes it. */
export function publicLog(files: ProofFiles): PublicLog {
  return {
    async read(path) {
      const file = await files.read(publicPath(path));
      if (file === undefined) throw new Error(`${path} of the log is missing`);
      return file.bytes;
    },
    async add({ path, bytes }) {
      await files.add(publicPath(path), bytes);
    },
    async checkpoint() {
      const file = await files.read(publicPath("checkpoint"));
      return file && { note: file.bytes.toString(), tag: file.tag };
    },
    replaceCheckpoint: (note, tag) => files.replace(publicPath("checkpoint"), note, tag),
  };
}
