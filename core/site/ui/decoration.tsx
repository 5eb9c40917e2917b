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

const lines = Array.from({ length: RINGS }, (_, index) => ring(12 + index * 24)).join("");

/** The height lines of a map, as decoration. */
export function Decoration() {
  return (
    <svg class="contours" viewBox="0 0 420 300" aria-hidden="true">
      <path d={lines} />
    </svg>
  );
}
