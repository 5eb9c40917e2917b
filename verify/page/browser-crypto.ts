/**
 * What wellspring-verify.mjs asks of `node:crypto`, as a browser has it: the page's module is made of that program with this in
 * its place. A browser hashes only in promises, and the program hashes some thousand times; so SHA-256 is here in full.
 */

/** Ed25519 cannot be checked here: the browser is older than 2025, or the page did not come over https. */
let isUnable = false;

/** Whether a signature was taken for genuine since nothing here can check it. */
export function isUnchecked(): boolean {
  return isUnable;
}

export function createHash(_name: "sha256") {
  return {
    update: (bytes: Uint8Array) => ({ digest: () => sha256(bytes) }),
  };
}

/** The last 32 bytes of its DER form are the key. */
export function createPublicKey({ key }: { readonly key: Uint8Array<ArrayBuffer> }) {
  return key.slice(-32);
}

/**
 * Whether the bytes are a signature of the key. Where the browser cannot say so, true, and {@link isUnchecked} from then on: all
 * else about a proof can be checked, and whoever shows the outcome has to say what was not.
 */
export async function verify(
  _name: null,
  message: Uint8Array<ArrayBuffer>,
  publicKey: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  // Of pages that did not come over https, and some that run without a window, there is none.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  try {
    const key = await subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return await subtle.verify("Ed25519", key, signature, message);
  } catch {
    isUnable = true;
    return true;
  }
}

/** FIPS 180-4, 4.2.2: of the cube roots of the first 64 primes, the first 32 bits behind the point. */
const ROUND = Uint32Array.from(
  (
    "428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 d807aa98 12835b01 243185be " +
    "550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174 e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa " +
    "5cb0a9dc 76f988da 983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967 27b70a85 " +
    "2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85 a2bfe8a1 a81a664b c24b8b70 c76c51a3 " +
    "d192e819 d6990624 f40e3585 106aa070 19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f " +
    "682e6ff3 748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2"
  )
    .split(" ")
    .map((word) => Number.parseInt(word, 16)),
);
/** The same of the square roots of the first eight. */
const START = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];
const BLOCK_BYTES = 64;

/** FIPS 180-4, 6.2. */
function sha256(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = Math.ceil((message.length + 9) / BLOCK_BYTES);
  const padded = new DataView(new ArrayBuffer(blocks * BLOCK_BYTES));
  new Uint8Array(padded.buffer).set(message);
  padded.setUint8(message.length, 0x80);
  padded.setBigUint64(padded.byteLength - 8, BigInt(message.length) * 8n);
  const state = Uint32Array.from(START);
  for (let at = 0; at < padded.byteLength; at += BLOCK_BYTES) addBlock(state, padded, at);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, place) => {
    digest.setUint32(place * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

function addBlock(state: Uint32Array, block: DataView, from: number): void {
  const words = new Uint32Array(64);
  const word = (at: number) => words[at] ?? 0;
  for (let at = 0; at < 64; at++) {
    if (at < 16) {
      words[at] = block.getUint32(from + at * 4);
      continue;
    }
    const [early, late] = [word(at - 15), word(at - 2)];
    const mixed = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    words[at] = word(at - 16) + mixed + word(at - 7) + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at++) {
    const choice = (e & f) ^ (~e & g);
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (ROUND[at] ?? 0) + word(at)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [place, value] of [a, b, c, d, e, f, g, h].entries()) {
    state[place] = (state[place] ?? 0) + value;
  }
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
