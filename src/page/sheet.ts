import { cssFor } from '../report/html/sheet.ts'

/** The sheet of the report, and what the page has besides. */
export const css = `${cssFor('')}
.sw span{display:inline-flex;position:relative}
.sw input:checked+label{background:var(--ink);color:var(--sheet);font-weight:600}
.sw input:focus-visible+label{outline:3px solid var(--link);outline-offset:-3px}
[hidden]{display:none!important}
.field{display:block;margin:.9em 0 0;font-weight:600}
.field select,.field input[type=text]{display:block;width:100%;max-width:26em;margin-top:.3em;font:16px/1.4 var(--sans);color:var(--ink);background:var(--sheet);border:1px solid var(--muted);border-radius:6px;padding:.65em .7em}
.choices{display:flex;flex-wrap:wrap;gap:.2em 1.4em;font-weight:400}
.choices label,.phones label{display:flex;align-items:baseline;gap:.5em;padding:.55em 0;cursor:pointer}
input[type=radio]{accent-color:var(--link);width:1.15em;height:1.15em;flex:none}
fieldset{border:1px solid var(--rule);border-radius:6px;margin:16px 0 0;padding:4px 16px 14px;min-width:0}
legend{font-weight:600;padding:0 .4em}
button,.pick{font:600 16px/1.3 var(--sans);color:var(--sheet);background:var(--ink);border:1px solid var(--ink);border-radius:6px;padding:.7em 1.1em;cursor:pointer;display:inline-block}
button.plain,.bar button{color:var(--ink);background:none;border-color:var(--muted);font-weight:400;padding:.5em .9em;margin-top:10px}
button:disabled{opacity:.5;cursor:default}
.pick:focus-within{outline:3px solid var(--link);outline-offset:2px}
.pick input{position:absolute;width:1px;height:1px;opacity:0}
.ways{font-size:17px;margin-top:18px}.ways li{margin:.5em 0}
.stays{background:var(--ok-soft);color:var(--ok);border-left:5px solid var(--ok);padding:10px 16px;margin:18px 0 0;font-weight:600}
.drop{border:2px dashed var(--muted);border-radius:8px;padding:22px 18px;margin:16px 0 0;text-align:center}
.drop.over{background:var(--code);border-color:var(--link)}
.drop .pick{margin:.5em .3em 0}
progress{width:100%;height:14px;accent-color:var(--link);margin:10px 0}
.bar{display:flex;flex-wrap:wrap;gap:8px 18px;align-items:baseline;justify-content:space-between;margin:0 0 12px}
.bar button{margin-top:0;background:var(--sheet)}.saves{display:flex;flex-wrap:wrap;gap:6px;align-items:baseline}
.pack{max-width:44em;margin:10px 0 18px}.number{font:18px/1.6 var(--mono)}
.phones{background:var(--sheet);margin-bottom:10px}
.page-sheet,.start>.top{max-width:820px;margin-left:auto;margin-right:auto}
h3{margin-top:26px}h3+.steps{margin-top:12px}.card h3,.letter h3{margin-top:0}
@media print{.start .top,.start .sheet>:not(#hand),#hand>:not(#seen,#answer){display:none!important}#hand .letter{break-before:page}}
`
