import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import { Locale } from "../../core/model/cause.ts";

const ENGLISH = "core/i18n/en.ts";

/** The names that a file exports by declaring them; a schema and the type inferred from it count as one. */
function exportedNames(file: string): string[] {
  const kind = file.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, kind);
  const names = source.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind: modifier }) => modifier === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    }
    const { name } = statement as ts.Statement & { readonly name?: ts.Identifier };
    return name === undefined ? [] : [name.text];
  });
  return [...new Set(names)];
}

test("no exported name of core/ stands for two things", () => {
  const files = new Map<string, string[]>();
  // Each language's file has the names of the English one: its type is that tree.
  const translated = Locale.options
    .map((locale) => `core/i18n/${locale}.ts`)
    .filter((file) => file !== ENGLISH);
  for (const file of globSync("core/**/*.{ts,tsx}", { exclude: translated })) {
    for (const name of exportedNames(file)) files.set(name, [...(files.get(name) ?? []), file]);
  }
  expect(files.size).toBeGreaterThan(700);
  expect([...files].filter(([, places]) => places.length > 1)).toEqual([]);
});
