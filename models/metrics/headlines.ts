import { metrics } from './all.ts'

/** The figures that are watched day by day, and stand first on pages. */
export const headlines = metrics.filter(({ isHeadline }) => isHeadline)
