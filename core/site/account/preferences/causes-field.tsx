import { CAUSES_CHOSEN_MAX, WeightedCause } from "../../../model/customer.ts";
import { SplitNote } from "../../community/split.tsx";
import { CheckBox, Field, Group } from "../../ui/form.tsx";
import type { FormView, Offer, PreferenceField } from "./field.tsx";
import { TICKED } from "./topic-boxes.ts";

const NAME = "causes";
const PARTS_UNLESS_STATED = "1";
const PARTS_DIGITS_MAX = 5;

const causeName = (slug: string) => `cause.${slug}`;
const partsName = (slug: string) => `parts.${slug}`;

/** The causes that purchases of this customer give to, each with its parts of the whole. */
export const causesField: PreferenceField = {
  part: "yourcauses",
  keys: ["causes"],
  show: ({ causes, preferences }) =>
    causes.flatMap(({ slug }): [string, string][] => {
      const chosen = preferences.causes.find(({ cause }) => cause === slug);
      if (chosen === undefined) return [[partsName(slug), PARTS_UNLESS_STATED]];
      return [
        [causeName(slug), TICKED],
        [partsName(slug), String(chosen.weight)],
      ];
    }),
  read(form, { causes, preferences }, report) {
    const saved = new Set(preferences.causes.map(({ cause }) => cause));
    const chosen = causes
      .filter(({ slug, status }) => status === "active" || saved.has(slug))
      .filter(({ slug }) => form.has(causeName(slug), TICKED));
    if (chosen.length > CAUSES_CHOSEN_MAX) report(NAME, "tooManyCauses");
    const weighted = chosen.flatMap(({ slug }) => {
      const parts = form.text(partsName(slug)) || PARTS_UNLESS_STATED;
      const weight = /^\d{1,5}$/.test(parts) ? Number(parts) : 0;
      const read = WeightedCause.safeParse({ cause: slug, weight });
      if (!read.success) report(partsName(slug), "notParts");
      return read.success ? [read.data] : [];
    });
    return { causes: weighted };
  },
  Input: Causes,
  labelOf(input, { offer, context, texts }) {
    if (input === NAME || offer.causes.some(({ slug }) => input === causeName(slug))) return texts.causes;
    const cause = offer.causes.find(({ slug }) => input === partsName(slug));
    return cause && `${texts.parts} ${texts.partsOf(context.formatter.text(cause.name))}`;
  },
  inWords({ offer, context: { formatter } }) {
    const { causes: chosen } = offer.preferences;
    return offer.causes
      .flatMap(({ slug, name }) => {
        const share = shareOf(chosen, slug);
        if (share === undefined) return [];
        return chosen.length === 1
          ? [formatter.text(name)]
          : [`${formatter.text(name)} ${formatter.percent(share)}`];
      })
      .join(", ");
  },
};

/** The share of a cause among those chosen, in hundredths of a percent, to the percent; undefined for one that is not. */
function shareOf(chosen: readonly WeightedCause[], slug: string): number | undefined {
  const weight = chosen.find(({ cause }) => cause === slug)?.weight;
  const whole = chosen.reduce((sum, one) => sum + one.weight, 0);
  return weight === undefined ? undefined : Math.round((weight * 100) / whole) * 100;
}

/** The causes that a form has ticked, as far as it can be read. */
function chosenIn({ form, offer }: FormView): WeightedCause[] {
  return offer.causes.flatMap(({ slug }) => {
    if (!form.has(causeName(slug), TICKED)) return [];
    const read = WeightedCause.safeParse({ cause: slug, weight: Number(form.text(partsName(slug)) || 1) });
    return read.success ? [read.data] : [];
  });
}

function Causes({ view }: { readonly view: FormView }) {
  const { offer, context, errors, texts } = view;
  const { text, number } = context.formatter;
  return (
    <Group
      id={NAME}
      legend={texts.causesLegend}
      hint={texts.causesText(number(CAUSES_CHOSEN_MAX), context.brand.name)}
      errors={errors}
    >
      <div class="choosable">
        {offer.causes.map((cause) => (
          <CauseLine cause={cause} name={text(cause.name)} view={view} />
        ))}
      </div>
      <SplitNote
        terms={context.termsInForce}
        causes={context.brandConfig.causes}
        brand={context.brand}
        formatter={context.formatter}
      />
    </Group>
  );
}

interface CauseLineProps {
  readonly cause: Offer["causes"][number];
  readonly name: string;
  readonly view: FormView;
}

function CauseLine({ cause: { slug, status }, name, view }: CauseLineProps) {
  const { offer, form, errors, context, texts } = view;
  const { percent } = context.formatter;
  const now = shareOf(offer.preferences.causes, slug);
  const then = shareOf(chosenIn(view), slug);
  const hints = [
    status === "paused" ? texts.paused : undefined,
    now === undefined ? undefined : texts.share(percent(now)),
    then === undefined || then === now ? undefined : texts.shareThen(percent(then)),
  ].filter((hint) => hint !== undefined);
  return (
    <div class="choosable-one">
      <CheckBox
        name={causeName(slug)}
        id={causeName(slug)}
        value={TICKED}
        checked={form.has(causeName(slug), TICKED)}
        label={name}
        hint={hints.length > 0 ? hints.join("; ") : undefined}
      />
      <Field
        name={partsName(slug)}
        value={form.text(partsName(slug)) || PARTS_UNLESS_STATED}
        inputMode="numeric"
        maxLength={PARTS_DIGITS_MAX}
        label={
          <>
            {texts.parts} <span class="unseen">{texts.partsOf(name)}</span>
          </>
        }
        errors={errors}
      />
    </div>
  );
}
