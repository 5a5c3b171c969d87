// The parts in the panel and the timeline.

const WIDE_TABLE = `
.table table{display:table;border-collapse:collapse;inline-size:100%}
.table caption{display:table-caption}
.table thead tr::before{content:none}
.table thead th:last-child{display:table-cell}
.table .in-line{display:none}
.table td.c-border{white-space:nowrap}
.table .in-column{display:inline}
.table td:empty{display:table-cell}
.table thead{display:table-header-group}
.table tbody{display:table-row-group}
.table tr,.table thead tr{display:table-row;padding:0}
.table tr>*{display:table-cell;padding:.4rem .6rem .4rem 0;vertical-align:top;text-align:start}
[dir=rtl] .table tr>*{padding:.4rem 0 .4rem .6rem}
.table tr>.c-title{display:table-cell}
.table tr>*::before{content:none!important}
.table thead th{border-block-end:2px solid var(--s-text)}`;

export const PARTS_CSS = `
.table{container-type:inline-size}
.table table,.table thead,.table tbody{display:block;inline-size:100%;text-align:start}
.table caption{display:block;text-align:start;color:var(--s-faint);font-size:.8125rem;padding-block-end:.4rem}
.table tr{display:block}
.table th,.table td{text-align:start;font-weight:400;font-size:.8125rem}
.table thead tr{display:flex;flex-wrap:wrap;gap:0 .1rem;margin-inline-start:-.3rem;border-block-end:1px solid var(--s-text);padding-block-end:.3rem}
.table tbody tr{padding:.6rem .5rem;margin-inline:-.5rem;border-block-end:1px solid var(--s-hair);cursor:pointer}
.table tbody tr:hover{background:var(--s-raised)}
.table tbody tr[aria-current]{background:var(--s-wash);box-shadow:inset 3px 0 var(--s-accent)}
[dir=rtl] .table tbody tr[aria-current]{box-shadow:inset -3px 0 var(--s-accent)}
.table .c-title{display:block}
.table td{display:inline;padding:0;color:var(--s-faint)}
.table thead tr::before{content:attr(data-lead);align-self:center;font-size:.75rem;color:var(--s-faint);padding-inline:.3rem .2rem}
.table .in-column{display:none}
.table td:empty{display:none}
.table td.c-when,.table td.c-border{color:var(--s-text)}
.table td:not(:empty)~td:not(:empty)::before{content:"\\a0· ";color:var(--s-line)}
.table td.c-source,.table thead th:last-child{display:none}
.sort{font:inherit;font-size:.75rem;color:var(--s-faint);background:none;border:0;border-radius:2px;padding:.15rem .3rem;min-block-size:1.6rem;cursor:pointer;text-align:start}
.sort:hover{color:var(--s-text);text-decoration:underline}
th[aria-sort] .sort{color:var(--s-text);font-weight:600}
th[aria-sort] .arrow::after{content:" ↑"}
th[aria-sort=descending] .arrow::after{content:" ↓"}
.name{font:600 .9375rem/1.35 inherit;font-family:inherit;font-weight:600;font-size:.9375rem;color:inherit;background:none;border:0;padding:0;min-block-size:1.5rem;text-align:start;cursor:pointer;overflow-wrap:anywhere}
.name:hover{color:var(--s-accent);text-decoration:underline;text-underline-offset:.15em}
[aria-busy=true]{opacity:.6}
.none{padding-block:1.2rem}
.page .far-note{margin-block-end:.6rem;padding:.4rem .6rem;background:var(--s-wash);border-inline-start:3px solid var(--s-accent);font-size:.875rem}
.far-note .quiet{text-decoration:underline;text-underline-offset:.15em;font-weight:600}
@container (min-width:46rem){${WIDE_TABLE}.table td.c-source{display:table-cell}}
@media print{${WIDE_TABLE}.table thead{display:table-row-group}.table td,.table th{font-size:8pt!important}.table td.c-source{display:table-cell}.name{font-size:8pt;min-block-size:0}}

.filters fieldset{border:0;border-block-start:1px solid var(--s-hair);margin:0;padding:.55rem 0 .7rem;min-inline-size:0}
.filters legend{font-weight:600;font-size:.875rem;padding:0;float:inline-start;inline-size:100%;margin-block-end:.2rem}
.filters legend+*{clear:both}
.field{display:flex;flex-direction:column;gap:.2rem;padding-block-end:.7rem;font-size:.875rem;clear:both}
.field.row{flex-direction:row;align-items:center;gap:.6rem;padding-block-end:.3rem}
.field input{font:inherit;color:inherit;background:var(--s-surface);border:1px solid var(--s-line);border-radius:3px;min-block-size:2.1rem;padding:.25rem .5rem;inline-size:100%}
.field.row input{inline-size:8rem}
.choice{display:flex;align-items:baseline;gap:.5rem;padding-block:.16rem;min-block-size:1.6rem;cursor:pointer;font-size:.875rem}
.choice bdi{flex:1 1 auto;min-inline-size:0;overflow-wrap:anywhere}
.choice input{accent-color:var(--s-accent);inline-size:1rem;block-size:1rem;flex:none;translate:0 .12rem;margin:0}
.choice .count{color:var(--s-faint);font-variant-numeric:tabular-nums}
.choice.empty bdi{color:var(--s-faint)}
.filters details{clear:both}
.filters summary{cursor:pointer;font-size:.8125rem;color:var(--s-faint);padding-block:.25rem}

.turning{display:flex;align-items:center;gap:.2rem;margin-block:-.25rem .5rem;margin-inline:-.45rem}
.turning .back{margin-inline-end:auto;text-decoration:underline;text-underline-offset:.15em}
.record h3,.answer h3{font:600 1.1875rem/1.3 var(--s-head);overflow-wrap:anywhere}
.record .summary{margin-block-start:.4rem}
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.35rem .9rem;padding-block:.7rem!important;font-size:.875rem}
.facts dt{color:var(--s-faint);max-inline-size:8.5rem}
.facts dd{overflow-wrap:anywhere}
.borders dt{max-inline-size:none}
.other-columns{margin-block-start:.9rem;border-block-start:1px solid var(--s-hair);padding-block-start:.5rem}
.other-columns>summary{cursor:pointer;font-size:.8125rem;color:var(--s-faint);padding-block:.25rem}
.other-columns .facts dt{overflow-wrap:anywhere}
.facts .theirs,.claim .own .theirs{display:block;color:var(--s-faint)}
.address{color:var(--s-faint)}
.claims{border-block-start:2px solid var(--s-text);padding-block-start:.6rem}
.claims h4,.answer h4,.about h3{font:600 .9375rem/1.4 inherit;font-family:inherit;font-weight:600;font-size:.9375rem}
.conflict{margin-block:.4rem!important;padding:.4rem .6rem!important;background:var(--s-wash);border-inline-start:3px solid var(--s-accent);font-size:.875rem}
.claim-list{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(11.25rem,100%),1fr));gap:.6rem;margin-block-start:.6rem!important}
.claim-list li{display:flex}
.claim{flex:1;min-inline-size:0;border:1px solid var(--s-hair);border-block-start:3px solid var(--s-line);padding:.5rem .65rem .6rem;font-size:.8125rem;overflow-wrap:anywhere;display:flex;flex-direction:column;gap:.35rem}
.claim.differs{border-block-start-color:var(--s-accent)}
.claim .verb{font-style:italic}
.claim .said,.claim .cite{color:var(--s-faint)}
.claim blockquote{font-size:.875rem}
.claim .own{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem .5rem}
.claim .own dt{color:var(--s-faint)}
.claim .differs-in{color:var(--s-accent)}
.claim .cite{margin-block-start:auto!important;font-size:.75rem}

.answer{padding-block-end:.8rem;margin-block-end:.8rem;border-block-end:2px solid var(--s-text)}
.answer:last-child{border-block-end:0;margin-block-end:0}
.near+.notes{margin-block-start:.6rem!important}
.answer-head{display:flex;justify-content:space-between;align-items:flex-start;gap:.5rem}
.answer h4{margin-block:.6rem .15rem!important}
.borders dd{font-variant-numeric:tabular-nums}
.near{list-style:none}
.near li{display:flex;align-items:baseline;justify-content:space-between;gap:.75rem;padding-block:.2rem;border-block-end:1px solid var(--s-hair)}
.near .name{font-size:.875rem;font-weight:400}
.near .far{flex:none;color:var(--s-faint);font-size:.8125rem;font-variant-numeric:tabular-nums}

.about{font-size:.875rem}
.about .lead{font-weight:600;margin-block:.6rem!important}
.about h3{margin-block:.8rem .15rem!important}
.about ul{list-style:none}
.about li{padding-block:.12rem;overflow-wrap:anywhere}

.timeline{grid-area:time;padding:.35rem .9rem .3rem;border-block-start:1px solid var(--s-hair);min-inline-size:0}
.time-bar{display:flex;align-items:center;gap:.15rem .3rem;flex-wrap:wrap;margin-inline:-.45rem}
.range-label{font-weight:600;font-size:.875rem;padding-inline:.3rem;font-variant-numeric:tabular-nums}
.time-bar .notes{margin-inline-start:auto!important;font-size:.75rem}
.track{position:relative;block-size:3.6rem;margin-inline:.75rem;touch-action:pan-y;cursor:crosshair;border-block-end:1px solid var(--s-line)}
.bars{position:absolute;inset:0;inline-size:100%;block-size:100%}
[dir=rtl] .bars{transform:scaleX(-1)}
.bar{fill:var(--s-hair)}
.bar.shown{fill:var(--s-accent)}
.span{stroke:var(--s-hair);stroke-width:4px;vector-effect:non-scaling-stroke}
.span.shown{stroke:var(--s-accent);opacity:.6}
.span.open{stroke-dasharray:3 3}
.window{position:absolute;inset-block:0;background:color-mix(in srgb,var(--s-accent) 9%,transparent);pointer-events:none}
.window.all{background:none}
.handle{position:absolute;inset-block:0;inline-size:24px;margin-inline-start:-12px;cursor:ew-resize;touch-action:none}
.handle::after{content:"";position:absolute;inset-block:0;inset-inline-start:11px;inline-size:2px;background:var(--s-text)}
.handle::before{content:"";position:absolute;inset-block-start:calc(50% - .65rem);inset-inline-start:8px;inline-size:8px;block-size:1.3rem;border-radius:2px;background:var(--s-surface);border:1.5px solid var(--s-text);z-index:1}
.axis{position:relative;block-size:1.2rem;margin-inline:.75rem;font-size:.75rem;color:var(--s-faint);white-space:nowrap}
.axis span{position:absolute;inset-block-start:.1rem;padding-inline-start:.25rem;border-inline-start:1px solid var(--s-line);font-variant-numeric:tabular-nums}
@container (max-width:56rem){.spans-note{display:none}.track{block-size:2.75rem}.timeline{padding-block:.15rem}}
@media print{.bar.shown,.span.shown,.window{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
