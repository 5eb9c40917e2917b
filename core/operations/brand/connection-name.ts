import * as z from "zod";
import { Connection } from "../../model/purchase.ts";
import { Source } from "../../model/sources.ts";

/** `source/connection` */
export const ConnectionName = z.string().transform((text, ctx) => {
  const [source, connection, ...more] = text.split("/");
  const parsed = z.object({ source: Source, connection: Connection }).safeParse({ source, connection });
  if (parsed.success && more.length === 0) return parsed.data;
  const sources = Source.options.join(", ");
  ctx.addIssue({
    code: "custom",
    message: `"${text}" is not a connection: write source/connection, where source is one of ${sources}`,
    input: text,
  });
  return z.NEVER;
});
