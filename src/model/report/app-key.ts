interface OfUser {
  package: string
  user: number
}

/** Tells an app of one user from all others. */
export const keyOf = ({ package: name, user }: OfUser): string => `${name}\0${user}`

/** Each app once, however many users have it: the first. */
export const eachApp = <App extends Pick<OfUser, 'package'>>(apps: App[]): App[] =>
  apps.filter((app, at) => apps.findIndex((other) => other.package === app.package) === at)

export const isOf = (one: OfUser) => (other: OfUser) => one.package === other.package && one.user === other.user
