import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppleKeys } from "../../core/site/wallet/apple-keys.ts";
import type { GoogleKeys } from "../../core/site/wallet/google-jwt.ts";

export const PASS_TYPE = "pass.com.example.tarnfell";
export const TEAM = "ABCDE12345";

/** A directory of its own for OpenSSL, gone after `work`. */
function inDirectory<Value>(
  work: (directory: string, openssl: (...args: string[]) => string) => Value,
): Value {
  const directory = mkdtempSync(join(tmpdir(), "wellspring-wallet-"));
  try {
    return work(directory, (...args) =>
      execFileSync("openssl", args, { cwd: directory, encoding: "utf8", stdio: "pipe" }),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** An intermediate certificate that stands for Apple's, and one for a pass type that it signed, made on the spot. */
export function appleKeys({ days = 300, passType = PASS_TYPE } = {}): AppleKeys {
  return inDirectory((directory, openssl) => {
    const made = (name: string) => readFileSync(join(directory, name), "utf8");
    const key = ["-newkey", "rsa:2048", "-nodes"];
    openssl(
      "req",
      "-x509",
      ...key,
      "-keyout",
      "ca.key",
      "-out",
      "ca.pem",
      "-days",
      "3000",
      "-subj",
      "/CN=Invented",
    );
    const subject = `/UID=${passType}/CN=Pass Type ID: ${passType}/OU=${TEAM}/O=Tarnfell/C=DE`;
    openssl("req", ...key, "-keyout", "pass.key", "-out", "pass.csr", "-subj", subject);
    const signer = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", String(days)];
    openssl("x509", "-req", "-in", "pass.csr", "-out", "pass.pem", ...signer);
    return { certificate: made("pass.pem"), key: made("pass.key"), wwdr: made("ca.pem") };
  });
}

/** The certificate of a server on this machine, made on the spot. */
export function serverKeys(): { readonly cert: string; readonly key: string } {
  return inDirectory((directory, openssl) => {
    const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    const files = ["-keyout", "server.key", "-out", "server.pem"];
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", ...files, "-days", "2", ...names);
    const made = (name: string) => readFileSync(join(directory, name), "utf8");
    return { cert: made("server.pem"), key: made("server.key") };
  });
}

/** A service account with a key of its own, and the public half that Google has of it. */
export function googleKeys(): { readonly keys: GoogleKeys; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const clientEmail = "cards@tarnfell-sample.iam.gserviceaccount.com";
  return { keys: { issuer: "3388000000012345678", clientEmail, privateKey }, publicKey };
}

/** The files of a signed card as Python reads the archive, and whether OpenSSL verifies its signature against `wwdr`. */
export function openPkpass(
  file: Buffer,
  { wwdr }: Pick<AppleKeys, "wwdr">,
): { readonly files: ReadonlyMap<string, Buffer>; readonly verify: (manifest: Buffer) => boolean } {
  const files = inDirectory((directory) => {
    writeFileSync(join(directory, "card.pkpass"), file);
    const program =
      "import base64,json,zipfile;z=zipfile.ZipFile('card.pkpass');print(json.dumps({n:base64.b64encode(z.read(n)).decode() for n in z.namelist()}))";
    const read = execFileSync("python3", ["-c", program], { cwd: directory, encoding: "utf8" });
    const contents: Record<string, string> = JSON.parse(read);
    return new Map(Object.entries(contents).map(([name, text]) => [name, Buffer.from(text, "base64")]));
  });
  const verify = (manifest: Buffer) =>
    inDirectory((directory, openssl) => {
      writeFileSync(join(directory, "signature"), files.get("signature") ?? "");
      writeFileSync(join(directory, "manifest"), manifest);
      writeFileSync(join(directory, "ca.pem"), wwdr);
      const of = ["-in", "signature", "-content", "manifest", "-CAfile", "ca.pem", "-purpose", "any"];
      try {
        openssl("smime", "-verify", "-inform", "DER", ...of);
        return true;
      } catch {
        return false;
      }
    });
  return { files, verify };
}
