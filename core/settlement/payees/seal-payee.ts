import type { ContactSecret } from "../../platform/crypto/contact-key.ts";
import { decrypt, encrypt, NONCE_BYTES, SALT_BYTES } from "../../platform/crypto/encryption.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { Payee } from "../bank/payee.ts";
import { type EnteredPayee, maskedPayee } from "./payee-record.ts";

/** Encrypts and decrypts what is kept of a charity's account, under the key of addresses and a salt of its own. */
export interface PayeeSeal {
  /** Each call gives another ciphertext. */
  readonly seal: (charity: string, payee: Payee) => Promise<Pick<EnteredPayee, "sealed" | "salt" | "masked">>;
  /** Throws for what was sealed for another charity, or under another key. */
  readonly open: (charity: string, entered: Pick<EnteredPayee, "sealed" | "salt">) => Promise<Payee>;
}

export function payeeSeal({
  key,
  random,
}: {
  readonly key: ContactSecret;
  readonly random: RandomBytes;
}): PayeeSeal {
  const context = (charity: string) => ({ purpose: "payee", about: charity });
  return {
    async seal(charity, payee) {
      const salt = random(SALT_BYTES);
      const sealed = encrypt(await key(), salt, random(NONCE_BYTES), context(charity), JSON.stringify(payee));
      return { sealed, salt: Buffer.from(salt).toString("base64url"), masked: maskedPayee(payee) };
    },

    async open(charity, { sealed, salt }) {
      const bytes = Buffer.from(salt, "base64url");
      return Payee.parse(JSON.parse(decrypt(await key(), bytes, context(charity), sealed)));
    },
  };
}
