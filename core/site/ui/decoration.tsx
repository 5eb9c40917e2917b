import type { Shape } from "../../model/cause.ts";

const RINGS = 8;
const POINTS = 12;

/** One closed line around a place, as far as `radius`: a circle that the weather has been at. */
function ring(radius: number): string {
  const drift = 150 - radius;
  const at = (step: number) => {
    const angle = (step / POINTS) * 2 * Math.PI;
    const worn = 1 + 0.13 * Math.sin(2 * angle + 0.6) + 0.07 * Math.sin(3 * angle - radius / 90);
    return {
      x: 210 + drift * 0.24 + radius * worn * Math.cos(angle) * 1.15,
      y: 150 - drift * 0.18 + radius * worn * Math.sin(angle) * 0.92,
    };
  };
  // Each point is the handle of a curve between the middles of its neighbours: no corners anywhere.
  const middle = (step: number) => {
    const [one, other] = [at(step), at(step + 1)];
    return `${Math.round((one.x + other.x) / 2)} ${Math.round((one.y + other.y) / 2)}`;
  };
  const curves = Array.from({ length: POINTS }, (_, step) => {
    const { x, y } = at(step + 1);
    return `Q${Math.round(x)} ${Math.round(y)} ${middle(step + 1)}`;
  });
  return `M${middle(0)}${curves.join("")}Z`;
}

const contours = Array.from({ length: RINGS }, (_, index) => ring(12 + index * 24)).join("");

const WAVES = 7;
const WAVE_WIDTH = 240;

/** One line of water across the page: the lower, the higher its waves. */
function wave(index: number): string {
  const [y, height] = [60 + index * 38, 5 + index * 2.5];
  const start = -((index * 67) % WAVE_WIDTH);
  const halves = Array.from({ length: 14 }, () => `t${WAVE_WIDTH / 2} 0`).join("");
  return `M${start} ${y}q${WAVE_WIDTH / 4} ${-2 * height} ${WAVE_WIDTH / 2} 0${halves}`;
}

const waves = Array.from({ length: WAVES }, (_, index) => wave(index)).join("");

const RAYS = 24;

/** Lines that leave the corner above the headline, and do not meet in it. */
function ray(index: number): string {
  const angle = Math.PI / 2 + (index / (RAYS - 1)) * (Math.PI / 2);
  const at = (far: number) =>
    `${Math.round(1_200 + far * Math.cos(angle))} ${Math.round(far * Math.sin(angle))}`;
  return `M${at(index % 2 === 0 ? 90 : 140)}L${at(index % 2 === 0 ? 420 : 360)}`;
}

const rays = Array.from({ length: RAYS }, (_, index) => ray(index)).join("");

const drawings = {
  contours: { lines: contours, view: "0 0 420 300", fit: undefined },
  waves: { lines: waves, view: "0 0 1200 340", fit: "xMaxYMax slice" },
  rays: { lines: rays, view: "0 0 1200 500", fit: "xMaxYMin meet" },
} as const;

/**
 * What is drawn behind a headline: the height lines of a map, water, or light from above. Nothing is read from it, and
 * where a reader chose the colours, it is not shown.
 */
export function Decoration({ shape = "contours" }: { readonly shape?: Shape | undefined }) {
  if (shape === "none") return null;
  const { lines, view, fit } = drawings[shape];
  return (
    <svg class={`shape ${shape}`} viewBox={view} preserveAspectRatio={fit} aria-hidden="true">
      <path d={lines} />
    </svg>
  );
}
