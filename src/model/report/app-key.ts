interface OfUser {
  package: string
  user: number
}

/** Tells an app of one user from all others. */
export const keyOf = ({ package: name, user }: OfUser): string => `${name}\0${user}`

export const isOf = (one: OfUser) => (other: OfUser) => one.package === other.package && one.user === other.user
