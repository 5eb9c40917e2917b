import type { Picture } from "../../model/cause.ts";
import type { AuthoredPicture } from "./authored-picture.ts";
import type { BrandFile, BrandTexts, ProblemAt } from "./brand-draft.ts";
import type { BrandProblem, Path } from "./document.ts";
import type { SourcePicture } from "./picture.ts";

/** Which picture, and where in the files it is named. */
interface Named {
  readonly file: BrandFile | "stories";
  readonly path: Path;
}

/** Pictures as they are found in the files, each with what is wrong with it. */
export interface PictureCompiler {
  /** With the hash and the size of a picture's file in the place of its name; without a picture whose file is refused. */
  place<Item extends { readonly picture?: AuthoredPicture | undefined }>(
    item: Item,
    named: Named,
  ): Omit<Item, "picture"> & { readonly picture?: Picture };
  readonly sources: ReadonlyMap<string, SourcePicture>;
  readonly problems: readonly BrandProblem[];
}

/** `files`: those of `pictures/`, by their names. */
export function pictureCompiler(
  files: BrandTexts["pictures"] = new Map(),
  problemAt: ProblemAt,
): PictureCompiler {
  const sources = new Map<string, SourcePicture>();
  const problems: BrandProblem[] = [];
  return {
    sources,
    problems,
    place({ picture, ...item }, { file, path }) {
      if (picture === undefined) return item;
      const { file: name, ...words } = picture;
      const read = files.get(name);
      if (read?.outcome !== "read") {
        const because = read?.because ?? "is not there: put it into the folder pictures, beside brand.yaml";
        problems.push(problemAt(file, [...path, "picture", "file"], `${name} ${because}.`));
        return item;
      }
      const { hash, width, height } = read.picture;
      sources.set(hash, read.picture);
      return { ...item, picture: { hash, width, height, ...words } };
    },
  };
}
