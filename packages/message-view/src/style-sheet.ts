/**
 * All looks of all messages. Colours follow WeCom's and are darkened (or lightened) where needed to reach a contrast of
 * 4.5 to 1. Every selector begins with a class of ours, so that a page around a message keeps its looks.
 */
export const styleSheet = `
.owv {
  --owv-surface: #fff; --owv-text: #191c22; --owv-secondary: #6a707b; --owv-line: #e9ebee; --owv-box: #f4f5f7;
  --owv-link: #1663b8; --owv-highlight: #bb4f00; --owv-red: #c93524; --owv-green: #0a7a42; --owv-orange: #bf4a0b;
  --owv-primary: #1a6dcc; --owv-edge: rgba(20, 25, 35, .07);
  display: block; max-width: 100%; min-width: 0; color: var(--owv-text); font: 15px/1.5 -apple-system, BlinkMacSystemFont,
    'PingFang SC', 'Segoe UI', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif;
  text-align: left; overflow-wrap: anywhere; color-scheme: light; -webkit-font-smoothing: antialiased;
}
.owv-dark {
  --owv-surface: #262729; --owv-text: #e4e6e9; --owv-secondary: #a0a5ad; --owv-line: #393b3f; --owv-box: #303236;
  --owv-link: #74b0f5; --owv-highlight: #f3a154; --owv-red: #f58575; --owv-green: #55c68b; --owv-orange: #f7935c;
  --owv-primary: #2b74c9; --owv-edge: rgba(255, 255, 255, .06);
  color-scheme: dark;
}
.owv *, .owv *::before, .owv *::after { box-sizing: border-box; }
.owv-bubble {
  display: inline-block; vertical-align: top; max-width: 100%; padding: 9px 12px; border-radius: 8px;
  background: var(--owv-surface); box-shadow: 0 0 0 .5px var(--owv-edge); white-space: pre-wrap;
}
.owv-card {
  position: relative; width: 100%; max-width: 340px; border-radius: 8px; background: var(--owv-surface);
  box-shadow: 0 0 0 .5px var(--owv-edge); white-space: pre-wrap;
}
.owv-body { padding: 14px 16px; }
.owv-body:empty::before { content: attr(data-empty); color: var(--owv-secondary); }
.owv-grow { flex: 1; min-width: 0; }
.owv-ellipsis { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.owv-secondary { color: var(--owv-secondary); }
.owv-icon { display: inline-block; flex: none; width: 1.1em; height: 1.1em; vertical-align: -.16em; }
.owv-title { font-size: 16px; line-height: 1.4; font-weight: 600; }
.owv-title:empty, .owv-description:empty, .owv-pairs:empty, .owv-buttons:empty { display: none; }
.owv-description { display: block; margin-top: 4px; font-size: 14px; line-height: 1.5; }
.owv-tone-gray { color: var(--owv-secondary); }
.owv-tone-normal { color: var(--owv-text); }
.owv-tone-highlight { color: var(--owv-highlight); }
.owv-link, a.owv-link:hover { color: var(--owv-link); text-decoration: none; }
a.owv-link { position: relative; z-index: 1; }
/* On dark no blue differs enough from both the text and the surface. */
.owv-dark .owv-bubble .owv-link { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 3px; }
a.owv-link:hover { text-decoration: underline; }
.owv a:focus-visible, .owv button:focus-visible { outline: 2px solid var(--owv-primary); outline-offset: 1px; border-radius: 4px; }
.owv-stretch::after { content: ''; position: absolute; inset: 0; border-radius: 8px; }
.owv a.owv-stretch:focus-visible { outline: none; }
a.owv-stretch:focus-visible::after { outline: 2px solid var(--owv-primary); outline-offset: 1px; }
.owv-footer, a.owv-footer:hover {
  display: flex; align-items: center; gap: 6px; margin: 0 16px; padding: 10px 0; border-top: 1px solid var(--owv-line);
  color: var(--owv-text); font-size: 14px; text-decoration: none;
}
.owv-footer.owv-secondary { color: var(--owv-secondary); font-size: 13px; }
.owv-footer > .owv-icon { color: var(--owv-secondary); }

.owv-heading { font-weight: 600; line-height: 1.4; margin: 6px 0 2px; }
.owv-heading:first-child { margin-top: 0; }
.owv-h1 { font-size: 20px; } .owv-h2 { font-size: 18px; } .owv-h3 { font-size: 17px; }
.owv-h4 { font-size: 16px; } .owv-h5 { font-size: 15px; } .owv-h6 { font-size: 14px; }
.owv-line { min-height: 1.5em; }
.owv-quote-block { margin: 4px 0; padding: 0 0 0 10px; border-left: 3px solid var(--owv-line); color: var(--owv-secondary); }
.owv-code { padding: 1px 4px; border-radius: 4px; background: var(--owv-box); -webkit-box-decoration-break: clone; box-decoration-break: clone; font: .9em/1.4 ui-monospace, Menlo, Consolas, monospace; }
.owv-font-info { color: var(--owv-green); }
.owv-font-comment { color: var(--owv-secondary); }
.owv-font-warning { color: var(--owv-orange); }

.owv-picture {
  display: inline-flex; flex-direction: column; align-items: center; justify-content: center; gap: 4px; width: 180px;
  max-width: 100%; min-height: 120px; padding: 12px; border-radius: 8px; background: var(--owv-box); color: var(--owv-secondary);
  box-shadow: 0 0 0 .5px var(--owv-edge); font-size: 13px;
}
.owv-picture > .owv-icon { width: 34px; height: 34px; }
.owv-picture-wide { display: flex; width: 100%; border-radius: 8px 8px 0 0; }
.owv-photo { display: block; min-width: 80px; min-height: 80px; max-width: min(100%, 220px); max-height: 280px; border-radius: 8px; }
.owv-plain, a.owv-plain:hover { color: inherit; text-decoration: none; }
.owv-media-id { display: block; overflow: hidden; max-width: 100%; font-size: 12px; color: var(--owv-secondary); text-overflow: ellipsis; white-space: nowrap; }
.owv-voice .owv-media-id { max-width: 120px; }
.owv-voice { display: inline-flex; align-items: center; gap: 8px; min-width: 120px; }
.owv-file { display: flex; align-items: center; gap: 12px; padding: 12px 14px; }
.owv-file-icon { color: var(--owv-link); font-size: 30px; line-height: 1; }

.owv-article { position: relative; }
.owv-article + .owv-article { margin: 0 16px; padding: 12px 0; border-top: 1px solid var(--owv-line); }
.owv-article-row { display: flex; align-items: center; gap: 12px; }
.owv-cover { display: block; width: 100%; aspect-ratio: 1068 / 455; object-fit: cover; border-radius: 8px 8px 0 0; }
.owv-thumb { flex: none; width: 48px; height: 48px; object-fit: cover; border-radius: 4px; }
.owv-noimage { display: flex; align-items: center; justify-content: center; background: var(--owv-box); color: var(--owv-secondary); }
.owv-noimage > .owv-icon { width: min(40px, 60%); height: min(40px, 60%); }

.owv-source { display: flex; align-items: center; gap: 6px; min-height: 24px; padding: 12px 16px 0; font-size: 13px; line-height: 1.4; }
.owv-source + .owv-body { padding-top: 8px; }
.owv-source-icon { flex: none; width: 18px; height: 18px; border-radius: 4px; object-fit: cover; overflow: hidden; }
.owv-source-gray { color: var(--owv-secondary); } .owv-source-black { color: var(--owv-text); }
.owv-source-red { color: var(--owv-red); } .owv-source-green { color: var(--owv-green); }
.owv-section { margin-top: 12px; }
.owv-section:first-child { margin-top: 0; }
.owv-emphasis { text-align: center; font-size: 13px; }
.owv-body > .owv-emphasis { margin-top: 14px; }
.owv-emphasis-title { font-size: 30px; line-height: 1.25; font-weight: 600; }
.owv-quote-box, a.owv-quote-box:hover {
  display: block; padding: 8px 12px; border-left: 3px solid var(--owv-line); border-radius: 4px; background: var(--owv-box);
  color: var(--owv-text); font-size: 14px; text-decoration: none;
}
a.owv-quote-box { position: relative; z-index: 1; }
.owv-quote-title { display: block; font-weight: 500; }
.owv-quote-text { display: block; color: var(--owv-secondary); }
.owv-quote-text:empty { display: none; }
.owv-sub-title { font-size: 14px; }
.owv-pairs { margin: 12px 0 0; padding: 0; font-size: 14px; }
.owv-pair { display: flex; gap: 12px; }
.owv-pair + .owv-pair { margin-top: 6px; }
.owv-key { flex: none; width: 5.2em; margin: 0; font-weight: 400; color: var(--owv-secondary); }
.owv-value { flex: 1; min-width: 0; margin: 0; }
.owv-jumps { margin: 0 16px; padding: 0; list-style: none; }
.owv-jump-item { margin: 0; border-top: 1px solid var(--owv-line); }
.owv-jump, a.owv-jump:hover { display: flex; align-items: center; gap: 6px; padding: 10px 0; color: var(--owv-text); font-size: 14px; text-decoration: none; }
a.owv-jump { position: relative; z-index: 1; }
.owv-jump-leads { color: var(--owv-link); }
a.owv-jump-leads:hover { color: var(--owv-link); text-decoration: underline; }
.owv-jump > .owv-icon { color: var(--owv-secondary); }

.owv-menu { position: relative; z-index: 3; margin: -4px -6px -4px 0; }
.owv-menu-button { display: flex; padding: 4px 6px; border: 0; border-radius: 4px; background: none; color: var(--owv-secondary); font-size: 16px; cursor: pointer; }
.owv-menu-button:hover { background: var(--owv-box); }
.owv-menu-list {
  position: absolute; top: 100%; right: 0; min-width: 132px; max-width: 240px; margin-top: 4px; padding: 4px; border-radius: 8px;
  background: var(--owv-surface); border: 1px solid var(--owv-line); box-shadow: 0 4px 18px rgba(0, 0, 0, .2);
}
.owv-menu-item { display: block; width: 100%; padding: 8px 12px; border: 0; border-radius: 5px; background: none; color: var(--owv-text); font: inherit; font-size: 14px; text-align: left; cursor: pointer; }
.owv-menu-item:hover, .owv-menu-item:focus { background: var(--owv-box); }

.owv-card-image { display: block; width: 100%; border-radius: 6px; object-fit: cover; }
.owv-card-image.owv-noimage { display: flex; }
.owv-image-text, a.owv-image-text:hover { display: flex; gap: 12px; color: var(--owv-text); text-decoration: none; }
a.owv-image-text { position: relative; z-index: 1; }
.owv-vertical-title { display: block; font-size: 15px; font-weight: 500; }
.owv-buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.owv-button, a.owv-button:hover {
  flex: 1 1 40%; min-width: 0; padding: 7px 12px; border-radius: 5px; background: var(--owv-box); color: var(--owv-text);
  font-size: 14px; text-align: center; text-decoration: none;
}
a.owv-button, button.owv-button, .owv-live { position: relative; z-index: 1; }
button.owv-button { border: 0; font: inherit; font-size: 14px; cursor: pointer; }
button.owv-button:hover { filter: brightness(.97); }
.owv-dark button.owv-button:hover { filter: brightness(1.12); }
.owv-button-primary, a.owv-button-primary:hover { background: var(--owv-primary); color: #fff; }
.owv-button-danger, a.owv-button-danger:hover { color: var(--owv-red); }
.owv-button-plain, a.owv-button-plain:hover { background: none; color: var(--owv-link); }
.owv-button-spent { color: var(--owv-secondary); cursor: default; }
.owv-options { margin-bottom: 0; padding: 0; list-style: none; font-size: 14px; }
.owv-option { display: flex; align-items: flex-start; gap: 10px; padding: 7px 0; }
.owv-tick { flex: none; width: 18px; height: 18px; margin-top: 2px; border: 1.5px solid var(--owv-secondary); border-radius: 50%; }
.owv-tick-square { border-radius: 4px; }
input.owv-tick { appearance: none; cursor: pointer; }
input.owv-tick:disabled { cursor: default; opacity: .5; }
.owv input:focus-visible, .owv-select-control:focus-within { outline: 2px solid var(--owv-primary); outline-offset: 1px; }
.owv-tick-on, input.owv-tick:checked { border-color: var(--owv-primary); background: var(--owv-primary); box-shadow: inset 0 0 0 3px var(--owv-surface); }
.owv-select { display: flex; align-items: center; gap: 12px; font-size: 14px; }
.owv-select-title { flex: 1; min-width: 0; }
label.owv-option { cursor: pointer; }
.owv-select-control { position: relative; display: flex; max-width: 60%; border-radius: 5px; }
.owv-select-control .owv-select-value { max-width: 100%; }
/* The control itself lies over its picture, which has the card's looks on every system. */
.owv-select-control select { position: absolute; inset: 0; width: 100%; opacity: 0; font-size: 16px; cursor: pointer; }
.owv-select-control select:disabled { cursor: default; }
.owv-select-value { display: flex; flex: none; align-items: center; gap: 6px; max-width: 60%; padding: 5px 10px; border-radius: 5px; background: var(--owv-box); }
`;
