import { GetPublicKeyCommand, type KMSClient, SignCommand } from "@aws-sdk/client-kms";

/** What signs the log's checkpoints by Ed25519. `publicKey`: its 32 bytes. */
export interface LogSigner {
  readonly publicKey: () => Promise<Buffer>;
  readonly sign: (text: string) => Promise<Uint8Array>;
}

const PUBLIC_KEY_BYTES = 32;

/**
 * A key in KMS, which nobody can copy: its kind is ECC_NIST_EDWARDS25519, and it signs the text itself (RAW, at most 4,096 bytes), so
 * that what it makes is the Ed25519 of RFC 8032. The public key is the end of what KMS answers in DER. Throws what the calls
 * throw.
 */
export function kmsSigner(kms: KMSClient, key: string): LogSigner {
  return {
    async publicKey() {
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: key }));
      if (PublicKey === undefined) throw new Error("KMS answered without a public key");
      return Buffer.from(PublicKey).subarray(-PUBLIC_KEY_BYTES);
    },
    async sign(text) {
      const { Signature } = await kms.send(
        new SignCommand({
          KeyId: key,
          Message: Buffer.from(text),
          MessageType: "RAW",
          SigningAlgorithm: "ED25519_SHA_512",
        }),
      );
      if (Signature === undefined) throw new Error("KMS answered without a signature");
      return Signature;
    },
  };
}
