import { formStyles } from "../ui/form-styles.ts";
import { NAMES } from "../ui/styles.ts";

const frame = `
.own :is(nav,ul,li,form){display:inline}
.own li{margin-right:1rem}
.own [aria-current]{color:inherit;font-weight:600;text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:.45em}
.head .own button{min-height:2.75rem;margin:0;padding:0;border:0;border-radius:2px;background:none;color:inherit;font-weight:400;font-size:.9375rem;text-decoration:underline;text-underline-offset:.2em}
.mine{margin-top:clamp(1.5rem,4vw,3.25rem);font-size:clamp(2rem,1.2rem + 3.4vw,3.5rem)}
.done{display:inline-block;max-width:44rem;margin-top:1.75rem;padding:.85rem 1.25rem;border-radius:4px;background:var(--onHead);color:var(--head);font-weight:600;line-height:1.45}
.lead form.notice{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:center}
.lead .notice button{min-height:2.75rem;padding-block:.5rem}
.onwards{display:flex;flex-wrap:wrap;gap:.5rem 2rem}
.onwards a{display:inline-block;padding-block:.6rem}
`;

const centre = `
.centre-steps ol{display:flex;flex-wrap:wrap;gap:0 1.5rem;margin-top:1.25rem}
.centre-steps [aria-current]{font-weight:600}
.centre-steps a{display:inline-block;padding-block:.7rem}
.overview{padding-block:clamp(1rem,3vw,2.5rem)}
.overview ul{display:grid;gap:1rem;padding:0;list-style:none}
.overview li{min-width:0;overflow-wrap:anywhere;padding:1rem 1.25rem;border-radius:6px;background:var(--surface)}
.overview h3{margin:0;font-size:1.125rem}
.overview h3 a{display:inline-block;padding-block:.4rem}
.overview p{margin:.15rem 0 0;line-height:1.45}
.pausing>*+*{margin-top:1rem}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem}
.buttons button{flex:1 1 8rem;max-width:14rem}
.next-step{padding-block:0 clamp(2rem,5vw,4rem)}
.next-step a{display:inline-block;padding-block:.7rem}
.plain-list{max-width:42rem;padding-left:1.2rem;list-style:disc}
.plain-list li+li{margin-top:.6rem}
.field .label{margin:0;font-weight:600}
.stopping+.stopping,.stopping+.form,.plain-list+p{margin-top:2rem}
`;

const preferences = `
.field input:focus-within{outline:3px solid currentColor;outline-offset:3px}
html:has(.save){scroll-padding-bottom:7rem}
.preferences>.wide>.errors{margin-top:clamp(1.5rem,4vw,3rem)}
.topic-line,.dated{min-width:0;margin:0;padding:0;border:0}
.reaches{display:grid;gap:1rem}
.reach{min-width:0;overflow-wrap:anywhere;padding:1.25rem 1.5rem;border-radius:6px;background:var(--surface)}
.reach .note{margin-top:.75rem}
.matter .reach h3,.matter .topic-line h3{margin:0;font-size:1.0625rem;line-height:1.4}
.reach .muted{margin-top:.5rem}
.topic-lines{border-top:1px solid var(--line)}
.topic-line{display:grid;gap:.6rem 2rem;padding-block:1.1rem;border-bottom:1px solid var(--line)}
.topic-line>.field{max-width:16rem;margin-top:.25rem}
.choices{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem}
.choices .box{flex:0 0 7.5rem}
.choosable{margin-top:.75rem;border-top:1px solid var(--line)}
.choosable-one{display:grid;grid-template-columns:minmax(0,1fr) 5.5rem;gap:0 1.5rem;align-items:start;padding-block:1rem;border-bottom:1px solid var(--line)}
.choosable-one .box{margin-top:1.55rem}
.choosable-one .box label{font-weight:600}
.choosable-one .field label{font-size:.9375rem;font-weight:400;color:var(--muted);line-height:1.4}
.choosable-one .field input{margin-top:.15rem;text-align:right;font-variant-numeric:tabular-nums}
.choosable-one:has(.error){grid-template-columns:minmax(0,1fr) minmax(5.5rem,14rem)}
.beside{display:flex;flex-wrap:wrap;gap:1.25rem;align-items:flex-end}
.beside .field{flex:0 1 9.5rem}
.beside .field:has(.error){flex-basis:16rem}
.dated{align-items:end}
.dated{display:grid;grid-template-columns:4.5rem minmax(0,1fr);gap:.75rem 1rem;max-width:38rem;padding-block:1rem;border-bottom:1px solid var(--line)}
.dated .field:first-child{grid-column:1/-1}
.dated .field{max-width:none}
.dated .field label{font-size:.9375rem;font-weight:400;color:var(--muted)}
.matter>.group+.field,.matter>.field+.field,.matter>.field+.group{margin-top:2.25rem}
.group legend,.matter>.field>label{font-size:1.0625rem}
.save{position:sticky;bottom:0;z-index:1;border-top:1px solid var(--line);background:var(--background)}
.save p{display:none}
.save>.wide{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding-block:.8rem}
.presents{max-width:42rem}
.preferences+.part::before{display:none}
.stopping>*+*{margin-top:1.25rem}
.stopping p{max-width:42rem}
`;

