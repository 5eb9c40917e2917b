import ts from "typescript";

export interface Breach {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

/** What only core/platform may use: the environment, the clock and chance are arguments elsewhere. */
const FORBIDDEN_MEMBERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["process", new Set(["env", "hrtime", "uptime"])],
  ["Date", new Set(["now"])],
  ["Math", new Set(["random"])],
  ["performance", new Set(["now"])],
  ["Temporal", new Set(["Now"])],
  ["crypto", new Set(["randomUUID", "randomBytes", "randomInt", "getRandomValues"])],
]);
const FORBIDDEN_IMPORTS = new Set([
  "randomUUID",
  "randomBytes",
  "randomInt",
  "randomFillSync",
  "getRandomValues",
  "env",
]);
const FORBIDDEN_SOURCES = /^(node:)?(crypto|process)$/;

/** Where `text` reads the environment, the clock or chance itself instead of being given it. */
export function breachesOf(file: string, text: string): Breach[] {
  const kind = file.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const breaches: Breach[] = [];

  const visit = (node: ts.Node): void => {
    const what = forbidden(node);
    if (what !== undefined) {
      breaches.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, what });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return breaches;
}

function forbidden(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const { text: object } = node.expression;
    return FORBIDDEN_MEMBERS.get(object)?.has(node.name.text) ? `${object}.${node.name.text}` : undefined;
  }
  if (ts.isNewExpression(node) && isNamed(node.expression, "Date")) {
    return (node.arguments?.length ?? 0) === 0 ? "new Date() without an argument" : undefined;
  }
  if (ts.isCallExpression(node) && isNamed(node.expression, "Date")) return "Date()";
  if (ts.isImportSpecifier(node)) {
    const from = node.parent.parent.parent.moduleSpecifier;
    const name = (node.propertyName ?? node.name).text;
    const named =
      ts.isStringLiteral(from) && FORBIDDEN_SOURCES.test(from.text) && FORBIDDEN_IMPORTS.has(name);
    return named ? `${name} of ${from.text}` : undefined;
  }
  return undefined;
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
