import { linkTo, type PageContext } from "./layout.tsx";

/** What vouches for the figures, where a program reads the same, and the way to one's own page. */
export function Footer({ context, data }: { readonly context: PageContext; readonly data: string }) {
  const { words } = context.formatter;
  return (
    <footer class="wide foot">
      <p>{words.ledger}</p>
      <p>
        <a href={data}>{words.asData}</a>
      </p>
      <p>
        <a href={linkTo("/join", context)}>{words.toJoin}</a>
        {" · "}
        <a href={linkTo("/preferences", context)}>{words.toPreferences}</a>
      </p>
    </footer>
  );
}
