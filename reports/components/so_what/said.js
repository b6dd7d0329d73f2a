// What sentences at the head of a page are made of.

/** One sentence; its tone is one of those of SoWhat.svelte. */
export const said = (tone, text) => ({ tone, text })

/** Σ of a column; missing counts as nothing. */
export const sum = (rows, key) => rows.reduce((total, row) => total + (row[key] ?? 0), 0)
