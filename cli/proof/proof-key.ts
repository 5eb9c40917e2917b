import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { type NoteKey, verifierKey } from "../../core/proof/signed-note.ts";
import { CliError } from "../cli-error.ts";

const KeyFile = z.strictObject({ log: z.string().min(1), key: z.string(), salts: z.base64url().min(40) });

/** What signs a log, and what makes the salts of its leaves. */
export interface ProofKey {
  readonly note: NoteKey;
  readonly salts: string;
  readonly sign: (text: string) => Promise<Uint8Array>;
}

/** Makes the keys of a new log and writes them where nothing is. Answers the line by which anybody checks it. */
export function makeProofKey(log: string, file: string): string {
  if (!/^[^\s+]+$/.test(log))
    throw new CliError(
      `"${log}" names no log.`,
      "Write where it will be served, without https: give.example.com/proof",
    );
  const { privateKey } = generateKeyPairSync("ed25519");
  const key = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const text = `${JSON.stringify({ log, key, salts: randomBytes(32).toString("base64url") }, undefined, 2)}\n`;
  try {
    writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  } catch (cause) {
    throw new CliError(`${file} cannot be made.`, "A key that is there stays: name another file.", { cause });
  }
  return verifierKey(noteKey(log, privateKey));
}

/** Reads {@link makeProofKey}'s file. */
export function readProofKey(file: string): ProofKey {
  try {
    const { log, key, salts } = KeyFile.parse(JSON.parse(readFileSync(file, "utf8")));
    const privateKey = createPrivateKey(key);
    return {
      note: noteKey(log, privateKey),
      salts,
      sign: async (text) => sign(null, Buffer.from(text), privateKey),
    };
  } catch (cause) {
    throw new CliError(`${file} holds no key of a log.`, "`proof key` makes one.", { cause });
  }
}

function noteKey(name: string, privateKey: KeyObject): NoteKey {
  const der = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return { name, type: "note", publicKey: der.subarray(-32) };
}
