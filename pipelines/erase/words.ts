/** A run of words in a text: as it stands there, and as its letters and digits alone. */
type Run = { readonly text: string; readonly plain: string }

/** Longest run of words that is looked at: an address with flat and floor has about so many. */
const mostWords = 9
/** Fewer letters and digits name nobody. */
const fewestCharacters = 5

/** Letters and digits in lower case without accents: what two spellings of one value have in common. */
export const plainOf = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Whether a value is long enough that finding it says something. */
export const isTelling = (value: string): boolean => plainOf(value).length >= fewestCharacters

/** Every run of words in a text, longer ones first, so that a whole address goes before a part of it. */
export function runsOfWords(text: string): Run[] {
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: word, index }) => ({
    from: index,
    to: index + word.length,
  }))
  const runs: Run[] = []
  for (let length = Math.min(mostWords, words.length); length > 0; length -= 1) {
    for (let first = 0; first + length <= words.length; first += 1) {
      const run = text.slice(words[first]?.from, words[first + length - 1]?.to)
      const plain = plainOf(run)
      if (plain.length >= fewestCharacters) runs.push({ text: run, plain })
    }
  }
  return runs
}
