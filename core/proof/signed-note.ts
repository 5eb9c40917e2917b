import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";

/** Texts with signatures, by c2sp.org/signed-note. */

/** `note`: an Ed25519 signature over a note; `cosignature`: a witness's, with its time, over a checkpoint. */
export const SIGNATURE_TYPES = { note: 0x01, cosignature: 0x04 } as const;
export type SignatureType = keyof typeof SIGNATURE_TYPES;

/** Whose signature counts: a name, and the public key of 32 bytes behind it. */
export interface NoteKey {
  readonly name: string;
  readonly type: SignatureType;
  readonly publicKey: Buffer;
}

/** One signature of a note, as it is written: what comes after the key's id is for its type to say. */
export interface NoteSignature {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
}

/** What is no note, no key, or not signed by the key that should have signed it. */
export class NoteError extends Error {
  override readonly name = "NoteError";
}

const PUBLIC_KEY_BYTES = 32;
const ID_BYTES = 4;
/** What stands before the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const DER_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
/** More signatures than a log and its witnesses make: one that has more is not read. */
const SIGNATURES_MAX = 64;

/** The four bytes by which a signature names its key. */
export function keyId({ name, type, publicKey }: NoteKey): Buffer {
  const typed = Buffer.concat([Uint8Array.of(SIGNATURE_TYPES[type]), publicKey]);
  return createHash("sha256").update(`${name}\n`).update(typed).digest().subarray(0, ID_BYTES);
}

/** The one-line form of a key: `example.com/foo+530d903a+Aekye…`. */
export function verifierKey(key: NoteKey): string {
  const typed = Buffer.concat([Uint8Array.of(SIGNATURE_TYPES[key.type]), key.publicKey]);
  return `${key.name}+${keyId(key).toString("hex")}+${typed.toString("base64")}`;
}

/** Reads {@link verifierKey}. Throws {@link NoteError} for what is none, or of another kind of signature. */
export function readVerifierKey(text: string): NoteKey {
  const [, name = "", id, encoded = ""] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = Buffer.from(encoded, "base64");
  const type = bytes[0] === SIGNATURE_TYPES.note ? "note" : "cosignature";
  const key = { name, type, publicKey: bytes.subarray(1) } as const;
  if (
    bytes[0] !== SIGNATURE_TYPES[type] ||
    key.publicKey.length !== PUBLIC_KEY_BYTES ||
    keyId(key).toString("hex") !== id
  )
    throw new NoteError(`"${text}" is not the verifier key of an Ed25519 signature`);
  return key;
}

/** The line of a signature below a note. */
export function signatureLine(key: NoteKey, signature: Uint8Array): string {
  return `— ${key.name} ${Buffer.concat([keyId(key), signature]).toString("base64")}\n`;
}

/** A note: its text with its last newline, and the signatures under it, none of them checked. Throws {@link NoteError}. */
export function readNote(note: string): {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
} {
  const end = note.lastIndexOf("\n\n");
  const below = note.slice(end + 2).split("\n");
  if (end < 0 || below.pop() !== "" || below.length === 0 || below.length > SIGNATURES_MAX)
    throw new NoteError("a note is a text, an empty line and its signatures");
  const signatures = below.map((line) => {
    const [, name = "", encoded = ""] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
    const bytes = Buffer.from(encoded, "base64");
    if (bytes.length <= ID_BYTES) throw new NoteError("a line below a note is no signature");
    return { name, id: bytes.subarray(0, ID_BYTES), signature: bytes.subarray(ID_BYTES) };
  });
  return { text: note.slice(0, end + 1), signatures };
}

/** Whether these bytes are the Ed25519 signature of that key over a message. */
export function isSignedBy({ publicKey }: NoteKey, message: string, signature: Uint8Array): boolean {
  return verify(null, Buffer.from(message), keyObject(publicKey), signature);
}

function keyObject(publicKey: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([DER_PREFIX, publicKey]), format: "der", type: "spki" });
}

/** Those of a note's signatures that name a key. */
export function signaturesOf(key: NoteKey, signatures: readonly NoteSignature[]): Buffer[] {
  const id = keyId(key);
  return signatures
    .filter((one) => one.name === key.name && one.id.equals(id))
    .map(({ signature }) => signature);
}
