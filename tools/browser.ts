import { existsSync } from "node:fs";
import { join } from "node:path";
import { chosenBrowser, programDirectories } from "../local/settings.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const BUNDLES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The Chromium for the page tests: the one that `CHROME_PATH` names, else the system's, else none. */
export function findBrowser(): string | undefined {
  const chosen = chosenBrowser();
  if (chosen !== undefined) return existsSync(chosen) ? chosen : undefined;
  const installed = programDirectories().flatMap((directory) => NAMES.map((name) => join(directory, name)));
  return [...installed, ...BUNDLES].find((path) => existsSync(path));
}
