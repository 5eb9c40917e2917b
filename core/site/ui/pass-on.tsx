import { type PageContext, ViewPart } from "./layout.tsx";

/** Two plain ways to show a page to somebody else: a letter of one's own, and the address. No other site hears of either. */
export function PassOn({ title, context }: { readonly title: string; readonly context: PageContext }) {
  const { address, formatter } = context;
  const { words } = formatter;
  if (address === undefined) return null;
  const letter = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${title}\n${address}\n`)}`;
  return (
    <ViewPart id="pass-on" title={words.passOn.title}>
      <p>
        <a class="onward" href={letter}>
          {words.passOn.byEmail}
        </a>
      </p>
      <p>
        <a class="onward" href={address}>
          {words.passOn.address}
        </a>
      </p>
    </ViewPart>
  );
}
