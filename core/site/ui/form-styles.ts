/** What pages with forms need besides the styles of all pages. */
export const formStyles = `
.form>*+*,.group>*+*{margin-top:1.5rem}
.above .errors,.asked{margin-top:2rem}
.asked h2{font-size:1.1875rem}
.asked .words{margin:1rem 0 0}
.topics{display:grid;gap:1.75rem 3rem}
.alone .form{margin-top:2rem}
.alone section{margin-top:2.75rem}
.alone section .form{margin-top:1.25rem}
.alone section h2{font-size:1.375rem}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem}
.onwards{margin:1.5rem 0 0;padding:0;list-style:none}
.onwards a{display:inline-block;padding:.6rem 0}
.field{max-width:28rem}
.field label,.group legend{display:block;padding:0;font-weight:600}
.field input,.field select,.field textarea{display:block;width:100%;min-height:3rem;margin-top:.4rem;padding:.5rem .75rem;border:1px solid var(--muted);border-radius:4px;background:var(--surface);color:var(--text);font:inherit}
.field input[aria-invalid],.field select[aria-invalid],.field textarea[aria-invalid]{border:2px solid var(--wrong)}
.hint,.group>.hint{margin-top:.2rem;color:var(--muted);font-size:.9375rem;line-height:1.5}
.head .hint{color:var(--softOnHead)}
.error{margin-top:.3rem;color:var(--wrong);font-weight:600}
.errors{max-width:38rem;padding:1.25rem 1.5rem;border:2px solid var(--wrong);border-radius:6px;background:var(--surface);color:var(--text)}
.errors h2{font-size:1.1875rem}
.errors ul{margin-top:.5rem}
.errors a,.head .errors a{color:var(--wrong)}
.head .field .error{padding:.3rem .75rem;border-radius:4px;background:var(--surface)}
.group{min-width:0;margin:0;padding:0;border:0}
.box{position:relative;padding-left:2.25rem}
.box input{position:absolute;left:0;top:.15rem;width:1.4rem;height:1.4rem;margin:0;accent-color:var(--link)}
.box label{display:inline-block;min-height:1.75rem;line-height:1.7rem}
.group>.unseen+*{margin-top:0}
.group>.box+.box{margin-top:.5rem}
.boxes{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin-top:.75rem}
.words{max-width:42rem;padding-left:1rem;border-left:3px solid var(--brand)}
.words li{margin-top:.5rem}
.head .words{border-color:currentColor}
button{min-height:3rem;padding:.65rem 1.5rem;border:2px solid transparent;border-radius:4px;background:var(--link);color:var(--background);font:inherit;font-weight:600;line-height:1.3;cursor:pointer}
button:hover{text-decoration:underline;text-underline-offset:.2em}
.head button{background:var(--onHead);color:var(--head)}
button.quiet{border-color:currentColor;background:transparent;color:var(--link)}
.head button.quiet{color:var(--onHead)}
@media(min-width:40rem){.topics{grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}.topics>.error{grid-column:1/-1}}
@media(forced-colors:active){button{border-color:currentColor}}
`.replaceAll("\n", "");
