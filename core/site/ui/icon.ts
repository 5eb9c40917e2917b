import { ringPng } from "./ring-picture.ts";

/** A drop with its ripple: two rings of this width in a square of 32. */
const SIZE = 32;
const STROKE = 3;
const RADII = [13.5, 7];

/** The icon in a brand's accent, as SVG. */
export function iconSvg(colour: string): string {
  const circles = RADII.map((radius) => `<circle cx="${SIZE / 2}" cy="${SIZE / 2}" r="${radius}"/>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}"><g fill="none" stroke="${colour}" stroke-width="${STROKE}">${circles}</g></svg>`;
}

/** What phones take for a page on the home screen, in pixels: they round its corners, and want a ground and room around. */
const TOUCH_SIZE = 180;
const TOUCH_RINGS = 0.7;

/** The same on a ground of the brand's own, as PNG: phones take no SVG. */
export function touchIcon(colour: string, ground: string): Buffer {
  const scale = (TOUCH_SIZE / SIZE) * TOUCH_RINGS;
  return ringPng({
    ...{ width: TOUCH_SIZE, height: TOUCH_SIZE, x: TOUCH_SIZE / 2, y: TOUCH_SIZE / 2 },
    rings: RADII.map((radius) => ({ radius: radius * scale, stroke: STROKE * scale })),
    ...{ ground, line: colour },
  });
}

/** The same within a page, which then asks for no other file. */
export function iconData(colour: string): string {
  return `data:image/svg+xml,${encodeURIComponent(iconSvg(colour))}`;
}
