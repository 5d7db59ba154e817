/** No phone has more Android users (AOSP `config_multiuserMaximumUsers` is far below). */
export const MOST_USERS = 100

/** Every phone has more packages, and who names so many names those of a phone. */
export const LEAST_PACKAGES = 40

/** Android itself declares more permissions than this. */
export const LEAST_PERMISSIONS = 100

/** No phone has more packages; a text that names more was made by something else, and is not read to its end. */
export const MOST_PACKAGES = 10_000

/** No phone has more apps that anybody would want to know of; of more, a report would take all memory. */
export const MOST_APPS = 1200

/** The same, each app counted once for each user of the phone. */
export const MOST_APPS_OF_USERS = 4 * MOST_APPS

/** So many names that could not be read are no text of a phone: they may be of anybody, and more are not kept. */
export const MOST_UNCLEAR = 1000

/** No phone prints more; a text that holds more dumps was made by something else. */
export const MOST_DUMPS = 5000
