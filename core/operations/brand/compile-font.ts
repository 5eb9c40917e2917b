import type { BrandDraft, BrandTexts, ProblemAt } from "./brand-draft.ts";
import type { BrandProblem } from "./document.ts";
import { type BrandFont, type FontRead, readFont } from "./font.ts";

type Look = BrandDraft["brand"]["look"];

interface Faced {
  readonly look: Look;
  readonly fonts: readonly BrandFont[];
  readonly problems: readonly BrandProblem[];
}

/** The look with the hashes of its font's files in the place of their names, and these files. */
export function withFont(
  look: Look,
  { pictures: files = new Map(), file }: BrandTexts["brand"],
  problemAt: ProblemAt,
): Faced {
  const { webFont, ...others } = look;
  if (webFont === undefined) return { look: others, fonts: [], problems: [] };
  const read = (name: string): FontRead => {
    const bytes = files.get(name);
    const because = `is not there: put it beside ${file}`;
    return bytes === undefined ? { outcome: "refused", because } : readFont(bytes);
  };
  const { regular, bold, ...rest } = webFont;
  const [plain, strong] = [read(regular), bold === undefined ? undefined : read(bold)];
  const named = [
    ["regular", regular, plain],
    ["bold", bold, strong],
  ] as const;
  const problems = named.flatMap(([face, name, one]) =>
    one?.outcome === "refused"
      ? [problemAt("brand", ["look", "webFont", face], `${name} ${one.because}.`)]
      : [],
  );
  if (plain.outcome === "refused" || strong?.outcome === "refused")
    return { look: others, fonts: [], problems };
  return {
    look: {
      ...others,
      webFont: { ...rest, regular: plain.font.hash, ...(strong && { bold: strong.font.hash }) },
    },
    fonts: [plain.font, ...(strong ? [strong.font] : [])],
    problems,
  };
}
