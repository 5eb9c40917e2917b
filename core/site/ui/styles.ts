/** Mobile first; wide pages begin here and at {@link WIDE}. */
const MEDIUM = "40rem";
const WIDE = "62rem";
/** Headings stand beside what they name from {@link WIDE} on, in a column that holds a long German word. */
export const NAMES = "17rem";
/** What a thumb hits. */
const TARGET = "2.75rem";

const ground = `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:auto}
body{margin:0;background:var(--background);color:var(--text);font:1.0625rem/1.6 var(--font);overflow-wrap:break-word;-webkit-font-smoothing:antialiased}
h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}
ul,ol{list-style:none}
h1,h2,h3{line-height:1.15;text-wrap:balance;font-weight:600;hyphens:auto}
p{text-wrap:pretty}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.2em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid currentColor;outline-offset:3px;border-radius:2px}
main:focus{outline:none}
.muted{color:var(--muted);font-size:.9375rem;line-height:1.5}
.given,.cards,.pools,.terms,.steps li,.understood,.explained{grid-template-columns:minmax(0,1fr)}
.given>*,.cards>*,.pools>*,.terms>*,.counts>*,.legend>*,.brief dd>*{min-width:0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.wide{width:100%;max-width:76rem;margin-inline:auto;padding-inline:max(1.25rem,4vw)}
.skip{position:absolute;left:1rem;top:-5rem;z-index:2;padding:.6rem 1rem;background:var(--surface);color:var(--text)}
.skip:focus{top:1rem}
`;

const head = `
.head{background:var(--head);color:var(--onHead)}
.head a{color:inherit}
.lead{display:flow-root;position:relative;overflow-x:clip;clip-path:inset(-7rem 0 0);padding-bottom:clamp(2.5rem,6vw,5rem)}
.lead>.wide{position:relative}
.contours{position:absolute;right:-13rem;top:-10rem;width:34rem;overflow:visible;pointer-events:none}
.waves,.rays{position:absolute;right:0;top:-5rem;width:100%;height:calc(100% + 5rem);pointer-events:none}
.shape path{fill:none;stroke:var(--contour);stroke-width:1.1;vector-effect:non-scaling-stroke}
.top{position:relative;z-index:1;display:flex;flex-wrap:wrap;gap:0 1.5rem;align-items:center;justify-content:space-between;padding-block:.75rem}
.wordmark{margin-right:auto;font-weight:700;font-size:1.1875rem;letter-spacing:.01em;text-decoration:none}
.wordmark img{display:block;width:auto;height:2.25rem;max-width:min(15rem,70vw);margin-block:-.3rem;object-fit:contain;object-position:left;background:var(--head);forced-color-adjust:none;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.wordmark,.languages a,.ways a,.foot a,.back a,.charity a,.onward,summary{display:inline-block;max-width:100%;min-height:${TARGET};padding-block:.65rem}
.languages,.ways ul{display:flex;flex-wrap:wrap;gap:0 .25rem}
.ways{flex-basis:100%;margin-top:-.5rem}
.ways ul{gap:0 1.25rem}
.ways a{font-size:.9375rem;text-decoration:none}
.ways a:hover{text-decoration:underline}
.ways .first{font-weight:600;text-decoration:underline;text-underline-offset:.3em}
.languages a{padding-inline:.6rem;font-size:.9375rem;text-decoration:none;color:var(--softOnHead)}
.languages a:hover{text-decoration:underline}
.languages [aria-current]{color:var(--onHead);font-weight:600;text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:.45em}
h1{max-width:20ch;margin-top:clamp(2rem,7vw,5.5rem);font-size:clamp(2rem,1.05rem + 4.7vw,4.5rem);line-height:1.04;letter-spacing:-.022em}
h1 em{display:block;font-style:normal;color:var(--softOnHead);font-weight:400}
.back+h1{margin-top:.75rem}
.back{margin-top:clamp(1.5rem,4vw,3rem)}
.back a::before{content:"←";margin-right:.5em}
.purpose{max-width:38rem;margin-top:1.5rem;font-size:clamp(1.0625rem,1rem + .5vw,1.3125rem);line-height:1.55}
.counts{display:flex;flex-wrap:wrap;gap:.25rem 2rem;margin-top:2rem;font-variant-numeric:tabular-nums;font-weight:600}
.counted{max-width:38rem;margin-top:.5rem;color:var(--softOnHead);font-size:.9375rem}
.notice{max-width:38rem;margin-top:1.5rem;padding-left:1rem;border-left:3px solid currentColor}
.lead:last-child{min-height:calc(100vh - 12rem)}
.alone{padding-bottom:2rem}
.alone p{margin-top:1.5rem}
.onward{font-weight:600}
code{font:.9375em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;padding:.5rem .75rem;border:1px solid currentColor;border-radius:4px;display:inline-block}
`;

