/** One row of the table: what was measured, beside what, and what is aimed at. */
export type Line = {
  readonly what: string
  readonly reference: string
  readonly ours: string
  /** In the unit of the aim. */
  readonly result: string
  readonly aim: string
  readonly isMet: boolean
}

export const seconds = (value: number) => `${value.toFixed(2)} s`
const whole = (value: number) => Math.round(value).toLocaleString('en')

/** Ours takes so many times as long as the reference. */
export function timesLine(
  what: string,
  { reference, ours, aim }: { reference: number; ours: number; aim: number },
): Line {
  const ratio = ours / reference
  return {
    what,
    reference: seconds(reference),
    ours: seconds(ours),
    result: `${ratio.toFixed(2)}×`,
    aim: `≤ ${aim}×`,
    isMet: ratio <= aim,
  }
}

/** So much is done in a second. */
export function rateLine(
  what: string,
  { done, of, took, aim }: { done: number; of: string; took: number; aim: number },
): Line {
  const rate = done / took
  return {
    what,
    reference: `${whole(done)} ${of}`,
    ours: seconds(took),
    result: `${whole(rate)}/s`,
    aim: `≥ ${whole(aim)}/s`,
    isMet: rate >= aim,
  }
}

/** A quantity that stays below a limit. */
export function limitLine(
  what: string,
  { reference = '', ours, aim, unit }: { reference?: string; ours: number; aim: number; unit: string },
): Line {
  const told = `${ours.toFixed(2)} ${unit}`
  return { what, reference, ours: told, result: told, aim: `≤ ${aim} ${unit}`, isMet: ours <= aim }
}

/** A table in Markdown. */
export function printed(lines: readonly Line[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    row(['what', 'reference', 'ours', 'result', 'aim', '']),
    row(['---', '---:', '---:', '---:', '---:', '---']),
    ...lines.map(({ what, reference, ours, result, aim, isMet }) =>
      row([what, reference, ours, result, aim, isMet ? 'met' : 'missed']),
    ),
  ].join('\n')
}
