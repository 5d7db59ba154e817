/** Whose names are read: all that nobody knows, those near contacts within the budget, or none. */
export const nameChoices = ['all', 'near', 'none'] as const
export type Names = (typeof nameChoices)[number]
