import { lookOf, plainLook } from "../../core/i18n/palette.ts";

/** The look of the product's own pages before a brand has stated its own; one column on a phone, two from here on. */
const WIDE = "52rem";

export const STYLE = `
${lookOf(plainLook)}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--background);color:var(--text);font:1.0625rem/1.6 var(--font);overflow-wrap:break-word}
h1,h2,h3,p,ul,dl,dd,blockquote,pre{margin:0;padding:0}
ul{list-style:none}
h1,h2,h3{line-height:1.2;font-weight:600;text-wrap:balance}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.2em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid currentColor;outline-offset:3px;border-radius:2px}
.wide{max-width:72rem;margin-inline:auto;padding-inline:max(1.25rem,4vw)}
.head{background:var(--head);color:var(--onHead);padding-block:1.25rem 2.5rem}
.head a{color:inherit}
.head h1{margin-top:1.25rem;font-size:clamp(1.75rem,1.25rem + 2.4vw,2.75rem);letter-spacing:-.02em;overflow-wrap:break-word}
.head p{margin-top:.75rem;max-width:42rem;color:var(--softOnHead)}
.head .back{margin:0}
.back a{display:inline-flex;align-items:center;min-height:44px;font-weight:600}
main{padding-block:2rem 4rem}
.muted{color:var(--muted);font-size:.9375rem;line-height:1.5}
.index{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
.index a{display:inline-flex;align-items:center;min-height:44px;overflow-wrap:anywhere}
.who{margin-top:2.5rem;padding-top:1.5rem;border-top:1px solid var(--line)}
.who h2{font-size:1.375rem;overflow-wrap:anywhere}
.answer{display:grid;gap:.75rem;margin-top:1rem;max-width:42rem;justify-items:start}
.answer textarea{width:100%;padding:.75rem;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--muted)}
.answer button{min-height:44px;padding:.5rem 1.25rem;font:inherit;font-weight:600}
.messages{display:grid;gap:1rem;margin-top:1.25rem}
.message{display:grid;gap:.75rem 2rem;padding:1.25rem;background:var(--surface);border-radius:6px;border:1px solid var(--line)}
.message>*{min-width:0}
.message h3{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;font-size:1.0625rem}
.message h3 .muted{font-weight:400}
time{white-space:nowrap}
.mark{padding:.05rem .6rem;border:1px solid currentColor;border-radius:99px;font-size:.8125rem;font-weight:600;line-height:1.5}
.sent{color:var(--link)}
.wrong{color:var(--wrong)}
.arrived a{display:inline-flex;align-items:center;min-height:44px;font-weight:600}
.text{display:inline-block;max-width:30rem;padding:.6rem .9rem;border:1px solid var(--line);border-radius:1rem 1rem 1rem .25rem;background:var(--background);white-space:pre-wrap;overflow-wrap:anywhere}
blockquote{margin-top:.5rem;padding-left:.9rem;border-left:3px solid var(--brand)}
.proof{margin-top:.5rem;overflow-wrap:anywhere}
.letter{display:grid;gap:2rem}
.letter>*{min-width:0}
.about h2,.more h2{font-size:1.1875rem;margin-bottom:.75rem}
iframe{display:block;width:100%;height:46rem;border:1px solid var(--line);border-radius:6px;background:#fff;color-scheme:light dark}
@media (prefers-color-scheme:dark){iframe{background:#000}}
.more{margin-top:2.5rem}
pre{padding:1rem;background:var(--surface);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;font:.9375rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.headers{display:grid;gap:.75rem}
.headers dt{font-weight:600;font-size:.9375rem}
.headers dd{overflow-wrap:anywhere;font-size:.9375rem}
@media (min-width:${WIDE}){
.message{grid-template-columns:minmax(0,1fr) minmax(0,1fr);padding:1.5rem}
.message h3{grid-column:1/-1}
.message h3 .muted{font-weight:400}
time{white-space:nowrap}
.letter{grid-template-columns:minmax(0,1fr) minmax(0,20rem)}
.about{grid-column:2;grid-row:1}
.headers>div{display:grid;grid-template-columns:14rem minmax(0,1fr);gap:1.5rem}
}
@media (forced-colors:active){.message,iframe,pre,.text{border-color:CanvasText}.mark{border-color:currentColor}}
`;
