import { expect } from 'vitest'

/** One of the components' files of sentences. */
export const load = (file: string) =>
  import(new URL(`../../../../reports/components/so_what/${file}.js`, import.meta.url).href)

type Sentence = { readonly tone: string; readonly text: string }

const tones = ['good', 'bad', 'missed', 'fine', 'fault', 'do', 'same']

/** The sentences as "tone: text", each whole and without a figure that is none. */
export function told(sentences: readonly Sentence[]): string[] {
  for (const { tone, text } of sentences) {
    expect(tones).toContain(tone)
    expect(text).toMatch(/[.]$/)
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/)
  }
  return sentences.map(({ tone, text }) => `${tone}: ${text}`)
}
