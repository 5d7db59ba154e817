import { factsOf, type Language, languages, tagOf } from '../model/vocabulary.ts'
import { h, type Markup } from '../report/html/markup.ts'
import { limits } from '../report/html/sections.ts'
import { countryChoice } from './by-hand.ts'
import { cablePart } from './cable.ts'
import type { wordsOf } from './data.ts'
import type { Missing } from './missing.ts'
import type { PageSpeaker } from './words.ts'

/** The page without what goes on in it. */
export function frame(
  { lang, hasResult }: { lang: Language; hasResult: boolean },
  words: PageSpeaker,
  lacks: Missing | undefined,
  { version, rulesVersion }: ReturnType<typeof wordsOf>,
): Markup {
  const { say } = words
  const top = h`<a class="skip" href="#${hasResult ? 'result' : 'main'}">${say('web.skip')}</a>
<main id="main" class="${hasResult ? 'shown' : 'start'}">
<div class="top"><div class="brand"><b lang="zh-CN">贷查</b> daicha</div><div class="sw" role="radiogroup" aria-label="${say('web.language')}">${languages.map(
    (one) =>
      h`<span><input class="lr" type="radio" name="lang" id="l-${one}" value="${one}"${one === lang && h` checked`}><label for="l-${one}" lang="${tagOf(one)}">${factsOf(one).name}</label></span>`,
  )}</div></div>`
  if (hasResult) return h`${top}<div id="head" lang="${tagOf(lang)}"></div><div id="result"></div></main>`
  return h`${top}
<div class="page-sheet in-${lang}" lang="${tagOf(lang)}"><article class="sheet">
<header class="pad"><h1>${say('web.title')}</h1>
<p class="lead">${say('web.lead')}</p>
<div id="numbers"></div>
<p class="stays">${say('web.stays')}</p>
${countryChoice(words)}
</header>
<section class="pad" id="hand"><h2>1  ${say('web.hand')}</h2><p class="muted">${say('web.hand.lead')}</p>
<div id="make"></div><div id="paths" aria-live="polite"></div>
<h3>${say('web.saw')}</h3><p class="muted">${say('web.saw.lead')}</p><div id="rows"></div>
<div id="seen" aria-live="polite"></div><div id="answer"></div>
<p class="muted small">${say('web.watched')}</p></section>
<section class="pad" id="file"><h2>2  ${say('web.file')}</h2><p>${say('web.file.lead')}</p>
${
  lacks
    ? h`<div class="gaps"><strong>${say('web.missing')}</strong><p>${say(`web.missing.${lacks}`)}</p></div>`
    : h`<div class="drop" id="drop"><p>${say('web.file.drop')}</p>
<label class="pick">${say('web.file.choose')}<input type="file" id="choose" multiple></label>
<label class="pick">${say('web.file.folder')}<input type="file" id="folder" webkitdirectory></label>
<p class="muted small">${say('web.file.kinds')}</p><p class="small">${say('web.stays')}</p></div>
<div id="work"></div>`
}</section>
${!lacks && h`<section class="pad" id="usb"><h2>3  ${say('web.usb')}</h2>${cablePart(words)}</section>`}
<section class="pad"><h2>${lacks ? 3 : 4}  ${say('section.notes')}</h2>${limits(words.guidance.limits.map(({ id, text }) => ({ id, text: words.text(text) })))}</section>
<footer class="end">${say('web.foot', { version, rules: rulesVersion })}</footer>
</article></div></main>`
}
