import { factsOf, languages } from '../../model/vocabulary.ts'
import { printFor } from './print.ts'
import { theme } from './theme.ts'

const toggles = (selectors: (one: (typeof languages)[number]) => string[]) => languages.flatMap(selectors).join(',')

const latin = `:is(${languages.filter((one) => !factsOf(one).script.startsWith('Han')).map((one) => `.in-${one}`)})`

/** An arrow before what opens, in place of the browser's own. */
const arrowed = (details: string) => `${details}>summary{list-style:none}
${details}>summary::-webkit-details-marker{display:none}
${details}>summary::before{content:"\\25B8" / "";color:var(--muted)}
${details}[open]>summary::before{content:"\\25BE" / ""}`

/** The language is told by radio buttons before the text (`lr`), and nothing else. */
const page = `*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.72 var(--sans);overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.18em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-999px;top:0;background:var(--sheet);color:var(--ink);padding:.6em 1em;z-index:9}
.skip:focus{left:8px;top:8px}
.lr{position:absolute;width:1px;height:1px;opacity:0;margin:0}
${toggles((one) => languages.filter((other) => other !== one).map((other) => `#l-${one}:checked~.in-${other}`))}{display:none}
.sw{display:inline-flex;border:1px solid var(--rule);border-radius:999px;overflow:hidden;font-size:14px;line-height:1;background:var(--sheet)}
.sw label{padding:.62em 1em;cursor:pointer;color:var(--muted)}
${toggles((one) => [`#l-${one}:checked~.top label[for=l-${one}]`])}{background:var(--ink);color:var(--sheet);font-weight:600}
${toggles((one) => [`#l-${one}:focus-visible~.top label[for=l-${one}]`])}{outline:3px solid var(--link);outline-offset:-3px}
main{max-width:1120px;margin:0 auto;padding:20px 16px 64px}
.top{display:flex;justify-content:space-between;align-items:center;gap:12px;flex-wrap:wrap;margin-bottom:20px}
.brand{font:600 15px/1.3 var(--serif);letter-spacing:.04em}
.brand b{color:var(--seal)}
.toc{display:none}
.sheet{background:var(--sheet);border:1px solid var(--rule);border-radius:4px;box-shadow:0 1px 0 rgba(0,0,0,.04),0 18px 40px -28px rgba(0,0,0,.45)}
.pad{padding:28px 22px}
.sheet>header{border-radius:4px 4px 0 0;border-top:5px double var(--ink);border-bottom:1px solid var(--rule)}
h1,h2,h3{font-family:var(--serif);line-height:1.32;margin:0;text-wrap:balance;font-weight:700}
${latin} :is(h1,h2,h3,.steps b,.letter,.stamp){font-family:var(--serif-latin)}
h1{font-size:clamp(24px,4.6vw,38px);word-break:keep-all}
h2{font-size:23px;margin:0 0 6px;white-space:pre-wrap}
h3{font-size:19px}
h4,h3.sub{font:600 15px/1.5 var(--sans);margin:24px 0 8px}
${latin} h3.sub{font-family:var(--sans)}
p{margin:.5em 0;text-wrap:pretty}
ul,ol{padding-left:1.35em;margin:.5em 0}`

/** What a person reads first. */
const summary = `.eyebrow{font-size:13.5px;color:var(--muted);margin:0 0 14px}
.eyebrow span{margin-left:1em}
.lead{font-size:18px;max-width:40em;margin:14px 0 0}
.lead+.lead{margin-top:4px}
.muted{color:var(--muted)}
.small{font-size:14px}
.verdict{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:26px;align-items:start}
.printed{display:none}
.verdict.gap{background:var(--gap-soft);border-left:5px solid var(--gap);padding:18px 20px}
.stamp{border:3px solid;border-radius:6px;padding:9px 8px;font:700 25px/1.12 var(--serif);writing-mode:vertical-rl;letter-spacing:.12em;transform:rotate(3deg);box-shadow:inset 0 0 0 2px var(--sheet),inset 0 0 0 3px currentColor}
.stamp.bad{color:var(--seal)}.stamp.warn{color:var(--amber)}.stamp.good{color:var(--ok)}
${latin} .stamp{font-size:19px;letter-spacing:.08em;text-transform:uppercase}
.facts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));margin:26px 0 0;padding:0;border-top:1px solid var(--rule)}
.facts div{padding:12px 14px 10px 0;border-bottom:1px solid var(--rule)}
.facts dt{font-size:13.5px;color:var(--muted)}
.facts dd{margin:0;font:700 24px/1.35 var(--serif);font-variant-numeric:tabular-nums}
.facts .gap{color:var(--gap)}.facts .bad{color:var(--seal)}.facts .warn{color:var(--amber)}.facts .good{color:var(--ok)}
section{border-bottom:1px solid var(--rule);scroll-margin-top:12px}
section:last-of-type{border-bottom:0}
.first,.gaps{background:var(--seal-soft);border-left:5px solid var(--seal);padding:16px 20px 16px 18px;margin:26px 0 0}
.first.warn{background:var(--amber-soft);border-color:var(--amber)}
.gaps{background:var(--gap-soft);border-color:var(--gap)}
.danger{border-left:5px solid var(--seal);color:var(--seal);padding:4px 0 4px 16px;margin:22px 0 0}
.danger strong{margin-right:1em}
.danger a{color:inherit;font-weight:700;white-space:nowrap}
.first li span{display:block}
.first h2{font-size:17px}
.first ol{margin:.4em 0 0}
.first li{margin:.35em 0;padding-left:.2em}`

const cards = `.card{border:1px solid var(--rule);border-left:6px solid var(--rule);border-radius:6px;margin:18px 0 0;overflow:hidden}
.card.bad{border-left-color:var(--seal)}.card.warn{border-left-color:var(--amber)}
.card>details{margin:0}
.card summary{font-weight:400}
.card>details>summary{display:grid;grid-template-columns:1.1em minmax(0,1fr) auto;gap:2px 10px;align-items:baseline;padding:14px 18px}
.card>details>summary>.pkg{grid-column:2/-1}
${arrowed('.card>details')}
.card .in{padding:2px 18px 20px}
.card .in>p{max-width:44em}
.pkg{font:13.5px/1.5 var(--mono);color:var(--muted);display:block}
.pkg>*+*{margin-left:.9em}.pkg>span{display:inline-block}
.id{font:13px/1.5 var(--mono);color:var(--muted)}
.chip{display:inline-block;font-size:14px;font-weight:600;line-height:1.3;border-radius:4px;padding:.3em .65em}
.chip.bad{background:var(--seal-soft);color:var(--seal);box-shadow:inset 0 0 0 1px currentColor}
.chip.warn{background:var(--amber-soft);color:var(--amber);box-shadow:inset 0 0 0 1px currentColor}
th .chip{font-size:12.5px;padding:.16em .5em;margin-left:.4em}`

const timeline = `.tl{list-style:none;margin:10px 0 0;padding:0}
.tl li{display:grid;grid-template-columns:12em 26px minmax(0,1fr);min-height:46px}
.tl .when{font-variant-numeric:tabular-nums;font-size:14px;color:var(--muted);text-align:right;padding-top:1px}
.tl .dot{position:relative}
.tl .dot::before{content:"";position:absolute;left:12px;top:0;bottom:0;width:2px;background:var(--rule)}
.tl li:first-child .dot::before{top:10px}.tl li:last-child .dot::before{bottom:auto;height:12px}
.tl .dot::after{content:"";position:absolute;left:6px;top:6px;width:14px;height:14px;border-radius:50%;background:var(--sheet);border:3px solid var(--muted)}
.tl .hot .dot::after{border-color:var(--seal);background:var(--seal)}
.tl .span .dot::before{width:8px;left:9px;background:repeating-linear-gradient(180deg,var(--seal) 0 3px,transparent 3px 6px)}
.tl .span:first-child .dot::before{top:0}
.tl .span .dot::after{display:none}
.tl .ev{padding:0 0 12px 6px}
.tl .ev b{display:block;font-weight:600}
.tl .ev>span{display:block;font-size:14.5px;color:var(--muted)}`

const tables = `.rows{margin:14px 0 0}
.rows>div{display:grid;grid-template-columns:9.6em minmax(0,1fr);gap:2px 18px;padding:7px 0;border-bottom:1px solid var(--rule);font-size:15px}
.rows dt{color:var(--muted)}
.rows dd{margin:0}
.tw{overflow-x:auto;margin:10px 0 0}
table{border-collapse:collapse;width:100%;font-size:15px}
th,td{text-align:left;vertical-align:top;padding:9px 12px 9px 0;border-bottom:1px solid var(--rule)}
thead th{font-size:13.5px;color:var(--muted);font-weight:600;border-bottom:1px solid var(--ink);white-space:nowrap}
tbody th{font-weight:600}
td{min-width:6.5em}
.files{list-style:none;padding:0}
.files li{padding:8px 0;border-bottom:1px solid var(--rule)}
.files b{font-weight:600}
pre{font:13px/1.62 var(--mono);background:var(--code);border-radius:4px;padding:12px 14px;margin:8px 0 0;overflow-x:auto;white-space:pre-wrap}
pre .l{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 1ch}
pre .n{color:var(--muted);user-select:none}
li code{font:13.5px/1.5 var(--mono);background:var(--code);padding:.12em .38em;border-radius:3px}
pre mark{background:var(--seal-soft);color:var(--seal);font-weight:600;padding:.05em .2em;border-radius:2px}
details{margin:14px 0 0}
summary{cursor:pointer;font-weight:600;font-size:15px;padding:.3em 0}`

const texts = `.steps{list-style:none;counter-reset:s;margin:10px 0 0;padding:0}
.steps>li{counter-increment:s;position:relative;padding:0 0 16px 50px}
.steps>li::before{content:counter(s);position:absolute;left:0;top:0;width:32px;height:32px;border:1.5px solid var(--ink);border-radius:50%;font:700 16px/29px var(--serif);text-align:center}
.steps b{display:block;font:700 17px/1.6 var(--serif)}
.steps details{margin:0}.steps summary{font-size:14px;color:var(--muted);font-weight:400}.steps p{margin:.2em 0}
.tag{font-size:12.5px;color:var(--muted);border:1px solid var(--rule);border-radius:3px;padding:.08em .45em;white-space:nowrap;vertical-align:.1em;font-family:var(--sans);font-weight:400}
.from{display:block;font-size:14px;color:var(--muted)}
.src{display:inline-block;margin-right:1em}
.law{list-style:none;padding:0;max-width:44em}
.law>li{margin:0 0 14px}
.guide{margin:10px 0 0}
.guide>div{display:grid;grid-template-columns:5em minmax(0,1fr);padding:6px 0}
.guide dt{font:13px/1.9 var(--mono);color:var(--muted)}
.guide dd{margin:0;max-width:42em}
.fix{border-left:3px solid var(--amber);padding:2px 0 2px 14px;margin:8px 0 0}
.letter{background:var(--paper);border:1px solid var(--rule);border-radius:4px;padding:26px clamp(16px,4vw,40px);margin:14px 0 0;font-family:var(--serif);font-size:16px;line-height:1.95}
.sheet .letter :is(h1,h3){text-align:center;margin:0 0 16px}.letter h1{font-size:22px}
.fill{background:var(--amber-soft);border-bottom:1.5px solid var(--amber);padding:0 .3em;border-radius:2px 2px 0 0;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.fill:focus{outline:3px solid var(--link);outline-offset:1px}
.limits div,.limits>ul{margin:0}
div.limits{background:var(--code);border-left:5px solid var(--muted);padding:14px 20px;margin:12px 0 0}
.hash{font:12.5px/1.55 var(--mono);word-break:break-all}
footer.end{padding:16px 22px 24px;font-size:13.5px;color:var(--muted)}`

const widths = `@media (min-width:720px){.pad{padding:40px 48px}.facts{grid-template-columns:repeat(auto-fit,minmax(8em,1fr))}.facts div{border-bottom:0}.card>details>summary{padding:16px 24px}.card .in{padding:2px 24px 24px}footer.end{padding:18px 48px 28px}}
@media (min-width:1060px){.doc{display:grid;grid-template-columns:196px minmax(0,1fr);gap:22px 30px}
.toc{display:block;position:sticky;top:24px;align-self:start;font-size:14.5px;max-height:calc(100vh - 48px);overflow-y:auto}.toc ol{list-style:none;margin:0;padding:0}.toc a{display:block;padding:.42em 0 .42em 12px;border-left:2px solid var(--rule);color:var(--muted);text-decoration:none}.toc a:hover{color:var(--ink);border-left-color:var(--ink)}}
@media (max-width:560px){.danger strong{display:block}.verdict{grid-template-columns:minmax(0,1fr)}.stamp,${latin} .stamp{justify-self:start;writing-mode:horizontal-tb;order:-1;font-size:17px;padding:5px 12px;transform:rotate(-1.5deg)}
.tl li{grid-template-columns:22px minmax(0,1fr)}.tl .when{grid-column:2;grid-row:1;text-align:left;padding-left:10px}.tl .dot{grid-column:1;grid-row:1/3}.tl .ev{grid-column:2;grid-row:2;padding-left:10px}
.rows>div,.guide>div{grid-template-columns:minmax(0,1fr)}
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}table.stack tr{display:block;padding:10px 0;border-bottom:1px solid var(--rule)}table.stack th,table.stack td{display:block;border:0;padding:1px 0;min-width:0}}`

const highContrast = '@media (forced-colors:active){.chip,.fill,.stamp{border:1px solid}}'

/** The one style sheet of the page. @param id stands at the foot of each printed page */
export const cssFor = (id: string) => `${theme}
${page}
${summary}
${cards}
${timeline}
${tables}
${texts}
${widths}
${printFor(id)}
${highContrast}`

/** Besides, where several phones are a list, each of which opens. */
export const listCss = `
.one{border-bottom:1px solid var(--rule);margin:0}
.one>summary{display:grid;grid-template-columns:1.1em minmax(0,1fr);gap:0 10px;font-weight:400;padding:10px 0}
.one>summary>*{grid-column:2}
${arrowed('.one')}
.one .card{margin:12px 0}
.mark{font-weight:700}
.mark.act{color:var(--seal)}.mark.check{color:var(--amber)}.mark.clear{color:var(--ok)}.mark.incomplete{color:var(--gap)}
@media (min-width:900px){.one>summary{grid-template-columns:1.1em minmax(0,15em) minmax(0,1fr) minmax(0,15em)}.one>summary>:nth-child(n){grid-column:auto}}`
