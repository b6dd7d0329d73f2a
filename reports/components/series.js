/** The colour of the i-th thing told apart in a drawing, counted from 0: the same in every drawing, begun anew after six. */
export const seriesColour = (i) => `var(--series-${(i % 6) + 1})`
