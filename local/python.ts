import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CliError } from "../cli/cli-error.ts";
import { localDir } from "../cli/settings.ts";
import { lastLines, run } from "./run-program.ts";
import { environment } from "./settings.ts";

/** A program in Python that this machine alone runs. */
export interface PythonProgram {
  /** Where it goes, below `.local/`. */
  readonly folder: string;
  /** A file for pip that has a version and hashes for each package, and names all that are needed: pip adds none. */
  readonly requirements: string;
  /** The package in it that is the program. */
  readonly package: string;
  /** As a sentence about it begins: `The local engine`. */
  readonly called: string;
  /** What to do where there is no Python. */
  readonly otherwise: string;
}

/**
 * Sets a program up in a virtual environment of its own, once per content of its requirements: pip refuses whatever does
 * not have the hash written there. Returns its Python. Throws a {@link CliError} where there is no Python or no package index.
 */
export async function installPython(
  program: PythonProgram,
  note: (text: string) => void = () => {},
): Promise<string> {
  const directory = join(localDir, program.folder);
  const pins = await readFile(program.requirements, "utf8");
  const wanted = createHash("sha256").update(pins).digest("hex");
  const python = join(directory, "bin", "python");
  const stamp = join(directory, "requirements.sha256");
  if (existsSync(python) && existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) {
    return python;
  }

  const bootstrap = await findPython();
  if (bootstrap === undefined) {
    throw new CliError(
      `${program.called} needs Python 3.10 or later, which was not found.`,
      program.otherwise,
    );
  }
  await rm(directory, { recursive: true, force: true });
  await mkdir(localDir, { recursive: true });
  note("making a virtual environment");
  const pipWheel = await findPip(bootstrap);
  const parts = pipWheel === undefined ? [] : ["--without-pip"];
  const venv = await run(bootstrap, ["-m", "venv", ...parts, directory], { env: environment() });
  if (venv.code !== 0) {
    throw new CliError(
      `Python could not make a virtual environment: ${lastLines(venv.output, 1)}`,
      "On Debian and Ubuntu: apt-get install python3-venv.",
    );
  }
  const version = new RegExp(`^${program.package}==(\\S+)`, "m").exec(pins)?.[1] ?? "";
  note(`installing ${program.package} ${version}`);
  const pip = await run(python, [...PIP, "-r", program.requirements], {
    env: environment(pipWheel === undefined ? {} : { PYTHONPATH: pipWheel }),
  });
  if (pip.code !== 0) {
    throw new CliError(
      `${program.called} could not be installed: ${lastLines(pip.output, 2)}`,
      "Check that pip reaches its package index, then start again.",
    );
  }
  await writeFile(stamp, wanted);
  return python;
}

const PIP = [
  ...["-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"],
  ...["--no-deps", "--no-input", "--disable-pip-version-check", "-q"],
];

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
