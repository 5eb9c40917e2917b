import * as z from "zod";
import { Source } from "../../model/sources.ts";
import { jsonText } from "../../platform/json-text.ts";

/**
 * The connections whose shop is asked for what a webhook leaves out, as `source/connection`. Written by source, as an
 * environment has little room: `{"square":["till"]}`.
 */
export const LookUps = jsonText(z.partialRecord(Source, z.array(z.string().min(1)))).transform(
  (bySource): ReadonlySet<string> =>
    new Set(Object.entries(bySource).flatMap(([source, names]) => names.map((name) => `${source}/${name}`))),
);
