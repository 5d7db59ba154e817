/**
 * Draws what the terminal shows for the sample: `docs/terminal.en.svg` and `docs/terminal.zh-CN.svg`. A test compares
 * their text with what the program prints.
 *
 *     node scripts/picture.js
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { widthOf } from '../dist/internal.cjs'
import { root } from './freshness.js'

const [size, cell, line, margin, columns] = [13.6, 8.2, 18, 16, 80]
const classes = { 1: 'b', 2: 'd', 31: 'r', 32: 'g', 33: 'y', 34: 'l', 35: 'm', 36: 'c', 90: 'd' }
const css = `
text{font:${size}px ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC","PingFang SC","Microsoft YaHei",monospace;fill:#e8e2d6;white-space:pre}
.b{font-weight:700}.d{fill:#a79f91}.r{fill:#ff9a8b}.g{fill:#93d6b4}.y{fill:#efc469}.l{fill:#a3ccf0}.m{fill:#f0a6df}.c{fill:#8fd3e0}
.w{letter-spacing:${round(2 * cell - size)}px}`

for (const lang of ['en', 'zh-CN']) {
  const args = ['bin/daicha.js', 'audit', 'fixtures/sample/input', '--lang', lang, '--color', 'always']
  const { stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: String(columns) },
  })
  mkdirSync(join(root, 'docs'), { recursive: true })
  writeFileSync(join(root, `docs/terminal.${lang}.svg`), draw(stdout.trimEnd().split('\n'), lang))
}

function draw(lines, lang) {
  const width = Math.round(columns * cell + 2 * margin)
  const height = lines.length * line + 2 * margin
  const title = lang === 'en' ? 'What daicha prints for the sample' : 'daicha 检查示例时的输出'
  const texts = lines.map(
    (text, at) => `<text y="${margin + (at + 0.75) * line}">${piecesOf(text).map(tspan).join('')}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" lang="${lang}">
<title>${title}</title>
<style>${css}
</style>
<rect width="100%" height="100%" rx="8" fill="#1e1c19"/>
${texts.join('\n')}
</svg>
`
}

/** Pieces of one colour and one width of character, each with the column where it begins: so no font can shear them. */
function piecesOf(text) {
  const pieces = []
  const on = new Set()
  let column = 0
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of colour
  for (const part of text.split(/(\u001b\[\d+m)/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the same
    const [, code] = /^\u001b\[(\d+)m$/.exec(part) ?? []
    if (code === undefined) {
      for (const [piece] of part.matchAll(/[\u0020-\u007e]+|[^\u0020-\u007e]+/g)) {
        pieces.push({ piece, column, styles: [...on].map((one) => classes[one]) })
        column += widthOf(piece)
      }
    } else if (code === '39') for (const one of [...on]) Number(one) >= 30 && on.delete(one)
    else if (code === '22') for (const one of ['1', '2']) on.delete(one)
    else on.add(code)
  }
  return pieces
}

function tspan({ piece, column, styles }) {
  const place = `x="${round(margin + column * cell)}" textLength="${round(widthOf(piece) * cell)}"`
  // Two columns are wider than a Chinese character, and not every viewer heeds `textLength`.
  const all = widthOf(piece) === 2 * piece.length ? [...styles, 'w'] : styles
  const style = all.length > 0 ? ` class="${all.join(' ')}"` : ''
  return `<tspan ${place}${style}>${piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</tspan>`
}

function round(n) {
  return Math.round(n * 10) / 10
}
