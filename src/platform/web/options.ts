/** Nobody types an option into a page: what only an option asks for is left out when the page is made small. */
export const hasOptions: boolean = false
