import type { LetterKind, Report, ReportedApp } from '../internal.ts'
import { eachApp } from '../model/report/app-key.ts'
import { isLender } from '../model/rules/lender.ts'
import { unknownApp } from './options/app.ts'

/** What is said to people is of no app, and whoever never borrowed has none. */
export const NAME_NONE: LetterKind[] = ['family', 'not-my-loan']

/** The apps that such a letter is about; of several the chosen one, undefined when none is. @throws AuditError E348 */
export async function appsFor(
  kind: LetterKind,
  { apps }: Report,
  wanted: string | undefined,
  choose: (apps: ReportedApp[]) => Promise<ReportedApp | undefined>,
): Promise<ReportedApp[] | undefined> {
  if (wanted !== undefined) {
    const [app] = inOrder(apps.filter((one) => one.package === wanted))
    if (app) return [app]
    const lenders = apps.filter(({ lender }) => isLender(lender.class))
    throw unknownApp(wanted, new Set(lenders.map((one) => one.package)))
  }
  if (NAME_NONE.includes(kind)) return []
  const lenders = inOrder(apps.filter((one) => isLender(one.lender.class) && one.contacts.reason !== 'NOT_INSTALLED'))
  const each = eachApp(lenders)
  const open = each.filter(({ contacts }) => contacts.verdict === 'granted')
  const meant = open.length > 0 ? open : each
  if (kind === 'police' || meant.length < 2) return meant
  const chosen = await choose(meant)
  return chosen && [chosen]
}

/** Those first that can read contacts; the same app of several users by the one in which it can. */
const inOrder = (apps: ReportedApp[]) =>
  [...apps].sort((a, b) => Number(b.contacts.verdict === 'granted') - Number(a.contacts.verdict === 'granted'))
