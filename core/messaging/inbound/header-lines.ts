/** One header of a mail as it came, unfolded: its name in small letters. */
export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

/** More than any mail of a person has, with the signatures of all who passed it on. */
export const HEADER_BYTES_MAX = 128 * 1024;

/**
 * The headers of a mail in their order, from its first bytes alone. What is no header is left out: this reader decides nothing
 * about a body, and never fails.
 */
export function headersOf(raw: Uint8Array): readonly MailHeader[] {
  const head = Buffer.from(raw.subarray(0, HEADER_BYTES_MAX)).toString("latin1");
  const [block = ""] = head.split(/\r?\n\r?\n/, 1);
  return block
    .replaceAll(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(":");
      const name = line.slice(0, Math.max(colon, 0)).trimEnd().toLowerCase();
      return /^[\x21-\x39\x3b-\x7e]+$/.test(name) ? [{ name, value: line.slice(colon + 1).trim() }] : [];
    });
}

/** Of several headers of this name the first; "" where there is none. */
export function firstOf(headers: readonly MailHeader[], name: string): string {
  return headers.find((header) => header.name === name)?.value ?? "";
}
