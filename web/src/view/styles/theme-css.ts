// Colours and type. Everything may be set from outside by variables `--sarhad-…`; the defaults are those of the map (map/palette.ts).

// #22272c on #fff is 15:1, #565d65 on #fff 6.7:1, the accent #b23a10 on #fff 6.2:1
const LIGHT = `
--s-surface:var(--sarhad-surface,#fff);--s-raised:var(--sarhad-raised,#f6f5f1);--s-text:var(--sarhad-text,#22272c);--s-faint:var(--sarhad-text-faint,#565d65);
--s-line:var(--sarhad-line,#8a9097);--s-hair:var(--sarhad-hair,#dcdad3);--s-accent:var(--sarhad-accent,#b23a10);--s-wash:var(--sarhad-wash,#faeee8);
--s-focus:var(--sarhad-focus,#0b5a8a);color-scheme:light;`;
// #e4e7ea on #1d2125 is 13:1, #a7afb7 on it 7.2:1, the accent #ff9467 on it 7.5:1
const DARK = `
--s-surface:var(--sarhad-surface,#1d2125);--s-raised:var(--sarhad-raised,#262b30);--s-text:var(--sarhad-text,#e4e7ea);--s-faint:var(--sarhad-text-faint,#a7afb7);
--s-line:var(--sarhad-line,#78818a);--s-hair:var(--sarhad-hair,#3a4148);--s-accent:var(--sarhad-accent,#ff9467);--s-wash:var(--sarhad-wash,#3a2a23);
--s-focus:var(--sarhad-focus,#6cc1f2);color-scheme:dark;`;

export const THEME_CSS = `
.page,.trouble{${LIGHT}
font:400 .9375rem/1.45 var(--sarhad-font,system-ui,"Segoe UI","Noto Sans","Noto Naskh Arabic","Noto Sans Arabic",Tahoma,sans-serif);color:var(--s-text);background:var(--s-surface)}
.page{--s-head:var(--sarhad-font-head,Georgia,"Noto Serif","Noto Naskh Arabic","Times New Roman",serif)}
.page[dir=rtl]{--s-head:var(--sarhad-font-head,system-ui,"Noto Naskh Arabic","Noto Sans Arabic",Tahoma,sans-serif);line-height:1.65}
@media (prefers-color-scheme:dark){.page[data-theme=auto],.trouble[data-theme=auto]{${DARK}}}
.page[data-theme=dark],.trouble[data-theme=dark]{${DARK}}
@media print{.page,.page[data-theme]{${LIGHT}}}
`;