/** Targets of 44 px: thumbs press them, and no sentence stands around them. */
const legal = `
.legal{padding-block:1.5rem 2.5rem;border-top:1px solid var(--line)}
.legal{font-size:.9375rem}
.foot:has(+.legal){padding-bottom:.75rem}
.foot+.legal{padding-top:0;border-top:0}
.legal ul{display:flex;flex-wrap:wrap;gap:0 2rem}
.legal li a{display:inline-block;padding-block:.6rem;min-height:2.75rem}
.privacy{margin-top:1rem}
`;

const parts = `
.part{padding-block:clamp(2.75rem,6vw,5rem)}
.part+.part{position:relative}
.part+.part::before{content:"";position:absolute;top:0;left:max(1.25rem,4vw);right:max(1.25rem,4vw);border-top:1px solid var(--line)}
h2{font-size:clamp(1.5rem,1.3rem + .9vw,2rem);letter-spacing:-.012em}
.name>*+*{margin-top:.75rem}
.matter{margin-top:1.75rem}
.matter>*+*{margin-top:1.5rem}
.matter h3{margin-top:2.25rem;font-size:1.125rem}
.matter>h3:first-child{margin-top:0}
.far{font-size:1.125rem;font-weight:600;line-height:1.35}
.note{margin-top:1.5rem;padding-left:1rem;border-left:3px solid var(--brand)}
.given{display:grid;gap:2.5rem;margin-top:2rem}
.funded{padding-top:1rem;border-top:6px solid var(--tone)}
.funded h3{font-size:1.1875rem}
.funded>p{margin-top:.35rem}
.figures{margin-top:1.25rem}
.funded>.figures{margin-top:1.25rem}
.figures li+li{margin-top:1rem}
.figures .muted{display:block}
.amount{display:block;font-size:2.375rem;line-height:1.15;font-weight:600;letter-spacing:-.02em;font-variant-numeric:tabular-nums lining-nums}
.amount small{white-space:nowrap;font-size:.6em;font-weight:400;letter-spacing:0}
.long{font-size:1.5rem}
.longest{font-size:1.125rem}
.funded .none{margin-top:1.25rem;font-size:1.3125rem;font-weight:400;letter-spacing:0;color:var(--muted)}
.funded .gifts{margin-top:1rem;font-variant-numeric:tabular-nums}
.in-all{max-width:42rem;margin-top:2rem}
.in-all .muted{margin-top:.35rem}
.understood{display:grid;gap:1.5rem;margin-top:clamp(2.5rem,5vw,4rem)}
.explained{display:grid;gap:1.25rem}
.explained dt{font-weight:600}
.understood>p{max-width:34rem}
.empty{margin-top:2rem;padding:clamp(1.75rem,5vw,3.5rem);background:var(--surface);border-radius:6px}
.empty p{max-width:38rem}
.empty .far{font-size:clamp(1.375rem,1.1rem + 1.4vw,2rem)}
.empty p+p{margin-top:.75rem}
`;

