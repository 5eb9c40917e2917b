import type { ComponentChildren } from "preact";
import type { Picture } from "../../model/cause.ts";
import { PICTURE_FILES, PICTURE_WIDTHS, picturePath } from "../../model/picture.ts";
import type { PageFormatter } from "./page-formatter.ts";

/** What only pages with pictures need: a picture keeps its place until it has come, and stands beside the words where there is room. */
export const pictureStyles = `
.pictured{display:grid;grid-template-columns:minmax(0,1fr);gap:2rem}.pictured .picture{max-width:45rem}
.picture img,.card .shown,.steps .shown{display:block;width:100%;height:auto;border-radius:6px;background:var(--track)}
.picture img{max-height:36rem;object-fit:cover}
.picture figcaption{margin-top:.5rem;color:var(--softOnHead);font-size:.8125rem}
.card .shown{aspect-ratio:8/5;object-fit:cover;border-radius:0}
.card>picture{order:-1;margin:calc(-1*clamp(1.25rem,3vw,2rem)) calc(-1*clamp(1.25rem,3vw,2rem)) 1.25rem;overflow:hidden;border-radius:6px 6px 0 0}
.steps .shown{max-width:20rem;margin-top:.75rem}
@media(min-width:76rem){
.pictured{grid-template-columns:minmax(0,1fr) minmax(0,27rem);gap:3rem;align-items:end}
.pictured .picture{margin-top:3rem}
}
@media print{.pictured{display:block}.picture img,.card .shown{max-width:60mm;max-height:60mm}}
`.replaceAll("\n", "");

/** How wide a picture is shown, by the width of the screen. */
const SIZES = {
  head: "(min-width:76rem) 27rem, (min-width:48rem) 45rem, 92vw",
  card: "(min-width:62rem) 22rem, (min-width:40rem) 44vw, 92vw",
  step: "20rem",
} as const;

interface PictureProps {
  readonly picture: Picture;
  readonly formatter: PageFormatter;
}

/** A picture in the best format that the browser knows, of the width that its screen needs. All but the first wait until they are near. */
function Sources({ picture, formatter, at }: PictureProps & { readonly at: keyof typeof SIZES }) {
  const { hash, width, height, alt } = picture;
  const isFirst = at === "head";
  return (
    <picture>
      {(["avif", "webp"] as const).map((format) => (
        <source
          type={PICTURE_FILES[`960.${format}`].type}
          srcset={PICTURE_WIDTHS.map((one) => `${picturePath(hash, `${one}.${format}`)} ${one}w`).join(", ")}
          sizes={SIZES[at]}
        />
      ))}
      <img
        class={isFirst ? undefined : "shown"}
        src={picturePath(hash, "960.jpg")}
        alt={formatter.text(alt)}
        width={width}
        height={height}
        loading={isFirst ? undefined : "lazy"}
        decoding="async"
      />
    </picture>
  );
}

interface PicturedProps {
  readonly picture: Picture | undefined;
  readonly formatter: PageFormatter;
  readonly children: ComponentChildren;
}

/** A page's first words, and beside them what they are about, if there is a picture of it. */
export function Pictured({ picture, formatter, children }: PicturedProps) {
  if (picture === undefined) return <>{children}</>;
  return (
    <div class="pictured">
      <div>{children}</div>
      <figure class="picture">
        <Sources {...{ picture, formatter }} at="head" />
        {picture.credit !== undefined && <figcaption>{picture.credit}</figcaption>}
      </figure>
    </div>
  );
}

/** A smaller one, further down. */
export function ListedPicture({ picture, formatter, at }: PictureProps & { readonly at: "card" | "step" }) {
  return <Sources {...{ picture, formatter, at }} />;
}

/** Of things that may have a picture: whether one of them has, so that the page may load it. */
export function someHavePictures(things: readonly { readonly picture?: Picture | undefined }[]): boolean {
  return things.some(({ picture }) => picture !== undefined);
}
