import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CliError } from "../../cli/cli-error.ts";
import { localDir, productRoot } from "../../cli/settings.ts";
import { lastLines, run } from "../run-program.ts";
import { environment } from "../settings.ts";

const venvDir = join(localDir, "engine");
const requirements = join(productRoot, "local", "engine", "requirements.txt");

/**
 * Sets the engine up in a virtual environment below `.local/`, once per content of requirements.txt: pip refuses
 * whatever does not have the hash written there. Returns its Python.
 */
export async function installEngine(note: (text: string) => void = () => {}): Promise<string> {
  const pins = await readFile(requirements, "utf8");
  const wanted = createHash("sha256").update(pins).digest("hex");
  const version = /^ministack==(\S+)/m.exec(pins)?.[1] ?? "";
  const python = join(venvDir, "bin", "python");
  const stamp = join(venvDir, "requirements.sha256");
  if (existsSync(python) && existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) {
    return python;
  }

  const bootstrap = await findPython();
  if (bootstrap === undefined) {
    throw new CliError(
      "The local engine needs Python 3.10 or later, which was not found.",
      "Install it, or set AWS_ENDPOINT_URL to an engine that runs already.",
    );
  }

  await rm(venvDir, { recursive: true, force: true });
  await mkdir(localDir, { recursive: true });
  note("making a virtual environment");
  const pipWheel = await findPip(bootstrap);
  const parts = pipWheel === undefined ? [] : ["--without-pip"];
  const venv = await run(bootstrap, ["-m", "venv", ...parts, venvDir], { env: environment() });
  if (venv.code !== 0) {
    throw new CliError(
      `Python could not make a virtual environment: ${lastLines(venv.output, 1)}`,
      "On Debian and Ubuntu: apt-get install python3-venv.",
    );
  }
  note(`installing MiniStack ${version}`);
  const pip = await run(
    python,
    [
      "-m",
      "pip",
      "install",
      "--require-hashes",
      "--only-binary",
      ":all:",
      "--no-input",
      "--disable-pip-version-check",
      "-q",
      "-r",
      requirements,
    ],
    { env: environment(pipWheel === undefined ? {} : { PYTHONPATH: pipWheel }) },
  );
  if (pip.code !== 0) {
    throw new CliError(
      `The local engine could not be installed: ${lastLines(pip.output, 2)}`,
      "Check that pip reaches its package index, then start again.",
    );
  }
  await writeFile(stamp, wanted);
  return python;
}

/**
 * The wheel of pip that Python would install into a virtual environment. Run from where it is, it need not be installed there
 * first, which takes as long as installing the engine. Undefined where Python keeps it elsewhere.
 */
async function findPip(python: string): Promise<string | undefined> {
  const wheels = [
    "import ensurepip, glob, os",
    "own = os.path.join(os.path.dirname(ensurepip.__file__), '_bundled')",
    "print(*[w for d in (own, '/usr/share/python-wheels') for w in glob.glob(os.path.join(d, 'pip-*.whl'))], sep='\\n')",
  ].join("; ");
  const { code, output } = await run(python, ["-c", wheels], { env: environment() });
  const [first = ""] = output.trim().split("\n");
  return code === 0 && first.endsWith(".whl") ? first : undefined;
}

async function findPython(): Promise<string | undefined> {
  const newEnough = "import sys; sys.exit(0 if sys.version_info >= (3, 10) else 1)";
  for (const name of ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"]) {
    if ((await run(name, ["-c", newEnough], { env: environment() })).code === 0) return name;
  }
  return undefined;
}
