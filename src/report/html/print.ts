/** Paper is light, and short: it leaves out what only explains. @param id stands at the foot of each page */
export const printFor = (
  id: string,
) => `@page{size:A4;margin:16mm 15mm 18mm;@bottom-left{content:"${/^[\w-]*$/.test(id) ? id : ''}";font:8pt sans-serif;color:#444}@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#444}}
@media print{
:root{--paper:#fff;--sheet:#fff;--ink:#000;--muted:#444;--rule:#bbb;--seal:#8f1d13;--seal-soft:#fff;--amber:#5c3f00;--amber-soft:#fff;--ok:#1d4d3a;--ok-soft:#fff;--gap:#6d1a5c;--gap-soft:#fff;--link:#000;--code:#f6f6f6}
html{color-scheme:light}body{font-size:10pt;line-height:1.5}main{max-width:none;padding:0}.doc{grid-template-columns:minmax(0,1fr)}.toc,.sw,.skip,.noprint,.apps-page,.routes-page,.rules-page,.steps details,.look-page details{display:none!important}
.printed{display:inline}.top{margin:0 0 4pt}.sheet{border:0;box-shadow:none}.pad{padding:9pt 0}footer.end{padding:6pt 0 0;break-before:avoid}th,td{padding-top:4px;padding-bottom:4px}h1{font-size:20pt}.lead{font-size:11.5pt;margin-top:6pt}.stamp{margin-right:6pt}h2{font-size:13.5pt}h2,h3,h4,summary{break-after:avoid}p,li{orphans:3;widows:3}
.steps>li,.law>li,.rows>div,.files li,tr,.first,.danger,.gaps li,.limits,.facts,pre{break-inside:avoid}.facts{grid-template-columns:repeat(auto-fit,minmax(7em,1fr));margin-top:12pt}.facts dd{font-size:14pt}.first,.gaps,.danger{margin-top:12pt;padding-top:8pt;padding-bottom:8pt}
.steps>li{padding:0 0 7pt 36px}.steps>li::before{width:22px;height:22px;font-size:11pt;line-height:20px}.steps b{font-size:11pt}
section.letter-page{break-before:page}.letter{border:0;padding:0;font-size:11.5pt;line-height:1.8}.letter+.letter,section.letter-page+section{break-before:page}.fill{border-bottom:1px solid #000;background:none;padding:0}
.rows>div,.files li{padding:3px 0}
.chip,.stamp,.first,.gaps,.danger,.limits{print-color-adjust:exact;-webkit-print-color-adjust:exact}}`
