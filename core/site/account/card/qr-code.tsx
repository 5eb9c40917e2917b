import { encode } from "uqr";

/** What scanners need around a code. */
const QUIET_MODULES = 4;

/**
 * A QR code at level Q, which bears a scratch or a fold over a quarter of it. Black on white in every scheme of colours: scanners
 * read it so. Capitals and digits take the densest mode by themselves.
 */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: "Q", boostEcc: false, border: QUIET_MODULES });
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#000" d={data.map(barsOf).join("")} />
    </svg>
  );
}

/** The black modules of a row, those that touch as one bar. */
function barsOf(row: readonly boolean[], y: number): string {
  const ends = row.flatMap((black, x) => (black && row[x + 1] !== true ? [x + 1] : []));
  return row
    .flatMap((black, x) => (black && row[x - 1] !== true ? [x] : []))
    .map((from, index) => {
      const width = (ends[index] ?? from) - from;
      return `M${from} ${y}h${width}v1h-${width}z`;
    })
    .join("");
}
