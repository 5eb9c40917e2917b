import type { LogHead, LogHeads, PublicLog } from "../../core/proof/publish-log.ts";
import type { LogFile } from "../../core/proof/tiles.ts";

/** What ends a run of a test as a process that dies does. */
export class Killed extends Error {}

/** How a broken store differs: it adds files after the checkpoint that names them, or takes every head. */
interface Flaws {
  readonly addsLate?: boolean;
  readonly neverLoses?: boolean;
}

/** The log's row and its files in memory. A run that uses it may be killed before or after each of its steps. */
export class MemoryLog implements LogHeads, PublicLog {
  readonly #flaws: Flaws;
  readonly #files = new Map<string, Buffer>();
  readonly #late: LogFile[] = [];
  readonly #notes: string[] = [];
  #head: LogHead | undefined;
  #left = Number.POSITIVE_INFINITY;
  steps = 0;
  /** All that the log's key ever signed. */
  readonly signed: string[] = [];
  /** What happens between two steps of a run. */
  waits: () => Promise<unknown> = async () => {};

  constructor(flaws: Flaws = {}) {
    this.#flaws = flaws;
  }

  /** The steps that a run lives from here on. */
  killAfter(steps: number): void {
    this.#left = steps;
  }

  async step(): Promise<void> {
    await this.waits();
    this.steps += 1;
    this.#left -= 1;
    if (this.#left < 0) throw new Killed("killed");
  }

  /** A step that is killed before its effect, or after it. */
  async #does<T>(effect: () => T): Promise<T> {
    await this.step();
    const result = effect();
    await this.step();
    return result;
  }

  get note(): string | undefined {
    return this.#notes.at(-1);
  }

  /** What anybody reads. */
  public(path: string): Buffer {
    const file =
      path === "checkpoint" && this.note !== undefined ? Buffer.from(this.note) : this.#files.get(path);
    if (file === undefined) throw new Error(`${path} is not there`);
    return file;
  }

  /** All that is public, by path. */
  files(): [string, string][] {
    const files = [...this.#files, ["checkpoint", Buffer.from(this.note ?? "")] as const];
    return files.map(([path, bytes]): [string, string] => [path, bytes.toString("base64")]).toSorted();
  }

  /** The texts that were ever signed, of each size. */
  signedBySize(): ReadonlySet<string>[] {
    return [...Map.groupBy(this.signed, (text) => text.split("\n")[1]).values()].map((some) => new Set(some));
  }

  decided(): Promise<LogHead | undefined> {
    return this.#does(() => this.#head);
  }

  read(path: string): Promise<Buffer> {
    return this.#does(() => this.public(path));
  }

  advance(from: LogHead | undefined, to: LogHead): Promise<"advanced" | "lost"> {
    return this.#does(() => {
      const isSame = JSON.stringify(from) === JSON.stringify(this.#head);
      if (!isSame && this.#flaws.neverLoses !== true) return "lost";
      this.#head = to;
      return "advanced";
    });
  }

  add(file: LogFile): Promise<void> {
    return this.#does(() => {
      if (this.#flaws.addsLate === true) this.#late.push(file);
      else if (!this.#files.has(file.path)) this.#files.set(file.path, file.bytes);
    });
  }

  checkpoint(): Promise<{ readonly note: string; readonly tag: string } | undefined> {
    return this.#does(() =>
      this.note === undefined ? undefined : { note: this.note, tag: String(this.#notes.length) },
    );
  }

  async replaceCheckpoint(note: string, tag: string | undefined): Promise<"replaced" | "lost"> {
    const outcome = await this.#does(() => {
      const is = this.#notes.length === 0 ? undefined : String(this.#notes.length);
      if (tag !== is) return "lost" as const;
      this.#notes.push(note);
      return "replaced" as const;
    });
    for (const { path, bytes } of this.#late.splice(0)) this.#files.set(path, bytes);
    return outcome;
  }
}
