/** The one in the middle; of an even number, the later of both. */
export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN

/** Seconds on the clock that the work takes. */
export async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

/**
 * Seconds of ours and of the reference, the median of each. They are measured in turn, so that a busy moment of the
 * machine hurts both.
 */
export async function inTurn(
  rounds: number,
  { reference, ours }: Record<'reference' | 'ours', () => Promise<number>>,
): Promise<{ readonly reference: number; readonly ours: number }> {
  const all: Record<'reference' | 'ours', number[]> = { reference: [], ours: [] }
  for (let round = 0; round < rounds; round += 1) {
    all.reference.push(await reference())
    all.ours.push(await ours())
  }
  return { reference: median(all.reference), ours: median(all.ours) }
}
