/**
 * The elements take font and colours from the page around them, so they are as dark as it is; a brand sets its own by custom
 * properties. A sheet that is constructed needs no permission of the page's security policy.
 */
export const sheet = new CSSStyleSheet();
sheet.replaceSync(
  [
    ":host{display:block;margin-block:var(--wellspring-gap,1em);max-inline-size:100%;overflow-wrap:anywhere;line-height:1.45;font-family:var(--wellspring-font,inherit);color:var(--wellspring-text,inherit);accent-color:var(--wellspring-accent,auto)}",
    ":host([hidden]){display:none}",
    "*{box-sizing:border-box}",
    "fieldset{min-inline-size:0;margin:0;padding:0;border:0}",
    "legend{padding:0;font-weight:600}",
    "label,progress,dl,p,ul,details{margin:.5em 0 0}",
    "label{display:flex;gap:.75em;align-items:flex-start;min-block-size:2.75em;padding:.625em .75em;cursor:pointer;background:var(--wellspring-surface,transparent);border:1px solid var(--wellspring-line,color-mix(in srgb,currentColor 40%,transparent));border-radius:var(--wellspring-radius,.5em)}",
    "label:has(:checked){border-color:var(--wellspring-accent,currentColor);box-shadow:inset 0 0 0 1px var(--wellspring-accent,currentColor)}",
    "label:has(:focus-visible){outline:2px solid var(--wellspring-accent,currentColor);outline-offset:2px}",
    "@media(forced-colors:active){label:has(:checked){border-color:Highlight;outline:1px solid Highlight}}",
    "input{flex:none;inline-size:1.25em;block-size:1.25em;margin:.1em 0}",
    "input:focus{outline:0}",
    "img{flex:none;border-radius:var(--wellspring-radius,.25em)}",
    "b{display:block;font-weight:600}",
    "small,ul,details{font-size:.875em}",
    "ul{padding:0;list-style:none}",
    "li+li{margin-top:.25em}",
    "summary{cursor:pointer;padding:.25em 0}",
    "progress{display:block;inline-size:100%;block-size:.75em}",
    "dl div{display:flex;flex-wrap:wrap;justify-content:space-between;column-gap:1em}",
    "dd{margin:0 0 0 auto;font-variant-numeric:tabular-nums}",
    "a{color:var(--wellspring-accent,inherit)}",
  ].join(""),
);
