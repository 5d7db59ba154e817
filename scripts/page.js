/** Makes `dist/daicha.html`: script, words and rules in one file, which asks for nothing and lets nothing out. */
import { createHash } from 'node:crypto'
import { minify } from '@swc/core'
import { build as rolldown } from 'rolldown'
import { viteImportGlobPlugin } from 'rolldown/experimental'
import { minify as minifyAgain } from 'rolldown/utils'
import { withStandIns } from './stand-ins.js'

/**
 * The text of the page, and the modules in it. `rules` and `general` as they are compiled, the latter with all words of
 * languages; `model` packs all.
 */
export async function printPage(root, { rules, general, version }, { packed, tabled, apart, textsOf }) {
  const { code, moduleIds } = await script(root)
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(code)} ${hashOf(TOO_OLD)}`,
    "style-src 'none'",
    'img-src data:',
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const words = apart(tabled({ ...wordsFor(rules, code), version, rulesVersion: rules.version }))
  const ruled = apart(packed(rulesFor(rules, general), general))
  // What is alike stands together, so that it packs better: the Chinese texts before the rules and their names.
  const texts = Object.entries(textsOf([ruled, words]))
    .map(([lang, texts]) => data(`texts-${lang}`, texts))
    .reverse()
  const html = `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<meta name="generator" content="daicha.html ${version}">
<title>贷查 daicha</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="page"><noscript><main><h1>贷查 daicha</h1>${withoutScript(rules.guidance.general)}</main></noscript></div>
<script>${TOO_OLD}</script>
${texts.join('\n')}
${data('rules', ruled.rest)}
${data('words', words.rest)}
<script>${code}</script>
</body>
</html>
`
  return { html, moduleIds }
}

/** Says in a browser that does not know what the script is written in what `noscript` says in one that runs none. */
const TOO_OLD =
  'onerror=function(){var p=document.getElementById("page");document.getElementById("main")||(p.innerHTML=p.textContent)}'

/**
 * Packed with gzip it is one part in a hundred smaller than what the bundler makes small. Both are smaller still, and
 * once more the bundler's, which leaves one kind of quote and every name as it is.
 */
const SMALL = {
  ecma: 2020,
  // A regular expression may stand where it is used: none of them keeps a place in a text, and a test holds that.
  // What is written into a text is a text or a number, which + writes as well.
  compress: { passes: 4, toplevel: true, unsafe_regexp: true, unsafe: true, sequences: false, keep_fargs: false },
  mangle: { toplevel: true },
}

async function script(root) {
  const { output } = await rolldown({
    cwd: root,
    write: false,
    input: 'src/page/main.ts',
    platform: 'browser',
    plugins: [viteImportGlobPlugin({ root }), withStandIns, atOnce, wordless],
    resolve: { conditionNames: ['browser', 'import', 'default'] },
    output: {
      format: 'iife',
      codeSplitting: false,
      comments: false,
      minify: true,
    },
    treeshake: { propertyReadSideEffects: false },
    logLevel: 'silent',
  })
  const [{ code: whole, moduleIds, imports }] = output
  if (output.length !== 1) throw new Error('src/page/main.ts: the page has one script')
  if (imports.length > 0) throw new Error(`the page cannot load ${imports.join(', ')}: is it installed?`)
  const small = await minify(whole, SMALL)
  const { code } = await minifyAgain('page.js', small.code, { mangle: false })
  // Nothing in it may end the element.
  return { code: code.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--'), moduleIds }
}

/**
 * What the command line loads when it needs it is in the page anyway. As modules that are loaded late, all that they
 * import would be wrapped, each in a function of its own, which takes room.
 */
const atOnce = {
  name: 'at-once',
  transform(code, id) {
    if (!id.endsWith('.ts')) return null
    const imports = new Set()
    const whole = code.replace(/\bconst (\{[^}]+\}) = await import\(('\.[^']+')\);?/g, (_, names, path) => {
      imports.add(`import ${names} from ${path}\n`)
      return ''
    })
    return imports.size === 0 ? null : [...imports].join('') + whole
  },
}

/** What is thrown there is caught and told by a code of ours: nobody reads its own words. */
const wordless = {
  name: 'wordless',
  transform: (code, id) =>
    /\/(node_modules|platform\/web|parse\/apk|sources\/archive)\//.test(id)
      ? code.replace(/(new \w*Error\(|unreadable\(file, )("[^"]*"|'[^']*'|`([^`\\]|\\.)*`)\)/g, '$1)')
      : null,
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/**
 * Data that no browser runs; nothing in it can end the element. A line end parts two texts, a tab two lists of
 * texts, and a form feed a key and its value: JSON has none of them in a text.
 */
