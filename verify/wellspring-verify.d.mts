/** Types of the program beside it, for the page /verify and for tests, which call it: it is written without any, so that anybody can run it as it is. */

/** The parts of a gift's proof that are checked one after the other, and the served log after them. */
export type Step = "file" | "sum" | "signature" | "log";

export class Fault extends Error {
  readonly step: Step | undefined;
}

export interface Key {
  readonly name: string;
  readonly id: Uint8Array;
  readonly type: number;
  readonly publicKey: Uint8Array;
}
export interface Trust {
  readonly key: Key;
  readonly witnesses?: readonly Key[];
  readonly quorum?: number;
}
export interface Head {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}
export interface Tree {
  readonly day: string;
  readonly kind: string;
  readonly currency: string;
  readonly cause: string;
  readonly funding: string;
  readonly from: string;
  readonly sum: number;
  readonly leaves: number;
  readonly root: string;
}
export interface Log {
  readonly checkpoint: Head;
  readonly hashes: readonly Uint8Array[];
  readonly entries: readonly string[];
}
export interface Sums {
  readonly accrued: number;
  readonly returned: number;
  readonly settled: number;
  readonly late: number;
}
export interface Days {
  readonly trees: readonly Tree[];
  readonly sums: ReadonlyMap<string, Sums>;
  readonly through: string;
}
export interface OpenedLeaf {
  readonly sum: number;
  readonly hash?: string;
  readonly text?: string;
}
export type OpenedTree = Pick<Tree, "day" | "kind" | "cause" | "currency" | "funding"> & {
  readonly leaves: readonly OpenedLeaf[];
};
export interface Figures {
  readonly causes: readonly {
    readonly slug: string;
    readonly figures: readonly {
      readonly currency: string;
      readonly funding: string;
      readonly pending: number;
      readonly settled: number;
    }[];
  }[];
}
export type Read = (path: string) => Promise<Uint8Array>;

export function readKey(text: string): Key;
export function openCheckpoint(note: string, trust: Trust): Promise<Head>;
export function compareCheckpoints(one: string, two: string, trust: Trust): Promise<Head>;
export function readLeaf(text: string): Readonly<Record<string, string>>;
export const GIFT_STEPS: readonly Step[];
export function proofsIn(file: string): string[];

/** A gift that is in a published sum. `text`: its leaf as it is hashed. `note`: the checkpoint that its proof brought. */
export interface CheckedGift {
  readonly leaf: Readonly<Record<string, string>>;
  readonly tree: Tree;
  readonly checkpoint: Head;
  readonly text: string;
  readonly note: string;
}
export function checkGift(
  proof: string,
  trust: Trust,
  paper?: Readonly<Record<string, string>>,
): Promise<CheckedGift>;
export function reader(address: string): Read;
export function readLog(read: Read, trust: Trust): Promise<Log>;
export function checkSince(log: Log, earlier: string, trust: Trust): Promise<void>;
export function checkDays(log: Log): Days;
export function checkTotals(days: Days, community: Figures): void;
export function checkLeaves(days: Days, published: readonly OpenedTree[]): void;
export function openLeaves(published: readonly OpenedTree[], openings: readonly string[]): OpenedTree[];
