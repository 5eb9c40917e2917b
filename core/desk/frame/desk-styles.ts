/** What the desk's pages need beside those of customers: a smaller title, and a way out that looks like the other ways. */
export const deskStyles = [
  ".lead h1{font-size:clamp(1.75rem,1.2rem + 2vw,2.5rem)}",
  ".desk [aria-current]{font-weight:600;text-decoration:underline;text-underline-offset:.3em}",
  ".desk button,.desk button:hover{min-height:2.75rem;padding:.65rem 0;border:0;background:transparent;color:inherit;font-size:.9375rem;font-weight:400;line-height:inherit}",
  ".desk button:hover{text-decoration:underline}",
  ".entries{padding:0;list-style:none}",
  ".entries li{padding-block:.75rem;border-bottom:1px solid var(--line)}",
  ".entries p{margin:0;color:var(--muted)}",
].join("\n");