const data = (id, value) =>
  `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('"],["', '\t').replaceAll('","', '\n').replaceAll('":', '\f')}</script>`

const withoutScript = ({ web }) =>
  Object.entries(web['web.noscript'])
    .map(([lang, text]) => `<p lang="${lang}">${text}</p>`)
    .join('')

/** Told by `daicha explain`, in letters to others or to the tests of the rules, none of which the page has. */
const EXPLAINED = {
  law: ['text', 'status', 'effectiveFrom'],
  channels: ['scope', 'body'],
  corrections: ['claim', 'text'],
  statements: ['heading', 'tool', 'actions'],
  sources: ['url', 'standing', 'at'],
  checks: ['examples', 'at'],
  routes: ['at'],
  regimes: ['at', 'source'],
  lenders: ['also', 'brands'],
  features: ['source'],
  brands: ['source', 'region'],
  rungs: ['signs'],
}

const without = (list = [], fields) =>
  list.map((entry) => Object.fromEntries(Object.entries(entry).filter(([field]) => !fields.includes(field))))

/** Only the command line is given no file at all. */
const NOTHING_GIVEN = 'E102'

/**
 * What the script can say: of words by key and of problems by code, those that it names. The order is one that packs
 * well: what is said in a country stands beside what is said in any.
 */
function wordsFor({ guidance: { general, countries }, ...rules }, code) {
  const { actions, paths, limits, reasons, qualifiers, letters, makers } = general
  const isNamed = namedIn(code)
  const named = (texts) => Object.fromEntries(Object.entries(texts).filter(([key]) => isNamed(key)))
  return {
    countries: Object.fromEntries(Object.entries(countries).map(([id, country]) => [id, countryFor(country, rules)])),
    makers,
    general: {
      ...{ paths, actions, reasons },
      letters: lettersFor(letters),
      ...{ limits, qualifiers },
      // Nobody types an option into a page: the country is chosen on it.
      words: named({ ...general.words, 'emergency.hint': general.web['web.country.hint'] }),
      page: named({ ...general.page, ...general.web, 'letter.noCountry': general.web['web.country.hint'] }),
      problems: problemsFor(named(general.problems)),
    },
  }
}

/** Of each problem what somebody can do who has no command line, as no reader of a page has. */
function problemsFor(problems) {
  const left = Object.entries(problems).filter(([code]) => code !== NOTHING_GIVEN)
  return Object.fromEntries(left.map(([code, { remedy, ...rest }]) => [code, { ...rest, remedy: byHand(remedy) }]))
}

