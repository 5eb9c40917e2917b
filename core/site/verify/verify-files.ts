import type { HttpAnswer } from "../../platform/lambda/http.ts";
import { securityHeaders } from "../ui/security-headers.ts";
import { CHECK_PROGRAM, CHECK_SCRIPT } from "./generated/module.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const MOVING_SECONDS = 5 * 60;

/** The script of the page, by the hash of its bytes: another release has another. */
export const VERIFY_SCRIPT = {
  path: `/verify/${CHECK_SCRIPT.hash}/check.js`,
  integrity: CHECK_SCRIPT.integrity,
} as const;

/** The program that checks the same without a page. */
export const VERIFY_PROGRAM = {
  path: "/verify/wellspring-verify.mjs",
  name: "wellspring-verify.mjs",
  sha256: CHECK_PROGRAM.sha256,
} as const;

/** The script of `/verify`, and the program, on a stage that publishes a log. Undefined for any other path. */
export function verifyFile(path: string, hasLog: boolean): HttpAnswer | undefined {
  if (!hasLog) return undefined;
  if (path === VERIFY_SCRIPT.path) {
    return file(CHECK_SCRIPT.text, { "cache-control": `public, max-age=${YEAR_SECONDS}, immutable` });
  }
  if (path !== VERIFY_PROGRAM.path) return undefined;
  return file(CHECK_PROGRAM.text, {
    "cache-control": `public, max-age=${MOVING_SECONDS}`,
    "content-disposition": `attachment; filename="${VERIFY_PROGRAM.name}"`,
  });
}

function file(body: string, headers: Readonly<Record<string, string>>): HttpAnswer {
  return {
    status: 200,
    headers: { "content-type": "text/javascript; charset=utf-8", ...headers, ...securityHeaders },
    body,
    facts: { page: "verifyFile", bytes: Buffer.byteLength(body) },
  };
}
