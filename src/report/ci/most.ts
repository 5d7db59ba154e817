/** Results of one SARIF file that code scanning services show. */
export const MOST_SARIF_RESULTS = 5000