/** A command that does what is said before it: `then check the folder: `daicha audit FOLDER``. */
const SAID_BEFORE = /(?:[：:] ?|[，,] ?(?:见|see) )`daicha (?:explain manual|audit [^-`]+)`$/

/** What can only be typed there, or is told of what was; a page has no pipes. */
const TYPED = /(`|\| )daicha |`-| -v |\{(near|pattern)\}|管道|\bpipe/

const byHand = (remedy) =>
  Object.fromEntries(
    Object.entries(remedy).map(([lang, steps]) => [
      lang,
      steps.map((step) => step.replace(SAID_BEFORE, '')).filter((step) => !TYPED.test(step)),
    ]),
  )

/** The one letter of a page, with the blanks of its text, and the one that stands where a file does not say its day. */
const lettersFor = ({ blanks, kinds: { operator } }) => ({
  blanks: Object.fromEntries(
    Object.entries(blanks).filter(([name]) => name === 'exported' || JSON.stringify(operator).includes(`[[${name}]]`)),
  ),
  kinds: { operator },
})

/** Of statements, law and places to turn to those that the rules, or what is told with them, can lead to. */
function countryFor(
  {
    country: { words: _, ...country },
    law,
    corrections,
    channels,
    article,
    letters: all = [],
    sentences = [],
    ...others
  },
  rules,
) {
  const rest = { country, sentences: sentences.map(sentenceFor), ...others }
  const letters = all.filter(({ letter }) => letter === 'operator')
  const statements = namedBy([rules, article?.closing], article?.statements)
  const corrected = namedBy([statements], corrections)
  return {
    ...rest,
    letters,
    ...(channels && {
      channels: without(
        channels.filter((channel) => channel.for !== undefined || namedBy([letters], [channel]).length > 0),
        EXPLAINED.channels,
      ),
    }),
    law: without(namedBy([rules, rest, letters, statements, corrected], law), EXPLAINED.law),
    corrections: without(corrected, EXPLAINED.corrections),
    ...(article && { article: { ...article, statements: without(statements, EXPLAINED.statements) } }),
  }
}

const sentenceFor = ({ letters, ...sentence }) =>
  letters?.includes('operator') ? { ...sentence, letters: ['operator'] } : sentence

/** Those of a list whose ids stand in something else. */
function namedBy(others, list = []) {
  const text = JSON.stringify(others)
  return list.filter(({ id }) => text.includes(JSON.stringify(id)))
}

/** A key is named whole, as text or as a field; by its beginning where a value ends, or without a count. */
function namedIn(code) {
  const whole = new Set([...code.matchAll(/["'`]([\w.-]+)["'`]|\.(\w+)/g)].map(([, text, field]) => text ?? field))
  // What a system says of a file that it cannot open, a browser never says.
  const begun = [...code.matchAll(/`([\w.-]+\.)(?:\$\{|`\+)/g)].flatMap(([, start]) =>
    start === 'cause.' ? [] : [start],
  )
  return (key) =>
    whole.has(key) ||
    whole.has(key.replace(/(\..+)\.(one|other)$/, '$1')) ||
    begun.some((start) => key.startsWith(start))
}

/** What an audit needs of the rules; of sources those that a lender comes from. */
function rulesFor(
  { guidance: { countries }, signals, sources, checks, routes, regimes, lenders, ...rest },
  { common },
) {
  const known = without(lenders, EXPLAINED.lenders).map(lenderFor)
  return {
    signals: {
      ...signals,
      brands: without(signals.brands, EXPLAINED.brands),
      // Of a language that has no common words of its own nothing is asked, but for Chinese.
      terms: signals.terms.map(({ id, sense, lang, ...term }) => ({
        ...{ id, sense, ...((lang === 'zh' || Object.hasOwn(common, lang)) && { lang }) },
        ...term,
      })),
      // Only the tests of the rules ask for the lower bound.
      rungs: without(signals.rungs, EXPLAINED.rungs).map(({ counts: { low: _, ...counts } = {}, ...rung }) => ({
        ...rung,
        counts,
      })),
    },
    lenders: known,
    checks: without(checks, EXPLAINED.checks),
    routes: without(routes, EXPLAINED.routes),
    // Nobody chooses one on a page: that of a country is asked where it is the usual one.
    regimes: without(
      regimes.filter(({ id, country }) => country === undefined || countries[country]?.country.regime === id),
      EXPLAINED.regimes,
    ),
    sources: without(namedBy([known], sources), EXPLAINED.sources),
    ...rest,
  }
}

/** An audit asks whether a source names the operator, and says who lends in a feature, not where that is from. */
const lenderFor = ({ operator, features, ...lender }) => ({
  ...lender,
  ...(operator !== undefined && { operator: '-' }),
  ...(features && { features: without(features, EXPLAINED.features) }),
})