const causes = `
.cards{display:grid;gap:1.25rem}
.card{position:relative;display:flex;flex-direction:column;padding:clamp(1.25rem,3vw,2rem);background:var(--surface);border-radius:6px}
.card h3{margin:0;font-size:1.375rem}
.card h3 a{color:inherit;text-decoration-color:var(--brand);text-decoration-thickness:2px}
.card>p{margin-top:.6rem}
.card>.mark{align-self:flex-start;margin:0 0 .75rem}
.sums{display:flex;flex-direction:column;flex:1;gap:1.25rem;margin-top:1.25rem}
.sums .charity{margin-top:auto}
.mark{display:inline-block;padding:.05rem .5rem;border:1px solid currentColor;border-radius:99px;font-size:.8125rem;font-weight:600;line-height:1.5}
.charity{font-size:.9375rem;line-height:1.5}
.charity .mark{margin:.3rem .2rem 0 0}
.sums .charity{padding-top:1rem;border-top:1px solid var(--line)}
.bar{display:block;width:100%;height:26px;margin-block:.6rem .2rem;overflow:visible}
.brief>div{display:grid;grid-template-columns:minmax(4rem,7.25rem) minmax(min-content,1fr);gap:0 1rem;padding-block:.3rem;font-size:.9375rem;line-height:1.45}
.brief dd{display:flex;align-content:flex-start;flex-wrap:wrap;gap:0 1rem;font-variant-numeric:tabular-nums}
.swatch{display:inline-block;width:.7em;height:.7em;margin-right:.5em;border-radius:2px;background:var(--tone)}
.brand{--tone:var(--brand)}.match{--tone:var(--match)}.customer{--tone:var(--customer)}
.bar .brand,.bar .match,.bar .customer{fill:var(--tone)}
.plot .brand,.plot .match,.plot .customer{stroke:var(--tone);fill:none}
.track{fill:var(--track)}
.bar rect{height:12px;rx:1px}
.bar .track{width:100%;rx:2px}
.bar .gap{width:2px;fill:var(--surface)}
.bar .end{width:2px;y:-5px;height:22px;fill:var(--text)}
.bar circle{cy:21px;r:3.5px;fill:var(--surface);stroke:var(--muted);stroke-width:1.5}
.bar .reached{fill:var(--brand);stroke:var(--brand)}
.pools{display:grid;gap:2rem}
.pools .bar{height:12px;margin-block:.75rem}
.pools .muted{margin-top:.25rem}
.steps{border-left:2px solid var(--line);margin-left:.4rem}
.matter>.steps{margin-top:1.25rem}
.matter>.steps:first-child{margin-top:.25rem}
.steps li{position:relative;display:grid;gap:.1rem;padding:0 0 1.5rem 1.5rem;line-height:1.45}
.steps li:last-child{padding-bottom:0}
.steps li::before{content:"";position:absolute;left:-6px;top:.4rem;width:10px;height:10px;border:2px solid var(--muted);border-radius:50%;background:var(--background)}
.steps .reached::before{background:var(--brand);border-color:var(--brand)}
.steps .told::before{background:var(--text);border-color:var(--text);border-radius:2px}
`;

const charts = `
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;font-size:.9375rem}
.charts{display:grid;gap:2.5rem}
.charts>*{min-width:0}
.matter .charts h3{margin:0 0 .75rem;font-size:1.0625rem}
.plot{position:relative;padding-right:3.75rem}
.plot svg{display:block;width:100%;height:140px;overflow:visible}
.plot .scale{position:absolute;inset:0}
.scale text{fill:var(--muted);font-size:13px;text-anchor:end;transform:translateY(-5px)}
.scale line{stroke:var(--muted)}
.scale .half{stroke-dasharray:2 4}
.ends{display:flex;justify-content:space-between;padding-right:3.75rem;margin-top:.4rem;color:var(--muted);font-size:.8125rem}
details{margin-top:.75rem;font-size:.9375rem}
summary{color:var(--link);cursor:pointer;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em}
.scroll{overflow-x:auto;margin-top:.5rem}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums;line-height:1.4}
caption{text-align:left;color:var(--muted);padding-bottom:.5rem}
th,td{padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);text-align:right;font-weight:400;white-space:nowrap}
th:first-child{text-align:left}
th:last-child,td:last-child{padding-right:0}
thead th{min-width:6rem;font-weight:600;white-space:normal;overflow-wrap:break-word;vertical-align:bottom}
thead th:first-child{min-width:4rem}
tfoot th,tfoot td{border-top:2px solid var(--text);border-bottom:0;font-weight:600}
.years{display:flex;flex-wrap:wrap;gap:0 2rem;margin-top:.75rem}
`;

