/**
 * The workflows among `names` that no construct makes: neither one that runs a declared journey (`declared`), nor one that the
 * sources of lib/ make by its name. A file that nothing deploys is one that nobody runs.
 */
export function unwired(
  names: readonly string[],
  declared: ReadonlySet<string>,
  sources: readonly string[],
): readonly string[] {
  const made = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/new Workflow\(\s*\w+,\s*"([^"]+)"/g)].map(([, name = ""]) => name),
    ),
  );
  return names.filter((name) => !declared.has(name) && !made.has(name));
}
