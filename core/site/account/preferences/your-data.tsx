import { accountWords } from "../../../i18n/page-words.ts";
import { Submit } from "../../ui/form.tsx";
import { linkTo, ViewPart } from "../../ui/layout.tsx";
import type { AccountContext } from "../../ui/page.ts";

export const DATA_PATH = "/preferences/data";
export const DELETE_PATH = "/preferences/delete";

/** What customers may do with all that is kept of them: take it along, and have it deleted. */
export function YourData({ context }: { readonly context: AccountContext }) {
  const { data: texts } = accountWords(context.formatter);
  return (
    <ViewPart id="data" title={texts.title}>
      <form class="stopping" method="post" action={linkTo(DATA_PATH, context)}>
        <p>{texts.exportText(context.brand.name)}</p>
        <Submit quiet>{texts.export}</Submit>
      </form>
      <div class="stopping">
        <p>{texts.deleteText}</p>
        <p>
          <a class="onward" href={linkTo(DELETE_PATH, context)}>
            {texts.deleteLink}
          </a>
        </p>
      </div>
    </ViewPart>
  );
}
