import { isVisible, withoutUnseen } from "../../model/seen.ts";

/** Our largest form, every field filled, stays far below. */
const FORM_BYTES_MAX = 32 * 1024;
const FIELDS_MAX = 300;

/** A filled-in form. A field that was not sent reads as empty, as an unticked box is not sent at all. */
export interface SubmittedForm {
  /** The fields that were sent, each once. */
  readonly names: readonly string[];
  /** The first value of a field, without white space around it; empty when there is none. */
  text(name: string): string;
  /** The same of a field of several lines: each as {@link text} would have it, with the empty ones between them. */
  lines(name: string): string;
  /** All values of a field, such as of boxes that share a name. */
  all(name: string): readonly string[];
  /** Whether a box was ticked: its field was sent with this value. */
  has(name: string, value: string): boolean;
}

/** The form of a request that sends none. */
export const emptyForm: SubmittedForm = formOf([]);

/** Reads `application/x-www-form-urlencoded`. Undefined for any other content, and for what is no form of ours. */
export function readForm({
  headers,
  body,
}: {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}): SubmittedForm | undefined {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded" || body.byteLength > FORM_BYTES_MAX) return undefined;
  const pairs = [...new URLSearchParams(body.toString("utf8"))];
  return pairs.length > FIELDS_MAX ? undefined : formOf(pairs);
}

/** Whether a form was sent as `multipart/form-data`, which holds files. */
export function hasFiles({ headers }: { readonly headers: Readonly<Record<string, string>> }): boolean {
  return headers["content-type"]?.split(";")[0]?.trim().toLowerCase() === "multipart/form-data";
}

/** A form as if these had been filled in. */
export function formOf(pairs: readonly (readonly [string, string])[]): SubmittedForm {
  const all = (name: string) => pairs.filter(([key]) => key === name).map(([, value]) => clean(value));
  const names = [...new Set(pairs.map(([name]) => name))];
  const lines = (name: string) => {
    const [, value = ""] = pairs.find(([key]) => key === name) ?? [];
    return value.split(LINE_ENDS).map(clean).join("\n").trim();
  };
  return {
    names,
    all,
    lines,
    text: (name) => all(name)[0] ?? "",
    has: (name, value) => all(name).includes(value),
  };
}

/** What ends a line: a field has one, and no message takes these (`Line`). */
const NOT_IN_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu;

const LINE_ENDS = /\r\n|[\n\r\u2028\u2029]/;

/** One form of each letter, one line, nothing that cannot be seen, no white space around it. */
function clean(value: string): string {
  const line = withoutUnseen(value.normalize("NFC").replace(NOT_IN_A_LINE, " ")).trim();
  return isVisible(line) ? line : "";
}
