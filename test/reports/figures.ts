import { expect } from 'vitest'

/** The number that a text shows, and the most it may be off by for having been rounded. */
function shown(text: string): { readonly value: number; readonly slack: number } {
  const digits = /-?\D*?(\d[\d,]*)(?:\.(\d+))?/.exec(text)
  if (digits === null) throw new Error(`"${text}" shows no figure`)
  const sign = /[-−]/.test(text.slice(0, text.indexOf(digits[1] as string))) ? -1 : 1
  const decimals = digits[2] ?? ''
  const scale = text.includes('%') ? 100 : 1
  return {
    value: (sign * Number(`${digits[1]?.replaceAll(',', '')}.${decimals || '0'}`)) / scale,
    slack: (0.5 * 10 ** -decimals.length) / scale + 1e-9,
  }
}

/** Expects a text of a page to show a figure of the snapshot, as exactly as the text can. */
export function expectShown(text: string | null, figure: number, what: string): void {
  const { value, slack } = shown(text ?? '')
  expect(
    Math.abs(value - figure),
    `${what}: the page shows "${text}", the snapshot holds ${figure}`,
  ).toBeLessThanOrEqual(slack)
}

/** A case's probability of abuse as reviewers are told it: no low one, and none beyond doubt. */
export function expectProbability(shown: string, score: number | null, what: string): void {
  if ((score ?? 0) < 0.5) expect(shown, what).toBe('under 50%')
  else if ((score as number) > 0.999) expect(shown, what).toBe('over 99.9%')
  else expectShown(shown, score as number, what)
}
