import { createHash } from "node:crypto";

/** A log as a witness remembers it. */
export interface SeenHead {
  readonly size: number;
  readonly root: Buffer;
}

const join = (left: Buffer, right: Buffer) =>
  createHash("sha256").update("\x01").update(left).update(right).digest();

/** Whether a proof shows that a log of this head began with the earlier one: RFC 9162, section 2.1.4.2, as a witness checks it. */
export function isConsistent(before: SeenHead, head: SeenHead, proof: readonly Buffer[]): boolean {
  if (before.size === head.size) return proof.length === 0 && before.root.equals(head.root);
  const isPower = Number.isInteger(Math.log2(before.size));
  const [first, ...rest] = isPower ? [before.root, ...proof] : proof;
  if (first === undefined) return false;
  let [fn, sn] = [before.size - 1, head.size - 1];
  while (fn % 2 === 1) [fn, sn] = [(fn - 1) / 2, Math.floor(sn / 2)];
  let [own, all] = [first, first];
  for (const hash of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [own, all] = [join(hash, own), join(hash, all)];
      while (fn % 2 === 0 && fn > 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      all = join(all, hash);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && own.equals(before.root) && all.equals(head.root);
}
