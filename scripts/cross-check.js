/** What one rule file may say only if another one agrees: ids are unique, and every id that is named exists. */
import { basename } from 'node:path'

/** The id lists. `in` are the files that hold one; statements stand inside the article file. */
const kinds = {
  lender: { in: /^rules\/lenders\/(?!sources\.)/ },
  source: { in: /^rules\/lenders\/sources\./ },
  check: { in: /^rules\/checks\// },
  route: { in: /^rules\/routes\// },
  regime: { in: /^rules\/regimes\// },
  article: { in: /^rules\/countries\/\w+\/article\./, under: 'statements' },
  correction: { in: /^rules\/countries\/\w+\/corrections\./ },
  law: { in: /^rules\/countries\/\w+\/law\./ },
  sentence: { in: /^rules\/countries\/\w+\/sentences\./ },
  action: { in: /^rules\/guidance\/actions\./ },
  step: { in: /^rules\/countries\/\w+\/actions\./ },
  country: { in: /^rules\/countries\/\w+\/country\./ },
  channel: { in: /^rules\/countries\/\w+\/channels\./ },
  path: { in: /^rules\/guidance\/paths\./ },
  letter: { in: /^rules\/countries\/\w+\/letters\./ },
  incident: { in: /^rules\/guidance\/incident\./ },
  maker: { in: /^rules\/guidance\/makers\./ },
  limit: { in: /^rules\/guidance\/limits\./ },
  topic: { in: /^rules\/guidance\/topics\./ },
}

/** Closed lists that are keys of a map. `explain` knows these ids as well. */
const keyed = /^rules\/guidance\/(reasons|qualifiers|problems)\./
const fileOf = (files, name) => files.find(({ path, data }) => path.startsWith(`rules/guidance/${name}.`) && data)

/** Which field of which kind names which kinds; `*` is each part of one. `any` is every id that `explain` knows. */
const references = [
  ['lender', 'source', ['source']],
  ['lender', 'also', ['source']],
  ['lender', 'features.*.source', ['source']],
  ['check', 'guidance', ['article']],
  ['check', 'law', ['sentence']],
  ['check', 'actions', ['action']],
  ['article', 'corrections', ['correction']],
  ['article', 'actions', ['action']],
  ['correction', 'law', ['law']],
  ['sentence', 'law', ['law']],
  ['step', 'id', ['action']],
  ['step', 'sources', ['article', 'law']],
  ['action', 'instead.*.actions', ['action']],
  ['country', 'regime', ['regime']],
  ['letter', 'sources', ['law', 'channel']],
  ['incident', 'actions', ['action']],
  ['topic', 'see', ['any']],
  ['maker', 'systems.*.path', ['path']],
]

/** Yields `{ file, path, message }` for all that does not fit together. What failed its schema is passed over. */
export function* crossCheck(files) {
  const entries = files.flatMap(entriesOf)
  const setForEachKind = () => Object.fromEntries(Object.keys(kinds).map((kind) => [kind, new Set()]))
  const ids = setForEachKind()
  const seen = setForEachKind()
  const keys = files.filter(({ path, data }) => keyed.test(path) && data).flatMap(({ data }) => Object.keys(data))

  for (const { kind, value, file, path } of entries) {
    if (value.id === undefined) continue
    // Countries say the same thing each in its own way, under one id.
    const key = `${countryOf(file)}${value.id}`
    if (seen[kind].has(key)) yield { file, path: [...path, 'id'], message: `${value.id} is the id of another ${kind}` }
    seen[kind].add(key)
    ids[kind].add(value.id)
  }
  const [problems, codes] = [fileOf(files, 'problems'), fileOf(files, 'codes')]
  if (problems && codes) {
    for (const code of Object.keys(problems.data))
      if (!(code in codes.data.codes))
        yield { file: codes, path: [], message: `${code} of problems.yaml is not explained` }
    for (const code of Object.keys(codes.data.codes))
      if (!(code in problems.data))
        yield { file: codes, path: ['codes', code], message: `there is no ${code} in problems.yaml` }
  }
  const notions = fileOf(files, 'notions')
  const despair = fileOf(files, 'despair')
  if (notions) {
    const said = (despair?.data ?? []).map((value, index) => ({ value, file: despair, path: [index] }))
    const asked = [...entries.filter(({ kind }) => kind === 'topic'), ...said].flatMap(({ value, file, path }) =>
      ['about', 'beside', 'hintAbout', 'unlessAbout'].flatMap((key) =>
        idsAt(value, [key, '*', '*']).map(({ id, where }) => ({ id, file, path: [...path, ...where] })),
      ),
    )
    for (const { id, file, path } of asked)
      if (!(id in notions.data)) yield { file, path, message: `about: there is no notion ${id}` }
    for (const id of Object.keys(notions.data))
      if (!asked.some((one) => one.id === id)) yield { file: notions, path: [id], message: `nothing is about ${id}` }
  }
  ids.any = new Set([...Object.values(ids).flatMap((set) => [...set]), ...keys])

  // A name cannot be missed in a list that could not be read: that problem has its own line already.
  const unread = new Set(files.filter(({ data }) => data === undefined).flatMap(({ path }) => kindOf(path) ?? []))
  const readable = (kind) => ids[kind].size > 0 && !unread.has(kind)
  for (const [kind, field, targets] of references) {
    if (!(targets[0] === 'any' ? Object.keys(kinds) : targets).every(readable)) continue
    for (const { value, file, path } of entries.filter((entry) => entry.kind === kind)) {
      for (const { id, where } of idsAt(value, field.split('.'))) {
        if (targets.some((target) => ids[target].has(id))) continue
        yield { file, path: [...path, ...where], message: `${field}: there is no ${targets.join(' or ')} ${id}` }
      }
    }
  }

  const owner = new Map()
  for (const { kind, value, file, path } of entries) {
    if (kind === 'check' && `${value.id}.yaml` !== basename(file.path)) {
      yield { file, path: ['id'], message: `a check stands in a file of its own name, ${value.id}.yaml` }
    }
    if (kind !== 'lender') continue
    for (const [index, name] of value.packages.entries()) {
      if (owner.has(name))
        yield { file, path: [...path, 'packages', index], message: `${name} belongs to ${owner.get(name)}` }
      else owner.set(name, value.id)
    }
  }

  for (const file of files.filter(({ path, data }) => kindOf(path) === 'article' && data)) {
    for (const { id, where } of idsAt(file.data, ['closing', '*'])) {
      if (!ids.article.has(id)) yield { file, path: where, message: `closing: there is no article ${id}` }
    }
  }
}

/** The ids that a field holds, each with the keys that lead to it. */
function idsAt(value, [key, ...rest], where = []) {
  if (Array.isArray(value) && key === undefined) return value.map((id, index) => ({ id, where: [...where, index] }))
  if (key === undefined) return [{ id: value, where }]
  const keys = (key === '*' ? Object.keys(value) : [key]).filter((each) => value[each] !== undefined)
  return keys.flatMap((each) => idsAt(value[each], rest, [...where, Array.isArray(value) ? Number(each) : each]))
}

const countryOf = ({ path }) => /^rules\/countries\/\w+\//.exec(path)?.[0] ?? ''
const kindOf = (path) => Object.keys(kinds).find((kind) => kinds[kind].in.test(path))

function entriesOf(file) {
  const kind = kindOf(file.path)
  if (kind === undefined || file.data === undefined) return []
  const { under } = kinds[kind]
  const held = under === undefined ? file.data : file.data[under]
  const path = under === undefined ? [] : [under]
  if (!Array.isArray(held)) return [{ kind, value: held, file, path }]
  return held.map((value, index) => ({ kind, value, file, path: [...path, index] }))
}
