import type { Check, Finding, Subject } from "./check.ts";
import type { Ports } from "./ports.ts";

/** A line of the report, and the check that wrote it. */
export interface Line extends Finding {
  readonly check: string;
}

/**
 * Runs one check. What it could not ask is a line as well: a permission that is missing, a region without the service, or
 * an answer that did not come; the other checks go on.
 */
export async function runCheck(check: Check, ports: Ports, subject: Subject): Promise<readonly Line[]> {
  const named = (finding: Finding): Line => ({ check: check.name, ...finding });
  try {
    return (await check.run(ports, subject)).map(named);
  } catch (error) {
    return [named(notAsked(check, error, subject))];
  }
}

const DENIED =
  /^(AccessDenied|AccessDeniedException|AuthorizationError|AuthorizationErrorException|UnauthorizedOperation)$/;
/** AWS's own sentence: "User: … is not authorized to perform: ses:GetAccount …". */
const ACTION = /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)/;

function notAsked({ name, allow }: Check, error: unknown, { region }: Subject): Finding {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const code = "code" in thrown ? String(thrown.code) : "";
  if (DENIED.test(thrown.name)) {
    const missing = ACTION.exec(thrown.message)?.[1] ?? allow.join(", ");
    return {
      severity: "note",
      what: `Not looked at, as your credentials may not call ${missing}.`,
      where: name,
      next: `Allow ${missing}: npx wellspring doctor --policy prints all that doctor needs.`,
    };
  }
  if (code === "ENOTFOUND" || thrown.name === "UnknownEndpoint") {
    return {
      severity: "blocks",
      what: `${region} does not have the service that this needs.`,
      where: name,
      next: "Choose another region: AWS lists services by region under global infrastructure.",
    };
  }
  return {
    severity: "note",
    what: `Not looked at: ${thrown.name}: ${thrown.message}`,
    where: name,
    next: "Run doctor again; if it stays, look at that service's console.",
  };
}
