import { type HttpResponse, http } from "../http.ts";

/** One control of a form as a browser without JavaScript sees it. */
export interface Field {
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

export function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}

/** Fills a form in and sends it, as a browser would that was on its page. */
export function submit(
  form: Form,
  fill: (field: Field) => Partial<Field> = () => ({}),
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpResponse> {
  const filled = form.fields.map((field) => ({ ...field, ...fill(field) }));
  const body = new URLSearchParams(filled.filter(({ sent }) => sent).map(({ name, value }) => [name, value]));
  return http(form.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: new URL(form.url).origin,
      ...headers,
    },
    body: body.toString(),
  });
}
