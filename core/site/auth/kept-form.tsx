import { authWords } from "../../i18n/page-words.ts";
import { type AccountPath, linkPaths } from "../../model/routes.ts";
import { Form, Submit } from "../ui/form.tsx";
import type { AccountContext } from "../ui/page.ts";
import type { SubmittedForm } from "../ui/read-form.ts";

/**
 * What was typed when the session was over stays in the page of the browser it was typed in: in hidden fields, through the
 * sign-in and back. It is in no address, no cookie and no table (decision 97).
 */
export type KeptField = readonly [name: string, value: string];

const PREFIX = "kept.";

/** All fields of a form that could not be saved. */
export function keptOf(form: SubmittedForm): readonly KeptField[] {
  return form.names.flatMap((name) => form.all(name).map((value): KeptField => [name, value]));
}

/** Those that a sign-in form carried along. */
export function unkept(form: SubmittedForm): readonly KeptField[] {
  return keptOf(form).flatMap(([name, value]): KeptField[] =>
    name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), value]] : [],
  );
}

export function KeptFields({ kept }: { readonly kept: readonly KeptField[] }) {
  return (
    <>
      {kept.map(([name, value]) => (
        <input type="hidden" name={`${PREFIX}${name}`} value={value} />
      ))}
    </>
  );
}

/** Sends what was typed once more, when its sender has signed in again. Nothing where nothing waits. */
export function SaveKept({
  kept,
  next = linkPaths.preferences,
  context,
}: {
  /** The page whose form it was. */
  readonly next: AccountPath | undefined;
  readonly kept: readonly KeptField[];
  readonly context: AccountContext;
}) {
  if (kept.length === 0) return null;
  const { ended } = authWords(context.formatter);
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{ended.keptTitle}</h2>
      <p>{ended.kept}</p>
      <Form action={next} context={context}>
        {kept.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Submit quiet>{ended.save}</Submit>
      </Form>
    </section>
  );
}
