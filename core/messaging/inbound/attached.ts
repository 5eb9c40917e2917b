/** The kinds that are kept for a person at the brand to look at. */
export const KEPT_TYPES = ["image/png", "image/jpeg", "image/webp", "image/heic", "application/pdf"] as const;
export type KeptType = (typeof KEPT_TYPES)[number];

export const ATTACHED_MAX = 5;
export const ATTACHED_BYTES_MAX = 5 * 1024 * 1024;
const NAME_CHARS_MAX = 120;
/** Of more than these only the number would help. */
const NAMED_MAX = 20;

/** Something that came with a mail. `type`: what its first bytes say, whatever its sender calls it. `content`: absent where it is only named. */
export interface Attached {
  readonly name: string;
  readonly type: KeptType | "other";
  readonly bytes: number;
  readonly content?: Uint8Array;
}

interface Part {
  readonly filename: string | null;
  readonly content: ArrayBuffer | Uint8Array | string;
}

/** What is kept of the parts of a mail: pictures and PDF by their first bytes, few and small; everything else is named and not kept. */
export function attachedOf(parts: readonly Part[]): readonly Attached[] {
  let kept = 0;
  return parts.slice(0, NAMED_MAX).map(({ filename, content }): Attached => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
    const type = typeOf(bytes);
    const about = { name: nameOf(filename), type: type ?? ("other" as const), bytes: bytes.byteLength };
    if (type === undefined || bytes.byteLength > ATTACHED_BYTES_MAX || kept === ATTACHED_MAX) return about;
    kept += 1;
    return { ...about, content: bytes };
  });
}

/** On one line, without a path and without signs that turn the direction of reading or hide an ending. */
function nameOf(filename: string | null): string {
  const plain = (filename ?? "")
    .normalize("NFKC")
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .replace(/^.*[/\\]/u, "")
    .trim();
  return plain === "" ? "?" : [...plain].slice(0, NAME_CHARS_MAX).join("");
}

function typeOf(bytes: Uint8Array): KeptType | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  if (/^.{4}ftyp(?:heic|heix|mif1|hevc)/su.test(head)) return "image/heic";
  return head.startsWith("%PDF-") ? "application/pdf" : undefined;
}
