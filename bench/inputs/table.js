import { random } from './random.js'
import { nouns } from './words.js'

/** A table of invented apps; one label in eight speaks of loans. */
export function* table(count) {
  const { pick } = random('table')
  yield 'package,label,installs\n'
  for (let at = 0; at < count; at++) {
    const [maker, app] = [pick(nouns), pick(nouns)]
    const label = at % 8 === 0 ? `${app}, quick loan` : `${maker} ${app}`
    yield `com.example.${maker}.${app}${at},"${label}",${at}\n`
  }
}