const end = `
.terms{display:grid;gap:2rem 2.5rem}
.matter .terms h3{margin:0 0 .35rem;font-size:.9375rem;font-weight:400;color:var(--muted)}
.plain{margin-top:.5rem}
.terms .muted{margin-top:.5rem;font-size:.875rem}
details>.terms{margin-top:1.25rem}
.disclosure h3{margin:1.5rem 0 0;font-size:1rem}
.disclosure dl>div,.disclosure .muted{margin-top:.75rem}
.disclosure dt{font-weight:600}
.disclosure dd{overflow-wrap:anywhere}
.matter>.prose{max-width:40rem;margin-top:2.5rem}
.prose p+p{margin-top:.75rem}
.foot{padding-block:1.5rem 2.5rem;color:var(--muted);font-size:.9375rem}
.foot ul{display:flex;flex-wrap:wrap;gap:0 2rem}
.foot p{margin-top:.75rem}
`;

const wider = `
@media(min-width:${MEDIUM}){
.cards,.terms,.pools{grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr))}
.charts{grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr))}
.given{grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:2.5rem 2rem}
.understood{grid-template-columns:repeat(2,1fr);gap:1.5rem 3rem}
.contours{right:-14rem;top:-8rem;width:44rem}
}
@media(min-width:${WIDE}){
.given{gap:2.5rem}
.understood{grid-template-columns:calc((100% - 5rem)/3) 1fr;gap:2.5rem}
.explained{grid-template-columns:1fr 1fr;gap:2.5rem}
.ways{flex-basis:auto;margin:0 0 0 1rem}
.part:not(.whole){display:grid;grid-template-columns:${NAMES} minmax(0,1fr);gap:2rem 3rem}
.matter{margin-top:.3rem}
.contours{right:-15rem;top:-5.5rem;width:52rem}
.whole .name{display:flex;align-items:baseline;justify-content:space-between}
.name>*+*{margin-top:.75rem}
.whole .name>*+*{margin:0}
}
`;

/** What is folded on a screen is open on paper, but for the days of a chart, which fill a sheet for each currency. */
const paper = `
@media print{
body,.head,.card,.empty{background:#fff;color:#000}
.head a,.head em,.counted{color:#000}
.shape,.languages,.ways,.skip,.foot ul,figure details,details .onward{display:none}
details::details-content{display:block;content-visibility:visible;block-size:auto;overflow:visible}
summary{min-height:0;font-weight:600;color:#000;text-decoration:none;list-style:none}
summary::-webkit-details-marker{display:none}
details,details li,details section{break-inside:avoid}
.part{padding-block:1.5rem;break-inside:avoid}
.card,.funded,figure{break-inside:avoid}
svg,.swatch{print-color-adjust:exact;-webkit-print-color-adjust:exact}
h1{margin-top:1rem;font-size:2rem}
}
`;

/** Colours that the reader has set: what only a background showed gets an edge, what is a key keeps its colour. */
const forced = `
@media(forced-colors:active){
.shape{display:none}
.swatch,.bar,.plot{forced-color-adjust:none}
.swatch{outline:1px solid CanvasText}
.bar .track,.bar circle,.bar .gap{fill:Canvas;stroke:CanvasText}
.bar .gap{stroke:none}
.bar .end{fill:CanvasText}
.scale text{fill:CanvasText}
.scale line{stroke:CanvasText}
.card,.empty{border:1px solid}
.head.lead{border-bottom:1px solid}
.bar .reached{fill:CanvasText}
}
`;

/** All CSS of all pages but the brand's look, with what only people need taken out. */
export const styles = [ground, head, parts, causes, charts, end, legal, wider, forced, paper]
  .join("")
  .replaceAll("\n", "");
