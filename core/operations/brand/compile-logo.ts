import { colours } from "../../i18n/palette.ts";
import type { BrandDraft, BrandTexts, ProblemAt } from "./brand-draft.ts";
import type { BrandProblem } from "./document.ts";
import { type LetterLogo, type LogoRead, letterLogo, readLogo } from "./logo.ts";

type Look = BrandDraft["brand"]["look"];

interface LogoCompiled {
  readonly look: Look;
  /** What letters show, each of which `brand apply` draws. */
  readonly logos: readonly LetterLogo[];
  readonly problems: readonly BrandProblem[];
}

/** The look with its logo's pictures in the place of their names, and with the hashes of those that letters show. */
export function withLogo(
  look: Look,
  { pictures = new Map(), undrawable = new Map(), file }: BrandTexts["brand"],
  problemAt: ProblemAt,
): LogoCompiled {
  const { logo, ...others } = look;
  if (logo === undefined) return { look: others, logos: [], problems: [] };
  const read = (name: string): LogoRead => {
    const bytes = pictures.get(name);
    if (bytes === undefined) return { outcome: "refused", because: `is not there: put it beside ${file}` };
    const because = undrawable.get(name);
    return because === undefined ? readLogo(name, bytes) : { outcome: "refused", because };
  };
  const [light, dark] = [read(logo.light), read(logo.dark)];
  if (light.outcome === "read" && dark.outcome === "read") {
    const onLight = letterLogo(light.file, colours(look.light, "light").head);
    const onDark = letterLogo(dark.file, colours(look.dark, "dark").head);
    const inLetters = { light: onLight.hash, dark: onDark.hash };
    return {
      look: { ...others, logo: { light: light.src, dark: dark.src, inLetters } },
      logos: onLight.hash === onDark.hash ? [onLight] : [onLight, onDark],
      problems: [],
    };
  }
  const refusals = new Map([
    [logo.light, light],
    [logo.dark, dark],
  ]);
  const problems = [...refusals].flatMap(([name, one]) =>
    one.outcome === "read" ? [] : [problemAt("brand", ["look", "logo"], `${name} ${one.because}.`)],
  );
  return { look: others, logos: [], problems };
}