const history = `
.said{max-width:62ch;white-space:pre-line;overflow-wrap:anywhere}
.messages>li{display:grid;gap:.15rem 2rem;padding-block:1.35rem;border-top:1px solid var(--line)}
.messages>li:last-child{border-bottom:1px solid var(--line)}
.matter .messages h3{margin:0;font-size:1.125rem;line-height:1.35}
.messages p{max-width:42rem}
.messages .mark{margin-top:.65rem}
.messages .mark+p{margin-top:.45rem}
.messages .sent .mark,.messages .unknown .mark{border-color:var(--brand);background:var(--brand);color:var(--background)}
.messages .deferred .mark{border-style:dashed}
blockquote{max-width:42rem;margin:.6rem 0 0;padding-left:1rem;border-left:3px solid var(--brand);white-space:pre-line;line-height:1.5}
.shares{display:grid;gap:1.5rem 2.5rem}
.shares strong{display:block;font-size:2rem;line-height:1.2;letter-spacing:-.02em;font-variant-numeric:tabular-nums lining-nums}
.brief.own>div{grid-template-columns:minmax(0,1fr) minmax(0,1fr);padding-block:.45rem}
.brief.own dd{flex-direction:column}
.brief.own dd>:first-child{font-weight:600}
.purchases>li{padding-block:1.15rem;border-top:1px solid var(--line)}
.purchases>li:last-child{border-bottom:1px solid var(--line)}
.purchases>li>p{display:flex;flex-wrap:wrap;gap:0 1.5rem;justify-content:space-between;align-items:baseline}
.purchases>li>.proofs{justify-content:flex-start}
.purchases ul{margin-top:.5rem}
.purchases ul li{display:flex;gap:1.5rem;justify-content:space-between;align-items:baseline;padding-block:.2rem;font-variant-numeric:tabular-nums}
.purchases .muted{min-width:0;overflow-wrap:anywhere}
.purchases ul .muted{display:block}
.purchases form,.purchases ul+p{margin-top:.6rem}
.purchases button{min-height:2.75rem;padding:.35rem .9rem;border-width:1px;font-size:.9375rem;font-weight:400}
.purchases b{white-space:nowrap;font-weight:600}
`;

const wider = `
@media(min-width:40rem){
.dated{grid-template-columns:minmax(0,1fr) 4.5rem 10rem}
.dated .field:first-child{grid-column:auto}
.save p{display:block}
.choices .box{flex-basis:8.5rem}
.overview ul{grid-template-columns:repeat(3,minmax(0,1fr))}
.shares{grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}
.topic-line{grid-template-columns:minmax(0,1fr) auto}
.topic-line>.field{grid-column:1}
.purchases ul li>span{display:flex;flex-wrap:wrap;gap:0 1.25rem;align-items:baseline}
}
@media(min-width:62rem){
.reaches{grid-template-columns:repeat(auto-fit,minmax(20rem,1fr))}
.messages>li{grid-template-columns:11rem minmax(0,1fr)}
.messages>li>.muted{padding-top:.15rem}
.save>.wide>*{margin-left:calc(${NAMES} + 3rem)}
.save>.wide>*+*{margin-left:0}
}
@media(forced-colors:active){.done{border:1px solid}}
@media print{.save,.preferences+.part,.purchases form,.ways.own{display:none}.part:has(.purchases){break-inside:auto}.purchases>li{break-inside:avoid}}
`;

/** What a customer's own pages need besides the styles of all pages. */
export const accountStyles =
  formStyles + [frame, centre, preferences, history, wider].join("").replaceAll("\n", "");
