type Child = Node | string | undefined | false;

/** An element with attributes and children. Texts are never read as HTML. */
export function node<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A list with one text an item; nothing where there are none. */
export function list(part: string, texts: readonly string[]): HTMLElement | undefined {
  return texts.length === 0 ? undefined : node("ul", { part }, ...texts.map((text) => node("li", {}, text)));
}
