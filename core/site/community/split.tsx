import { type SplitProps, splitInWords, titleOfTerms } from "../../disclosures/terms-in-words.ts";

/** Stands wherever a cause can be chosen: for which purchases a part goes elsewhere all the same. */
export function SplitNote(props: SplitProps) {
  const { words } = props.formatter;
  const sentences = props.terms.flatMap(({ id, split }) => {
    const sentence = splitInWords(split, props);
    return sentence === undefined ? [] : [words.splitAt(titleOfTerms(id, props), sentence)];
  });
  if (sentences.length === 0) return null;
  return (
    <>
      {sentences.map((sentence) => (
        <p class="muted">{sentence}</p>
      ))}
    </>
  );
}
