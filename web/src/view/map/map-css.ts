// The style of the map's frame, its buttons and lists. The page may set the variables `--sarhad-…`; not responsible for the colours on the canvas.

export const MAP_CSS = `
.map-frame{--m-back:var(--sarhad-surface,#fff);--m-text:var(--sarhad-text,#22272c);--m-faint:var(--sarhad-text-faint,#565d65);--m-line:var(--sarhad-line,#8a9097);--m-strong:var(--sarhad-accent,#b23a10);--m-focus:var(--sarhad-focus,#0b5a8a);
display:flex;flex-direction:column;position:relative;block-size:100%;min-block-size:100%;color:var(--m-text);background:var(--m-back);font:400 .875rem/1.4 system-ui,"Segoe UI","Noto Sans","Noto Naskh Arabic","Noto Sans Arabic",Tahoma,sans-serif}
.map-frame[data-look=dark]{--m-back:var(--sarhad-surface,#1d2125);--m-text:var(--sarhad-text,#e4e7ea);--m-faint:var(--sarhad-text-faint,#a7afb7);--m-line:var(--sarhad-line,#78818a);--m-strong:var(--sarhad-accent,#ff9467);--m-focus:var(--sarhad-focus,#6cc1f2);color-scheme:dark}
.map-frame *{box-sizing:border-box}
.map-frame [hidden]{display:none!important}
.map-stage{position:relative;flex:1 1 auto;min-block-size:5rem;overflow:hidden;isolation:isolate}
.map-ground{position:absolute;inset:0;direction:ltr;z-index:0;background:#e7e7e3;font:inherit}
.map-frame[data-look=dark] .map-ground{background:#14171a}
.map-ground.leaflet-container{font:inherit;outline-offset:-3px}
.map-ground:focus-visible{outline:3px solid var(--m-focus)}
.map-canvas{pointer-events:none;position:absolute}
.map-closed .map-ground{touch-action:pan-x pan-y!important}
.map-pointing .map-ground{cursor:pointer}
.map-aiming .map-ground,.map-aiming .map-ground.leaflet-grab{cursor:crosshair}
.map-drawing .map-ground{touch-action:none!important}
.map-frame button,.map-frame input{font:inherit;color:inherit}
.map-frame button{background:var(--m-back);border:1px solid var(--m-line);border-radius:3px;min-inline-size:2.25rem;min-block-size:2.25rem;padding:.25rem .5rem;cursor:pointer}
.map-frame button:hover{border-color:var(--m-text)}
.map-frame button:focus-visible,.map-frame summary:focus-visible,.map-frame input:focus-visible{outline:3px solid var(--m-focus);outline-offset:1px}
.map-frame button[aria-pressed=true]{background:var(--m-text);color:var(--m-back);border-color:var(--m-text)}
.map-frame button svg{inline-size:1.05rem;block-size:1.05rem;display:block;margin:auto;fill:currentColor}
.map-frame .map-primary{background:var(--m-text);color:var(--m-back);border-color:var(--m-text)}
.map-tools{position:absolute;inset-block-start:.6rem;inset-inline-start:.6rem;z-index:3;display:var(--m-over,flex);flex-direction:column;gap:.6rem}
.map-tools>div{display:flex;flex-direction:column}
.map-tools>div button+button{margin-block-start:-1px}
.map-tools button{padding:.25rem}
.map-busy{position:absolute;inset-block-start:.6rem;inset-inline:0;margin-inline:auto;inline-size:fit-content;z-index:3;padding:.3rem .7rem;background:var(--m-back);border:1px solid var(--m-line);border-radius:3px;font-size:.8125rem}
.map-edges{position:absolute;inset-block-start:.6rem;inset-inline-end:.6rem;z-index:3;max-inline-size:45%;display:flex;flex-direction:column;align-items:flex-end;gap:.4rem}
.map-frame .map-edges button{border-style:dashed;border-width:1.5px}
.map-frame .map-far{border-color:var(--m-strong)}
.map-foot{position:absolute;inset-inline:.6rem;inset-block-end:.6rem;z-index:2;display:flex;justify-content:space-between;align-items:flex-end;gap:.6rem;pointer-events:none}
.map-foot>*{pointer-events:auto}
.map-scale{font-size:.75rem;line-height:1.2;padding:.15rem .35rem .3rem;background:var(--m-back);border-radius:2px;text-align:center}
.map-scale i{display:block;block-size:5px;border:1.5px solid currentColor;border-block-start:0;margin-inline:auto}
.map-dock{position:relative;z-index:2;flex:none;display:var(--m-over,block)}
.map-legend{background:var(--m-back);font-size:.75rem;border-block-start:1px solid color-mix(in srgb,var(--m-line) 40%,transparent)}
.map-frame .map-legend summary{padding:.3rem .6rem;cursor:pointer;font-weight:600}
.map-frame .map-legend ul{list-style:none;margin:0;padding:0 .6rem .35rem;display:flex;flex-wrap:wrap;gap:0 1.1rem}
.map-frame .map-legend li{display:flex;align-items:center;gap:.4rem;padding-block:.05rem;line-height:1.25}
.map-legend canvas{inline-size:33px;block-size:20px;flex:none}
/* never cut; only one of a length that no map has room for is scrolled */
.map-frame .map-credit{flex:none;margin:0;padding:.3rem .6rem;max-block-size:60%;overflow:auto;font-size:.75rem;line-height:1.4;color:var(--m-faint);background:var(--m-back);border-block-start:1px solid color-mix(in srgb,var(--m-line) 40%,transparent);overflow-wrap:anywhere}
.map-frame .map-credit p{margin:0}
.map-frame .map-credit-more{display:none;min-block-size:1.5rem;min-inline-size:1.5rem;padding:0 .3rem;border-color:transparent;background:transparent;text-decoration:underline;text-underline-offset:.15em}
.map-tip{position:absolute;z-index:4;inset-block-start:0;left:0;max-inline-size:16rem;padding:.25rem .5rem;background:var(--m-text);color:var(--m-back);border-radius:3px;font-size:.8125rem;line-height:1.3;pointer-events:none}
.map-mode{display:var(--m-over,block)}
.map-mode,.map-choices{position:absolute;z-index:5;inset-block-start:.6rem;inset-inline-start:3.6rem;max-inline-size:min(22rem,calc(100% - 4.2rem));background:var(--m-back);border:1px solid var(--m-line);border-radius:3px;padding:.6rem .7rem}
.map-frame .map-mode p{margin:0 0 .5rem}
.map-mode>div{display:flex;flex-wrap:wrap;gap:.4rem}
.map-mode .map-fields{margin-block-end:.6rem}
.map-frame .map-fields label{flex:1 1 5.5rem;font-size:.8125rem}
.map-fields label span{display:block;margin-block-end:.2rem;color:var(--m-faint)}
.map-frame .map-fields input{inline-size:100%;min-inline-size:0;block-size:2.25rem;padding:.2rem .35rem;background:var(--m-back);border:1px solid var(--m-line);border-radius:3px;direction:ltr}
.map-choices{max-block-size:calc(100% - 1.2rem);overflow:auto;inline-size:20rem;padding-block-start:.3rem}
.map-choices-head{display:flex;justify-content:space-between;align-items:center;gap:.5rem;position:sticky;inset-block-start:-.3rem;background:var(--m-back);z-index:1}
.map-frame .map-choices ul{list-style:none;margin:.2rem 0 0;padding:0}
.map-frame .map-choices-close{border-color:transparent;background:transparent}
.map-frame .map-choice{display:block;inline-size:100%;text-align:start;border-color:transparent;border-block-start-color:color-mix(in srgb,var(--m-line) 40%,transparent);border-radius:0;padding:.4rem .3rem}
.map-choice span{display:block}
.map-choice-detail{font-size:.8125rem;color:var(--m-faint)}
.map-frame .map-gate{position:absolute;z-index:1;inset:0;inline-size:100%;block-size:100%;border:0;border-radius:0;background:transparent;display:flex;align-items:flex-end;justify-content:center;padding-block-end:3.2rem;touch-action:pan-y}
.map-gate span{opacity:var(--m-dim,1);background:var(--m-text);color:var(--m-back);padding:.3rem .7rem;border-radius:1rem;font-size:.8125rem}
.map-centre{display:var(--m-over,block);position:absolute;z-index:1;inset-block-start:50%;left:50%;inline-size:26px;block-size:26px;margin:-13px 0 0 -13px;pointer-events:none;border:2px solid #0b5a8a;border-radius:50%;background:radial-gradient(circle,#0b5a8a 2px,transparent 2.5px)}
.map-frame[data-look=dark] .map-centre{border-color:#6cc1f2;background:radial-gradient(circle,#6cc1f2 2px,transparent 2.5px)}
.map-aside{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.map-frame{container:map / inline-size}
@container map (max-width:30rem){.map-choices,.map-mode{inset-inline-start:.6rem;inset-block-start:auto;inset-block-end:.6rem;inset-inline-end:.6rem;inline-size:auto;max-inline-size:none;max-block-size:70%;overflow:auto}.map-aiming .map-dock{display:none}.map-stage:has(>.map-choices:not([hidden]))~.map-dock{display:none}.map-frame .map-credit{font-size:.6875rem;line-height:1.3;padding:.2rem .5rem}.map-frame:not(.map-credit-whole) .map-credit-rest{display:none}.map-frame .map-credit-more{display:inline}}
@container map (max-width:35rem){.map-legend{position:absolute;inset-block-end:.6rem;inset-inline-end:.6rem;max-inline-size:14rem;max-block-size:18rem;overflow:auto;border:1px solid var(--m-line);border-radius:3px}.map-frame .map-legend summary{min-block-size:2rem;padding:.4rem .6rem}.map-frame .map-legend ul{display:block}}
/* drawn as wide as every paper has room for, whatever the screen; then as wide as this one has, or with the legend beside it */
.map-printing{block-size:auto;min-block-size:0}.map-printing .map-stage{flex:none;inline-size:180mm;block-size:115mm}
@media print and (min-width:184.5mm){.map-printing .map-stage{zoom:1.025}}@media print and (min-width:189.5mm){.map-printing .map-stage{zoom:1.055}}@media print and (min-width:194.5mm){.map-printing .map-stage{zoom:1.083}}@media print and (min-width:202.5mm){.map-printing .map-stage{zoom:1.127}}
@media print and (min-width:240mm){.map-printing .map-stage{zoom:1}.map-frame.map-printing{display:grid;grid-template:auto 1fr/180mm minmax(0,1fr);column-gap:5mm}.map-printing .map-stage{grid-row:1/3}.map-frame.map-printing .map-legend ul{display:block!important}}
.map-low .map-tools{flex-direction:row}.map-low .map-foot{inset-inline-start:6.6rem}.map-low:not(.map-credit-whole) .map-credit-rest{display:none}.map-frame.map-low .map-credit-more{display:inline}.map-low .map-legend{position:absolute;inset-block-end:.6rem;inset-inline-end:.6rem;max-inline-size:14rem;max-block-size:10rem;overflow:auto;border:1px solid var(--m-line);border-radius:3px}.map-frame.map-low .map-legend ul{display:block}
@media print{.map-tools,.map-mode,.map-choices,.map-tip,.map-gate,.map-centre{display:none!important}.map-frame{color:#000;background:#fff;--m-back:#fff;--m-text:#000;--m-faint:#222}.map-frame .map-dock{display:block}.map-frame .map-dock .map-legend{position:static;max-inline-size:none;max-block-size:none;border:0}.map-legend ul{display:flex!important}.map-frame .map-credit{max-block-size:none;overflow:visible}.map-frame .map-credit-rest{display:inline!important}.map-frame .map-credit-more,.map-far{display:none!important}}
@media (forced-colors:active){.map-canvas{forced-color-adjust:none}}
`;
