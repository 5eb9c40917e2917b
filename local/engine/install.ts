import { join } from "node:path";
import { productRoot } from "../../cli/settings.ts";
import { installPython } from "../python.ts";

/** Sets the engine up, where it is not yet. Returns its Python. */
export function installEngine(note?: (text: string) => void): Promise<string> {
  const program = {
    folder: "engine",
    requirements: join(productRoot, "local", "engine", "requirements.txt"),
    package: "ministack",
    called: "The local engine",
    otherwise: "Install it, or set AWS_ENDPOINT_URL to an engine that runs already.",
  };
  return installPython(program, note);
}
