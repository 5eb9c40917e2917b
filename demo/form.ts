/** One control of a form as a browser without JavaScript sees it. */
interface Field {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** Whether it is sent: boxes and radio buttons that are not ticked are not. */
  readonly sent: boolean;
}

export interface Form {
  readonly url: string;
  readonly fields: readonly Field[];
}

/** The forms of a page that POST, in their order. Our own pages: no more of HTML than they use is understood. */
export function formsIn(html: string, pageUrl: string): readonly Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)]
    .filter(([, attributes = ""]) => /method="?post"?/i.test(attributes))
    .map(([, attributes = "", content = ""]) => ({
      url: new URL(attributeOf(attributes, "action") ?? pageUrl, pageUrl).href,
      fields: [...inputsIn(content), ...selectsIn(content), ...textAreasIn(content)],
    }));
}

function inputsIn(html: string): Field[] {
  return [...html.matchAll(/<input\b([^>]*)>/gs)].flatMap(([, attributes = ""]) => {
    const name = attributeOf(attributes, "name");
    const type = attributeOf(attributes, "type") ?? "text";
    if (name === undefined || type === "submit") return [];
    const box = type === "checkbox" || type === "radio";
    const value = attributeOf(attributes, "value") ?? (box ? "on" : "");
    return [{ name, type, value, sent: !box || /\schecked\b/.test(attributes) }];
  });
}

function selectsIn(html: string): Field[] {
  return [...html.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)].flatMap(
    ([, attributes = "", content = ""]) => {
      const name = attributeOf(attributes, "name");
      const options = [...content.matchAll(/<option\b([^>]*)>/gs)].map(([, option = ""]) => option);
      const chosen = options.find((option) => /\sselected\b/.test(option)) ?? options[0];
      if (name === undefined || chosen === undefined) return [];
      return [{ name, type: "select", value: attributeOf(chosen, "value") ?? "", sent: true }];
    },
  );
}

function textAreasIn(html: string): Field[] {
  return [...html.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)].flatMap(
    ([, attributes = "", content = ""]) => {
      const name = attributeOf(attributes, "name");
      return name === undefined ? [] : [{ name, type: "textarea", value: unescaped(content), sent: true }];
    },
  );
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}(?:="([^"]*)"|=([^\\s"'>]+)|(?=\\s|$))`, "i").exec(attributes);
  return found === null ? undefined : unescaped(found[1] ?? found[2] ?? "");
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}

/** What a browser would send of a form in which these fields are changed: a text, or whether a box is ticked. */
export function filled({ fields }: Form, changes: Readonly<Record<string, string | boolean>>): string {
  const named = new Set(fields.map(nameOf));
  const unknown = Object.keys(changes).filter((name) => !named.has(name));
  if (unknown.length > 0) throw new Error(`The form has no field ${unknown.join(", ")}`);
  const sent = fields.map((field) => {
    const change = changes[nameOf(field)];
    if (typeof change === "boolean") return { ...field, sent: change };
    return change === undefined ? field : { ...field, value: change };
  });
  return new URLSearchParams(
    sent.filter((field) => field.sent).map(({ name, value }) => [name, value]),
  ).toString();
}

/** Boxes may share a name: the value then identifies each. */
function nameOf({ name, type, value }: Field): string {
  return type === "checkbox" && value !== "on" ? `${name}=${value}` : name;
}
