// The layout: a map with a panel beside it, on a narrow page a map with a sheet over its foot, on paper one below the other.
// Queries of the width mean the element; they must not name parts inside the map, whose nearest container is the map.

export const PAGE_CSS = `
:host{display:block;inline-size:100%;block-size:var(--sarhad-height,46rem);min-block-size:var(--sarhad-min-height,38rem);container-type:inline-size}
:host([hidden]){display:none}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
.page{display:flex;flex-direction:column;block-size:100%;position:relative;overflow:hidden;border:1px solid var(--s-hair)}
.page h2,.page h3,.page h4,.page p,.page ul,.page ol,.page dl,.page dd,.page blockquote{margin:0;padding:0}
.aside{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;inset-block-start:.4rem;inset-inline-start:.4rem;z-index:9;padding:.5rem .8rem;font:inherit;color:var(--s-surface);background:var(--s-text);border:0;border-radius:3px}
.skip:not(:focus){clip-path:inset(50%);inline-size:1px;block-size:1px;overflow:hidden;padding:0}
.page :is(button,summary,a,select,input,[tabindex]):focus-visible{outline:3px solid var(--s-focus);outline-offset:1px}
.page .tab-panel:focus-visible,.page tr:focus-visible{outline-offset:-3px}
.page h3[tabindex]:focus{outline:none}
.page h3[tabindex]:focus-visible{outline:2px solid var(--s-focus);outline-offset:3px}
.icon{inline-size:.9rem;block-size:.9rem;fill:currentColor;display:block}
[dir=rtl] .turn .icon{transform:scaleX(-1)}
.notes{color:var(--s-faint);font-size:.8125rem}
a{color:inherit;text-underline-offset:.15em;text-decoration-thickness:1px}
a:hover{color:var(--s-accent)}
.quiet{font:inherit;font-size:.8125rem;color:inherit;background:none;border:1px solid transparent;border-radius:3px;min-block-size:1.75rem;min-inline-size:1.75rem;padding:.2rem .45rem;cursor:pointer}
.quiet:hover{border-color:var(--s-line)}
.quiet:disabled{color:var(--s-line);cursor:default;border-color:transparent}
.wide{font:inherit;color:inherit;background:none;border:1px solid var(--s-line);border-radius:3px;padding:.45rem .8rem;cursor:pointer;margin-block:.6rem;inline-size:100%}
.wide:hover{border-color:var(--s-text)}

.header{display:flex;align-items:flex-start;justify-content:space-between;gap:.4rem 1.5rem;padding:.7rem 1rem .6rem;flex-wrap:wrap;border-block-end:1px solid var(--s-hair)}
.titles{flex:1 1 22rem;min-inline-size:0}
.header h2{font:600 1.25rem/1.25 var(--s-head);text-wrap:balance;overflow-wrap:anywhere}
.page[dir=rtl] .titles h2{text-align:right}
::slotted([slot=title]){margin:0;font:600 1.25rem/1.25 var(--s-head)}
::slotted([slot=note]){margin:0}
.header .count{color:var(--s-faint);font-size:.875rem;margin-block-start:.15rem;font-variant-numeric:tabular-nums}
.tools{display:flex;gap:.4rem;align-items:flex-start;flex-wrap:wrap}
.tools select,.menu>summary{font:inherit;font-size:.8125rem;color:inherit;background:var(--s-surface);border:1px solid var(--s-line);border-radius:3px;min-block-size:2rem;padding:.2rem .5rem;cursor:pointer;max-inline-size:14rem}
.menu{position:relative}
.menu>summary{list-style:none;display:flex;align-items:center;gap:.4rem}
.menu>summary::-webkit-details-marker{display:none}
.menu>summary::after{content:"";border:.28rem solid transparent;border-block-start-color:currentColor;border-block-end:0}
.menu-list{position:absolute;inset-block-start:calc(100% + .25rem);inset-inline-end:0;z-index:8;background:var(--s-surface);border:1px solid var(--s-line);border-radius:3px;padding:.4rem;min-inline-size:15rem}
.menu-list .notes{padding:.2rem .5rem .35rem}
.item{display:block;inline-size:100%;text-align:start;font:inherit;color:inherit;background:none;border:0;border-radius:2px;padding:.45rem .5rem;cursor:pointer}
.item:hover{background:var(--s-raised)}

.page-notes{padding:.45rem 1rem;border-block-end:1px solid var(--s-hair);color:var(--s-text)}
.chips{display:flex;flex-wrap:wrap;gap:.35rem;padding:.45rem 1rem;border-block-end:1px solid var(--s-hair);max-block-size:5.6rem;overflow:auto;flex:none}
.chip{display:inline-flex;align-items:center;gap:.35rem;font:inherit;font-size:.8125rem;color:inherit;background:var(--s-wash);border:1px solid var(--s-accent);border-radius:1rem;min-block-size:1.65rem;padding:.1rem .6rem;cursor:pointer;max-inline-size:100%}
.chip bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;max-inline-size:18rem}
.chip .icon{inline-size:.6rem;block-size:.6rem;flex:none}
.chip.clear{background:none;border-color:transparent;text-decoration:underline}

.main{flex:1 1 auto;min-block-size:0;display:grid;grid-template:minmax(0,1fr) auto/minmax(0,1fr) var(--sarhad-panel,clamp(22rem,34%,33rem));grid-template-areas:"stage panel" "time panel"}
.stage{grid-area:stage;min-block-size:0;min-inline-size:0;position:relative}
.panel{grid-area:panel;display:flex;flex-direction:column;min-block-size:0;border-inline-start:1px solid var(--s-hair);background:var(--s-surface)}
.grip{display:none}
.tabs{display:flex;flex:none;border-block-end:1px solid var(--s-hair);padding-inline:.5rem;overflow-x:auto}
.tabs button{font:inherit;font-size:.875rem;color:var(--s-faint);background:none;border:0;border-block-end:3px solid transparent;min-block-size:2.6rem;padding:.3rem .7rem;cursor:pointer;white-space:nowrap}
.tabs button:hover{color:var(--s-text)}
.page .tabs button:focus-visible{outline-offset:-3px}
.tabs button[aria-selected=true]{color:var(--s-text);font-weight:600;border-block-end-color:var(--s-accent)}
.panels{flex:1 1 auto;min-block-size:0;display:flex}
.tab-panel{flex:1 1 auto;min-inline-size:0;overflow:auto;overscroll-behavior:contain;padding:.75rem 1rem 1.25rem;scrollbar-width:thin}
.foot{flex:none;padding:.4rem 1rem;border-block-start:1px solid var(--s-hair);color:var(--s-faint);font-size:.8125rem}

@container (max-width:56rem){
.page{padding-block-end:4.1rem}
.main{grid-template:minmax(0,1fr) auto/minmax(0,1fr);grid-template-areas:"stage" "time"}
.header{padding:.5rem .75rem}
.header h2{font-size:1.0625rem;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.titles{flex-basis:16rem}
.tools{inline-size:100%;flex-wrap:nowrap}
.tools select{min-inline-size:0;flex:0 1 auto}
.tools select.language{flex:none}
.menu-list{inset-inline:0 auto}
.chips{padding:.35rem .75rem;flex-wrap:nowrap;overflow-x:auto}
.chip{flex:none}
.foot{padding:.3rem .75rem;font-size:.75rem}
.panel{position:absolute;inset-inline:0;inset-block-end:0;z-index:6;block-size:4.1rem;border-inline-start:0;border-block-start:2px solid var(--s-text)}
.panel:not(.open) .panels{visibility:hidden}
.page.sheet-open{--m-over:none;--m-dim:0;padding-block-end:0}
.sheet-open .main{grid-template:minmax(7rem,2fr) minmax(0,3fr)/minmax(0,1fr);grid-template-areas:"stage" "panel"}
.sheet-open .panel{position:relative;block-size:auto}
.sheet-open :is(.timeline,.foot,.tools,.chips){display:none}
.sheet-open .header h2{-webkit-line-clamp:1}
.grip{display:block;flex:none;block-size:1.5rem;inline-size:100%;border:0;background:none;cursor:pointer;padding:0}
.grip span{display:block;inline-size:2.75rem;block-size:.28rem;border-radius:1rem;background:var(--s-line);margin-inline:auto}
.panel .tabs{padding-inline:.25rem}
.panel .tabs button{flex:1 1 auto;min-block-size:2.4rem}
.tab-panel{padding-inline:.75rem}
}

.trouble{padding:1.25rem;border:1px solid var(--s-line);border-inline-start:4px solid var(--s-accent)}
.trouble h2{font-size:1.0625rem;margin:0 0 .35rem}
.trouble p{margin:0;overflow-wrap:anywhere}
.waiting{display:grid;place-items:center;block-size:100%;color:var(--s-faint)}

@media (forced-colors:active){.tabs button[aria-selected=true]{border-block-end-color:Highlight}.bars .shown{fill:Highlight;stroke:Highlight}.window{border:2px solid Highlight!important}}
@media not print{.on-paper{display:none}}
@media print{
:host{block-size:auto;min-block-size:0;container-type:normal}
.page{display:block;overflow:visible;border:0;block-size:auto;padding:0}
.tools,.tabs,.grip,.time-bar button,.handle,.turning,.answer-head button,.filters,.skip,.table .wide,.chip .icon,.chip.clear,.map-tools,.sort .arrow{display:none!important}
.main{display:flex;flex-direction:column}
.main>*{order:1}
.main>.panel{order:2}
.panels,.panel{display:block;position:static;border:0;block-size:auto!important}
.panel:not(.open) .panels{visibility:visible}
.stage{block-size:auto;flex:none;break-inside:avoid}
.page.sheet-open{--m-over:initial;padding:0}
.sheet-open :is(.timeline,.foot){display:block}
.sheet-open .chips:not([hidden]){display:flex}
.titles{flex-basis:100%}
.header h2{display:block}
.timeline{break-inside:avoid}
.tab-panel{overflow:visible;padding:0;break-before:auto}
.tab-panel[hidden]:has(.table,.record,.answer,.about){display:block!important}
.tab-panel:has(.filters){display:none!important}
.tab-panel+.tab-panel{margin-block-start:6mm}
.claim,.table tr{break-inside:avoid}
.table caption,.table thead tr,.record h3,.record .summary,.claims h4,.claims>.notes,.conflict{break-after:avoid}
.header{padding-inline:0}
.foot{padding-inline:0}
a[href]::after{content:" <" attr(href) ">";font-size:.85em;overflow-wrap:anywhere}
}
`;
