import { mix } from "../../i18n/palette.ts";
import { type RingPicture, ringPng } from "../ui/ring-picture.ts";
import type { WalletCard } from "./wallet-card.ts";

/** In points, as Apple states them; a phone asks for the file with two or three pixels a point. */
const ICON_POINTS = 38;
const LOGO_POINTS = 50;
const PRIMARY_LOGO_POINTS = 30;
const ARTWORK_POINTS = { width: 358, height: 448 } as const;
const SCALES = [1, 2, 3] as const;
/** In pixels, as Google recommends it. */
const GOOGLE_LOGO_PIXELS = 660;

/** The icon of pages is drawn in a square of 32: two rings. */
const DRAWN_IN = 32;
const RINGS = [13.5, 7] as const;
const STROKE = 3;
/** How much of a picture's width the rings take, so that a phone that cuts its corners cuts nothing of them. */
const PART_OF_WIDTH = 0.72;

const ARTWORK_RINGS = 12;
/** How far the artwork's rings stand out: less than the decoration of pages, as figures are written on them. */
const ARTWORK_CONTRAST = 0.1;

type Colours = WalletCard["colours"];

/** The pictures of a card for Apple's wallet, by their file names: the brand's colours and the rings of its pages' icon. */
export function applePictures(colours: Colours): Readonly<Record<string, Buffer>> {
  const square = (points: number) => (scale: number) => iconPicture(points * scale, colours);
  return {
    ...atEachScale("icon", square(ICON_POINTS)),
    ...atEachScale("logo", square(LOGO_POINTS)),
    ...atEachScale("primaryLogo", square(PRIMARY_LOGO_POINTS)),
    ...atEachScale("artwork", (scale) => artwork(scale, colours)),
  };
}

/** The same icon for Google's wallet, which fetches it from the site. */
export function googleLogo(colours: Colours): Buffer {
  return ringPng(iconPicture(GOOGLE_LOGO_PIXELS, colours));
}

function atEachScale(name: string, draw: (scale: number) => RingPicture): Record<string, Buffer> {
  return Object.fromEntries(
    SCALES.map((scale) => [`${name}${scale === 1 ? "" : `@${scale}x`}.png`, ringPng(draw(scale))]),
  );
}

function iconPicture(pixels: number, { ground, text }: Colours): RingPicture {
  const unit = (pixels * PART_OF_WIDTH) / DRAWN_IN;
  return {
    ...{ width: pixels, height: pixels, x: pixels / 2, y: pixels / 2, ground, line: text },
    rings: RINGS.map((radius) => ({ radius: radius * unit, stroke: STROKE * unit })),
  };
}

/** A drop's ripples from the lower right over the whole card, faint enough to be written on. */
function artwork(scale: number, { ground, text }: Colours): RingPicture {
  const [width, height] = [ARTWORK_POINTS.width * scale, ARTWORK_POINTS.height * scale];
  const step = width / 6;
  return {
    ...{ width, height, x: width * 0.85, y: height * 0.7, ground },
    line: mix(text, ground, ARTWORK_CONTRAST),
    rings: Array.from({ length: ARTWORK_RINGS }, (_, ring) => ({
      radius: step * (ring + 0.5),
      stroke: step / 4,
    })),
  };
}
