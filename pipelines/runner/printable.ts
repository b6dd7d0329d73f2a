/** A text from outside in which no character moves the cursor or begins a line, cut off where it is long. */
export function printable(text: string, mostCharacters = 300): string {
  const characters = [...text]
  const cut = characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join('')}…` : text
  return cut.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}
