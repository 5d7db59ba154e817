/** Whether a run may be given options that narrow or bend it. */
export const hasOptions: boolean = true
