/**
 * Whether a JSON filter pattern of CloudWatch Logs matches a log line, as far as our patterns go: `=` and `!=` on text with
 * `*`, `= *` for a field that is there, `&&`, `||` and brackets. A field that is absent matches nothing, `!=` included.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function matchesFilter(pattern: string, line: string): boolean {
  const fields: unknown = line.startsWith("{") ? JSON.parse(line) : undefined;
  const tokens = pattern.match(/\$[\w.[\]]+|"[^"]*"|&&|\|\||!=|=|\*|[(){}]/g) ?? [];
  let at = 0;
  const take = (wanted?: string): string => {
    const token = tokens[at];
    if (token === undefined || (wanted !== undefined && token !== wanted))
      throw new Error(`${pattern}: ${wanted ?? "more"} expected, not ${token}`);
    at += 1;
    return token;
  };
  const any = (): boolean => {
    let found = all();
    while (tokens[at] === "||") {
      take();
      found = all() || found;
    }
    return found;
  };
  const all = (): boolean => {
    let found = one();
    while (tokens[at] === "&&") {
      take();
      found = one() && found;
    }
    return found;
  };
  const one = (): boolean => {
    if (tokens[at] !== "(") return compared(fieldOf(fields, take()), take(), take());
    take("(");
    const found = any();
    take(")");
    return found;
  };
  take("{");
  const found = any();
  take("}");
  return found;
}

function fieldOf(value: unknown, selector: string): unknown {
  const names = selector.slice(2).split(/[.[\]]+/);
  return names
    .filter((name) => name !== "")
    .reduce<unknown>((inner, name) => (inner === undefined ? undefined : Object(inner)[name]), value);
}

function compared(value: unknown, operator: string, wanted: string): boolean {
  if (value === undefined) return false;
  if (wanted === "*") return operator === "=";
  const parts = wanted.slice(1, -1).split("*");
  const text = new RegExp(`^${parts.map((part) => part.replace(/[.+?^$(){}|[\]\\]/g, "\\$&")).join(".*")}$`);
  return text.test(String(value)) === (operator === "=");
}
