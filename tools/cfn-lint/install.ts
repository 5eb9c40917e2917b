import { join } from "node:path";
import { productRoot } from "../../cli/settings.ts";
import { installPython } from "../../local/python.ts";

/** Sets CloudFormation's linter up, where it is not yet. Returns the program. */
export async function installLinter(note?: (text: string) => void): Promise<string> {
  const program = {
    folder: "cfn-lint",
    requirements: join(productRoot, "tools", "cfn-lint", "requirements.txt"),
    package: "cfn-lint",
    called: "CloudFormation's linter",
    otherwise: "Install it: the tests of templates are skipped without.",
  };
  return join(await installPython(program, note), "..", "cfn-lint");
}
