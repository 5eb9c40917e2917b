const UTF8_MARK = [0xef, 0xbb, 0xbf];
const MARKS: readonly { readonly mark: readonly number[]; readonly encoding: string }[] = [
  { mark: UTF8_MARK, encoding: "utf-8" },
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
];

/**
 * The text of a file as spreadsheets save it: in UTF-8, or in UTF-16 ("Unicode text"), which its byte order mark shows, or
 * the zero beside its first letter. Undefined for any other encoding: guessing one could change a name or an address.
 */
export function decodeImport(bytes: Uint8Array): string | undefined {
  const marked = MARKS.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte));
  try {
    return new TextDecoder(marked?.encoding ?? unmarked(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first line names columns in ASCII: in UTF-16 one of each letter's bytes is zero. */
function unmarked([first, second]: Uint8Array): string {
  if (second === 0) return "utf-16le";
  return first === 0 ? "utf-16be" : "utf-8";
}
