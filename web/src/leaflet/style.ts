// The style of popups, of the list and of the credit on a page that has only Leaflet's. Not responsible for markers, which carry their own.

const CSS = `.sarhad-popup ul{list-style:none;margin:0;padding:0}.sarhad-popup li>button,.sarhad-popup-more{text-align:start;inline-size:100%;margin-block-end:4px;padding:6px;cursor:pointer;font:inherit}
.sarhad-popup dt{font-weight:600}.sarhad-popup dd{margin:0 0 .35em}.sarhad-popup dd>*{display:block}.sarhad-popup .icon{inline-size:1em;block-size:1em}
.sarhad-list{position:relative}.sarhad-list>button{display:block;inline-size:30px;block-size:30px;padding:0;border:0;border-radius:2px;background:#fff;color:#22272c;cursor:pointer}
.sarhad-list>button:hover,.sarhad-list>button[aria-expanded=true]{background:#ececec}.sarhad-list>button:focus-visible,.sarhad-list .map-choices button:focus-visible{outline:3px solid #0b5a8a;outline-offset:-2px}
.sarhad-list .icon{inline-size:16px;block-size:16px;display:block;margin:auto;fill:currentColor}
.sarhad-list .map-choices{position:absolute;inset-block-start:0;left:calc(100% + 8px);box-sizing:border-box;inline-size:20rem;overflow:auto;padding:0 .6rem .5rem;background:#fff;color:#22272c;border:1px solid #8a9097;border-radius:3px;font:400 .875rem/1.4 system-ui,sans-serif;cursor:auto}
.leaflet-right .sarhad-list .map-choices{left:auto;right:calc(100% + 8px)}.leaflet-bottom .sarhad-list .map-choices{inset-block:auto 0}
.sarhad-list [hidden]{display:none}
.sarhad-list .map-choices-head{display:flex;justify-content:space-between;align-items:center;position:sticky;inset-block-start:0;background:#fff;padding-block:.3rem}
.sarhad-list .map-choices ul{list-style:none;margin:0;padding:0}.sarhad-list .map-choices button{font:inherit;color:inherit;background:none;border:0;cursor:pointer;min-block-size:2rem;min-inline-size:2rem}
.sarhad-list .map-choices .map-choice{display:block;inline-size:100%;text-align:start;padding:.35rem .2rem;border-block-start:1px solid #d5d8db}
.sarhad-list .map-choice:hover{background:#f2f2ef}.sarhad-list .map-choice span{display:block}.sarhad-list .map-choice-detail{font-size:.8125rem;color:#565d65}
.leaflet-control-attribution .sarhad-credit{display:block}.leaflet-control-attribution .sarhad-credit summary{list-style:none;cursor:pointer}
.sarhad-credit summary::-webkit-details-marker{display:none}
.sarhad-credit:not([open]) summary span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;line-clamp:4;overflow:hidden}`;

let sheet: CSSStyleSheet | null = null;
let users = 0;

/** For a layer that comes onto a map. A sheet made by script passes a policy that forbids inline style. */
export function adoptStyle(): void {
  users += 1;
  // an old browser shows all without it, only plainer
  if (users > 1 || !("replaceSync" in CSSStyleSheet.prototype)) return;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** For a layer that leaves its map; the last one takes the style along. */
export function dropStyle(): void {
  users -= 1;
  if (users > 0 || !sheet) return;
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
}
