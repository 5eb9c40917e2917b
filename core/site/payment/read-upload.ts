import { Busboy } from "@fastify/busboy";
import type { HttpRequest } from "../../platform/lambda/http.ts";
import { formOf, type SubmittedForm } from "../ui/read-form.ts";

/** Of a whole form with files. Lambda takes 6 MB in base64, which are 4.5 MB as sent. */
export const UPLOAD_BYTES_MAX = 4 * 1024 * 1024;
const FIELD_BYTES_MAX = 32 * 1024;
const FIELDS_MAX = 10;
const FILES_MAX = 2;
const HEADERS_MAX = 20;

/** A filled-in form with files. */
export interface Upload {
  readonly form: SubmittedForm;
  /** The first value of a field with its lines, cut far beyond what any field of ours takes. */
  readonly lines: (name: string) => string;
  /** Undefined where no file was chosen. */
  readonly file: (name: string) => Buffer | undefined;
}

/** Reads `multipart/form-data`. Undefined for any other content, for what is cut off or broken, and for what is no form of ours. */
export function readUpload({
  headers,
  body,
}: Pick<HttpRequest, "headers" | "body">): Promise<Upload | undefined> {
  const type = headers["content-type"] ?? "";
  return new Promise((resolve) => {
    const none = () => resolve(undefined);
    try {
      const fields: [string, string][] = [];
      const files: [string, string, Buffer[]][] = [];
      const reader = new Busboy({
        headers: { "content-type": type },
        limits: {
          ...{ fieldSize: FIELD_BYTES_MAX, fields: FIELDS_MAX, files: FILES_MAX },
          ...{ parts: FIELDS_MAX + FILES_MAX, headerPairs: HEADERS_MAX, fileSize: UPLOAD_BYTES_MAX },
        },
      });
      reader.on("field", (name, value) => fields.push([name, value]));
      reader.on("file", (name, stream, fileName) => {
        const chunks: Buffer[] = [];
        files.push([name, fileName, chunks]);
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("error", none);
      });
      for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const) reader.on(limit, none);
      reader.on("error", none);
      reader.on("finish", () => resolve(uploadOf(fields, files)));
      reader.end(body);
    } catch {
      // What it throws at is a type without a boundary, or a broken header.
      none();
    }
  });
}

function uploadOf(
  fields: readonly (readonly [string, string])[],
  files: readonly (readonly [name: string, fileName: string, chunks: readonly Buffer[]])[],
): Upload {
  return {
    form: formOf(fields),
    lines: (name) => fields.find(([key]) => key === name)?.[1] ?? "",
    file(name) {
      const [, fileName = "", chunks = []] = files.find(([key]) => key === name) ?? [];
      const content = Buffer.concat(chunks);
      // A browser sends an empty file without a name for a field in which none was chosen.
      return content.length === 0 && fileName === "" ? undefined : content;
    },
  };
}
