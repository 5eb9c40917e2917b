import { type HttpAnswer, problem, type Respond } from "../../platform/lambda/http.ts";
import { type ProofFiles, publicPath } from "../../proof/proof-files.ts";
import { securityHeaders } from "../ui/security-headers.ts";

const ROOT = "/proof/";
/** The paths of c2sp.org/tlog-tiles: a tile by its level and its number, three digits a step, and of a partial one its width. */
const TILE = /^tile\/(?:\d{1,2}|entries)\/(?:x\d{3}\/)*\d{3}(?:\.p\/\d{1,3})?$/;

const YEAR_SECONDS = 365 * 24 * 60 * 60;
/** A new checkpoint comes once a day. */
const CHECKPOINT_SECONDS = 60;

/** Answers the public log's files, as tlog-tiles says: a tile never changes, so whoever has one need not ask again. */
export function serveLog(files: Pick<ProofFiles, "read">): Respond {
  return async ({ path }) => {
    const name = path.startsWith(ROOT) ? path.slice(ROOT.length) : "";
    const isCheckpoint = name === "checkpoint";
    const file = isCheckpoint || TILE.test(name) ? await files.read(publicPath(name)) : undefined;
    if (file === undefined) return problem({ status: 404, title: "Not Found" });
    return isCheckpoint
      ? answer("text/plain; charset=utf-8", CHECKPOINT_SECONDS, file.bytes)
      : answer("application/octet-stream", YEAR_SECONDS, file.bytes);
  };
}

/** For anybody's page: a program in a browser that checks a proof is of another origin than the log. */
function answer(type: string, seconds: number, bytes: Buffer): HttpAnswer {
  return {
    status: 200,
    headers: {
      "content-type": type,
      "cache-control": `public, max-age=${seconds}${seconds === YEAR_SECONDS ? ", immutable" : ""}`,
      ...securityHeaders,
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "*",
    },
    body: bytes.toString("base64"),
    isBase64: true,
    facts: { page: "proof", bytes: bytes.length },
  };
}
