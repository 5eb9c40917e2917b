export interface FooterLink {
  readonly href: string;
  readonly text: string;
}

/** What every page ends with: ways on, and on a page with figures what vouches for them. */
export function Footer({ links, note }: { readonly links: readonly FooterLink[]; readonly note: string }) {
  return (
    <footer class="wide foot">
      <ul>
        {links.map(({ href, text }) => (
          <li>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
      {note !== "" && <p>{note}</p>}
    </footer>
  );
}
