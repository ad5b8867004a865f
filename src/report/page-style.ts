/** The one style sheet of HTML reports: light and dark, readable on a phone, prints well. */
export const pageStyle = `:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--panel:#f6f8fa;--line:#d0d7de;--link:#0059b3;--good:#00703c;--bad:#b3001b;--warning:#7d5400;--waiting:#57606a}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa4af;--paper:#0d1117;--panel:#161b22;--line:#30363d;--link:#6cb6ff;--good:#56d364;--bad:#ff7b72;--warning:#e3b341;--waiting:#9aa4af}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
main,header,nav,footer{max-width:64rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
.sub,footer{color:var(--soft)}footer{padding-bottom:2rem;margin-top:3rem;font-size:.875rem}
a{color:var(--link)}a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
nav ul{padding-left:1.2rem}
.verdict{font-size:1.15rem;font-weight:600;border-left:.35rem solid var(--waiting);background:var(--panel);padding:.6rem .9rem;margin:.75rem 0}
.verdict.good{border-color:var(--good)}.verdict.bad{border-color:var(--bad)}.verdict.warning{border-color:var(--warning)}
.state.good{color:var(--good)}.state.bad{color:var(--bad)}.state.warning{color:var(--warning)}.state.waiting,.state.neutral{color:var(--waiting)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.925rem;font-variant-numeric:tabular-nums}th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:normal}th{background:var(--panel)}.right{text-align:right}
code,pre{font:.875rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}pre{background:var(--panel);border:1px solid var(--line);padding:.75rem;overflow-x:auto;white-space:pre;overflow-wrap:normal}
figure{margin:1rem 0}figure svg{width:100%;height:auto;max-width:60rem;background:var(--panel);border:1px solid var(--line)}
details{margin:.75rem 0;border:1px solid var(--line);padding:.4rem .75rem}summary{cursor:pointer;font-weight:600}
@media print{details{border:0}.skip,nav{display:none}}`;
