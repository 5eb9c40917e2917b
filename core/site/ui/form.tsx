import { type ComponentChildren, h } from "preact";
import { linkTo } from "./layout.tsx";
import type { AccountContext } from "./page.ts";

/** What is wrong with a form, by the id of the field that it stands at, in the order of the page. */
export type FormErrors = ReadonlyMap<string, string>;

/** A form that a POST of our own takes in. What is wrong is said by us, in the page's language, not by the browser. */
export function Form(props: {
  readonly action: string;
  readonly context: AccountContext;
  /** It holds fields of files. */
  readonly files?: true;
  readonly children: ComponentChildren;
}) {
  return (
    <form
      class="form"
      method="post"
      action={linkTo(props.action, props.context)}
      enctype={props.files && "multipart/form-data"}
      noValidate
    >
      {props.children}
    </form>
  );
}

/**
 * Stands above a form that was not saved: read out at once, with the focus on it, and a link to each field. Nothing
 * when there is nothing wrong.
 */
export function ErrorSummary({ title, errors }: { readonly title: string; readonly errors: FormErrors }) {
  if (errors.size === 0) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: the sender of the form waits for this, and no script can move the focus.
    <div class="errors" role="alert" tabIndex={-1} autoFocus>
      <h2>{title}</h2>
      <ul>
        {[...errors].map(([id, text]) => (
          <li>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Labelled {
  readonly name: string;
  /** The field's name unless stated: needed where several share one. */
  readonly id?: string;
  readonly label: ComponentChildren;
  readonly hint?: string | undefined;
  readonly errors?: FormErrors;
}

export interface FieldProps extends Labelled {
  readonly value: string;
  readonly type?: "text" | "email" | "tel" | "date" | "time" | "number";
  readonly autocomplete?: string;
  readonly inputMode?: "text" | "email" | "tel" | "numeric" | "decimal";
  readonly maxLength?: number;
  readonly required?: boolean;
}

/** One line to fill in, with its label, a hint and what is wrong with it. */
export function Field(props: FieldProps) {
  const { name, id = name, value, type = "text", autocomplete, inputMode, maxLength, required } = props;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <Beside {...props} id={id} />
      {/* JSX needs one literal type beforehand. */}
      {h("input", {
        ...describedBy(props, id),
        id,
        name,
        type,
        value,
        autocomplete: autocomplete ?? "off",
        inputMode,
        maxLength,
        "aria-required": required ? "true" : undefined,
      })}
    </div>
  );
}

/** A file to choose. `accept`: the kinds that a browser offers. */
export function FileField(props: Labelled & { readonly accept: string }) {
  const { name, id = name, label, accept } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Beside {...props} id={id} />
      <input {...describedBy(props, id)} id={id} name={name} type="file" accept={accept} />
    </div>
  );
}

/** Several lines to fill in. */
export function TextArea(
  props: Labelled & { readonly value: string; readonly maxLength: number; readonly rows?: number },
) {
  const { name, id = name, value, maxLength, rows = 5 } = props;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <Beside {...props} id={id} />
      <textarea {...describedBy(props, id)} id={id} name={name} rows={rows} maxLength={maxLength}>
        {value}
      </textarea>
    </div>
  );
}

export interface Option {
  readonly value: string;
  readonly text: string;
}

export interface SelectProps extends Labelled {
  readonly value: string;
  readonly options: readonly Option[];
  /** More options, each under a heading, after those that stand alone. */
  readonly groups?: readonly { readonly label: string; readonly options: readonly Option[] }[];
  readonly autocomplete?: string;
}

/** One of several, folded up. */
export function Select(props: SelectProps) {
  const { name, id = name, label, value, options, groups = [], autocomplete = "off" } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Beside {...props} id={id} />
      <select {...describedBy(props, id)} id={id} name={name} autocomplete={autocomplete}>
        <Options options={options} value={value} />
        {groups.map((group) => (
          <optgroup label={group.label}>
            <Options options={group.options} value={value} />
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function Options({ options, value }: Pick<SelectProps, "options" | "value">) {
  return (
    <>
      {options.map((option) => (
        <option value={option.value} selected={option.value === value}>
          {option.text}
        </option>
      ))}
    </>
  );
}

/** A box to tick, or one of several with `type="radio"`. Ticked only by what its reader chose. */
export function CheckBox(
  props: Labelled & {
    readonly value: string;
    readonly checked: boolean;
    readonly type?: "checkbox" | "radio";
  },
) {
  const { name, value, id = `${name}-${value}`, label, hint, checked, type = "checkbox" } = props;
  return (
    <div class="box">
      <input {...describedBy(props, id)} id={id} name={name} type={type} value={value} checked={checked} />
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/**
 * Fields that belong together, under one question. An error at `id` stands below the question. Where a heading says the
 * question already, it is `unseen`.
 */
export function Group(props: {
  readonly id: string;
  readonly legend: string;
  readonly unseen?: boolean;
  readonly hint?: ComponentChildren;
  readonly errors?: FormErrors;
  readonly children: ComponentChildren;
}) {
  const { id, legend, hint, errors } = props;
  const error = errors?.get(id);
  const about = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean);
  return (
    <fieldset class="group" id={id} tabIndex={-1} aria-describedby={about.join(" ") || undefined}>
      <legend class={props.unseen ? "unseen" : undefined}>{legend}</legend>
      {hint !== undefined && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {props.children}
    </fieldset>
  );
}

/** The button of a form. `quiet` is one that is not what the page is for. */
export function Submit(props: {
  readonly children: ComponentChildren;
  readonly name?: string;
  readonly value?: string;
  readonly quiet?: boolean;
}) {
  return (
    <button type="submit" class={props.quiet ? "quiet" : undefined} name={props.name} value={props.value}>
      {props.children}
    </button>
  );
}

function Beside({ id, hint, errors }: Labelled) {
  const error = id === undefined ? undefined : errors?.get(id);
  return (
    <>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
}

function describedBy({ hint, errors }: Labelled, id: string) {
  const error = errors?.get(id);
  const about = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean);
  return {
    "aria-describedby": about.join(" ") || undefined,
    "aria-invalid": error === undefined ? undefined : ("true" as const),
  };
}
