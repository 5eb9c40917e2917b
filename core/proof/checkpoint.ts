import { lines } from "./gift-leaf.ts";
import { isSignedBy, NoteError, type NoteKey, readNote, signaturesOf } from "./signed-note.ts";

/** The signed head of the log, by c2sp.org/tlog-checkpoint, and what witnesses sign of it, by c2sp.org/tlog-cosignature. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The text that the log signs. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return lines([origin, String(size), root.toString("base64")]);
}

/** Reads a checkpoint that a log signed by this key. Throws {@link NoteError} for every other. */
export function openCheckpoint(note: string, key: NoteKey): Checkpoint {
  const { text, signatures } = readNote(note);
  const own = signaturesOf(key, signatures);
  if (own.length === 0 || !own.every((signature) => isSignedBy(key, text, signature)))
    throw new NoteError(`${key.name} did not sign this checkpoint`);
  const [origin = "", size = "", encoded = ""] = text.split("\n");
  const checkpoint = { origin, size: Number(size), root: Buffer.from(encoded, "base64") };
  if (!Number.isSafeInteger(checkpoint.size) || checkpointText(checkpoint) !== text)
    throw new NoteError("a checkpoint is an origin, a size and a root, a line each");
  if (origin !== key.name || checkpoint.root.length !== 32)
    throw new NoteError("a checkpoint of another log");
  return checkpoint;
}

/**
 * When a witness saw this checkpoint as the head of a log that only grew, in seconds since 1970; undefined where it did not say
 * so. Throws {@link NoteError} for a signature of its key that is none.
 */
export function witnessedAt(note: string, witness: NoteKey): bigint | undefined {
  const { text, signatures } = readNote(note);
  const [signature] = signaturesOf(witness, signatures);
  if (signature === undefined) return undefined;
  if (witness.type !== "cosignature" || signature.length !== 72)
    throw new NoteError(`${witness.name} did not cosign this checkpoint`);
  const time = signature.readBigUInt64BE();
  if (!isSignedBy(witness, cosignedText(text, time), signature.subarray(8)))
    throw new NoteError(`${witness.name} did not cosign this checkpoint`);
  return time;
}

/** What a witness signs of a checkpoint's text at a time in seconds since 1970. */
export function cosignedText(text: string, time: bigint): string {
  return `${lines(["cosignature/v1", `time ${time}`])}${text}`;
}
