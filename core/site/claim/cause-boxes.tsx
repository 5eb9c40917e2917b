import { SplitNote } from "../community/split.tsx";
import { CheckBox, type FormErrors, Group } from "../ui/form.tsx";
import type { AccountContext } from "../ui/page.ts";

export const CAUSE_FIELD = "cause";

/** The causes that take gifts, one of which is picked, and how the terms divide what is given. */
export function CauseBoxes(props: {
  readonly context: AccountContext;
  readonly legend: string;
  readonly errors: FormErrors;
  readonly picked?: string;
}) {
  const { context, legend, errors, picked } = props;
  const { brand, brandConfig, formatter, termsInForce } = context;
  const active = brandConfig.causes.filter(({ status }) => status === "active");
  return (
    <Group id={CAUSE_FIELD} legend={legend} unseen errors={errors}>
      {active.map(({ slug, name, summary }) => (
        <CheckBox
          type="radio"
          name={CAUSE_FIELD}
          value={slug}
          label={formatter.text(name)}
          hint={formatter.text(summary)}
          checked={slug === picked}
        />
      ))}
      <SplitNote terms={termsInForce} causes={brandConfig.causes} brand={brand} formatter={formatter} />
    </Group>
  );
}

/** The cause of this name, if it takes gifts. */
export function activeCause(
  slug: string | undefined,
  { brandConfig }: Pick<AccountContext, "brandConfig">,
): string | undefined {
  return brandConfig.causes.find((cause) => cause.slug === slug && cause.status === "active")?.slug;
}
