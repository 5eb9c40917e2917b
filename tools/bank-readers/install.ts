import { join } from "node:path";
import { productRoot } from "../../cli/settings.ts";
import { installPython } from "../../local/python.ts";

/** Sets up what others read of bank files, where it is not yet. Returns its Python. */
export async function installBankReaders(note?: (text: string) => void): Promise<string> {
  const program = {
    folder: "bank-readers",
    requirements: join(productRoot, "tools", "bank-readers", "requirements.txt"),
    package: "xmlschema",
    called: "Readers of bank files",
    otherwise: "Install it: the tests of bank files by others are skipped without.",
  };
  return await installPython(program, note);
}
