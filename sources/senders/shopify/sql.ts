/** SQL that several mappings of Shopify's records share. */

/** The sum of a list of amounts, which stands as JSON text; nothing listed is zero. */
export const sumOf = (list: string): string =>
  `coalesce(list_sum(list_transform(from_json(${list}, '["VARCHAR"]'),
     lambda amount: try_cast(amount as decimal(18, 4)))), 0)::decimal(18, 4)`

/** A word of a feed for each of Shopify's. A word that is not in the list is given on as it is. */
export const translated = (word: string, words: Readonly<Record<string, string>>): string =>
  `case ${word} ${casesOf(words)} else ${word} end`

/** A word of a feed for each of Shopify's that means one; the others mean none. */
export const known = (word: string, words: Readonly<Record<string, string>>): string =>
  `case ${word} ${casesOf(words)} end`

const casesOf = (words: Readonly<Record<string, string>>): string =>
  Object.entries(words)
    .map(([theirs, ours]) => `when '${theirs}' then '${ours}'`)
    .join(' ')

/** The item as it is stocked: where the shop gave it no number, its variant, else what it is called. */
export const skuOf = (line: string): string =>
  `coalesce(nullif(trim(${line}.sku), ''), 'variant-' || ${line}.variant_id,
     'custom-' || coalesce(${line}.title, 'item'))`
