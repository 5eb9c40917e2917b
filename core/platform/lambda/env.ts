import type { z } from "zod";

/**
 * The environment of a function, parsed once at its cold start. Each function declares its variables as a
 * schema in its own env.ts; the stack must give exactly those to compile. Throws with the name of each variable
 * that is missing or wrong, never with a value.
 */
export function readEnv<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The function's environment is incomplete. ${names.join("; ")}`);
}
