/** A drop with its ripple, in a brand's accent, as SVG. */
export function iconSvg(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><g fill="none" stroke="${colour}" stroke-width="3"><circle cx="16" cy="16" r="13.5"/><circle cx="16" cy="16" r="7"/></g></svg>`;
}

/** The same within a page, which then asks for no other file. */
export function iconData(colour: string): string {
  return `data:image/svg+xml,${encodeURIComponent(iconSvg(colour))}`;
}
