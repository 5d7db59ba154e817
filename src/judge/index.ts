export { type Context, judgeContacts, MIUI_READ_CONTACTS_REAL } from './contacts.ts'
export { isPresent } from './presence.ts'
export { holds, openRoutes } from './routes.ts'
